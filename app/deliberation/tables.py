"""Deliberation: proposals with their frozen texts, the talk about them, and the meetings that take them on."""

from piccolo.columns import UUID, BigInt, Boolean, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from app.database import one_of
from app.deliberation.rules.states import (
    ArrivedBy,
    DepartedWhy,
    MeetingState,
    MoneyKind,
    PassageOutcome,
    ProposalState,
    Stance,
    ToldBy,
)
from app.village.tables import Household, Person, Village


class Pack(Table, tablename="pack", help_text="The exact text of a rule pack under which proposals were started."):
    digest = Varchar(length=64, primary_key=True, default=None)
    name = Varchar(length=60, default=None)
    text = Text(default=None)


class Proposal(
    Table,
    tablename="proposal",
    help_text="A matter on its way through the steps; numbered within its village and year.",
):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    year = Integer(default=None)
    number = Integer(default=None)
    title = Varchar(length=120, default=None)
    category = Varchar(length=40, default=None)
    origin = Varchar(length=40, default=None)
    pack = ForeignKey(Pack, null=False, on_delete=OnDelete.restrict)
    sponsor = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    renews: ForeignKey["Proposal"] = ForeignKey("self", null=True, default=None, on_delete=OnDelete.restrict)
    step = Integer(default=1)
    state = Varchar(length=16, default=ProposalState.IN_DISCUSSION)
    put_forward_at = Timestamptz(default=None)

    proposal_number_in_year = Unique([village, year, number])
    proposal_state_known = one_of("state", ProposalState)
    proposal_step_known = Check('"step" BETWEEN 1 AND 6')


class Revision(Table, tablename="revision", help_text="One immutable version of a proposal's text and money."):
    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, on_delete=OnDelete.restrict)
    number = Integer(default=None)
    summary = Varchar(length=300, default=None)
    text = Text(default=None)
    reason = Varchar(length=300, default="")
    author = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    written_at = Timestamptz(default=None)
    digest = Varchar(length=64, default=None)

    revision_number = Unique([proposal, number])


class MoneyLine(
    Table,
    tablename="money_line",
    help_text="One line of a revision's money: where it comes from, or what it is spent on.",
):
    id = UUID(primary_key=True)
    revision = ForeignKey(Revision, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=10, default=None)
    position = Integer(default=None)
    label = Varchar(length=80, default=None)
    basis = Varchar(length=120, default="")
    fen = BigInt(default=None)

    money_line_place = Unique([revision, kind, position])
    money_line_kind_known = one_of("kind", MoneyKind)
    money_line_positive = Check('"fen" > 0')


class Attachment(
    Table, tablename="attachment", help_text="A paper that belongs to a proposal, kept by the hash of its content."
):
    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=120, default=None)
    sha256 = Varchar(length=64, default=None, index=True)
    media_type = Varchar(length=60, default=None)
    size = BigInt(default=None)
    added_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    added_at = Timestamptz(default=None)


class Passage(
    Table,
    tablename="passage",
    help_text="One passing of a proposal through one step; a returned proposal passes again.",
):
    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, on_delete=OnDelete.restrict)
    step = Integer(default=None)
    round = Integer(default=1)
    began_at = Timestamptz(default=None)
    outcome = Varchar(length=12, null=True, default=None)
    reason = Varchar(length=500, default="")
    ended_at = Timestamptz(null=True, default=None)

    passage_round = Unique([proposal, step, round])
    passage_outcome_known = one_of("outcome", PassageOutcome)


class Suggestion(
    Table,
    tablename="suggestion",
    help_text="A matter that a resident suggests; it is taken up as a proposal or answered.",
):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    author = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    title = Varchar(length=120, default=None)
    text = Text(default=None)
    made_at = Timestamptz(default=None)
    due_on = Date(default=None)
    answer = Text(null=True, default=None)
    answered_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    answered_at = Timestamptz(null=True, default=None)
    proposal = ForeignKey(Proposal, null=True, default=None, on_delete=OnDelete.restrict)


class Post(
    Table,
    tablename="post",
    help_text="What somebody says about a proposal; hidden with a reason where need be, never deleted.",
):
    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, on_delete=OnDelete.restrict)
    author = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    spoke_as = Varchar(length=80, default="")  # group and office at that moment, as printed
    official = Boolean(default=False)
    answers: ForeignKey["Post"] = ForeignKey("self", null=True, default=None, on_delete=OnDelete.restrict)
    asks = Boolean(default=False)
    due_on = Date(null=True, default=None)
    text = Text(default=None)
    said_at = Timestamptz(default=None)


class PostHidden(Table, tablename="post_hidden", help_text="That the supervision committee hid a post, and why."):
    post = ForeignKey(Post, null=False, unique=True, on_delete=OnDelete.restrict)
    reason = Varchar(length=300, default=None)
    hidden_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    hidden_at = Timestamptz(default=None)


class Support(Table, tablename="support", help_text="That a person stands behind a proposal."):
    proposal = ForeignKey(Proposal, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    at = Timestamptz(default=None)

    support_once = Unique([proposal, person])


class HouseholdOpinion(
    Table,
    tablename="household_opinion",
    help_text="What a represented household said about a proposal, as its representative noted it last.",
):
    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, on_delete=OnDelete.restrict)
    household = ForeignKey(Household, null=False, on_delete=OnDelete.restrict)
    representative = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    stance = Varchar(length=12, default=None)
    words = Varchar(length=300, default="")
    noted_at = Timestamptz(default=None)

    household_opinion_once = Unique([proposal, household, representative])
    household_opinion_stance_known = one_of("stance", Stance)


class Meeting(Table, tablename="meeting", help_text="One sitting of one body: called, open, and closed again."):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    body = Varchar(length=40, default=None)
    ordinal = Integer(default=None)
    year = Integer(default=None)
    starts_at = Timestamptz(default=None)
    place = Varchar(length=80, default=None)
    chair = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    recorder = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    state = Varchar(length=12, default=MeetingState.CALLED)
    called_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    called_at = Timestamptz(default=None)
    opened_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    close_reason = Varchar(length=300, default="")
    sign_in_code = Varchar(length=8, default=None)
    short_notice_reason = Varchar(length=300, default="")

    meeting_ordinal = Unique([village, body, year, ordinal])
    meeting_state_known = one_of("state", MeetingState)


class Summons(
    Table,
    tablename="summons",
    help_text="That a member is due at a meeting, in which class they count, and how they were told.",
):
    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    klass = Varchar(length=24, default=None)
    household = ForeignKey(Household, null=True, default=None, on_delete=OnDelete.restrict)
    told_by = Varchar(length=12, null=True, default=None)
    told_at = Timestamptz(null=True, default=None)
    excuse = Varchar(length=120, default="")

    summons_once = Unique([meeting, person])
    summons_told_known = one_of("told_by", ToldBy)


class Attendance(
    Table,
    tablename="attendance",
    help_text="That a member is there, since when, and how they signed in; who left and came back has a next round.",
):
    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    arrived_at = Timestamptz(default=None)
    arrived_by = Varchar(length=8, default=None)
    ticked_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    round = Integer(default=1)

    attendance_once = Unique([meeting, person, round])
    attendance_way_known = one_of("arrived_by", ArrivedBy)


class Departure(
    Table, tablename="departure", help_text="That a member left, or was ticked by mistake; from then on not present."
):
    attendance = ForeignKey(Attendance, null=False, unique=True, on_delete=OnDelete.restrict)
    left_at = Timestamptz(default=None)
    why = Varchar(length=8, default=None)
    noted_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)

    departure_why_known = one_of("why", DepartedWhy)


class AgendaItem(
    Table, tablename="agenda_item", help_text="One item of a meeting; it takes one proposal through one step."
):
    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, null=False, on_delete=OnDelete.restrict)
    position = Integer(default=None)
    passage = ForeignKey(Passage, null=False, on_delete=OnDelete.restrict)
    revision = ForeignKey(Revision, null=False, on_delete=OnDelete.restrict)
    outcome = Varchar(length=12, null=True, default=None)
    reason = Varchar(length=500, default="")
    ended_at = Timestamptz(null=True, default=None)

    agenda_item_place = Unique([meeting, position])
    agenda_item_once = Unique([meeting, passage])
    agenda_item_outcome_known = one_of("outcome", PassageOutcome)
