"""Disclosure: notices and their review, the stored papers, execution and money paid, objections and answers."""

from piccolo.columns import UUID, BigInt, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from app.database import one_of
from app.deliberation.tables import MoneyLine, Proposal
from app.disclosure.rules.states import EntryKind, NoticeKind, NoticeState, ReviewDecision
from app.village.tables import Person, Village


class Notice(
    Table,
    tablename="notice",
    help_text="A disclosure on its way to the board: drafted from the record, reviewed, published, never altered.",
):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    proposal = ForeignKey(Proposal, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=12, default=None)
    year = Integer(default=None)
    number = Integer(default=None)
    version = Integer(default=1)
    replaces: ForeignKey["Notice"] = ForeignKey("self", null=True, default=None, on_delete=OnDelete.restrict)
    state = Varchar(length=12, default=NoticeState.IN_REVIEW)
    code = Varchar(length=40, unique=True, default=None)
    facts = Text(default=None)  # what the paper prints, as drafted from the record
    first_day = Date(null=True, default=None)
    last_day = Date(null=True, default=None)
    drafted_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    drafted_at = Timestamptz(default=None)
    due_on = Date(default=None)
    published_at = Timestamptz(null=True, default=None)
    pdf_sha256 = Varchar(length=64, null=True, default=None, index=True)

    notice_number_version = Unique([village, kind, year, number, version])
    notice_kind_known = one_of("kind", NoticeKind)
    notice_state_known = one_of("state", NoticeState)
    notice_published_whole = Check(
        '"state" <> \'published\' OR ("published_at" IS NOT NULL AND "pdf_sha256" IS NOT NULL'
        ' AND "first_day" IS NOT NULL AND "last_day" >= "first_day")'
    )


class Review(
    Table, tablename="review", help_text="The supervision committee's opinion on a notice: published or returned."
):
    id = UUID(primary_key=True)
    notice = ForeignKey(Notice, null=False, on_delete=OnDelete.restrict)
    reviewer = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    decision = Varchar(length=10, default=None)
    opinion = Varchar(length=500, default=None)
    reviewed_at = Timestamptz(default=None)
    draft = Text(default="")  # the facts as they were returned

    review_decision_known = one_of("decision", ReviewDecision)


class ExecutionEntry(
    Table,
    tablename="execution_entry",
    help_text="One line of the execution ledger; wrong ones are corrected by a new line.",
):
    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=12, default=None)
    done_on = Date(default=None)
    what = Varchar(length=300, default=None)
    who = Varchar(length=120, default="")
    line = ForeignKey(MoneyLine, null=True, default=None, on_delete=OnDelete.restrict)
    fen = BigInt(default=0)
    corrects: ForeignKey["ExecutionEntry"] = ForeignKey(
        "self", null=True, default=None, unique=True, on_delete=OnDelete.restrict
    )
    photo_sha256 = Varchar(length=64, null=True, default=None)
    photo_type = Varchar(length=60, null=True, default=None)
    entered_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    entered_at = Timestamptz(default=None)
    early_reason = Varchar(length=300, default="")  # why money was entered while the resolution still hangs

    execution_entry_kind_known = one_of("kind", EntryKind)
    execution_money_has_a_line = Check('"fen" = 0 OR "line" IS NOT NULL')
    execution_correction_negative = Check('"fen" >= 0 OR "corrects" IS NOT NULL')


class OverspendingResolved(
    Table,
    tablename="overspending_resolved",
    help_text="That a later resolution allowed what was paid beyond the vote on a line, and how much of it.",
):
    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, on_delete=OnDelete.restrict)
    line = ForeignKey(MoneyLine, null=False, on_delete=OnDelete.restrict)
    resolution = ForeignKey(Notice, null=False, on_delete=OnDelete.restrict)
    fen = BigInt(default=None)
    entered_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    entered_at = Timestamptz(default=None)

    overspending_resolved_once = Unique([line, resolution])
    overspending_resolved_positive = Check('"fen" > 0')


class FileHidden(
    Table,
    tablename="file_hidden",
    help_text="That a paper or photo put up by mistake was hidden, and why; its hash stays in the record.",
):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    sha256 = Varchar(length=64, default=None)
    reason = Varchar(length=300, default=None)
    hidden_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    hidden_at = Timestamptz(default=None)

    file_hidden_once = Unique([village, sha256])


class Objection(
    Table,
    tablename="objection",
    help_text="A question or objection to a published notice; the name is kept from the public.",
):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    notice = ForeignKey(Notice, null=False, on_delete=OnDelete.restrict)
    author = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    name = Varchar(length=60, default="")
    contact = Varchar(length=60, default="")
    text = Text(default=None)
    made_at = Timestamptz(default=None)
    due_on = Date(default=None)


class ObjectionAnswer(Table, tablename="objection_answer", help_text="The public answer to an objection."):
    id = UUID(primary_key=True)
    objection = ForeignKey(Objection, null=False, unique=True, on_delete=OnDelete.restrict)
    text = Text(default=None)
    answered_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    answered_as = Varchar(length=80, default="")
    answered_at = Timestamptz(default=None)


class ObjectionHidden(
    Table, tablename="objection_hidden", help_text="That the supervision committee hid an objection, and why."
):
    id = UUID(primary_key=True)
    objection = ForeignKey(Objection, null=False, unique=True, on_delete=OnDelete.restrict)
    reason = Varchar(length=300, default=None)
    hidden_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    hidden_at = Timestamptz(default=None)
