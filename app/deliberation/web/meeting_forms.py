"""The forms of a meeting: calling it, telling and excusing members, signing in, and ending it."""

from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from app.deliberation.rules.states import DepartedWhy, ToldBy
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.meetings import MeetingDraft

Reason = Annotated[str, Meta(min_length=1, max_length=300)]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9](:00)?$")]


class Back(StrEnum):
    """The page on which an act was done, and to which it leads back."""

    PAGE = "page"
    CONSOLE = "console"
    BOOK = "book"
    TOLD = "told"


class MeetingForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A meeting to be called."""

    day: date
    clock: Clock
    place: Annotated[str, Meta(min_length=1, max_length=80)]
    chair: UUID
    recorder: UUID
    items: list[UUID]
    told_by: ToldBy | None = None
    short_notice_reason: Annotated[str, Meta(max_length=300)] = ""

    def draft(self, *, zone: tzinfo) -> MeetingDraft:
        """Return the meeting, its day and hour taken in the village's zone."""
        hour = time.fromisoformat(self.clock)
        return MeetingDraft(
            starts_at=datetime.combine(self.day, hour, tzinfo=zone),
            place=self.place,
            chair=self.chair,
            recorder=self.recorder,
            items=tuple(self.items),
            told_by=self.told_by,
            short_notice_reason=self.short_notice_reason,
        )


class TellForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """How a member was told, or everybody who was not told yet."""

    told_by: ToldBy
    person: UUID | None = None


class ExcuseForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Why a member does not come."""

    person: UUID
    excuse: Annotated[str, Meta(min_length=1, max_length=120)]
    back: Back = Back.BOOK


class TickForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A member who is there: chosen from the list, or typed as a name, a person's or a household's number."""

    person: UUID | None = None
    who: Annotated[str, Meta(max_length=60)] = ""
    back: Back = Back.CONSOLE


class TicksForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """All whom the clerk ticked before saving."""

    people: list[UUID] = []


class DepartForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A member who left, or was ticked by mistake."""

    person: UUID
    why: DepartedWhy = DepartedWhy.LEFT
    back: Back = Back.BOOK


class CodeForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The six digits that the hall shows."""

    code: Annotated[str, Meta(min_length=1, max_length=40)]


class PlainForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A form that is only a button."""


class CloseForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Closing a meeting; `sure` where items are left."""

    sure: bool = False


class GoOnForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Going on as the next meeting: how each of those who did not know was told, line by line; empty where not yet."""

    person: list[UUID] = []
    told_by: list[str] = []

    def told(self) -> dict[UUID, ToldBy]:
        """Return whom the clerk has told meanwhile, and how."""
        lines = zip(self.person, self.told_by, strict=False)
        return {person: ToldBy(way) for person, way in lines if way in set(ToldBy)}


class ReasonForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """An act that needs a reason."""

    reason: Reason


class OfficersForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Who runs a meeting from now on, and why."""

    chair: UUID
    recorder: UUID
    reason: Reason


class ReturnForm(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A matter sent back to an earlier step."""

    to: StepKey
    reason: Reason
