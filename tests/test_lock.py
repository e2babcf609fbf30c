"""The lock names every package we ask for, at the version we ask for, with its hashes and with no address."""

import re
import tomllib

import pytest

from app.settings import ROOT

LOCK = (ROOT / "requirements.lock").read_text()
PINNED = dict(re.findall(r"^([a-z0-9.-]+(?:\[[a-z,]+\])?)==(\S+)", LOCK, re.MULTILINE))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ASKED = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]


@pytest.mark.parametrize("asked", ASKED)
def test_each_package_is_locked_at_the_version_asked_for(asked: str) -> None:
    name, _, version = asked.partition("==")

    # Pip before 23.3 takes a package with an extra only from a line that names the extra.
    assert {bare(locked): pinned for locked, pinned in PINNED.items()}[bare(name)] == version
    assert "[" not in name or name in PINNED


def bare(name: str) -> str:
    """Return the name as indexes write it, without extras."""
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


def test_every_locked_package_has_a_hash() -> None:
    for block in re.split(r"\n(?=\S)", LOCK.strip()):
        assert re.match(r"[a-z0-9.-]+(\[[a-z,]+\])?==\S+( ;[^\\]+)? \\\n", block), block.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}$", block), block.splitlines()[0]


def test_no_line_holds_an_address_or_an_option() -> None:
    for line in LOCK.splitlines():
        assert "://" not in line
        assert "@" not in line
        assert not line.startswith("-")
