"""The packs that come with the house say what the papers say, number by number."""

from hashlib import sha256

import pytest

from app.deliberation.rules.packs import FOLDER, Assembly, Pack, StepKey, StepKind, builtin_packs, parse_pack
from app.deliberation.rules.rule import Line, Rule
from app.deliberation.rules.sources import Grade, Standing
from app.reader import reading
from app.shares import kind_of, written
from app.words import Message, translate
from tests.cast import PACKS


def default() -> Pack:
    return builtin_packs()["four-discussions"]


def told(line: Line) -> str:
    return f"{line.klass} {kind_of(line.share)} {written(line.share.share)} of {line.of} {line.source.grade}"


def attendance(rule: Rule) -> list[list[str]]:
    return [[told(line) for line in group] for group in rule.attendance]


@pytest.mark.parametrize(
    ("step", "body", "quorum", "majority", "notice"),
    [
        ("propose", "branch_committee", [["members at_least 1/2 of due A"]], ["members more_than 1/2 of present C"], 0),
        ("confer", "two_committees", [["members more_than 1/2 of due C"]], ["members more_than 1/2 of present C"], 0),
        ("review", "party_meeting", [["members at_least 1/2 of due A"]], ["members more_than 1/2 of due A"], 3),
        ("resolve", "representatives_meeting", [["all at_least 2/3 of due A"]], ["all more_than 1/2 of present A"], 3),
        (
            "resolve",
            "villagers_meeting",
            [["adults more_than 1/2 of due A"], ["households at_least 2/3 of due A"]],
            ["adults more_than 1/2 of present A"],
            10,
        ),
    ],
)
def test_each_discussion_asks_for_what_the_table_says(
    step: str, body: str, quorum: list[list[str]], majority: list[str], notice: int
) -> None:
    discussion = default().step(StepKey(step)).in_body(Assembly(body))

    assert attendance(discussion.rule) == quorum
    assert [told(line) for line in discussion.rule.approval] == majority
    assert discussion.notice.days == notice


@pytest.mark.parametrize("step", [StepKey.DISCLOSE_RESOLUTION, StepKey.DISCLOSE_RESULTS])
def test_the_villagers_committee_publishes_for_fifteen_days_by_law_and_the_supervision_committee_checks(
    step: StepKey,
) -> None:
    disclosure = default().disclosure(step)

    assert (disclosure.publisher, disclosure.checker) == ("villagers_committee", "supervision")
    assert (disclosure.publicity.days, disclosure.publicity.source.article) == (15, "35")
    assert disclosure.publicity.source.standing is Standing.LAW


@pytest.mark.parametrize("step", [StepKey.DISCLOSE_RESOLUTION, StepKey.DISCLOSE_RESULTS])
def test_a_pack_of_before_is_read_with_its_own_days_and_its_checker(step: StepKey) -> None:
    text = (PACKS / "2026-1.toml").read_text(encoding="utf-8")

    disclosure = parse_pack(text, name="old.toml", pinned=True).disclosure(step)

    assert (disclosure.publisher, disclosure.checker) == ("villagers_committee", "supervision")
    assert disclosure.publicity.days == 7


def test_the_six_steps_stand_in_their_order() -> None:
    steps = default().steps

    assert [step.key for step in steps] == list(StepKey)
    assert [step.kind for step in steps] == [StepKind.DISCUSSION] * 4 + [StepKind.DISCLOSURE] * 2
    assert [StepKey.numbered(number).number for number in range(1, 7)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("category", "body"),
    [
        ("public_works", "representatives_meeting"),
        ("village_plan", "representatives_meeting"),
        ("reserved", "villagers_meeting"),
        ("charter", "villagers_meeting"),
    ],
)
def test_the_category_chooses_who_resolves(category: str, body: str) -> None:
    assert default().discussion(StepKey.RESOLVE, category=category).body == body
    assert default().discussion(StepKey.REVIEW, category=category).body == "party_meeting"


def test_a_stricter_village_passes_its_charter_by_papers_and_counts_who_votes() -> None:
    pack = builtin_packs()["stricter-village"]
    charter, reserved = (pack.discussion(StepKey.RESOLVE, category=key) for key in ("charter", "reserved"))

    assert [told(line) for line in charter.rule.turnout] == ["adults more_than 1/2 of due C"]
    assert [told(line) for line in charter.rule.approval] == [
        "adults more_than 1/2 of present A",
        "adults at_least 2/3 of cast C",
    ]
    assert (reserved.rule.turnout, charter.methods) == ((), ("paper",))


def test_only_the_charter_is_never_delegable() -> None:
    assert {category.key for category in default().categories if not category.delegable} == {"charter"}


def test_the_three_printed_origins_are_there() -> None:
    assert [origin.name.zh for origin in default().origins] == ["党员群众建议", "村干部提议", "上级党委政府安排"]


def test_the_stricter_village_asks_for_more() -> None:
    pack = builtin_packs()["stricter-village"]
    review = pack.discussion(StepKey.REVIEW, category="public_works")
    resolve = pack.discussion(StepKey.RESOLVE, category="public_works")

    assert attendance(review.rule) == [["members at_least 1/2 of due A", "members at_least 2/3 of due C"]]
    assert [told(line) for line in review.rule.approval] == ["members more_than 1/2 of due A"]
    assert [told(line) for line in resolve.rule.approval] == [
        "all more_than 1/2 of present A",
        "all more_than 1/2 of due C",
    ]
    assert (review.notice.days, resolve.notice.days) == (5, 5)
    assert pack.disclosure(StepKey.DISCLOSE_RESOLUTION).publicity.days == 20


def test_every_pack_says_which_text_it_cites_and_that_one_check_is_still_due() -> None:
    for pack in builtin_packs().values():
        assert "2025年第二次修正本" in pack.law_note.zh
        assert "尚待" in pack.law_note.zh
        assert "check against the official gazette is still due" in pack.law_note.en


def test_no_pack_cites_the_articles_of_before() -> None:
    for pack in builtin_packs().values():
        assert "2018" not in pack.text


@pytest.mark.parametrize("name", ["four-discussions", "stricter-village"])
def test_a_pack_is_known_by_the_digest_of_its_file(name: str) -> None:
    assert builtin_packs()[name].digest == sha256((FOLDER / f"{name}.toml").read_bytes()).hexdigest()


def test_one_changed_letter_is_another_pack() -> None:
    text = builtin_packs()["stricter-village"].text

    changed = parse_pack(text + "\n", name="village.toml")

    assert changed.digest != builtin_packs()["stricter-village"].digest


def test_a_pinned_pack_is_read_as_it_was_even_when_the_law_has_moved() -> None:
    text = builtin_packs()["four-discussions"].text.replace('at_least = "2/3"', 'at_least = "1/2"')

    assert parse_pack(text, name="old.toml", pinned=True).digest == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("grade", "standing"),
    [("A", "law"), ("B", "law"), ("C", "local_practice"), ("M", "to_be_confirmed")],
)
def test_only_what_was_read_officially_may_be_called_law(grade: str, standing: str) -> None:
    source = default().objection.source
    graded = type(source)(label=source.label, article="", grade=Grade(grade))

    assert graded.standing == standing


def test_a_rule_frozen_with_a_vote_is_read_back_exactly() -> None:
    for pack in builtin_packs().values():
        for step in pack.steps:
            for discussion in step.discussions:
                assert Rule.from_facts(discussion.rule.as_facts()) == discussion.rule


def test_a_citation_is_read_in_the_readers_language() -> None:
    label = default().step(StepKey.RESOLVE).discussions[0].rule.attendance[0][0].source.label

    with reading(language="en"):
        assert str(label) == "Organic Law (2025) art. 30"
    with reading(language="zh_CN"):
        assert str(label) == "《村民委员会组织法》（2025年修正）第三十条"
    said = Message("Look it up: %(source)s", (("source", label),))
    assert translate(said, "en") == "Look it up: Organic Law (2025) art. 30"
    assert Message.from_facts(said.as_facts()) == said
