"""The README tells the truth: every command, setting and role stands in it, and nothing that is not there."""

import re
from pathlib import Path

from app.arguments import COMMANDS
from app.doors import Role
from app.settings import SETTINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_command_stands_in_the_readme_and_no_other() -> None:
    assert set(re.findall(r"^\| `\./yishi (\w+)`", README, re.MULTILINE)) == set(COMMANDS)


def test_every_setting_stands_in_the_readme_as_the_program_knows_it() -> None:
    rows = set(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", README, re.MULTILINE))

    assert rows == {(setting.name, setting.default, setting.meaning) for setting in SETTINGS}


def test_every_role_has_its_tour_and_no_other_has() -> None:
    tours = re.findall(r"^\* ((?:\*\*\w+\*\* \([^)]+\)(?:, | and )?)+) —", README, re.MULTILINE)

    assert sorted(re.findall(r"\*\*(\w+)\*\*", " ".join(tours))) == sorted(role.value for role in Role)


def test_the_chinese_readme_names_the_same_commands_settings_and_roles() -> None:
    roles = re.findall(r"^\* ((?:\*\*\w+\*\*（[^）]+）、?)+)—", CHINESE, re.MULTILINE)

    assert set(re.findall(r"^\| `\./yishi (\w+)`", CHINESE, re.MULTILINE)) == set(COMMANDS)
    assert re.findall(r"^\| `([A-Z_]+)` \|", CHINESE, re.MULTILINE) == [setting.name for setting in SETTINGS]
    assert sorted(re.findall(r"\*\*(\w+)\*\*", " ".join(roles))) == sorted(role.value for role in Role)
    assert "(README.zh-CN.md)" in README
    assert "(README.md)" in CHINESE


def test_every_file_that_is_named_exists() -> None:
    named = re.findall(r"`((?:app|templates|static|migrations|tests)/[\w./-]+)`", README + CHINESE + CONTRIBUTING)
    named += re.findall(r"\]\(([\w./-]+)\)", README + CHINESE + CONTRIBUTING)

    assert [name for name in named if not (ROOT / name).exists()] == []
