"""Each number and each choice of the rules below, made laxer in a village's own rules, is refused where it stands."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app.deliberation.rules.bodies import CLASSES, Assembly
from app.deliberation.rules.lines import Path, lines_of
from app.deliberation.rules.packs import FOLDER, FaultyFile, Method, parse_pack

# what a name, a citation or the order of the steps says is no number; each is held by a test of its own
WORDS = {"zh", "en", "article", "grade", "quote", "source", "name", "version", "base", "kind"}
LOWER = {"1/2": "1/3", "2/3": "1/2"}
NARROWER = {"due": "present", "present": "cast", "cast": "valid"}
OTHER_BODY = {"villagers_committee": "supervision", "supervision": "villagers_committee"}


@dataclass(frozen=True, slots=True)
class Laxer:
    """A village's rules with one thing laxer: the line of it, the field of it, and the whole text."""

    base: str
    line: int
    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.base} line {self.line} {self.field}"


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from leaves(member, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], (dict, list)):
        for place, member in enumerate(value):
            yield from leaves(member, (*path, place))
    else:
        yield path, value


class Walk:
    """The rules of a village that are those of `base` to the letter, and every way to make one thing in them laxer."""

    def __init__(self, base: str) -> None:
        below = (FOLDER / f"{base}.toml").read_text(encoding="utf-8")
        without = re.sub(r"^base = .*\n", "", below, flags=re.MULTILINE)
        self.base = base
        self.text = without.replace(f'name = "{base}"', f'name = "ours"\nbase = "{base}"')
        self.rows = self.text.splitlines()
        self.lines = lines_of(self.text)

    def everything(self) -> Iterator[Laxer]:
        for path, value in leaves(tomllib.loads(self.text)):
            yield from self.laxer_leaf(path, value)
        yield from self.left_out()
        yield from self.renamed()

    def instead(self, path: Path, old: str, new: str, *, told_at: Path = ()) -> Laxer:
        line = self.lines[path]
        row = self.rows[line - 1]
        assert row.count(old) == 1, row
        rows = [*self.rows[: line - 1], row.replace(old, new), *self.rows[line:]]
        return Laxer(self.base, self.lines[told_at or path], str((told_at or path)[-1]), "\n".join(rows))

    def laxer_days(self, path: Path, days: int) -> Iterator[Laxer]:
        fewer = path[-2] in ("notice", "publicity")
        if days or not fewer:
            yield self.instead(path, f"days = {days}", f"days = {days - 1 if fewer else days + 1}")

    def laxer_share(self, path: Path, share: str) -> Iterator[Laxer]:
        kind = path[-1]
        yield self.instead(path, f'{kind} = "{share}"', f'{kind} = "{LOWER[share]}"')
        if kind == "more_than":
            yield self.instead(path, f'more_than = "{share}"', f'at_least = "{share}"')

    def laxer_class(self, path: Path, klass: str) -> Iterator[Laxer]:
        at = self.rows[: self.lines[path]]
        body = next(found[1] for row in reversed(at) if (found := re.search(r'body = "(\w+)"', row)))
        for other in CLASSES[Assembly(body)]:
            if (
                other != klass and klass != "households"
            ):  # two thirds of all adults is more than the half that is asked for
                yield self.instead(path, f'class = "{klass}"', f'class = "{other}"')

    def laxer_voters(self, path: Path, voters: list[str]) -> Iterator[Laxer]:
        for fewer in {"all": ["representatives", "committee"], "adults": ["households"]}.get(voters[0], []):
            yield self.instead(path, f'voters = ["{voters[0]}"]', f'voters = ["{fewer}"]')

    def laxer_methods(self, path: Path, methods: list[str]) -> Iterator[Laxer]:
        for method in Method:
            if method not in methods:
                yield self.instead(path, "methods = [", f'methods = ["{method}", ')

    def laxer_leaf(self, path: Path, value: object) -> Iterator[Laxer]:
        """Return every way in which this one leaf can be made laxer; a leaf of an unknown kind is an error."""
        name = next(part for part in reversed(path) if isinstance(part, str))
        match name, value:
            case "days", int():
                yield from self.laxer_days(path, value)
            case (("at_least" | "more_than"), str()):
                yield from self.laxer_share(path, value)
            case "of", str():
                if "attendance" not in path and value in NARROWER:
                    yield self.instead(path, f'of = "{value}"', f'of = "{NARROWER[value]}"')
            case "class", str():
                yield from self.laxer_class(path, value)
            case "voters", list():
                yield from self.laxer_voters(path, value)
            case "methods", list():
                yield from self.laxer_methods(path, value)
            case "delegable", bool():
                if not value:
                    yield self.instead(path, "delegable = false", "delegable = true")
            case "resolved_by", str():
                if value == "villagers_meeting":
                    yield self.instead(path, value, "representatives_meeting")
            case (("publisher" | "checker"), str()):
                yield self.instead(path, f'"{value}"', f'"{OTHER_BODY[value]}"')
            case "body", str():
                yield self.instead(path, f'"{value}"', '"supervision_committee"')
            case "steps", list():  # those that may be one sitting
                yield self.instead(path, '"propose", "confer"', '"review", "resolve"')
            case "wait_for", list():
                for finish in value:
                    yield self.instead(path, f'"{finish}"', f'"{"owed" if finish != "owed" else "period"}"')
            case "categories", list():  # those for which a discussion is kept
                yield self.instead(path, f'"{value[0]}"', '"charter"', told_at=(*path[:-2], 1))
            case "key", str():
                told_at = path if path[0] == "steps" else path[:1]  # the list in which it is missing now
                yield self.instead(path, f'key = "{value}"', f'key = "{value}_2"', told_at=told_at)
            case _:
                assert name in WORDS, f"{path} is a new kind of number or choice: say here what makes it laxer"

    def left_out(self) -> Iterator[Laxer]:
        """Return the rules without one of their requirements, categories or origins."""
        content = tomllib.loads(self.text)
        for part in ("categories", "origins"):
            for place in range(len(content[part])):
                start = self.lines[(part, place)] - 1
                end = next(row for row in range(start + 1, len(self.rows)) if self.rows[row].startswith("["))
                yield Laxer(self.base, self.lines[(part,)], part, "\n".join([*self.rows[:start], *self.rows[end:]]))
        for path in [path for path in self.lines if "turnout" in path[-2:-1] or "approval" in path[-2:-1]]:
            yield Laxer(
                self.base,
                self.lines[path[:-1]],
                str(path[-2]),
                "\n".join([*self.rows[: self.lines[path] - 1], *self.rows[self.lines[path] :]]),
            )

    def renamed(self) -> Iterator[Laxer]:
        for path, value in leaves(tomllib.loads(self.text)):
            if path[0] == "categories" and path[-1] == "zh":
                yield self.instead(path, f'zh = "{value}"', 'zh = "其他"')


WALKS = [Walk("four-discussions")]
EVERYTHING = [laxer for walk in WALKS for laxer in walk.everything()]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.base)
def test_as_they_stand_the_rules_are_taken(walk: Walk) -> None:
    assert parse_pack(walk.text, name="ours.toml").base == walk.base


@pytest.mark.parametrize("laxer", EVERYTHING, ids=str)
def test_each_number_and_choice_made_laxer_is_refused_with_its_line_and_field(laxer: Laxer) -> None:
    with pytest.raises(FaultyFile) as refusal:
        parse_pack(laxer.text, name="ours.toml")

    # a requirement is told on its own line or on that of the list it stands in, a few lines above
    told = [fault for fault in refusal.value.faults if laxer.line - 5 <= fault.line <= laxer.line]
    assert told, str(refusal.value)
    assert all(fault.path for fault in told)


def test_the_walk_finds_numbers_of_every_kind() -> None:
    found = {laxer.field for laxer in EVERYTHING}

    assert {"days", "at_least", "more_than", "of", "class", "voters", "delegable", "resolved_by", "key"} <= found
    assert len(EVERYTHING) > 60


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('days = 15, source = "organic-35"', 'days = 16, source = "organic-35"'),
        ('objection = { days = 10', 'objection = { days = 3'),
        ('methods = ["hands", "named", "paper"]', 'methods = ["paper"]'),
        ('class = "members", more_than = "1/2", of = "present"', 'class = "members", at_least = "2/3", of = "due"'),
        ('[may_be_joined]', '[answers]'),
    ],
    ids=["longer", "sooner", "secret", "of all", "apart"],
)  # fmt: skip
def test_each_number_may_be_made_stricter(old: str, new: str) -> None:
    village = WALKS[0].text
    assert old in village
    text = village.replace(old, new)
    if new == "[answers]":
        start, end = village.index("[may_be_joined]"), village.index("[answers]")
        text = village[:start] + village[end:]

    assert parse_pack(text, name="ours.toml").base == "four-discussions"
