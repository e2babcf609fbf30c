"""Each field of a rule file is found on the line where a person would look for it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.deliberation.rules.lines import line_of, lines_of
from app.deliberation.rules.packs import FOLDER

TEXT = '''# a comment with [brackets] and = signs
title = "a # b [c"   # not a comment inside

[sources."organic law".quote]
zh = """
two lines, "quoted" \\""" still in
"""
en = \'it\'

[[steps]]
key = "one"
[[steps.discussions]]
body = "x"
attendance = [
  [{ class = "all", at_least = "2/3" }],   # ]
  [
    { class = "b" },
  ],
]
[steps.clock]
days = 3

[[steps]]
key.of.it = 2
[[steps.discussions]]
[[steps.discussions]]
last = {}
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("sources", "organic law", "quote", "zh"), 5),
        (("sources", "organic law", "quote", "en"), 8),
        (("steps", 0), 10),
        (("steps", 0, "key"), 11),
        (("steps", 0, "discussions", 0, "body"), 13),
        (("steps", 0, "discussions", 0, "attendance"), 14),
        (("steps", 0, "discussions", 0, "attendance", 0, 0, "at_least"), 15),
        (("steps", 0, "discussions", 0, "attendance", 1, 0), 17),
        (("steps", 0, "clock", "days"), 21),
        (("steps", 1), 23),
        (("steps", 1, "key", "of", "it"), 24),
        (("steps", 1, "discussions", 1, "last"), 27),
        (("steps", 1, "discussions", 1, "missing"), 26),
        (("steps", 0, "clock", "missing"), 20),
        (("nowhere",), 1),
    ],
)
def test_a_field_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(TEXT)

    assert line_of(path, lines=lines_of(TEXT)) == line


@pytest.mark.parametrize("file", sorted([*FOLDER.glob("*.toml"), *Path(__file__).parents[2].glob("cases/*.toml")]))
def test_every_field_of_every_rule_file_has_a_line_of_its_own(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = lines_of(text)

    paths = [path for path in every_path(tomllib.loads(text), ()) if path != ("sources",)]  # has no line of its own

    assert [path for path in paths if path not in lines] == []
    assert all(1 <= line <= text.count("\n") for line in lines.values())


def every_path(value: Any, path: tuple[str | int, ...]) -> Any:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield (*path, key)
        yield from every_path(member, (*path, key))
