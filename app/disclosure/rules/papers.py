"""Turns the facts of a notice into the paper that is printed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.disclosure.rules.facts import Heading, ResolutionFacts, ResultsFacts
from app.disclosure.rules.notice_words import printed
from app.disclosure.rules.printed import (
    BudgetLine,
    Contact,
    Period,
    PhotoOnPaper,
    ResolutionPaper,
    ResultsPaper,
    StepRow,
    Verification,
)
from app.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What a notice gets only when it is published: its days, its code, and the version it replaces."""

    period: Period
    code: str
    site: str
    version: int = 1
    replaces: str = ""
    opinion: str = ""
    checker: str = ""


def resolution_paper(facts: ResolutionFacts, issue: Issue) -> ResolutionPaper:
    """Return the resolution notice as it is printed."""
    return ResolutionPaper(
        **_around(facts.heading, issue),
        matter=facts.text.summary,
        voted=printed(_("%(matter)s revision %(number)s", matter=facts.text.matter, number=facts.text.number)),
        articles=facts.text.body,
        spending=tuple((line.name, line.note, line.fen) for line in facts.spending),
        total=facts.total,
        sources=tuple((source.name, source.fen) for source in facts.sources),
        steps=tuple(
            StepRow(
                name=step.name,
                body=step.body,
                date=step.day,
                due=step.due,
                present=step.present,
                in_favour=step.in_favour,
                against=step.against,
                abstain=step.abstain,
                invalid=step.invalid,
                missing=step.missing,
                result=step.result,
            )
            for step in facts.steps
        ),
        grounds=facts.grounds,
    )


def results_paper(facts: ResultsFacts, issue: Issue) -> ResultsPaper:
    """Return the results notice as it is printed; its photos are named in their order."""
    return ResultsPaper(
        **_around(facts.heading, issue),
        facts=tuple((told.label, told.text) for told in facts.done),
        lines=tuple(
            BudgetLine(name=line.name, budget=line.voted, actual=line.paid, owed=line.owed, note=line.note)
            for line in facts.lines
        ),
        explanation=facts.explanation,
        sources_only=facts.sources_only,
        photos=tuple(
            PhotoOnPaper(name=photo_name(place), caption=photo.caption) for place, photo in enumerate(facts.photos)
        ),
    )


def photo_name(place: int) -> str:
    """Name the picture at a place, as the paper asks for it."""
    return f"photo-{place + 1}.jpg"


def _around(heading: Heading, issue: Issue) -> dict[str, Any]:
    """Return what every notice prints around its text."""
    first: date = issue.period.first
    return {
        "village": heading.village,
        "township": heading.township,
        "issuer": heading.issuer,
        "supervisors": heading.supervisors,
        "number": heading.number,
        "title": heading.title,
        "basis": heading.basis,
        "period": issue.period,
        "contact": Contact(phone=heading.phone, person=heading.person, township_phone=heading.township_phone),
        "verification": Verification(url=f"{issue.site}/verify/{issue.code}", code=issue.code),
        "issued": first,
        "version": issue.version,
        "replaces": issue.replaces,
        "opinion": issue.opinion,
        "drafter": heading.drafter,
        "note": heading.note,
        "board": heading.board,
        "errata": tuple((slip.old, slip.new) for slip in heading.errata),
        "checker": issue.checker,
    }
