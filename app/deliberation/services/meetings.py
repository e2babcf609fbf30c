"""A meeting from being called to its end; the acts stand in one file per family, and are found here together."""

from app.deliberation.services.agenda import defer_item, end_item, return_item
from app.deliberation.services.calling import call_meeting
from app.deliberation.services.convening import MeetingDraft
from app.deliberation.services.joining import go_on
from app.deliberation.services.meeting_rows import own_meeting
from app.deliberation.services.officers import change_officers
from app.deliberation.services.reopening import reopen_meeting
from app.deliberation.services.sittings import cancel_meeting, close_meeting, declare_not_held, open_meeting
from app.deliberation.services.summons import excuse_member, tell_all, tell_member

__all__ = [
    "MeetingDraft",
    "call_meeting",
    "cancel_meeting",
    "change_officers",
    "close_meeting",
    "declare_not_held",
    "defer_item",
    "end_item",
    "excuse_member",
    "go_on",
    "open_meeting",
    "own_meeting",
    "reopen_meeting",
    "return_item",
    "tell_all",
    "tell_member",
]
