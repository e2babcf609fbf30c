"""Choices against choices: which matters there are, who resolves them, who brings them, what may be one sitting."""

from collections.abc import Iterator

from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.lines import Path
from app.deliberation.rules.pack import Category, Pack
from app.words import Message, _


def laxer_choices(pack: Pack, *, floor: Pack) -> Iterator[tuple[Path, Message]]:
    """Name what was left out of `floor`, renamed, handed to a smaller body, or allowed beyond it."""
    yield from _left_out(pack, floor=floor)
    asked = {category.key: category for category in floor.categories}
    names = {category.name.zh: category.key for category in floor.categories}
    names |= {kind.name.zh: kind.key for kind in floor.elsewhere}
    for place, category in enumerate(pack.categories):
        path: Path = ("categories", place)
        if category.key in asked:
            yield from _laxer_category(category, asked=asked[category.key], path=path)
        elif (kind := floor.decided_elsewhere(category.key)) is not None:
            yield (*path, "key"), _("This is decided by another procedure (%(source)s).", source=kind.decided_by.label)
        elif category.name.zh in names:
            yield (*path, "zh"), _('This is the category "%(key)s".', key=names[category.name.zh])
    if pack.may_be_joined is not None and (
        floor.may_be_joined is None or pack.may_be_joined.steps != floor.may_be_joined.steps
    ):
        yield ("may_be_joined", "steps"), _("These steps may not be held as one sitting.")


def _left_out(pack: Pack, *, floor: Pack) -> Iterator[tuple[Path, Message]]:
    ours = {category.key for category in pack.categories}
    for category in floor.categories:
        if category.key not in ours:
            words = _(
                'The category "%(key)s" is missing: %(name)s (%(source)s).',
                key=category.key, name=category.name, source=category.source.label,
            )  # fmt: skip
            yield ("categories", category.key), words
    for kind in floor.elsewhere:
        own = pack.decided_elsewhere(kind.key)
        if own is None or own != kind:
            words = _(
                "“%(name)s” is to be refused here in the words of the rules below: %(source)s.",
                name=kind.name, source=kind.decided_by.label,
            )  # fmt: skip
            yield ("elsewhere", kind.key), words
    asked = {category.key for category in floor.categories}
    for kind in pack.elsewhere:
        if kind.key in asked:
            yield ("elsewhere", kind.key), _('The category "%(key)s" is decided by this procedure.', key=kind.key)
    origins = {origin.key for origin in pack.origins}
    for origin in floor.origins:
        if origin.key not in origins:
            yield (
                ("origins", origin.key),
                _('The origin "%(key)s" is missing: %(name)s.', key=origin.key, name=origin.name),
            )


def _laxer_category(ours: Category, *, asked: Category, path: Path) -> Iterator[tuple[Path, Message]]:
    if ours.name.zh != asked.name.zh:
        yield (*path, "zh"), _("This category is called: %(name)s.", name=asked.name)
    if ours.delegable and not asked.delegable:
        yield (*path, "delegable"), _("This may never be delegated (%(source)s).", source=asked.source.label)
    if asked.resolved_by is Assembly.VILLAGERS_MEETING and ours.resolved_by is not asked.resolved_by:
        words = _("This is resolved by %(body)s (%(source)s).", body=asked.resolved_by, source=asked.source.label)
        yield (*path, "resolved_by"), words
