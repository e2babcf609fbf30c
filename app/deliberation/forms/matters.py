"""The forms of a matter: putting it forward, changing its text, adding papers, changing its course."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from app.deliberation.rules.step_keys import StepKey

Title = Annotated[str, Meta(min_length=2, max_length=120)]
Key = Annotated[str, Meta(max_length=40)]
Summary = Annotated[str, Meta(min_length=2, max_length=300)]
Reason = Annotated[str, Meta(min_length=2, max_length=300)]


class MoneyFields(Struct, frozen=True, kw_only=True):
    """The rows of money, column by column, as a form without JavaScript sends them."""

    source_label: list[str] = []
    source_basis: list[str] = []
    source_yuan: list[str] = []
    spending_label: list[str] = []
    spending_basis: list[str] = []
    spending_yuan: list[str] = []
    more: str = ""  # the button that asks for more rows


class ProposalForm(MoneyFields, frozen=True, kw_only=True):
    """Putting a matter forward."""

    key: UUID | None = None  # made with the form, so that a form sent twice makes one matter
    title: Title
    category: Key
    origin: Key
    summary: Summary
    text: str
    sponsor: UUID | None = None
    renews: UUID | None = None
    suggestion: UUID | None = None


class RevisionForm(MoneyFields, frozen=True, kw_only=True):
    """Changing the text of a matter; `base` is the revision it was written on."""

    summary: Summary
    text: str
    reason: Reason
    base: int
    substantial: bool = False


class PapersForm(Struct, frozen=True, kw_only=True):
    """Adding papers; they come as uploads."""


class ReasonForm(Struct, frozen=True, kw_only=True):
    """An act that needs only its reason."""

    reason: Reason


class BackForm(ReasonForm, frozen=True, kw_only=True):
    """Sending a matter back, or ordering a step again."""

    to: StepKey


class EmptyForm(Struct, frozen=True, kw_only=True):
    """A button and nothing else."""
