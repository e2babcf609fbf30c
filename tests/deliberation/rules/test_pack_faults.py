"""A faulty pack is refused with every fault, its file, its line and its field."""

from pathlib import Path

import pytest

from app.deliberation.rules.packs import FOLDER, FaultyFile, load_pack, parse_pack

STRICTER = (FOLDER / "stricter-village.toml").read_text(encoding="utf-8")


def faults(text: str) -> list[str]:
    with pytest.raises(FaultyFile) as refusal:
        parse_pack(text, name="village.toml")
    return [str(fault) for fault in refusal.value.faults]


def changed(old: str, new: str, *, after: str = "") -> tuple[str, int]:
    """Return the stricter pack with `old`, found after `after`, put right or wrong, and the line it stands on."""
    at = STRICTER.index(old, STRICTER.index(after))
    return STRICTER[:at] + new + STRICTER[at + len(old) :], STRICTER.count("\n", 0, at) + 1


@pytest.mark.parametrize(
    ("old", "new", "after", "says"),
    [
        (
            '"2/3"',
            '"3/2"',
            "[[steps]]",
            "steps[3].discussions[1].attendance[1][2].at_least: 3/2 is more than everybody",
        ),
        ('"1/2"', '"0.5"', "[[steps]]", 'steps[1].discussions[1].attendance[1][1].at_least: "0.5" is not a share'),
        ('"1/2"', "0.5", "[[steps]]", "steps[1].discussions[1].attendance[1][1].at_least: This must be a text."),
        ('class = "all"', 'class = "members"', 'body = "repr', 'attendance[1][1].class: There is no class "members"'),
        ('of = "due"', 'of = "present"', "[[steps]]", "attendance[1][1].of: Attendance is counted of those due"),
        ('of = "due"', 'of = "roll"', "approval", 'of: "roll" is not known here; known are: due, present, cast, valid'),
        ('"two_committees"', '"elders"', "[[steps]]", 'steps[2].discussions[1].body: "elders" is not known here'),
        ('source = "village-rules"', 'source = "hearsay"', "[[steps]]", 'The source "hearsay" is not in the list'),
        (
            ', source = "branch-12"',
            "",
            "[[steps]]",
            "steps[1].discussions[1].attendance[1][1].source: This field is mi",
        ),
        ("days = 15", "days = -1", "", "notice.days: This must be a whole number of days"),
        ("days = 15", "days = true", "", "notice.days: This must be a whole number of days"),
        ("days = 20", "days = 20.5", "", "steps[5].publicity.days: This must be a whole number of days"),
        ('"hands"', '"shouting"', "[[steps]]", 'steps[1].discussions[1].methods[1]: "shouting" is not known here'),
        ('["members"]', "[]", "voters", "steps[1].discussions[1].voters: This list is empty."),
        ('grade = "A"', 'grade = "Z"', "", 'sources.branch-11.grade: "Z" is not known here; known are: A, B, C, M'),
        ("delegable = true", 'delegable = "yes"', "", "categories[1].delegable: This must be true or false."),
        (
            '"villagers_meeting"',
            '"party_meeting"',
            'key = "reserved"',
            "categories[6].resolved_by: Step 4 has no discussion",
        ),
        ('key = "key_assistance"', 'key = "reserved"', "", 'categories[6].key: "reserved" is there twice.'),
        ('key = "confer"', 'key = "review"', "", "steps[2].key: Step 2 must be confer."),
        (
            'kind = "disclosure"',
            'kind = "discussion"',
            "",
            "steps[5].kind: The step disclose_resolution is a disclosure.",
        ),
        ('"propose", "confer"', '"propose", "review"', "", "may_be_joined.steps: Only two discussions that follow"),
        ('version = "2026.2"', "version = 2026", "", "version: This must be a text."),
        ('base = "four-discussions"', 'base = "my-own"', "", "base: A pack is built on one of these: four-"),
        ("days = 7", "days = 0", "answers", "answers.objection.days: This must be a whole number of days, from 1 to"),
        ("days = 20", "days = 0", "publicity", "steps[5].publicity.days: This must be a whole number of days, from 1"),
        ("days = 15", "days = 99999999999", "", "notice.days: This must be a whole number of days, from 0 to 3650."),
        ('["charter"]', '["charter", "revolt"]', "", 'categories[2]: There is no category "revolt".'),
        ('["charter"]', '["charter", "public_works"]', "", "public_works is resolved by representatives_meeting."),
        (
            'of = "due", source = "village-rules" },',
            'of = "cast", source = "village-rules" },',
            "turnout = [",
            "turnout[1].of: Turnout is counted of those due or present",
        ),
        (
            'class = "adults"',
            'class = "households"',
            "turnout = [",
            "turnout[1].class: households is counted, but others vote too: adults.",
        ),
        (
            "methods",
            'categories = ["charter"]\nmethods',
            'body = "party_meeting"',
            "steps[3].discussions[1].categories: Only at the step resolve the category decides.",
        ),
        (
            'voters = ["all"]',
            'voters = ["representatives", "adults"]',
            "",
            'voters[2]: There is no class "adults" here',
        ),
    ],
)
def test_a_fault_names_its_line_and_its_field(old: str, new: str, after: str, says: str) -> None:
    text, line = changed(old, new, after=after)

    found = faults(text)

    assert len(found) == 1
    assert says in found[0]
    if "twice" not in says:  # the second one is at fault, further down
        assert found[0].startswith(f"village.toml:{line}: ")


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = STRICTER.replace('"2/3"', '"3/2"').replace("days = 15", "days = 2").replace('grade = "M"', 'grade = "Q"')

    found = faults(text)

    lines = [int(fault.split(":")[1]) for fault in found]
    assert lines == sorted(lines)
    assert len(found) == 4 + 2 + 1  # four shares, two notices below the law, one grade
    assert any("10 days' notice" in fault for fault in found)


def test_a_field_that_nobody_reads_is_a_typing_error() -> None:
    text, line = changed("[answers]", "[answers]\nobjections = 3")

    assert faults(text) == [f'village.toml:{line + 1}: answers.objections: Nothing is called "objections" here.']


def test_a_missing_field_is_looked_for_on_the_line_of_its_table() -> None:
    text, line = changed("[answers]\nobjection = ", "[answers]\nobjektion = ")

    found = faults(text)

    assert f"village.toml:{line}: answers.objection: This field is missing." in found
    assert len(found) == 2


def test_a_base_that_leaves_out_voters_is_a_fault() -> None:
    text, line = changed(
        'class = "all", more_than = "1/2", of = "due"', 'class = "committee", more_than = "1/2", of = "due"'
    )

    assert faults(text) == [
        f"village.toml:{line}: steps[4].discussions[1].approval[2].class: "
        "committee is counted, but others vote too: all."
    ]


def test_a_missing_step_is_told() -> None:
    text = STRICTER[: STRICTER.rindex("[[steps]]")]

    found = faults(text)

    assert [fault.split(": ", 1)[1] for fault in found] == ["steps: There must be 6 steps; there are 5."]


def test_a_matter_that_may_not_be_delegated_stays_with_the_villagers() -> None:
    text, line = changed('"villagers_meeting"', '"representatives_meeting"', after='key = "charter"')
    _text, kept = changed('categories = ["charter"]', "")

    assert faults(text) == [
        f"village.toml:{line}: categories[7].resolved_by: "
        "A matter that can't be delegated is resolved by villagers_meeting.",
        f"village.toml:{kept}: steps[4].discussions[3].categories[1]: charter is resolved by representatives_meeting.",
    ]


def test_a_body_takes_a_category_by_one_rule_only() -> None:
    text, _line = changed(
        'categories = ["charter"]           # by papers alone, and counted by who votes as well\n', ""
    )

    found = faults(text)

    assert "steps[4].discussions[3].body: villagers_meeting takes this step twice." in " ".join(found)


def test_a_category_that_no_discussion_is_left_for_is_told() -> None:
    start = STRICTER.rindex("[[steps.discussions]]", 0, STRICTER.index('categories = ["charter"]') - 60)
    text = STRICTER[:start] + STRICTER[STRICTER.rindex("[[steps.discussions]]") :]

    assert [fault.split(": ", 1)[1] for fault in faults(text)] == [
        "categories[6].resolved_by: Step 4 has no discussion by villagers_meeting."
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name = \n", 1),
        ('name = "a"\nname = "b"\n', 2),
        ('name = "x"\n\n[steps', 3),
        ("a = " + "[" * 5000, 1),
        (f"a = 1\nb = {'9' * 5000}", 2),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(text: str, line: int) -> None:
    (fault,) = faults(text)

    assert fault.startswith((f"village.toml:{line}: The file is", f"village.toml:{line}: A number is too long"))


def test_an_empty_file_lacks_everything_and_says_so() -> None:
    found = faults("")

    assert {fault.split(": ")[1] for fault in found} >= {"name", "version", "title", "steps", "categories", "sources"}
    assert all(fault.startswith("village.toml:1: ") for fault in found)


@pytest.mark.parametrize("text", ["steps = 3", "steps = [1, 2]", "sources = []", "title = 5", "categories = [[]]"])
def test_fields_of_the_wrong_kind_are_faults_and_not_crashes(text: str) -> None:
    assert faults(text)


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "village.toml"
    file.write_bytes(b'name = "x"\n' + 'title = "四议"\n'.encode("gb18030"))

    with pytest.raises(FaultyFile, match=r"village.toml:2: The file is not UTF-8 text."):
        load_pack(file)
