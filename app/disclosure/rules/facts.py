"""What a notice says, as it was drafted from the record: plain values that are kept as canonical JSON."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import msgspec

from app.chain import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A named amount of money, in fen."""

    name: str
    fen: int
    note: str = ""
    """What it was worked out from: 4,800平方米."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """One discussion as the notice tells it, with the sitting and the vote it was read from."""

    step: int
    name: str
    body: str
    day: date
    due: int
    present: int
    in_favour: int
    against: int
    abstain: int
    invalid: int = 0
    missing: int = 0
    """How many could vote and did not."""
    result: str
    meeting: UUID
    vote: UUID

    @property
    def heads(self) -> tuple[int, int]:
        """Due and present."""
        return self.due, self.present

    @property
    def votes(self) -> tuple[int, int, int, int, int]:
        """In favour, against, abstaining, invalid, and those who did not vote."""
        return self.in_favour, self.against, self.abstain, self.invalid, self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """The voted text: which revision of which matter, and the hash it was voted under."""

    matter: str
    """The matter's number as it is printed: 议〔2026〕3号."""
    revision: UUID
    number: int
    digest: str
    summary: str
    body: str = ""
    """The whole text as it was voted; empty in notices drafted before they carried it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A slip in what a notice says, put right beside it: what was voted stays as it was voted."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What every notice prints around its text; all of it follows from the village and the matter."""

    village: str
    township: str
    issuer: str
    supervisors: str
    number: str
    title: str
    basis: str
    days: int
    phone: str
    person: str
    township_phone: str
    reason: str = ""
    """Why an earlier version is replaced."""
    drafter: str = ""
    """Who drafted it, with the office: 村文书李秋菊."""
    note: str = ""
    """What who drafts adds in his own words."""
    board: str = ""
    """Where it hangs: 村委会公示栏."""
    errata: tuple[Erratum, ...] = ()
    """What this and earlier corrections put right, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionFacts:
    """A resolution notice: the decided text, its money, and the four discussions."""

    heading: Heading
    text: TextFacts
    sources: tuple[Amount, ...]
    spending: tuple[Amount, ...]
    steps: tuple[StepFacts, ...]
    grounds: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Return its words, as the search finds them."""
        return "\n".join((self.text.summary, self.text.body, *(side.name for side in (*self.sources, *self.spending))))

    @property
    def total(self) -> int | None:
        """Return the money decided; None for a matter that asks for none."""
        sides = self.spending or self.sources
        return sum(side.fen for side in sides) if sides else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One line of the money: voted and paid, in fen."""

    name: str
    note: str = ""
    voted: int
    paid: int
    owed: int = 0
    """Contracted and not paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of what was carried out: 施工单位, 质量验收, …"""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    """A picture of the ledger that the notice shows."""

    sha256: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsFacts:
    """A results notice: what was done, for which money, and why it differs from what was voted."""

    heading: Heading
    resolution: str
    """The number of the resolution that was carried out."""
    resolved_on: date
    done: tuple[Told, ...]
    lines: tuple[LineFacts, ...]
    photos: tuple[PhotoFacts, ...] = ()
    explanation: str = ""
    sources_only: bool = False
    """Whether its lines say only where money comes from."""

    @property
    def told(self) -> str:
        """Return its words, as the search finds them."""
        done = (f"{told.label} {told.text}" for told in self.done)
        return "\n".join((self.explanation, *done, *(line.name for line in self.lines)))

    @property
    def voted(self) -> int:
        """Sum what was voted."""
        return sum(line.voted for line in self.lines)

    @property
    def paid(self) -> int:
        """Sum what was paid."""
        return sum(line.paid for line in self.lines)

    @property
    def owed(self) -> int:
        """Sum what was contracted and is not paid."""
        return sum(line.owed for line in self.lines)

    @property
    def saved(self) -> int:
        """Return what was voted and is neither paid nor owed; money that is owed is never a saving."""
        return 0 if self.sources_only else max(0, self.voted - self.paid - self.owed)


def written(facts: ResolutionFacts | ResultsFacts) -> str:
    """Write facts in the canonical form that is kept and enclosed."""
    plain: dict[str, object] = msgspec.to_builtins(facts)
    return canonical(plain)


def resolution_facts(text: str) -> ResolutionFacts:
    """Read the facts of a resolution notice back."""
    return msgspec.json.decode(text, type=ResolutionFacts)


def results_facts(text: str) -> ResultsFacts:
    """Read the facts of a results notice back."""
    return msgspec.json.decode(text, type=ResultsFacts)


def says_the_same(kept: str, facts: ResolutionFacts | ResultsFacts) -> bool:
    """Return whether a kept notice says what `facts` say, whoever drafted it and for whatever reason."""
    before = resolution_facts(kept) if isinstance(facts, ResolutionFacts) else results_facts(kept)
    around = replace(before.heading, drafter=facts.heading.drafter, reason=facts.heading.reason)
    return replace(before, heading=around) == facts
