"""The arrows of the house point one way: floor, village, deliberation, votes, disclosure; and rules stay pure."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOMAINS = ("village", "deliberation", "votes", "disclosure")
KNOW_EVERYONE = {"app/asgi.py", "app/cli.py", "app/recounting.py"}
ROOMS = ("rules", "tables", "queries", "services", "forms", "web", "routes")  # left may not import right
IMPURE = ("piccolo", "asyncpg", "litestar", "httpx", "app.database", "app.record", "app.pages", "app.files")


def modules() -> list[Path]:
    return sorted((ROOT / "app").rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Return the modules that a file imports at run time, with the names taken from them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def domain_of(module: str) -> int | None:
    """Return the rank of the domain a module belongs to, None for the floor."""
    parts = module.split(".")
    return DOMAINS.index(parts[1]) if len(parts) > 1 and parts[0] == "app" and parts[1] in DOMAINS else None


def room_of(module: str) -> int | None:
    parts = module.split(".")
    return ROOMS.index(parts[2]) if len(parts) > 2 and parts[2] in ROOMS else None


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    if str(path.relative_to(ROOT)) in KNOW_EVERYONE or path.relative_to(ROOT).parts[1] == "demo":
        return
    mine = domain_of(dotted(path))

    above = [
        other for other in imports(path) if (rank := domain_of(other)) is not None and (mine is None or rank > mine)
    ]

    assert above == []


@pytest.mark.parametrize("path", [p for p in modules() if domain_of(dotted(p)) is not None], ids=dotted)
def test_inside_a_domain_the_rooms_follow_one_another(path: Path) -> None:
    mine, room = domain_of(dotted(path)), room_of(dotted(path))
    if room is None:
        return

    backwards = [
        other
        for other in imports(path)
        if domain_of(other) == mine and (rank := room_of(other)) is not None and rank > room
    ]

    assert backwards == []


@pytest.mark.parametrize("path", [p for p in modules() if "rules" in p.relative_to(ROOT).parts], ids=dotted)
def test_rules_know_neither_database_nor_web(path: Path) -> None:
    impure = [other for other in imports(path) if other.startswith(IMPURE)]

    assert impure == []


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        dotted(path)
        for path in modules()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []
