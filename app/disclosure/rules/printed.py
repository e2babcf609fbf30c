"""What the two printed notices say: every figure comes from the record, in whole fen and whole people."""

from dataclasses import dataclass
from datetime import date

RESOLUTION_DOCUMENT = "disclosure/print_resolution.html"
RESULTS_DOCUMENT = "disclosure/print_results.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One discussion in the table of the four: which body, when, with which numbers."""

    name: str
    """The step as the table names it: 村民代表会议决议."""
    body: str
    date: date
    due: int
    present: int
    in_favour: int
    against: int
    abstain: int
    invalid: int = 0
    missing: int = 0
    """How many could vote and did not."""
    result: str
    carried: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How long a notice hangs: posted on the first day, taken down after the last."""

    first: date
    last: date

    def left(self, today: date) -> int:
        """Return on how many of its days it still hangs, today among them; 0 when the period is over."""
        return max(0, min(self.days, (self.last - today).days + 1))

    @property
    def days(self) -> int:
        """Count the days after the day of posting (Civil Code art. 201); the last one belongs to them."""
        return (self.last - self.first).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom villagers turn to, and how."""

    phone: str
    person: str
    """Who answers, with the office: 村务监督委员会主任 龚喆."""
    township_phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The address behind the QR code and the code a person can type."""

    url: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What every printed notice carries, whatever it tells."""

    village: str
    township: str = ""
    issuer: str
    """The body in red at the head: 曼岗村村民委员会."""
    supervisors: str
    """The body that checked it: 曼岗村村务监督委员会."""
    number: str
    title: str
    basis: str
    period: Period
    contact: Contact
    verification: Verification
    issued: date
    version: int = 1
    replaces: str = ""
    """What a later version replaces: 2026年3月23日公布的第1版."""
    opinion: str = ""
    """The supervision committee's opinion, 监督意见."""
    drafter: str = ""
    """Who drafted it, with the office."""
    errata: tuple[tuple[str, str], ...] = ()
    """Slips put right beside the words: (what stood there, what it should say)."""
    note: str = ""
    board: str = ""
    checker: str = ""
    """Who checked it for the supervision committee and let it be put up, with the office."""

    @property
    def told(self) -> str:
        """Return what the notice tells below its title, as one text."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionPaper(Notice):
    """The resolution notice 决议公告: what was decided, by which four discussions."""

    matter: str
    voted: str = ""
    """Which text was voted: 议〔2026〕3号第2稿."""
    articles: str = ""
    """The voted text, whole."""
    spending: tuple[tuple[str, str, int], ...] = ()
    """What the money is spent on: (排水沟, 620米, fen)."""
    total: int | None = None
    """The money decided, in fen; None when the matter asks for none."""
    sources: tuple[tuple[str, int], ...] = ()
    """Where it comes from: (集体经济收入, fen)."""
    steps: tuple[StepRow, ...]
    grounds: tuple[str, ...] = ()
    """Sentences of the verdict with its citation, below the table."""

    @property
    def told(self) -> str:
        """Return the decided text and the names of its money."""
        return "\n".join((self.matter, self.articles, *(label for label, _fen in self.sources)))

    @property
    def has_annex(self) -> bool:
        """Return whether what was voted is more than the first page tells."""
        return bool(self.articles.strip() or self.spending)

    @property
    def missing(self) -> bool:
        """Say whether somebody could vote and did not, at any step: the table has a column for it then."""
        return any(step.missing for step in self.steps)

    @property
    def invalid_papers(self) -> tuple[StepRow, ...]:
        """Return the steps at which papers were invalid, so that the table's numbers add up."""
        return tuple(step for step in self.steps if step.invalid)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One line of the money: what was voted and what was paid, in fen."""

    name: str
    budget: int
    actual: int
    owed: int = 0
    """Contracted and not paid."""
    note: str = ""

    @property
    def difference(self) -> int:
        """Return what was paid beyond the vote; negative when money was saved."""
        return self.actual - self.budget


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoOnPaper:
    """A picture handed to the press under `name`, with the words below it."""

    name: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPaper(Notice):
    """The results notice 实施结果公示: what became of the resolution and of its money."""

    facts: tuple[tuple[str, str], ...] = ()
    """Contractor, how chosen, dates, acceptance: (施工单位, …)."""
    lines: tuple[BudgetLine, ...] = ()
    sources_only: bool = False
    """Whether the lines say only where money comes from."""
    explanation: str = ""
    """Why money was saved or exceeded, and where it goes or came from."""
    photos: tuple[PhotoOnPaper, ...] = ()

    @property
    def told(self) -> str:
        """Return what was carried out, the names of the money, and why it differs."""
        done = (text for pair in self.facts for text in pair)
        return "\n".join((*done, *(line.name for line in self.lines), self.explanation))

    @property
    def budget(self) -> int:
        """Sum what was voted."""
        return sum(line.budget for line in self.lines)

    @property
    def actual(self) -> int:
        """Sum what was paid."""
        return sum(line.actual for line in self.lines)

    @property
    def difference(self) -> int:
        """Return the whole's difference, as a line does."""
        return self.actual - self.budget

    @property
    def owed(self) -> int:
        """Sum what was contracted and is not paid."""
        return sum(line.owed for line in self.lines)

    @property
    def saved(self) -> int:
        """Return what was voted and is neither paid nor owed."""
        return max(0, self.budget - self.actual - self.owed)
