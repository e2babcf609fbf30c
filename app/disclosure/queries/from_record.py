"""Reads a notice out of the record: every number of it was entered once, when it happened."""

from dataclasses import dataclass
from uuid import UUID

from app.database import fetch, fetch_row
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.matter_words import number_words
from app.deliberation.rules.states import MoneyKind, PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.disclosure.queries.sittings import Sitting, sittings_of
from app.disclosure.rules.facts import Amount, Heading, ResolutionFacts, StepFacts, TextFacts
from app.disclosure.rules.notice_words import body_name, grounds_of, printed, resolving_step, result_word
from app.refusals import Missing, Refused
from app.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A matter that step 4 carried: its sittings, and how its own procedure names the steps."""

    sittings: tuple[Sitting, ...]
    names: dict[int, str]
    matter: str

    @property
    def deciding(self) -> Sitting:
        """Return the sitting of step 4."""
        return self.sittings[-1]


async def resolved(proposal: UUID) -> Resolved:
    """Return the sittings by which a matter was resolved; refuse one that is not."""
    row = await fetch_row("SELECT year, number, pack FROM proposal WHERE id = $1", proposal)
    if row is None:
        raise Missing()
    sittings = await sittings_of(proposal)
    if not sittings or sittings[-1].step != StepKey.RESOLVE.number:
        raise Refused(_("This matter has not been resolved: there is nothing to disclose."))
    pack = await pinned_pack(row["pack"])
    names = {step.key.number: step.name.zh for step in pack.steps}
    names[StepKey.RESOLVE.number] = resolving_step(sittings[-1].body)
    return Resolved(sittings=sittings, names=names, matter=printed(number_words(row["year"], row["number"])))


async def resolution_from_record(proposal: UUID, *, heading: Heading) -> ResolutionFacts:
    """Return what the resolution notice says of a matter, as the record has it now."""
    found = await resolved(proposal)
    revision = found.deciding.revision
    return ResolutionFacts(
        heading=heading,
        text=await _text(revision, matter=found.matter),
        sources=await _amounts(revision, MoneyKind.SOURCE),
        spending=await _amounts(revision, MoneyKind.SPENDING),
        steps=tuple(_step(sitting, name=found.names[sitting.step]) for sitting in found.sittings),
        grounds=grounds_of(found.deciding.verdict.checks),
    )


def _step(sitting: Sitting, *, name: str) -> StepFacts:
    tally = sitting.verdict.tally
    return StepFacts(
        step=sitting.step,
        name=name,
        body=printed(body_name(sitting.body)),
        day=sitting.day,
        due=sitting.due,
        present=sitting.present,
        in_favour=tally.in_favour,
        against=tally.against,
        abstain=tally.abstain,
        invalid=tally.invalid,
        missing=tally.missing_of(sitting.roll),
        result=result_word(PassageOutcome(sitting.verdict.outcome.value)),
        meeting=sitting.meeting,
        vote=sitting.vote,
    )


async def _text(revision: UUID, *, matter: str) -> TextFacts:
    row = await fetch_row("SELECT number, digest, summary, text FROM revision WHERE id = $1", revision)
    assert row is not None
    return TextFacts(
        matter=matter,
        revision=revision,
        number=row["number"],
        digest=row["digest"],
        summary=row["summary"],
        body=row["text"],
    )


async def _amounts(revision: UUID, kind: MoneyKind) -> tuple[Amount, ...]:
    rows = await fetch(
        "SELECT label, basis, fen FROM money_line WHERE revision = $1 AND kind = $2 ORDER BY position",
        revision,
        kind.value,
    )
    return tuple(Amount(name=row["label"], fen=row["fen"], note=row["basis"]) for row in rows)
