"""The routes of this domain, as `asgi.py` mounts them."""

from litestar import Controller
from litestar.handlers import HTTPRouteHandler

from app.village.web.account import AccountController
from app.village.web.consents import ConsentController
from app.village.web.found import FoundingController
from app.village.web.front import front
from app.village.web.imports import ImportController, save_template
from app.village.web.login import LoginController
from app.village.web.particulars import ParticularsController
from app.village.web.people import PeopleController
from app.village.web.seats import SeatController

ROUTES: tuple[type[Controller] | HTTPRouteHandler, ...] = (
    front,
    FoundingController,
    save_template,
    LoginController,
    AccountController,
    PeopleController,
    SeatController,
    ConsentController,
    ImportController,
    ParticularsController,
)
