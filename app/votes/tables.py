"""Votes: the question with its frozen roll, the answers however they were given, and the verdict."""

from piccolo.columns import UUID, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from app.database import one_of
from app.deliberation.tables import AgendaItem, Meeting, Revision
from app.village.tables import Person, Village
from app.votes.rules.ballots import Channel, Choice, Method, VoteState


class Vote(
    Table,
    tablename="vote",
    help_text="One question put to one meeting on one revision; the rule it is counted by is frozen with it.",
):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    meeting = ForeignKey(Meeting, null=False, on_delete=OnDelete.restrict)
    item = ForeignKey(AgendaItem, null=False, on_delete=OnDelete.restrict)
    revision = ForeignKey(Revision, null=False, on_delete=OnDelete.restrict)
    round = Integer(default=1)
    question = Varchar(length=300, default=None)
    method = Varchar(length=8, default=None)
    state = Varchar(length=8, default=VoteState.OPEN)
    rule = Text(default=None)  # the step's attendance groups, approval lines and voters, as facts
    numbers = Text(default=None)  # due and present per class when the roll was frozen, as facts
    opened_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    opened_at = Timestamptz(default=None)
    closed_at = Timestamptz(null=True, default=None)

    vote_round_of_item = Unique([item, round])
    vote_method_known = one_of("method", Method)
    vote_state_known = one_of("state", VoteState)
    vote_closed_with_its_time = Check('("state" = \'open\') = ("closed_at" IS NULL)')


class RollEntry(Table, tablename="roll_entry", help_text="A name on the frozen roll of a vote."):
    id = UUID(primary_key=True)
    vote = ForeignKey(Vote, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    klass = Varchar(length=24, default=None)

    roll_entry_once = Unique([vote, person])


class Ballot(
    Table,
    tablename="ballot",
    help_text="A voter's answer in a named vote; until the vote closes the last answer counts.",
):
    id = UUID(primary_key=True)
    vote = ForeignKey(Vote, null=False, on_delete=OnDelete.restrict)
    voter = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    choice = Varchar(length=8, default=None)
    channel = Varchar(length=8, default=None)
    cast_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    cast_at = Timestamptz(default=None)
    receipt = Varchar(length=8, default=None)

    ballot_one_per_voter = Unique([vote, voter])
    ballot_choice_known = one_of("choice", Choice)
    ballot_channel_known = one_of("channel", Channel)


class HandCount(
    Table,
    tablename="hand_count",
    help_text="The three numbers of a vote by hands; a new count replaces the one before it.",
):
    id = UUID(primary_key=True)
    vote = ForeignKey(Vote, null=False, on_delete=OnDelete.restrict)
    attempt = Integer(default=None)
    in_favour = Integer(default=None)
    against = Integer(default=None)
    abstain = Integer(default=None)
    entered_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    entered_at = Timestamptz(default=None)

    hand_count_attempt = Unique([vote, attempt])
    hand_count_whole = Check('"in_favour" >= 0 AND "against" >= 0 AND "abstain" >= 0')


class Teller(Table, tablename="teller", help_text="A person who counts the papers of a vote."):
    id = UUID(primary_key=True)
    vote = ForeignKey(Vote, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)

    teller_once = Unique([vote, person])


class PaperCount(
    Table, tablename="paper_count", help_text="What one teller counted, unseen by the other; both must agree."
):
    id = UUID(primary_key=True)
    vote = ForeignKey(Vote, null=False, on_delete=OnDelete.restrict)
    teller = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    attempt = Integer(default=None)
    handed_out = Integer(default=None)
    returned = Integer(default=None)
    in_favour = Integer(default=None)
    against = Integer(default=None)
    abstain = Integer(default=None)
    invalid = Integer(default=None)
    entered_at = Timestamptz(default=None)

    paper_count_attempt = Unique([vote, teller, attempt])
    paper_count_whole = Check(
        '"handed_out" >= 0 AND "returned" >= 0 AND "in_favour" >= 0 AND "against" >= 0 AND "abstain" >= 0'
        ' AND "invalid" >= 0'
    )


class VerdictEntry(
    Table, tablename="verdict", help_text="What a closed vote decided, with every check; never changed."
):
    id = UUID(primary_key=True)
    vote = ForeignKey(Vote, null=False, unique=True, on_delete=OnDelete.restrict)
    outcome = Varchar(length=12, default=None)
    facts = Text(default=None)
    decided_at = Timestamptz(default=None)
