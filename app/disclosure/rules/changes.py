"""What one version of a notice says otherwise than another: part by part, both shown."""

from dataclasses import dataclass

from app.disclosure.rules.facts import Amount, LineFacts, ResolutionFacts, ResultsFacts, StepFacts
from app.figures import yuan
from app.reader import DEFAULT_LANGUAGE
from app.words import Message, _

Facts = ResolutionFacts | ResultsFacts
PARTS: dict[str, Message] = {
    "title": _("Heading"),
    "basis": _("Opening sentence"),
    "slips": _("Correction"),
    "summary": _("Decided matter"),
    "text": _("Voted text"),
    "money": _("Money"),
    "steps": _("The four discussions"),
    "done": _("What was carried out"),
    "explanation": _("Explanation"),
    "photos": _("Photos"),
    "note": _("Note"),
    "board": _("Where it hangs"),
    "days": _("Publicity period"),
    "phones": _("Phones"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One part of a notice as it was and as it is; empty where it was not there."""

    part: Message
    old: str
    new: str


def changes(before: Facts, after: Facts) -> tuple[Change, ...]:
    """Return what `after` says otherwise than `before`, in the order of the paper."""
    old, new = _parts(before), _parts(after)
    return tuple(
        Change(part=name, old=old.get(key, ""), new=new.get(key, ""))
        for key, name in PARTS.items()
        if old.get(key, "") != new.get(key, "")
    )


def _parts(facts: Facts) -> dict[str, str]:
    """Write each part of a notice as text."""
    head = facts.heading
    parts = {
        "title": head.title,
        "basis": head.basis,
        "slips": "；".join(f"{slip.old} → {slip.new}" for slip in head.errata),
        "note": head.note,
        "board": head.board,
        "days": str(head.days),
        "phones": " ".join((head.phone, head.person, head.township_phone)).strip(),
    }
    if isinstance(facts, ResolutionFacts):
        sides = (*facts.sources, *facts.spending)
        steps = "；".join(map(_step, facts.steps))
        own = {"summary": facts.text.summary, "text": facts.text.body, "money": _money(sides), "steps": steps}
        return parts | own
    done = "；".join(f"{told.label} {told.text}" for told in facts.done)
    photos = "；".join(photo.caption for photo in facts.photos)
    return parts | {"money": _spent(facts.lines), "done": done, "explanation": facts.explanation, "photos": photos}


def _step(step: StepFacts) -> str:
    numbers = "/".join(map(str, (*step.heads, *step.votes)))
    return f"{step.name} {step.day.isoformat()} {numbers} {step.result}"


def _money(amounts: tuple[Amount, ...]) -> str:
    return "；".join(f"{amount.name} {yuan(amount.fen, DEFAULT_LANGUAGE)}" for amount in amounts)


def _spent(lines: tuple[LineFacts, ...]) -> str:
    return "；".join(
        f"{line.name} {yuan(line.voted, DEFAULT_LANGUAGE)} / {yuan(line.paid, DEFAULT_LANGUAGE)}" for line in lines
    )
