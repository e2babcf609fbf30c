"""The recorded meetings give the verdicts they gave, and impossible ones are refused by field."""

import json
from pathlib import Path

import pytest

from app.votes.rules.case import run_case

CASES = Path(__file__).parents[2] / "cases"
CARRIED = (CASES / "representatives-carried.toml").read_text(encoding="utf-8")


def run(tmp_path: Path, text: str, *, expect: bool = False) -> tuple[int, str]:
    file = tmp_path / "case.toml"
    file.write_text(text, encoding="utf-8")
    return run_case(file, expect=expect)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.toml")), ids=lambda case: case.stem)
def test_a_recorded_meeting_gives_the_verdict_it_gave(case: Path) -> None:
    code, text = run_case(case, expect=True)

    assert code == 0
    assert "differences" not in json.loads(text)


def test_there_are_eight_recorded_meetings() -> None:
    assert len(list(CASES.glob("*.toml"))) == 8


def test_the_verdict_is_printed_with_its_working_in_exact_fractions() -> None:
    code, text = run_case(CASES / "representatives-carried.toml")

    verdict = json.loads(text)
    assert code == 0
    assert verdict["outcome"] == "carried"
    assert verdict["tally"] == {"in_favour": 11, "against": 4, "abstain": 6, "invalid": 0}
    attendance, approval = verdict["checks"]
    assert (attendance["at_least"], attendance["of"], attendance["needed"]) == ("2/3", "due", 21)
    assert (approval["more_than"], approval["of"], approval["needed"]) == ("1/2", "present", 11)
    assert approval["source"] == "Organic Law (2025) art. 30"


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('outcome = "carried"', 'outcome = "rejected"', ["outcome: carried, but rejected was expected"]),
        ("needed = 11", "needed = 12", ["checks[2].needed: 11, but 12 was expected"]),
        ("actual = 21, base = 31", "actual = 20, base = 30", ["checks[1].actual: 21", "checks[1].base: 31"]),
        ("needed = 11, met = true", "needed = 11, met = 1", ["checks[2].met: true, but 1 was expected"]),
        ('  { kind = "approval"', '#  { kind = "approval"', ["number of checks: 2, but 1 was expected"]),
    ],
)
def test_a_verdict_that_differs_from_the_expected_one_names_the_difference(
    tmp_path: Path, old: str, new: str, names: list[str]
) -> None:
    assert old in CARRIED

    code, text = run(tmp_path, CARRIED.replace(old, new), expect=True)

    assert code == 1
    found = json.loads(text)["differences"]
    assert len(found) == len(names)
    assert all(name in difference for name, difference in zip(names, found, strict=True))


def test_without_being_asked_the_expectation_is_left_alone(tmp_path: Path) -> None:
    code, text = run(tmp_path, CARRIED.replace('outcome = "carried"', 'outcome = "rejected"'))

    assert code == 0
    assert "differences" not in json.loads(text)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("in_favour = 11", "in_favour = 12", "numbers.tally: There are more votes (22) than voters present (21)"),
        ("in_favour = 11", "in_favour = -1", "numbers.tally.in_favour: -1 is less than nobody"),
        ("in_favour = 11", "in_favour = 11.0", "numbers.tally.in_favour: 11.0 is not a whole number"),
        ("in_favour = 11", "in_favour = true", "numbers.tally.in_favour: true is not a whole number"),
        ("in_favour = 11", 'in_favour = "11"', 'numbers.tally.in_favour: "11" is not a whole number'),
        ("in_favour = 11", "in_favour = 2026-11-25", "numbers.tally.in_favour: 2026-11-25 is not a whole number"),
        ("due = { members = 31 }", "due = { members = 10_000_001 }", "numbers.due.members: No meeting has more than"),
        ("due = { members = 31 }", f"due = {{ members = 0x{'f' * 9000} }}", "numbers.due.members: No meeting has more"),
        ("due = { members = 31 }", f"due = {{ members = {'9' * 9000} }}", "case.toml:14: A number is too long"),
        ("in_favour = 11, ", "", "numbers.tally.in_favour: This field is missing"),
        ("in_favour", "in_favor", 'numbers.tally.in_favor: Nothing is called "in_favor"'),
        ("abstain = 6", "abstain = 6, handed_out = 21", "numbers.tally.returned: Papers were handed out"),
        ("abstain = 6", "abstain = 6, returned = 21", "numbers.tally.handed_out: Papers were returned"),
        ("abstain = 6", "abstain = 6, handed_out = 21, returned = 20", "numbers.tally.returned: 20 papers were"),
        (
            "abstain = 6",
            "abstain = 6, handed_out = 22, returned = 21",
            "numbers.tally.handed_out: More papers were handed out (22)",
        ),
        ("present = { members = 21 }", "present = { members = 32 }", "numbers.present.members: 32 are present"),
        ("present = { members = 21 }", "present = { others = 21 }", "numbers.present.members: The number present is m"),
        ("present = { members = 21 }", "present = 21", "numbers.present: This must be a table"),
        ("due = { members = 31 }", "due = { members = -31 }", "numbers.due.members: -31 is less than nobody"),
        ("due = { members = 31 }", "", "numbers.due: This field is missing"),
        ('voters = ["members"]', 'voters = ["ghosts"]', 'rule.voters[1]: There is no class "ghosts"'),
        ('class = "members", at', 'class = "ghosts", at', 'rule.attendance[1][1].class: There is no class "ghosts"'),
        ('class = "members", more', 'class = "ghosts", more', 'rule.approval[1].class: There is no class "ghosts"'),
        ('"2/3"', '"3/2"', "rule.attendance[1][1].at_least: 3/2 is more than everybody"),
        ('"2/3"', "0.67", "rule.attendance[1][1].at_least: This must be a text"),
        ('of = "present"', 'of = "roll"', 'rule.approval[1].of: "roll" is not known here'),
        ('of = "due"', 'of = "cast"', "rule.attendance[1][1].of: Attendance is counted of those due"),
        ("[numbers]", "[numbers", "The file is not valid TOML"),
        ('"carried"', '"passed"', 'expect.outcome: "passed" is not known here'),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in CARRIED

    code, text = run(tmp_path, CARRIED.replace(old, new, 1))

    assert code == 2
    assert field in text
    assert text.startswith("case.toml:")


def test_a_case_that_expects_nothing_cannot_be_held_to_it(tmp_path: Path) -> None:
    code, text = run(tmp_path, CARRIED[: CARRIED.index("[expect]")], expect=True)

    assert (code, "expect: This field is missing" in text) == (2, True)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert run_case(tmp_path / "nowhere.toml") == (2, f"There is no file {tmp_path}/nowhere.toml.")
    assert run_case(tmp_path) == (2, f"{tmp_path} is a folder, not a case.")


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_bytes(CARRIED.replace("Organic Law", "组织法").encode("gb18030"))

    assert run_case(file) == (2, "case.toml:1: The file is not UTF-8 text.")


def test_a_mark_that_windows_puts_before_the_text_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_bytes(CARRIED.encode("utf-8-sig"))

    assert run_case(file, expect=True)[0] == 0


def test_a_meeting_needs_no_label_to_be_worked_out(tmp_path: Path) -> None:
    code, _text = run(tmp_path, CARRIED.replace("source =", "#"))

    assert code == 0
