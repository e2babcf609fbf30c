"""Every template is used, short, free of scripts and styles of its own, and asks only for what there is."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import nodes

from app.pages import TEMPLATES, environment

ROOT = TEMPLATES.parent
MOST_LINES = 60  # of a page or partial; a file of components is a drawer of small things
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
ON_SCREEN = [name for name in NAMES if not name.startswith("print/") and "/print_" not in name]
FORBIDDEN = {
    "a script of its own": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a style of its own": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "a handler of its own": re.compile(r"\son[a-z]+\s*=|javascript:|hx-on|['\"]js:", re.IGNORECASE),
    "an address of another house": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}
NAMED_DRAWING = re.compile(r"(?:icon\(|drawing=|#)\"([a-z]+)\"")


REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def included() -> frozenset[str]:
    """Return every template that another one extends, includes or imports."""
    env = environment()
    asked: set[str] = set()
    for name in NAMES:
        for node in env.parse(source(name)).find_all(REFERENCES):
            named = getattr(node, "template")  # noqa: B009  # each of the four kinds has it, their common base not
            asked |= {one.value for one in (named, *named.find_all(nodes.Const)) if isinstance(one, nodes.Const)}
    return frozenset(asked)


@cache
def named_in_code() -> frozenset[str]:
    """Return every string of the code that ends like a template."""
    return frozenset(
        node.value
        for path in (ROOT / "app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html")
    )


def beside(partial: str) -> str:
    """Return the page that a partial belongs to by its name: votes/_verdict.html to votes/verdict.html."""
    folder, _, file = partial.rpartition("/")
    return f"{folder}/{file.removeprefix('_')}" if folder else file.removeprefix("_")


def is_partial(name: str) -> bool:
    return Path(name).name.startswith("_")


def test_every_template_is_used() -> None:
    used = included() | named_in_code()

    assert [name for name in NAMES if name not in used and beside(name) not in named_in_code()] == []


def test_every_template_that_is_asked_for_is_there() -> None:
    assert sorted((included() | named_in_code()) - set(NAMES)) == []


def test_every_partial_is_part_of_a_page() -> None:
    assert [name for name in NAMES if is_partial(name) and name not in included()] == []


def test_a_refresh_is_part_of_the_page_beside_it() -> None:
    """Hold what `page()` answers to htmx, `_x.html` beside `x.html`, to be what the page itself shows."""
    beside_a_page = [name for name in NAMES if is_partial(name) and beside(name) in NAMES]

    assert len(beside_a_page) >= 5
    assert [name for name in beside_a_page if f'"{name}"' not in source(beside(name))] == []


@pytest.mark.parametrize("name", ON_SCREEN)
def test_a_template_can_be_read(name: str) -> None:
    environment().get_template(name)


def test_templates_are_short() -> None:
    long = {name: source(name).count("\n") for name in NAMES if not name.startswith("components/")}

    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_of_the_screen_has(fault: str) -> None:
    assert [name for name in ON_SCREEN if FORBIDDEN[fault].search(source(name))] == []


def test_a_page_stands_on_a_base() -> None:
    pages = [
        name
        for name in ON_SCREEN
        if not is_partial(name) and not name.startswith("components/") and name not in ("base.html", "hall.html")
    ]

    assert [name for name in pages if "{% extends " not in source(name)] == []


def test_every_drawing_that_is_named_exists() -> None:
    there = set(re.findall(r'id="([a-z]+)"', (ROOT / "static" / "icons.svg").read_text(encoding="utf-8")))
    asked = {drawing for name in ON_SCREEN for drawing in NAMED_DRAWING.findall(source(name))}

    assert asked - there == set()
