"""The routes of this domain, as `asgi.py` mounts them."""

from litestar import Controller

from app.deliberation.web.attendance import AttendanceController
from app.deliberation.web.courses import CourseController
from app.deliberation.web.households import HouseholdsController
from app.deliberation.web.meetings import MeetingController
from app.deliberation.web.officers import OfficersController
from app.deliberation.web.papers import PapersController
from app.deliberation.web.posts import PostController
from app.deliberation.web.proposals import ProposalsController
from app.deliberation.web.revisions import RevisionsController
from app.deliberation.web.rules import RulesController
from app.deliberation.web.sittings import SittingController
from app.deliberation.web.suggestions import SuggestionsController
from app.deliberation.web.threads import ThreadController

ROUTES: tuple[type[Controller], ...] = (
    RulesController,
    ProposalsController,
    PapersController,
    RevisionsController,
    CourseController,
    ThreadController,
    HouseholdsController,
    PostController,
    SuggestionsController,
    MeetingController,
    SittingController,
    OfficersController,
    AttendanceController,
)
