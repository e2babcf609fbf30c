"""What the paper of a notice prints, as open data: the same numbers and words, without our inner keys."""

from datetime import date

import msgspec

from app.disclosure.rules.facts import ResolutionFacts, ResultsFacts


class PrintedHeading(msgspec.Struct, frozen=True, kw_only=True):
    """What every notice prints around its text; `days` is how long it hangs."""

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
    reason: str


class PrintedText(msgspec.Struct, frozen=True, kw_only=True):
    """The voted text: the matter's printed number, its revision, and the SHA-256 it was voted under."""

    matter: str
    number: int
    digest: str
    summary: str


class PrintedAmount(msgspec.Struct, frozen=True, kw_only=True):
    """A named amount of money, in fen."""

    name: str
    fen: int


class PrintedStep(msgspec.Struct, frozen=True, kw_only=True):
    """One discussion as the paper tells it, with its words in Chinese."""

    step: int
    name: str
    body: str
    day: date
    due: int
    present: int
    in_favour: int
    against: int
    abstain: int
    invalid: int
    missing: int
    result: str


class PrintedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the money: voted, paid, and what is contracted and not paid, in fen."""

    name: str
    note: str
    voted_fen: int
    paid_fen: int
    owed_fen: int


class PrintedTold(msgspec.Struct, frozen=True, kw_only=True):
    """One line of what was carried out."""

    label: str
    text: str


class PrintedPhoto(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that the notice shows."""

    sha256: str
    caption: str


class PrintedResolution(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="resolution"):
    """What a resolution notice prints."""

    heading: PrintedHeading
    text: PrintedText
    sources: list[PrintedAmount]
    spending: list[PrintedAmount]
    steps: list[PrintedStep]
    grounds: list[str]


class PrintedResults(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="results"):
    """What a results notice prints; `resolution` is the number of the resolution that was carried out."""

    heading: PrintedHeading
    resolution: str
    resolved_on: date
    done: list[PrintedTold]
    lines: list[PrintedLine]
    owed_fen: int
    saved_fen: int
    sources_only: bool
    photos: list[PrintedPhoto]
    explanation: str


def printed(facts: ResolutionFacts | ResultsFacts) -> PrintedResolution | PrintedResults:
    """Return the facts of a notice as open data; which meeting and vote they were read from is left out."""
    plain = msgspec.to_builtins(facts)
    if isinstance(facts, ResolutionFacts):
        return msgspec.convert(plain | {"kind": "resolution"}, PrintedResolution)
    lines = [
        line | {"voted_fen": line["voted"], "paid_fen": line["paid"], "owed_fen": line["owed"]}
        for line in plain["lines"]
    ]
    return msgspec.convert(
        plain | {"kind": "results", "lines": lines, "owed_fen": facts.owed, "saved_fen": facts.saved}, PrintedResults
    )
