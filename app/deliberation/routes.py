"""The routes of this domain, as `asgi.py` mounts them."""

from litestar import Controller

from app.deliberation.web.attendance import AttendanceController
from app.deliberation.web.meetings import MeetingController
from app.deliberation.web.sittings import SittingController

ROUTES: tuple[type[Controller], ...] = (MeetingController, SittingController, AttendanceController)
