"""Reads the six steps out of a rule pack."""

from app.bilingual import Bilingual
from app.deliberation.rules.bodies import CLASSES, Assembly
from app.deliberation.rules.checks import Rule, Source
from app.deliberation.rules.fields import Field
from app.deliberation.rules.pack import (
    Days,
    Disclosure,
    Discussion,
    Joined,
    Method,
    Step,
    StepKind,
)
from app.deliberation.rules.read_lines import (
    Sources,
    count_the_voters,
    read_approval,
    read_attendance,
    read_source,
    read_turnout,
    read_voters,
)
from app.deliberation.rules.step_keys import DISCUSSIONS, StepKey
from app.village.rules.seats import Body
from app.words import _

DISCUSSION = ("body", "categories", "methods", "voters", "notice", "attendance", "turnout", "approval")
DISCLOSURE = ("publisher", "checker", "body", "publicity", "review")


def read_steps(field: Field, *, sources: Sources, papers: Source) -> tuple[Step, ...]:
    """Return the six steps; one missing, doubled or out of order is a fault."""
    items = field.items()
    if field.given and len(items) != len(StepKey):
        field.fault(_("There must be %(needed)s steps; there are %(found)s.", needed=len(StepKey), found=len(items)))
    return tuple(
        _read_step(item, key=key, sources=sources, papers=papers) for item, key in zip(items, StepKey, strict=False)
    )


def _read_step(field: Field, *, key: StepKey, sources: Sources, papers: Source) -> Step:
    kind = StepKind.DISCUSSION if key in DISCUSSIONS else StepKind.DISCLOSURE
    rest = ("discussions",) if kind is StepKind.DISCUSSION else DISCLOSURE
    field.table(known=("key", "kind", "zh", "en", *rest))
    if field["key"].one_of(StepKey) is not key and field["key"].clean:
        field["key"].fault(_("Step %(number)s must be %(key)s.", number=key.number, key=key))
    if field["kind"].one_of(StepKind) is not kind and field["kind"].clean:
        field["kind"].fault(_("The step %(key)s is a %(kind)s.", key=key, kind=kind))
    discussion = kind is StepKind.DISCUSSION
    return Step(
        key=key,
        kind=kind,
        name=read_name(field),
        discussions=_read_discussions(field["discussions"], key, sources, papers) if discussion else (),
        disclosure=None if discussion else _read_disclosure(field, sources=sources),
    )


def _read_discussions(field: Field, key: StepKey, sources: Sources, papers: Source) -> tuple[Discussion, ...]:
    items = field.items()
    if len(items) > 1 and key is not StepKey.RESOLVE:
        field.fault(_("Only the step %(key)s may be taken by one body or another.", key=StepKey.RESOLVE))
    found = tuple(_read_discussion(item, sources=sources, papers=papers) for item in items)
    for item in items if key is not StepKey.RESOLVE else ():
        if item.maybe("categories").given:
            item["categories"].fault(_("Only at the step %(key)s the category decides.", key=StepKey.RESOLVE))
    for place, discussion in enumerate(found):
        taken = {(earlier.body, kept_for) for earlier in found[:place] for kept_for in earlier.categories or ("",)}
        if any((discussion.body, kept_for) in taken for kept_for in discussion.categories or ("",)):
            items[place]["body"].fault(_("%(body)s takes this step twice.", body=discussion.body))
    return found


def _read_discussion(field: Field, *, sources: Sources, papers: Source) -> Discussion:
    field.table(known=DISCUSSION)
    body = field["body"].one_of(Assembly)
    known = CLASSES[body] if field["body"].clean else tuple({name for names in CLASSES.values() for name in names})
    rule = Rule(
        attendance=read_attendance(field["attendance"], known=known, sources=sources),
        approval=read_approval(field["approval"], known=known, sources=sources),
        voters=read_voters(field["voters"], known=known),
        turnout=read_turnout(field.maybe("turnout"), known=known, sources=sources),
        papers=papers,
    )
    if field.clean:
        count_the_voters(field, rule=rule, body=body)
    methods = tuple(method.one_of(Method) for method in field["methods"].items())
    notice = read_days(field["notice"], sources=sources)
    return Discussion(body=body, rule=rule, methods=methods, notice=notice, categories=_read_keys(field))


def _read_keys(field: Field) -> tuple[str, ...]:
    """Return the categories that a discussion is kept for; none means every one that has no discussion of its own."""
    kept_for = field.maybe("categories")
    return tuple(key.text() for key in kept_for.items()) if kept_for.given else ()


def _read_disclosure(field: Field, *, sources: Sources) -> Disclosure:
    publisher, checker = Body.VILLAGERS_COMMITTEE, Body.SUPERVISION
    if field.maybe("body").given:  # packs of before 2026.2 name the checker alone, as a body that meets
        if field["body"].one_of(Assembly) is not Assembly.SUPERVISION_COMMITTEE and field["body"].clean:
            field["body"].fault(_("This step belongs to %(body)s.", body=Assembly.SUPERVISION_COMMITTEE))
    else:
        publisher, checker = field["publisher"].one_of(Body), field["checker"].one_of(Body)
    return Disclosure(
        publisher=publisher,
        checker=checker,
        publicity=read_days(field["publicity"], sources=sources, least=1),
        review=read_days(field["review"], sources=sources),
    )


def read_days(field: Field, *, sources: Sources, least: int = 0) -> Days:
    """Return a number of days with its source."""
    field.table(known=("days", "source"))
    return Days(days=field["days"].days(least=least), source=read_source(field, sources=sources))


def read_name(field: Field) -> Bilingual:
    """Return the two names of a thing."""
    return Bilingual(zh=field["zh"].text(), en=field["en"].text())


def read_joined(field: Field, *, sources: Sources) -> Joined | None:
    """Return the two discussions that may be one sitting, if the pack allows it."""
    if not field.given:
        return None
    field.table(known=("steps", "source"))
    steps = tuple(step.one_of(StepKey) for step in field["steps"].items())
    numbers = [step.number for step in steps]
    following = len(steps) == 2 and numbers[1] == numbers[0] + 1 and steps[1] in DISCUSSIONS
    if field["steps"].clean and not following:
        field["steps"].fault(_("Only two discussions that follow each other can be held as one sitting."))
    return Joined(steps=steps, source=read_source(field, sources=sources))
