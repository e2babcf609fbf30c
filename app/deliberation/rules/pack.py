"""A procedure as data: its steps, what each body needs, its clocks, its categories of matter."""

from dataclasses import dataclass
from enum import StrEnum

from app.bilingual import Bilingual
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.checks import Rule, Source
from app.deliberation.rules.step_keys import StepKey
from app.village.rules.seats import Body


class StepKind(StrEnum):
    """What happens in a step."""

    DISCUSSION = "discussion"
    DISCLOSURE = "disclosure"


class Method(StrEnum):
    """How a body may vote."""

    HANDS = "hands"
    NAMED = "named"
    PAPER = "paper"


class Finish(StrEnum):
    """What keeps the results of a matter from being disclosed as finished."""

    ACCEPTANCE = "acceptance"
    OWED = "owed"
    OVERSPENT = "overspent"
    OBJECTIONS = "objections"
    PERIOD = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A number of days and where it comes from."""

    days: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One of the printed answers to: who brought the matter up?"""

    key: str
    name: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of matter; it decides which body resolves it at step 4."""

    key: str
    name: Bilingual
    source: Source
    delegable: bool
    resolved_by: Assembly


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A kind of matter that this procedure may not decide: why not, who does, and what to do instead."""

    key: str
    name: Bilingual
    source: Source
    reason: Bilingual
    way: Bilingual
    decided_by: Source
    """Where it stands how this is decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """How one body takes a discussion step; with `categories`, only matters of those."""

    body: Assembly
    rule: Rule
    methods: tuple[Method, ...]
    notice: Days
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Who publishes at a disclosure step, who checks it first, by when, and how long its notice hangs."""

    publisher: Body
    checker: Body
    publicity: Days
    review: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the six steps: a discussion in one body or another, or a disclosure."""

    key: StepKey
    kind: StepKind
    name: Bilingual
    discussions: tuple[Discussion, ...] = ()
    disclosure: Disclosure | None = None

    def in_body(self, body: Assembly, *, category: str = "") -> Discussion:
        """Return how `body` takes this step, by the rule kept for the category where there is one.

        A body that doesn't take it raises `KeyError`.
        """
        own = [one for one in self.discussions if one.body is body]
        for discussion in own:
            if category in discussion.categories:
                return discussion
        for discussion in own:
            if not discussion.categories:
                return discussion
        raise KeyError(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Two steps that may be held as one sitting."""

    steps: tuple[StepKey, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A whole procedure, known for ever by the digest of its text."""

    name: str
    version: str
    base: str | None
    title: Bilingual
    law_note: Bilingual
    origins: tuple[Origin, ...]
    categories: tuple[Category, ...]
    steps: tuple[Step, ...]
    elsewhere: tuple[Elsewhere, ...]
    may_be_joined: Joined | None
    objection: Days
    question: Days
    digest: str
    text: str
    results_wait_for: tuple[Finish, ...] = tuple(Finish)
    """What must be in order before results are disclosed; all of it, where a pack does not say."""

    def step(self, key: StepKey) -> Step:
        """Return one of the six steps."""
        return self.steps[key.number - 1]

    def category(self, key: str) -> Category:
        """Return the category of that key; an unknown one raises `KeyError`."""
        for category in self.categories:
            if category.key == key:
                return category
        raise KeyError(key)

    def decided_elsewhere(self, key: str) -> Elsewhere | None:
        """Return why a matter of that kind is not for this procedure; None where it may be."""
        return next((kind for kind in self.elsewhere if kind.key == key), None)

    def discussion(self, step: StepKey, *, category: str) -> Discussion:
        """Return how a matter of `category` is discussed at `step`; at step 4 the category chooses the body."""
        if step is StepKey.RESOLVE:
            return self.step(step).in_body(self.category(category).resolved_by, category=category)
        return self.step(step).discussions[0]

    def disclosure(self, step: StepKey) -> Disclosure:
        """Return the terms of a disclosure step; a discussion step raises `KeyError`."""
        found = self.step(step).disclosure
        if found is None:
            raise KeyError(step)
        return found
