"""A village may ask for more than the law, never for less."""

import pytest

from app.deliberation.rules.pack import Finish
from app.deliberation.rules.packs import FOLDER, FaultyFile, StepKey, parse_pack

LAW = (FOLDER / "four-discussions.toml").read_text(encoding="utf-8")
VILLAGE = LAW.replace('name = "four-discussions"', 'name = "ours"\nbase = "four-discussions"')
RESOLVE = 'class = "all", at_least = "2/3", of = "due"'
MAJORITY = 'class = "all", more_than = "1/2", of = "present"'


def faults(text: str) -> list[str]:
    try:
        parse_pack(text, name="ours.toml")
    except FaultyFile as refusal:
        return [f"{fault.path}: {fault.message}" for fault in refusal.faults]
    return []


def test_the_law_itself_is_allowed() -> None:
    assert faults(VILLAGE) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (RESOLVE, 'class = "all", more_than = "2/3", of = "due"'),
        (RESOLVE, 'class = "all", at_least = "3/4", of = "due"'),
        (MAJORITY, 'class = "all", at_least = "2/3", of = "present"'),
        (MAJORITY, 'class = "all", more_than = "1/2", of = "due"'),
        ('days = 10, source = "organic-25"', 'days = 11, source = "organic-25"'),
        ('[{ class = "households", at_least = "2/3", of = "due", source = "organic-26" }],', ""),
    ],
    ids=["more than", "higher", "two thirds", "of all", "notice", "adults only"],
)
def test_a_stricter_number_is_free(old: str, new: str) -> None:
    assert old in VILLAGE
    assert faults(VILLAGE.replace(old, new, 1)) == []


@pytest.mark.parametrize(
    ("old", "new", "path", "says"),
    [
        (RESOLVE, 'class = "all", at_least = "1/2", of = "due"', "steps[4].discussions[1].attendance[1]", "quorum"),
        (
            RESOLVE,
            'class = "representatives", at_least = "2/3", of = "due"',
            "steps[4].discussions[1].attendance[1]",
            "quorum",
        ),
        (
            MAJORITY,
            'class = "all", at_least = "1/2", of = "present"',
            "steps[4].discussions[1].approval",
            "majority",
        ),
        (MAJORITY, 'class = "all", more_than = "1/2", of = "valid"', "steps[4].discussions[1].approval", "majority"),
        (
            'class = "households", at_least = "2/3"',
            'class = "households", at_least = "1/2"',
            "steps[4].discussions[2].attendance[2]",
            "quorum",
        ),
        ('days = 10, source = "organic-25"', 'days = 9, source = "organic-25"', "notice", "10 days' notice"),
        ('"party_meeting"', '"two_committees"', "steps[3].discussions[1].body", "belongs to party_meeting"),
        ('checker = "supervision"', 'checker = "branch_committee"', "steps[5].checker", "belongs to supervision"),
        (
            'publisher = "villagers_committee"',
            'publisher = "supervision"',
            "steps[5].publisher",
            "belongs to villagers_committee",
        ),
        (
            'days = 15, source = "organic-35"',
            'days = 14, source = "organic-35"',
            "steps[5].publicity.days",
            "At least 15",
        ),
        ("objection = { days = 10", "objection = { days = 90", "answers.objection.days", "At most 10 days"),
        ("review = { days = 3", "review = { days = 365", "steps[5].review.days", "At most 3 days"),
        (
            "days = 3, source",
            "days = 1, source",
            "steps[3].discussions[1].notice",
            "At least 3 days are asked for (Local",
        ),
        ('voters = ["all"]', 'voters = ["representatives"]', "steps[4].discussions[1].voters", "Here vote: all."),
        (
            'class = "members", more_than = "1/2", of = "due"',
            'class = "members", at_least = "1/3", of = "due"',
            "steps[2].discussions[1].attendance[1]",
            "laxer than the rules below it: members more_than 1/2 of due (Local rules",
        ),
        ("delegable = false", "delegable = true", "categories[7].delegable", "may never be delegated"),
        (
            'class = "members", more_than = "1/2", of = "due", source = "branch-11"',
            'class = "members", more_than = "1/2", of = "present", source = "branch-11"',
            "steps[3].discussions[1].approval",
            "members more_than 1/2 of due (Regulation on Party branches art. 11)",
        ),
    ],
)
def test_a_laxer_number_is_refused_with_what_the_law_asks(old: str, new: str, path: str, says: str) -> None:
    assert old in VILLAGE

    (fault,) = faults(VILLAGE.replace(old, new, 1))

    assert path in fault
    assert says in fault


STRICT = (FOLDER / "stricter-village.toml").read_text(encoding="utf-8")
OVER = STRICT.replace('base = "four-discussions"', 'base = "stricter-village"').replace(
    'name = "st', 'name = "our-st', 1
)
OWN_RULE = 'categories = ["charter"]'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('of = "cast"', 'of = "valid"', "approval: The majority is laxer than the rules below it: adults"),
        ("more_than", "at_least", "attendance[1]: The quorum is laxer than the law: adults more_than 1/2 of due"),
        (
            'turnout = [\n  { class = "adults", more_than',
            'turnout = [\n  { class = "adults", at_least',
            "turnout: The turnout is laxer than the rules below it: adults more_than 1/2 of due",
        ),
    ],
)
def test_a_category_with_a_rule_of_its_own_is_held_to_its_own_law(old: str, new: str, says: str) -> None:
    at = OVER.index(OWN_RULE)
    assert old in OVER[at:]

    (fault,) = faults(OVER[:at] + OVER[at:].replace(old, new, 1))

    assert fault.startswith("steps[4].discussions[3]")
    assert says in fault


def test_leaving_out_the_rule_of_a_category_does_not_bring_it_under_a_laxer_one() -> None:
    start = OVER.rindex("[[steps.discussions]]", 0, OVER.index(OWN_RULE))
    end = OVER.index('[[steps]]\nkey = "disclose_resolution"')

    found = faults(OVER[:start] + OVER[end:])

    assert sorted(fault.split(":")[0] for fault in found) == [
        "steps[4].discussions[2].approval",
        "steps[4].discussions[2].attendance[2]",
        "steps[4].discussions[2].methods[1]",
        "steps[4].discussions[2].methods[2]",
        "steps[4].discussions[2].turnout",
    ]
    assert "This body votes only by: paper." in " ".join(found)


def test_the_pack_below_itself_is_allowed_and_a_stranger_is_no_pack_to_build_on() -> None:
    assert faults(OVER) == []
    assert "four-discussions" in faults(OVER.replace('base = "stricter-village"', 'base = "ours"'))[0]


def test_a_category_may_be_given_a_stricter_rule_than_its_body_has() -> None:
    ours = """[[steps.discussions]]
body = "representatives_meeting"
categories = ["village_plan"]
voters = ["all"]
methods = ["paper"]
notice = { days = 10, source = "local-rules" }
attendance = [[{ class = "all", at_least = "4/5", of = "due", source = "local-rules" }]]
approval = [{ class = "all", at_least = "2/3", of = "due", source = "local-rules" }]

[[steps]]
key = "disclose_resolution\""""

    pack = parse_pack(VILLAGE.replace('[[steps]]\nkey = "disclose_resolution"', ours), name="ours.toml")

    strict = pack.discussion(StepKey.RESOLVE, category="village_plan")
    usual = pack.discussion(StepKey.RESOLVE, category="public_works")
    assert (strict.body, strict.notice.days, strict.methods) == (usual.body, 10, ("paper",))
    assert (usual.notice.days, len(usual.methods)) == (3, 3)
    assert faults(VILLAGE.replace('[[steps]]\nkey = "disclose_resolution"', ours.replace("4/5", "1/2"))) != []


def test_calling_a_laxer_number_local_practice_does_not_make_it_lawful() -> None:
    text = VILLAGE.replace(
        RESOLVE + ', source = "organic-30"', 'class = "all", at_least = "1/2", of = "due", source = "local-rules"'
    )

    assert len(faults(text)) == 1


def test_one_lax_group_beside_a_lawful_one_is_still_too_lax() -> None:
    lax = '[{ class = "all", at_least = "1/10", of = "due", source = "local-rules" }],\n  [{ ' + RESOLVE

    (fault,) = faults(VILLAGE.replace("[{ " + RESOLVE, lax, 1))

    assert "attendance[1]" in fault


def test_a_pack_cannot_slip_under_the_floor_by_naming_no_base_or_taking_the_laws_name() -> None:
    (fault,) = faults(LAW.replace('version = "2026.2"', 'version = "2026.3"'))

    assert 'base = "four-discussions"' in fault


def test_a_laxer_number_and_another_fault_are_told_together() -> None:
    text = VILLAGE.replace(RESOLVE, 'class = "all", at_least = "1/2", of = "due"').replace('grade = "M"', 'grade = "N"')

    assert len(faults(text)) == 2


def test_a_village_may_not_disclose_results_sooner() -> None:
    waits = 'wait_for = ["acceptance", "owed", "overspent", "objections", "period"]'
    assert waits in VILLAGE

    fewer = VILLAGE.replace(waits, 'wait_for = ["acceptance", "overspent", "objections", "period"]')

    assert faults(fewer) == ["results.wait_for: Results have to wait for owed, too."]


def test_a_pack_that_does_not_say_waits_for_everything() -> None:
    start = VILLAGE.index("[results]")
    silent = VILLAGE[:start] + VILLAGE[VILLAGE.index("[papers]") :]

    assert set(parse_pack(silent, name="ours.toml").results_wait_for) == set(Finish)
