"""The shapes of the open data; names of people stand in them only where a published notice prints them."""

from datetime import date, datetime
from typing import Any

import msgspec


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A text in the two languages of the house."""

    zh: str
    en: str


class VillageLine(msgspec.Struct, frozen=True, kw_only=True):
    """A village in the list of villages."""

    code: str
    name: str
    town: str
    url: str


class VillageDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A village with how much of it is public; `record_hash` is the mark of the last entry of its record."""

    code: str
    name: str
    town: str
    url: str
    zone: str
    proposals: int
    disclosures: int
    record_entries: int
    record_hash: str


class SourceData(msgspec.Struct, frozen=True, kw_only=True):
    """Where a number comes from; grade A and B are law, C is local practice, M is to be confirmed."""

    label: Words
    article: str
    grade: str


class CheckData(msgspec.Struct, frozen=True, kw_only=True):
    """One number held against what was needed; `share` is an exact fraction such as 2/3."""

    kind: str
    klass: str = msgspec.field(name="class")
    actual: int
    base: int
    needed: int
    met: bool
    comparison: str | None = None
    share: str | None = None
    of: str | None = None
    source: SourceData | None = None


class TallyData(msgspec.Struct, frozen=True, kw_only=True):
    """How the votes fell; papers only where there were any."""

    in_favour: int
    against: int
    abstain: int
    invalid: int
    handed_out: int | None = None
    returned: int | None = None


class VerdictData(msgspec.Struct, frozen=True, kw_only=True):
    """What a vote decided, with every check that led to it."""

    outcome: str
    method: str
    tally: TallyData
    checks: list[CheckData]


class SittingData(msgspec.Struct, frozen=True, kw_only=True):
    """One sitting over the matter; `outcome` is null while it is still to come."""

    body: str
    at: datetime
    outcome: str | None
    due: int | None
    present: int | None
    revision: int
    verdict: VerdictData | None


class StepData(msgspec.Struct, frozen=True, kw_only=True):
    """One of the six steps; `state` is done, now, ahead or failed."""

    number: int
    key: str
    state: str
    sittings: list[SittingData]


class ProposalLineData(msgspec.Struct, frozen=True, kw_only=True):
    """A matter in the list, with its steps, verdicts and checks."""

    number: str
    title: str
    summary: str
    category: str
    category_name: Words
    origin: str
    state: str
    step: int
    put_forward_at: datetime
    url: str
    steps: list[StepData]


class MoneyData(msgspec.Struct, frozen=True, kw_only=True):
    """A line of money; amounts are whole fen, a hundredth of a yuan."""

    kind: str
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
    """A published notice; `sha256` is that of its PDF."""

    number: str
    kind: str
    printed_number: str
    title: str
    proposal: str
    version: int
    code: str
    published_at: datetime
    first_day: date
    last_day: date
    objections: int
    objections_open: int
    url: str
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
    """A published notice in full; `facts` is exactly what the paper prints, `opinion` that of the supervisors."""

    disclosure: DisclosureLine
    opinion: str
    facts: dict[str, Any]


class Villages(msgspec.Struct, frozen=True, kw_only=True):
    """All villages of this house."""

    items: list[VillageLine]


class Proposals(msgspec.Struct, frozen=True, kw_only=True):
    """One page of matters, the newest first."""

    page: int
    pages: int
    total: int
    items: list[ProposalLineData]


class Disclosures(msgspec.Struct, frozen=True, kw_only=True):
    """One page of published notices, the newest first."""

    page: int
    pages: int
    total: int
    items: list[DisclosureLine]


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no answer."""

    status: int
    detail: str
