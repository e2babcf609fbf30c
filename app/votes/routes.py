"""The routes of this domain, as `asgi.py` mounts them."""

from litestar import Controller

from app.votes.web.card import CardController
from app.votes.web.closing import ClosingController
from app.votes.web.console import ConsoleController
from app.votes.web.hall import HallController
from app.votes.web.meeting import MeetingPageController
from app.votes.web.papers import PapersController
from app.votes.web.result import ResultController
from app.votes.web.running import RunningController

ROUTES: tuple[type[Controller], ...] = (
    CardController,
    PapersController,
    ResultController,
    RunningController,
    ClosingController,
    ConsoleController,
    HallController,
    MeetingPageController,
)
