"""The routes of this domain, as `asgi.py` mounts them."""

from litestar import Controller

from app.disclosure.web.board import BoardController
from app.disclosure.web.corrections import CorrectionController
from app.disclosure.web.desk import DeskController
from app.disclosure.web.drafts import DraftController
from app.disclosure.web.entries import EntryController
from app.disclosure.web.execution import ExecutionController
from app.disclosure.web.feed import FeedController
from app.disclosure.web.giving_up import GivingUpController
from app.disclosure.web.hiding import HidingController
from app.disclosure.web.hiding_files import FileHidingController
from app.disclosure.web.notices import NoticeController
from app.disclosure.web.objections import ObjectionController
from app.disclosure.web.open_data import OpenDataController, OpenDataPage
from app.disclosure.web.proposal import ProposalController
from app.disclosure.web.record import RecordController
from app.disclosure.web.reopening import ReopeningController
from app.disclosure.web.review import ReviewController
from app.disclosure.web.search import SearchController
from app.disclosure.web.township import TownshipController
from app.disclosure.web.verify import VerifyController
from app.disclosure.web.voiding import VoidingController

ROUTES: tuple[type[Controller], ...] = (
    OpenDataController,
    OpenDataPage,
    RecordController,
    FeedController,
    DeskController,
    BoardController,
    CorrectionController,
    DraftController,
    EntryController,
    ExecutionController,
    GivingUpController,
    FileHidingController,
    HidingController,
    NoticeController,
    ObjectionController,
    ReopeningController,
    ReviewController,
    ProposalController,
    SearchController,
    TownshipController,
    VerifyController,
    VoidingController,
)
