"""Reads attendance groups and approval lines out of a rule file."""

from collections.abc import Mapping
from fractions import Fraction

from app.bilingual import Bilingual
from app.deliberation.rules.bodies import Assembly, people_in
from app.deliberation.rules.checks import ALL, Attendance, Base, Line, Rule, Source
from app.deliberation.rules.fields import Field
from app.deliberation.rules.sources import Grade
from app.shares import SHARES, AtLeast, NotAShare, Share, parse_share
from app.words import _

LINE = ("class", *SHARES, "of", "source")
NOWHERE = Source(label=Bilingual(zh="", en=""), article="", grade=Grade.UNREAD)
EVERYBODY = AtLeast(Fraction(1))

Sources = Mapping[str, Source]


def read_attendance(field: Field, *, known: tuple[str, ...], sources: Sources | Source) -> Attendance:
    """Return the attendance groups; who came can only be held against who was due."""
    groups = tuple(
        tuple(read_line(line, known=known, sources=sources) for line in group.items()) for group in field.items()
    )
    for group in field.items():
        for line in group.items():
            of = line.maybe("of")
            if of.clean and of.value != Base.DUE.value:
                of.fault(_("Attendance is counted of those due; write due."))
    return groups


def read_turnout(field: Field, *, known: tuple[str, ...], sources: Sources | Source) -> tuple[Line, ...]:
    """Return the turnout lines, all of which must hold; who voted can't be held against who voted."""
    if not field.given:
        return ()
    for line in field.items():
        of = line.maybe("of")
        if of.clean and of.value in (Base.CAST.value, Base.VALID.value):
            of.fault(_("Turnout is counted of those due or present; write due or present."))
    return tuple(read_line(line, known=known, sources=sources) for line in field.items())


def read_approval(field: Field, *, known: tuple[str, ...], sources: Sources | Source) -> tuple[Line, ...]:
    """Return the approval lines, all of which must hold."""
    return tuple(read_line(line, known=known, sources=sources) for line in field.items())


def read_line(field: Field, *, known: tuple[str, ...], sources: Sources | Source) -> Line:
    """Return one requirement; `sources` is the table to look names up in, or one source for the whole file."""
    field.table(known=LINE)
    return Line(
        klass=read_class(field["class"], known=known),
        share=read_share(field),
        of=field["of"].one_of(Base),
        source=sources if isinstance(sources, Source) else read_source(field, sources=sources),
    )


def read_share(field: Field) -> Share:
    """Return the one share of a line, given as `at_least` or `more_than`."""
    given = [kind for kind in SHARES if field.maybe(kind).given]
    if len(given) != 1:
        if isinstance(field.value, dict):
            field.fault(_("Give one share, either at_least or more_than."))
        return EVERYBODY
    share = field[given[0]]
    if text := share.text():
        try:
            return parse_share(given[0], text)
        except NotAShare as error:
            share.fault(error.message)
    return EVERYBODY


def read_class(field: Field, *, known: tuple[str, ...]) -> str:
    """Return a class of people that this body has, or `all`; with no class known there is nothing to hold it to."""
    klass = field.text()
    if klass and known and klass not in (*known, ALL):
        classes = ", ".join((*known, ALL))
        field.fault(_('There is no class "%(klass)s" here; there are: %(known)s.', klass=klass[:40], known=classes))
    return klass


def read_source(field: Field, *, sources: Sources) -> Source:
    """Return the source that a number names; a number without a source is a fault."""
    cited = field["source"]
    key = cited.text()
    if key and key not in sources:
        cited.fault(_('The source "%(key)s" is not in the list of sources.', key=key[:40]))
    return sources.get(key, NOWHERE)


def read_voters(field: Field, *, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the classes that vote."""
    return tuple(read_class(voter, known=known) for voter in field.items())


def count_the_voters(field: Field, *, rule: Rule, body: Assembly) -> None:
    """Note a fault where a base leaves out people who vote: then votes could outnumber it."""
    who_votes = people_in(rule.voters, body=body)
    lines = [("turnout", place, line) for place, line in enumerate(rule.turnout)]
    lines += [("approval", place, line) for place, line in enumerate(rule.approval)]
    for part, place, line in lines:
        if not who_votes <= people_in((line.klass,), body=body):
            path = (*field.path, part, place, "class")
            words = _(
                "%(klass)s is counted, but others vote too: %(voters)s.",
                klass=line.klass,
                voters=", ".join(rule.voters),
            )
            field.sheet.fault(path, words)
