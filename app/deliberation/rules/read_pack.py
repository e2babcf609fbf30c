"""Reads a rule pack out of its text and names everything that is wrong with it."""

from hashlib import sha256

from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.checks import Source
from app.deliberation.rules.fields import Field
from app.deliberation.rules.lines import Path
from app.deliberation.rules.pack import Category, Discussion, Elsewhere, Finish, Origin, Pack, Step
from app.deliberation.rules.read_lines import Sources, read_source
from app.deliberation.rules.read_steps import read_days, read_joined, read_name, read_steps
from app.deliberation.rules.sheet import Sheet
from app.deliberation.rules.sources import Grade
from app.deliberation.rules.step_keys import StepKey
from app.words import _

HEAD = ("name", "version", "base", "title", "law_note")
PACK = (
    *HEAD, "results", "sources", "origins", "categories", "elsewhere", "may_be_joined", "answers", "papers", "steps",
)  # fmt: skip


def read_pack(field: Field, *, text: str) -> Pack:
    """Return the pack; what is wrong is kept in the field's sheet, and the caller raises it."""
    field.table(known=PACK)
    sources = _read_sources(field["sources"])
    field["papers"].table(known=("source",))
    papers = read_source(field["papers"], sources=sources)
    steps = read_steps(field["steps"], sources=sources, papers=papers)
    answers = field["answers"]
    answers.table(known=("objection", "question"))
    base = field.maybe("base")
    return Pack(
        name=field["name"].text(),
        version=field["version"].text(),
        base=base.text() if base.given else None,
        title=read_name(field["title"]),
        law_note=read_name(field["law_note"]),
        origins=_read_origins(field["origins"]),
        categories=_read_categories(field["categories"], sources=sources, steps=steps),
        steps=steps,
        elsewhere=_read_elsewhere(field.maybe("elsewhere"), sources=sources),
        may_be_joined=read_joined(field.maybe("may_be_joined"), sources=sources),
        objection=read_days(answers["objection"], sources=sources, least=1),
        question=read_days(answers["question"], sources=sources, least=1),
        digest=sha256(text.encode()).hexdigest(),
        text=text,
        results_wait_for=_read_results(field.maybe("results")),
    )


def _read_results(field: Field) -> tuple[Finish, ...]:
    """Return what keeps results from being disclosed; a pack that does not say waits for all of it."""
    if not field.given:
        return tuple(Finish)
    field.table(known=("wait_for",))
    return tuple(item.one_of(Finish) for item in field["wait_for"].items(empty=True))


def _read_sources(field: Field) -> Sources:
    keys = tuple(field.value) if isinstance(field.value, dict) else ()
    field.table(known=keys)
    return {key: _read_source(field[key]) for key in keys}


def _read_source(field: Field) -> Source:
    field.table(known=("zh", "en", "article", "grade", "quote"))
    article = field.maybe("article")
    quote = field.maybe("quote")
    return Source(
        label=read_name(field),
        article=article.text() if article.given else "",
        grade=field["grade"].one_of(Grade),
        quote=read_name(quote) if quote.given else None,
    )


def _read_origins(field: Field) -> tuple[Origin, ...]:
    items = field.items()
    for item in items:
        item.table(known=("key", "zh", "en"))
    _no_key_twice(items)
    return tuple(Origin(key=item["key"].text(), name=read_name(item)) for item in items)


def _read_categories(field: Field, *, sources: Sources, steps: tuple[Step, ...]) -> tuple[Category, ...]:
    items = field.items()
    resolvers = [discussion for step in steps if step.key is StepKey.RESOLVE for discussion in step.discussions]
    _no_key_twice(items)
    found = tuple(_read_category(item, sources=sources, resolvers=resolvers) for item in items)
    _no_key_unknown(field.sheet, steps=steps, categories=found)
    return found


def _read_elsewhere(field: Field, *, sources: Sources) -> tuple[Elsewhere, ...]:
    """Return the kinds of matter that other procedures decide; several may share one reason and one way on."""
    found: list[Elsewhere] = []
    for group in field.items() if field.given else ():
        group.table(known=("source", "reason", "way", "matters"))
        reason, way = read_name(group["reason"]), read_name(group["way"])
        decided_by = read_source(group, sources=sources)
        for matter in group["matters"].items():
            matter.table(known=("key", "zh", "en", "source"))
            found.append(
                Elsewhere(
                    key=matter["key"].text(),
                    name=read_name(matter),
                    source=read_source(matter, sources=sources),
                    reason=reason,
                    way=way,
                    decided_by=decided_by,
                )
            )
    return tuple(found)


def _no_key_unknown(sheet: Sheet, *, steps: tuple[Step, ...], categories: tuple[Category, ...]) -> None:
    """Note where a discussion is kept for a category that there is not, or that another body resolves."""
    resolved_by = {category.key: category.resolved_by for category in categories}
    for step, found in enumerate(steps):
        for place, discussion in enumerate(found.discussions):
            listed: Path = ("steps", step, "discussions", place, "categories")
            for which, key in enumerate(discussion.categories if sheet.clean(listed) else ()):
                path = (*listed, which)
                if key not in resolved_by:
                    sheet.fault(path, _('There is no category "%(key)s".', key=key[:40]))
                elif resolved_by[key] is not discussion.body:
                    words = _("%(key)s is resolved by %(body)s.", key=key, body=resolved_by[key])
                    sheet.fault(path, words)


def _read_category(field: Field, *, sources: Sources, resolvers: list[Discussion]) -> Category:
    field.table(known=("key", "zh", "en", "source", "delegable", "resolved_by"))
    category = Category(
        key=field["key"].text(),
        name=read_name(field),
        source=read_source(field, sources=sources),
        delegable=field["delegable"].flag(),
        resolved_by=field["resolved_by"].one_of(Assembly),
    )
    chosen = field["resolved_by"]
    meant = [one for one in resolvers if not one.categories or category.key in one.categories]
    if chosen.clean and category.resolved_by not in [one.body for one in meant]:
        chosen.fault(_("Step 4 has no discussion by %(body)s.", body=category.resolved_by))
    elif field.clean and not category.delegable and category.resolved_by is not Assembly.VILLAGERS_MEETING:
        chosen.fault(_("A matter that can't be delegated is resolved by %(body)s.", body=Assembly.VILLAGERS_MEETING))
    return category


def _no_key_twice(items: list[Field]) -> None:
    seen: set[object] = set()
    for item in items:
        key = item.maybe("key")
        if isinstance(key.value, str) and key.value in seen:
            key.fault(_('"%(key)s" is there twice.', key=key.value[:40]))
        seen.add(key.value if isinstance(key.value, str) else None)
