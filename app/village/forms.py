"""What the pages of the village ask to be filled in."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from app.village.queries.access import Access

Line = Annotated[str, Meta(max_length=80)]
Secret = Annotated[str, Meta(max_length=256)]
Hash = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class LoginForm(Struct, kw_only=True, frozen=True):
    """The door: a card's code, or who one is with the password."""

    card: Line = ""
    who: Line = ""
    password: Secret = ""
    shared: bool = False
    next: Annotated[str, Meta(max_length=500)] = ""


class LogoutForm(Struct, kw_only=True, frozen=True):
    """The way out; `next` is where the person goes to whom the phone is passed on."""

    next: Annotated[str, Meta(max_length=500)] = ""


class NewPasswordForm(Struct, kw_only=True, frozen=True):
    """A password of one's own, typed twice."""

    password: Secret
    again: Secret


class ChangePasswordForm(Struct, kw_only=True, frozen=True):
    """The old password, and the new one twice."""

    old: Secret
    password: Secret
    again: Secret


class FindPeople(Struct, kw_only=True, frozen=True):
    """What the list of people is narrowed to."""

    q: Line = ""
    group: Line = ""
    access: Access | None = None
    page: Annotated[int, Meta(ge=1, le=10_000)] = 1


class CardsForm(Struct, kw_only=True, frozen=True):
    """Who gets a card: the ticked ones, or everybody without a way in."""

    person: list[UUID] = []
    missing: bool = False


class UploadForm(Struct, kw_only=True, frozen=True):
    """The file itself comes beside the form."""


class ConfirmForm(Struct, kw_only=True, frozen=True):
    """The changes that were looked at."""

    seen: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]


class SeatForm(Struct, kw_only=True, frozen=True):
    """A seat as body and office, and the day it begins."""

    seat: Line
    since: date


class ConsentForm(Struct, kw_only=True, frozen=True):
    """Whether a second office agrees, and why it does not."""

    act: Literal["agree", "decline"]
    reason: Annotated[str, Meta(max_length=300)] = ""


class EndSeatForm(Struct, kw_only=True, frozen=True):
    """The last day of a seat."""

    until: date
