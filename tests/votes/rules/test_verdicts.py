"""What a vote decides: worked by hand, and true of every count."""

from fractions import Fraction

import pytest

from app.bilingual import Bilingual
from app.deliberation.rules.checks import ALL, Base, Check, Grade, Headcount, Kind, Line, Source
from app.deliberation.rules.packs import Assembly, StepKey, builtin_packs, parse_pack
from app.shares import AtLeast, MoreThan, Share
from app.votes.rules.verdict import ImpossibleNumbers, Outcome, Rule, Tally, decide
from tests.cast import PACKS

LAW = Source(label=Bilingual(zh="组织法", en="Organic Law"), article="26", grade=Grade.OFFICIAL)
HALF: Share = MoreThan(Fraction(1, 2))
TWO_THIRDS: Share = AtLeast(Fraction(2, 3))


def line(share: Share, of: Base, *, klass: str = "members") -> Line:
    return Line(klass=klass, share=share, of=of, source=LAW)


def rule(majority: Share = HALF, of: Base = Base.PRESENT, *, papers: Source | None = None) -> Rule:
    return Rule(
        attendance=((line(TWO_THIRDS, Base.DUE),),), approval=(line(majority, of),), voters=("members",), papers=papers
    )


def members(*, due: int = 31, present: int = 21) -> Headcount:
    return Headcount(due={"members": due}, present={"members": present})


@pytest.mark.parametrize(
    ("in_favour", "present", "outcome"),
    [(11, 21, "carried"), (10, 21, "rejected"), (20, 20, "inquorate"), (0, 31, "rejected"), (16, 31, "carried")],
)
def test_the_representatives_decide_by_more_than_half_of_those_present(
    in_favour: int, present: int, outcome: str
) -> None:
    verdict = decide(Tally(in_favour=in_favour, against=0, abstain=0), rule=rule(), heads=members(present=present))

    assert verdict.outcome == outcome
    assert [check.kind for check in verdict.checks] == [Kind.ATTENDANCE, Kind.APPROVAL]


@pytest.mark.parametrize(
    ("cast", "in_favour", "outcome"),
    [(407, 204, "carried"), (407, 203, "rejected"), (406, 406, "inquorate"), (420, 210, "rejected")],
)
def test_a_recall_needs_the_votes_of_more_than_half_of_all_villagers(cast: int, in_favour: int, outcome: str) -> None:
    pack = parse_pack((PACKS / "2026-1.toml").read_text(encoding="utf-8"), name="2026-1.toml", pinned=True)
    discussion = pack.discussion(StepKey.RESOLVE, category="recall")
    heads = Headcount(due={"adults": 812, "households": 240}, present={"adults": 420, "households": 230})
    tally = Tally(in_favour=in_favour, against=cast - in_favour - 2, abstain=1, invalid=1) if cast > in_favour else None

    verdict = decide(tally or Tally(in_favour=in_favour, against=0, abstain=0), rule=discussion.rule, heads=heads)

    assert verdict.outcome == outcome
    assert [(check.kind, check.actual, check.base, check.needed) for check in verdict.checks] == [
        (Kind.ATTENDANCE, 420, 812, 407),
        (Kind.TURNOUT, cast, 812, 407),
        (Kind.APPROVAL, in_favour, cast, cast // 2 + 1),
    ]


@pytest.mark.parametrize(
    ("pack", "in_favour", "outcome"),
    [
        ("four-discussions", 11, "carried"),
        ("stricter-village", 11, "rejected"),
        ("stricter-village", 15, "rejected"),
        ("stricter-village", 16, "carried"),
    ],
)
def test_the_stricter_village_asks_for_more_than_half_of_all(pack: str, in_favour: int, outcome: str) -> None:
    discussion = builtin_packs()[pack].step(StepKey.RESOLVE).in_body(Assembly.REPRESENTATIVES_MEETING)
    heads = Headcount(due={"representatives": 26, "committee": 5}, present={"representatives": 17, "committee": 4})

    verdict = decide(Tally(in_favour=in_favour, against=0, abstain=0), rule=discussion.rule, heads=heads)

    assert verdict.outcome == outcome


@pytest.mark.parametrize(
    ("pack", "present", "in_favour", "outcome"),
    [
        ("four-discussions", 20, 20, "rejected"),
        ("four-discussions", 21, 21, "carried"),
        ("four-discussions", 19, 19, "inquorate"),
        ("stricter-village", 26, 26, "inquorate"),
        ("stricter-village", 27, 20, "rejected"),
        ("stricter-village", 27, 21, "carried"),
    ],
)
def test_forty_party_members_review(pack: str, present: int, in_favour: int, outcome: str) -> None:
    discussion = builtin_packs()[pack].step(StepKey.REVIEW).in_body(Assembly.PARTY_MEETING)
    heads = members(due=40, present=present)

    assert (
        decide(Tally(in_favour=in_favour, against=0, abstain=0), rule=discussion.rule, heads=heads).outcome == outcome
    )


@pytest.mark.parametrize(
    ("of", "base", "needed"), [("due", 40, 21), ("present", 30, 16), ("cast", 20, 11), ("valid", 15, 8)]
)
def test_each_base_counts_its_own_people(of: str, base: int, needed: int) -> None:
    tally = Tally(in_favour=10, against=5, abstain=3, invalid=2)

    *_, approval = decide(tally, rule=rule(of=Base(of)), heads=members(due=40, present=30)).checks

    assert (approval.base, approval.needed, approval.actual) == (base, needed, 10)


def test_papers_that_add_up_are_shown_first() -> None:
    tally = Tally(in_favour=11, against=4, abstain=4, invalid=1, handed_out=21, returned=20)

    verdict = decide(tally, rule=rule(papers=LAW), heads=members())

    papers = verdict.checks[0]
    assert papers == Check(kind=Kind.PAPERS, klass="members", actual=20, base=21, needed=21, source=LAW)
    assert (papers.met, verdict.outcome) == (True, Outcome.CARRIED)


def test_more_papers_than_were_handed_out_make_the_count_void_whoever_came() -> None:
    tally = Tally(in_favour=11, against=0, abstain=0, handed_out=10, returned=11)

    verdict = decide(tally, rule=rule(), heads=members(present=10))

    assert verdict.outcome is Outcome.VOID
    assert [(check.kind, check.met) for check in verdict.checks] == [(Kind.PAPERS, False)]


def test_votes_of_people_who_may_not_vote_are_impossible() -> None:
    representatives = Rule(
        attendance=((line(TWO_THIRDS, Base.DUE, klass=ALL),),),
        approval=(line(HALF, Base.PRESENT, klass="representatives"),),
        voters=("representatives",),
    )
    heads = Headcount(due={"representatives": 26, "others": 8}, present={"representatives": 19, "others": 8})

    with pytest.raises(ImpossibleNumbers, match=r"more votes \(20\) than voters present \(19\)") as refusal:
        decide(Tally(in_favour=20, against=0, abstain=0), rule=representatives, heads=heads)

    assert refusal.value.field == "tally"


def test_a_class_named_twice_votes_once() -> None:
    twice = Rule(attendance=rule().attendance, approval=rule().approval, voters=("members", "members"))

    with pytest.raises(ImpossibleNumbers):
        decide(Tally(in_favour=22, against=0, abstain=0), rule=twice, heads=members(present=21))


def test_a_rule_that_asks_for_no_majority_carries_nothing() -> None:
    nothing = Rule(attendance=rule().attendance, approval=(), voters=("members",))

    assert decide(Tally(in_favour=21, against=0, abstain=0), rule=nothing, heads=members()).outcome == "rejected"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"in_favour": -1}, "tally.in_favour"),
        ({"against": True}, "tally.against"),
        ({"abstain": 1.0}, "tally.abstain"),
        ({"invalid": None}, "tally.invalid"),
        ({"handed_out": 3}, "tally.returned"),
        ({"returned": 3}, "tally.handed_out"),
        ({"handed_out": 3, "returned": 2}, "tally.returned"),
        ({"handed_out": 3.0, "returned": 3}, "tally.handed_out"),
    ],
)
def test_a_count_that_cannot_be_names_its_field(wrong: dict[str, int], field: str) -> None:
    with pytest.raises(ImpossibleNumbers) as refusal:
        Tally(**({"in_favour": 1, "against": 1, "abstain": 1} | wrong))

    assert refusal.value.field == field
