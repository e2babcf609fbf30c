"""The shapes of the open data; names of people stand in them only where a published notice prints them."""

from datetime import date, datetime

import msgspec

from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.checks import Kind
from app.deliberation.rules.headcount import Base
from app.deliberation.rules.pack import Method
from app.deliberation.rules.rail import RailState
from app.deliberation.rules.sources import Grade, Standing
from app.deliberation.rules.states import MoneyKind, PassageOutcome, ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.disclosure.queries.open_data.printed import PrintedResolution, PrintedResults
from app.disclosure.rules.states import NoticeKind
from app.votes.rules.verdict import Outcome


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A text in the two languages of the house."""

    zh: str
    en: str


class VillageLine(msgspec.Struct, frozen=True, kw_only=True):
    """A village in the list of villages; `url` is its page, `data` the same as data."""

    code: str
    name: str
    town: str
    url: str
    data: str


class VillageDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A village, how much of it is public and where that stands; `record_hash` marks the last entry of its record."""

    code: str
    name: str
    town: str
    url: str
    data: str
    zone: str
    proposals: int
    proposals_data: str
    disclosures: int
    disclosures_data: str
    record_entries: int
    record_hash: str


class SourceData(msgspec.Struct, frozen=True, kw_only=True):
    """Where a number comes from, what it may be called by its grade, and its wording where the rules quote it."""

    label: Words
    article: str
    grade: Grade
    standing: Standing
    quote: Words | None


class CheckData(msgspec.Struct, frozen=True, kw_only=True):
    """One number held against what was needed; `share` is an exact fraction such as 2/3."""

    kind: Kind
    klass: str = msgspec.field(name="class")
    actual: int
    base: int
    needed: int
    met: bool
    comparison: str | None = None
    share: str | None = None
    of: Base | None = None
    source: SourceData | None = None


class TallyData(msgspec.Struct, frozen=True, kw_only=True):
    """How the votes fell; papers only where there were any; `missing` could vote and did not."""

    in_favour: int
    against: int
    abstain: int
    invalid: int
    missing: int
    handed_out: int | None = None
    returned: int | None = None


class VerdictData(msgspec.Struct, frozen=True, kw_only=True):
    """What a vote decided, with every check that led to it."""

    outcome: Outcome
    method: Method
    tally: TallyData
    checks: list[CheckData]


class SittingData(msgspec.Struct, frozen=True, kw_only=True):
    """One sitting over the matter; `outcome` is null while it is still to come."""

    body: Assembly
    at: datetime
    outcome: PassageOutcome | None
    due: int | None
    present: int | None
    revision: int
    void_reason: str | None
    verdict: VerdictData | None


class StepData(msgspec.Struct, frozen=True, kw_only=True):
    """One of the six steps."""

    number: int
    key: StepKey
    state: RailState
    sittings: list[SittingData]


class ProcedureData(msgspec.Struct, frozen=True, kw_only=True):
    """The rule pack a matter began under and keeps; `sha256` is that of its text."""

    name: str
    version: str
    title: Words
    sha256: str


class ProposalLineData(msgspec.Struct, frozen=True, kw_only=True):
    """A matter in the list, with its steps, verdicts and checks; `url` is its page, `data` the whole of it as data."""

    number: str
    title: str
    summary: str
    category: str
    category_name: Words
    origin: str
    origin_name: Words
    procedure: ProcedureData
    state: ProposalState
    step: int
    put_forward_at: datetime
    url: str
    data: str
    steps: list[StepData]


class MoneyData(msgspec.Struct, frozen=True, kw_only=True):
    """A line of money; amounts are whole fen, a hundredth of a yuan."""

    kind: MoneyKind
    label: str
    basis: str
    fen: int


class RevisionData(msgspec.Struct, frozen=True, kw_only=True):
    """One revision of the text; `sha256` is over its canonical form."""

    number: int
    written_at: datetime
    reason: str
    sha256: str


class DisclosureLine(msgspec.Struct, frozen=True, kw_only=True):
    """A published notice; `sha256` is that of its PDF, `proposal` the number of its matter.

    `reopened_at` says since when the matter is decided again: the notice is genuine, but what it says may not stand.
    """

    number: str
    kind: NoticeKind
    printed_number: str
    title: str
    proposal: str
    version: int
    code: str
    published_at: datetime
    first_day: date
    last_day: date
    reopened_at: datetime | None
    objections: int
    objections_open: int
    url: str
    data: str
    pdf: str
    sha256: str


class ProposalDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A matter in full."""

    proposal: ProposalLineData
    text: str
    money: list[MoneyData]
    revisions: list[RevisionData]
    disclosures: list[DisclosureLine]


class DisclosureDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A published notice in full; `facts` is what the paper prints, `opinion` that of the supervision committee."""

    disclosure: DisclosureLine
    opinion: str
    facts: PrintedResolution | PrintedResults


class Villages(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the villages of this house, by name."""

    page: int
    pages: int
    total: int
    next: str | None
    items: list[VillageLine]


class Proposals(msgspec.Struct, frozen=True, kw_only=True):
    """One page of matters, the newest first."""

    page: int
    pages: int
    total: int
    next: str | None
    items: list[ProposalLineData]


class Disclosures(msgspec.Struct, frozen=True, kw_only=True):
    """One page of published notices, the newest first."""

    page: int
    pages: int
    total: int
    next: str | None
    items: list[DisclosureLine]
