"""The bodies of a village, the offices in them, and which office belongs in which body."""

from dataclasses import dataclass
from enum import StrEnum

from app.words import Message, _


class Body(StrEnum):
    """A set of people that a seat belongs to."""

    BRANCH_COMMITTEE = "branch_committee"
    VILLAGERS_COMMITTEE = "villagers_committee"
    REPRESENTATIVES = "representatives"
    SUPERVISION = "supervision"
    TOWNSHIP = "township"
    ADMINISTRATION = "administration"

    @property
    def label(self) -> Message:
        """The body's name as a reader sees it."""
        return BODY_LABELS[self]


class Office(StrEnum):
    """What a person is in a body."""

    SECRETARY = "secretary"
    CHAIR = "chair"
    MEMBER = "member"
    REPRESENTATIVE = "representative"
    CLERK = "clerk"
    TOWNSHIP_OFFICER = "township_officer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Message:
        """The office's name as a reader sees it."""
        return OFFICE_LABELS[self]


class Party(StrEnum):
    """Where a person stands in the Party; a probationary member has no vote."""

    NONE = "none"
    FULL = "full"
    PROBATIONARY = "probationary"

    @property
    def label(self) -> Message:
        """The standing's name as a reader sees it."""
        return PARTY_LABELS[self]


class Sex(StrEnum):
    """A person's sex, as the household register has it; the law counts women representatives."""

    FEMALE = "female"
    MALE = "male"

    @property
    def label(self) -> Message:
        """The word a reader sees."""
        return SEX_LABELS[self]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SeatRow:
    """A person's seat in a body, with the office held there."""

    body: Body
    office: Office

    @property
    def is_member(self) -> bool:
        """Whether the seat makes its holder a member of the body: a committee's clerk serves it and is not elected."""
        return self.office is not Office.CLERK

    @property
    def label(self) -> Message:
        """The seat as a reader sees it; where a body knows one office, or is no body at all, the office says it all."""
        if len(OFFICES[self.body]) == 1 or self.body is Body.ADMINISTRATION:
            return self.office.label
        return _("%(body)s: %(office)s", body=self.body.label, office=self.office.label)


OFFICES: dict[Body, frozenset[Office]] = {
    Body.BRANCH_COMMITTEE: frozenset({Office.SECRETARY, Office.MEMBER}),
    Body.VILLAGERS_COMMITTEE: frozenset({Office.CHAIR, Office.MEMBER, Office.CLERK}),
    Body.REPRESENTATIVES: frozenset({Office.REPRESENTATIVE}),
    Body.SUPERVISION: frozenset({Office.CHAIR, Office.MEMBER}),
    Body.TOWNSHIP: frozenset({Office.TOWNSHIP_OFFICER}),
    Body.ADMINISTRATION: frozenset({Office.ADMINISTRATOR, Office.CLERK}),
}

# Who only serves the village need not live in it.
OUTSIDE_BODIES = frozenset({Body.TOWNSHIP, Body.ADMINISTRATION})

# One person at most holds these offices in a body.
SINGLE_OFFICES = frozenset({Office.SECRETARY, Office.CHAIR})

BODY_LABELS: dict[Body, Message] = {
    Body.BRANCH_COMMITTEE: _("Party branch committee"),
    Body.VILLAGERS_COMMITTEE: _("Villagers' committee"),
    Body.REPRESENTATIVES: _("Villagers' representatives"),
    Body.SUPERVISION: _("Supervision committee"),
    Body.TOWNSHIP: _("Township"),
    Body.ADMINISTRATION: _("Administration"),
}

OFFICE_LABELS: dict[Office, Message] = {
    Office.SECRETARY: _("Party secretary"),
    Office.CHAIR: _("Committee head"),
    Office.MEMBER: _("Committee member"),
    Office.REPRESENTATIVE: _("Villagers' representative"),
    Office.CLERK: _("Village clerk"),
    Office.TOWNSHIP_OFFICER: _("Township officer"),
    Office.ADMINISTRATOR: _("Administrator"),
}

PARTY_LABELS: dict[Party, Message] = {
    Party.NONE: _("Not a Party member"),
    Party.FULL: _("Full Party member"),
    Party.PROBATIONARY: _("Probationary Party member"),
}

SEX_LABELS: dict[Sex, Message] = {Sex.FEMALE: _("Female"), Sex.MALE: _("Male")}
