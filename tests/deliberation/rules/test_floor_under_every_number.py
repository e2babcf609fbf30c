"""Each number and each choice of the rules below, made laxer in a village's own rules, is refused where it stands."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app.deliberation.rules.bodies import CLASSES, Assembly
from app.deliberation.rules.lines import Path, lines_of
from app.deliberation.rules.packs import FOLDER, FaultyFile, Method, parse_pack

BELOW = (FOLDER / "four-discussions.toml").read_text(encoding="utf-8")
VILLAGE = BELOW.replace('name = "four-discussions"', 'name = "ours"\nbase = "four-discussions"')
ROWS = VILLAGE.splitlines()
LINES = lines_of(VILLAGE)

# what a name, a citation or the order of the steps says is no number; each is held by a test of its own
WORDS = {"zh", "en", "article", "grade", "quote", "source", "name", "version", "base", "kind"}
LOWER = {"1/2": "1/3", "2/3": "1/2"}
NARROWER = {"due": "present", "present": "cast", "cast": "valid"}
OTHER_BODY = {"villagers_committee": "supervision", "supervision": "villagers_committee"}


@dataclass(frozen=True, slots=True)
class Laxer:
    """A village's rules with one thing laxer: the line of it, the field of it, and the whole text."""

    line: int
    field: str
    text: str

    def __str__(self) -> str:
        return f"line {self.line} {self.field}"


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from leaves(member, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], (dict, list)):
        for place, member in enumerate(value):
            yield from leaves(member, (*path, place))
    else:
        yield path, value


def instead(path: Path, old: str, new: str, *, told_at: Path = ()) -> Laxer:
    line = LINES[path]
    row = ROWS[line - 1]
    assert row.count(old) == 1, row
    rows = [*ROWS[: line - 1], row.replace(old, new), *ROWS[line:]]
    return Laxer(LINES[told_at or path], str((told_at or path)[-1]), "\n".join(rows))


def laxer_days(path: Path, days: int) -> Iterator[Laxer]:
    fewer = path[-2] in ("notice", "publicity")
    if days or not fewer:
        yield instead(path, f"days = {days}", f"days = {days - 1 if fewer else days + 1}")


def laxer_share(path: Path, share: str) -> Iterator[Laxer]:
    kind = path[-1]
    yield instead(path, f'{kind} = "{share}"', f'{kind} = "{LOWER[share]}"')
    if kind == "more_than":
        yield instead(path, f'more_than = "{share}"', f'at_least = "{share}"')


def laxer_class(path: Path, klass: str) -> Iterator[Laxer]:
    at = ROWS[: LINES[path]]
    body = next(found[1] for row in reversed(at) if (found := re.search(r'body = "(\w+)"', row)))
    for other in CLASSES[Assembly(body)]:
        if other != klass and klass != "households":  # two thirds of all adults is more than the half that is asked for
            yield instead(path, f'class = "{klass}"', f'class = "{other}"')


def laxer_voters(path: Path, voters: list[str]) -> Iterator[Laxer]:
    for fewer in {"all": ["representatives", "committee"], "adults": ["households"]}.get(voters[0], []):
        yield instead(path, f'voters = ["{voters[0]}"]', f'voters = ["{fewer}"]')


def laxer_methods(path: Path, methods: list[str]) -> Iterator[Laxer]:
    for method in Method:
        if method not in methods:
            yield instead(path, "methods = [", f'methods = ["{method}", ')


def laxer_leaf(path: Path, value: object) -> Iterator[Laxer]:
    """Return every way in which this one leaf can be made laxer; a leaf of an unknown kind is an error."""
    name = next(part for part in reversed(path) if isinstance(part, str))
    match name, value:
        case "days", int():
            yield from laxer_days(path, value)
        case (("at_least" | "more_than"), str()):
            yield from laxer_share(path, value)
        case "of", str():
            if "attendance" not in path and value in NARROWER:
                yield instead(path, f'of = "{value}"', f'of = "{NARROWER[value]}"')
        case "class", str():
            yield from laxer_class(path, value)
        case "voters", list():
            yield from laxer_voters(path, value)
        case "methods", list():
            yield from laxer_methods(path, value)
        case "delegable", bool():
            if not value:
                yield instead(path, "delegable = false", "delegable = true")
        case "resolved_by", str():
            if value == "villagers_meeting":
                yield instead(path, value, "representatives_meeting")
        case (("publisher" | "checker"), str()):
            yield instead(path, f'"{value}"', f'"{OTHER_BODY[value]}"')
        case "body", str():
            yield instead(path, f'"{value}"', '"supervision_committee"')
        case "steps", list():  # those that may be one sitting
            yield instead(path, '"propose", "confer"', '"review", "resolve"')
        case "categories", list():  # those for which a discussion is kept
            yield instead(path, f'"{value[0]}"', '"charter"', told_at=(*path[:-2], 1))
        case "key", str():
            told_at = path if path[0] == "steps" else path[:1]  # the list in which it is missing now
            yield instead(path, f'key = "{value}"', f'key = "{value}_2"', told_at=told_at)
        case _:
            assert name in WORDS, f"{path} is a new kind of number or choice: say here what makes it laxer"


def left_out() -> Iterator[Laxer]:
    """Return the rules without one of their requirements, categories or origins."""
    content = tomllib.loads(VILLAGE)
    for part in ("categories", "origins"):
        for place in range(len(content[part])):
            start = LINES[(part, place)] - 1
            end = next(row for row in range(start + 1, len(ROWS)) if ROWS[row].startswith("["))
            yield Laxer(LINES[(part,)], part, "\n".join([*ROWS[:start], *ROWS[end:]]))
    for path in [path for path in LINES if "turnout" in path[-2:-1] or "approval" in path[-2:-1]]:
        yield Laxer(LINES[path[:-1]], str(path[-2]), "\n".join([*ROWS[: LINES[path] - 1], *ROWS[LINES[path] :]]))


def renamed() -> Iterator[Laxer]:
    for path, value in leaves(tomllib.loads(VILLAGE)):
        if path[0] == "categories" and path[-1] == "zh":
            yield instead(path, f'zh = "{value}"', 'zh = "其他"')


EVERYTHING = [
    *(laxer for path, value in leaves(tomllib.loads(VILLAGE)) for laxer in laxer_leaf(path, value)),
    *left_out(),
    *renamed(),
]


def test_as_they_stand_the_rules_are_taken() -> None:
    assert parse_pack(VILLAGE, name="ours.toml").base == "four-discussions"


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
    assert old in VILLAGE
    text = VILLAGE.replace(old, new)
    if new == "[answers]":
        start, end = VILLAGE.index("[may_be_joined]"), VILLAGE.index("[answers]")
        text = VILLAGE[:start] + VILLAGE[end:]

    assert parse_pack(text, name="ours.toml").base == "four-discussions"
