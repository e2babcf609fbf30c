"""The forms of disclosure: what may be typed into each, and what is wrong with it, by field."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec

from app.disclosure.rules.states import EntryKind
from app.figures import Fen
from app.forms import Filled
from app.refusals import Refused
from app.words import Message

Opinion = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class ReviewAct(StrEnum):
    """The two buttons of the review."""

    PUBLISH = "publish"
    RETURN = "return"


class ReviewForm(msgspec.Struct, kw_only=True, frozen=True):
    """The committee's opinion, and what follows from it."""

    opinion: Opinion
    act: ReviewAct


class ResultsForm(msgspec.Struct, kw_only=True, frozen=True):
    """The one thing that no record holds: why the payments differ from the budget."""

    explanation: Annotated[str, msgspec.Meta(max_length=500)] = ""


class RedraftForm(msgspec.Struct, kw_only=True, frozen=True):
    """What is typed anew; None where the form had no such field, and the old words stay."""

    answer: Annotated[str, msgspec.Meta(max_length=500)] = ""
    note: Annotated[str, msgspec.Meta(max_length=300)] | None = None
    board: Annotated[str, msgspec.Meta(max_length=60)] | None = None

    explanation: Annotated[str, msgspec.Meta(max_length=500)] | None = None


class CorrectionForm(msgspec.Struct, kw_only=True, frozen=True):
    """Why a published notice is replaced."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    old: Annotated[str, msgspec.Meta(max_length=200)] = ""
    new: Annotated[str, msgspec.Meta(max_length=200)] = ""
    explanation: Annotated[str, msgspec.Meta(max_length=500)] | None = None


class GiveUpForm(msgspec.Struct, kw_only=True, frozen=True):
    """Why the draft of a correction is given up."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class EntryForm(msgspec.Struct, kw_only=True, frozen=True):
    """One entry of the ledger."""

    key: UUID | None = None  # made with the form, so that a form sent twice enters once
    kind: EntryKind
    done_on: date
    what: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    who: Annotated[str, msgspec.Meta(max_length=120)] = ""
    line: UUID | None = None
    fen: Fen = Fen(0)
    early_reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


class TakeBackForm(msgspec.Struct, kw_only=True, frozen=True):
    """Why an entry is taken back."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class ReopenForm(msgspec.Struct, kw_only=True, frozen=True):
    """Why the ledger of a finished matter is opened again."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class ResolvedForm(msgspec.Struct, kw_only=True, frozen=True):
    """Which later resolution allows what a line cost too much."""

    resolution: UUID


class ObjectionForm(msgspec.Struct, kw_only=True, frozen=True):
    """What somebody asks; name and phone may be left out."""

    key: UUID | None = None  # made with the form, so that a form sent twice asks once
    text: Words
    name: Annotated[str, msgspec.Meta(max_length=60)] = ""
    contact: Annotated[str, msgspec.Meta(max_length=60)] = ""


class HideForm(msgspec.Struct, kw_only=True, frozen=True):
    """Why an objection is hidden."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class AnswerForm(msgspec.Struct, kw_only=True, frozen=True):
    """The public answer to an objection."""

    text: Words


def faults(form: Filled[Any], refusal: Refused | None = None) -> dict[str, list[Message]]:
    """Return what is wrong by field, as the field macros want it; a refusal without a field stands under ""."""
    found = {name: [message] for name, message in form.errors.items()}
    if refusal is not None:
        found.setdefault(refusal.field or "", []).append(refusal.message)
    return found
