"""What a vote decides: worked by hand, and true of every count."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bilingual import Bilingual
from app.deliberation.rules.checks import ALL, Base, Check, Grade, Headcount, Kind, Line, Source
from app.deliberation.rules.packs import Assembly, StepKey, builtin_packs
from app.shares import AtLeast, MoreThan, Share, as_strict
from app.votes.rules.verdict import Choice, ImpossibleNumbers, Outcome, Rule, Tally, Verdict, count, decide

LAW = Source(label=Bilingual(zh="组织法", en="Organic Law"), article="26", grade=Grade.OFFICIAL)
HALF: Share = MoreThan(Fraction(1, 2))
TWO_THIRDS: Share = AtLeast(Fraction(2, 3))

numbers = st.integers(min_value=0, max_value=300)
fractions = st.fractions(min_value=Fraction(1, 20), max_value=Fraction(19, 20), max_denominator=20)
shares: st.SearchStrategy[Share] = fractions.map(MoreThan) | fractions.map(AtLeast)
bases = st.sampled_from(Base)


def line(share: Share, of: Base, *, klass: str = "members") -> Line:
    return Line(klass=klass, share=share, of=of, source=LAW)


def rule(majority: Share = HALF, of: Base = Base.PRESENT, *, papers: Source | None = None) -> Rule:
    return Rule(
        attendance=((line(TWO_THIRDS, Base.DUE),),), approval=(line(majority, of),), voters=("members",), papers=papers
    )


def members(*, due: int = 31, present: int = 21) -> Headcount:
    return Headcount(due={"members": due}, present={"members": present})


@st.composite
def counts(draw: st.DrawFn) -> tuple[Tally, Headcount]:
    present = draw(st.integers(0, 200))
    in_favour = draw(st.integers(0, present))
    against = draw(st.integers(0, present - in_favour))
    abstain = draw(st.integers(0, present - in_favour - against))
    heads = members(due=present + draw(st.integers(0, 100)), present=present)
    return Tally(in_favour=in_favour, against=against, abstain=abstain), heads


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

    with pytest.raises(ImpossibleNumbers, match="20 votes, but only 19 voters are present") as refusal:
        decide(Tally(in_favour=20, against=0, abstain=0), rule=representatives, heads=heads)

    assert refusal.value.field == "tally"


def test_a_class_named_twice_votes_once() -> None:
    twice = Rule(attendance=rule().attendance, approval=rule().approval, voters=("members", "members"))

    with pytest.raises(ImpossibleNumbers):
        decide(Tally(in_favour=22, against=0, abstain=0), rule=twice, heads=members(present=21))


def test_a_rule_that_asks_for_no_majority_carries_nothing() -> None:
    nothing = Rule(attendance=rule().attendance, approval=(), voters=("members",))

    assert decide(Tally(in_favour=21, against=0, abstain=0), rule=nothing, heads=members()).outcome == "rejected"


@given(counted=counts(), majority=shares, of=bases)
def test_turning_an_against_into_a_for_never_loses_a_carried_vote(
    counted: tuple[Tally, Headcount], majority: Share, of: Base
) -> None:
    tally, heads = counted
    if tally.against and decide(tally, rule=rule(majority, of), heads=heads).outcome is Outcome.CARRIED:
        turned = Tally(in_favour=tally.in_favour + 1, against=tally.against - 1, abstain=tally.abstain)

        assert decide(turned, rule=rule(majority, of), heads=heads).outcome is Outcome.CARRIED


@given(counted=counts(), majority=shares, of=bases)
def test_one_more_vote_in_favour_never_loses_a_carried_vote(
    counted: tuple[Tally, Headcount], majority: Share, of: Base
) -> None:
    tally, heads = counted
    stays_possible = tally.cast < heads.present["members"]
    if stays_possible and decide(tally, rule=rule(majority, of), heads=heads).outcome is Outcome.CARRIED:
        more = Tally(in_favour=tally.in_favour + 1, against=tally.against, abstain=tally.abstain)

        assert decide(more, rule=rule(majority, of), heads=heads).outcome is Outcome.CARRIED


@given(counted=counts(), ours=shares, laxer=shares, of=bases)
def test_a_stricter_share_never_carries_what_a_laxer_one_rejects(
    counted: tuple[Tally, Headcount], ours: Share, laxer: Share, of: Base
) -> None:
    tally, heads = counted
    if as_strict(ours, laxer) and decide(tally, rule=rule(laxer, of), heads=heads).outcome is Outcome.REJECTED:
        assert decide(tally, rule=rule(ours, of), heads=heads).outcome is Outcome.REJECTED


@given(counted=counts(), majority=shares)
def test_a_wider_base_never_carries_what_a_narrower_one_rejects(
    counted: tuple[Tally, Headcount], majority: Share
) -> None:
    tally, heads = counted
    outcomes = [decide(tally, rule=rule(majority, of), heads=heads).outcome is Outcome.CARRIED for of in Base]

    assert outcomes == sorted(outcomes)


@given(counted=counts(), majority=shares, of=bases)
def test_nothing_carries_without_a_vote_in_favour(counted: tuple[Tally, Headcount], majority: Share, of: Base) -> None:
    tally, heads = counted
    verdict = decide(tally, rule=rule(majority, of), heads=heads)

    assert verdict.outcome is not Outcome.CARRIED or tally.in_favour > 0


@given(data=st.data(), ballots=st.lists(st.sampled_from(Choice), max_size=60))
def test_the_order_of_the_ballots_changes_nothing(data: st.DataObject, ballots: list[Choice]) -> None:
    shuffled = data.draw(st.permutations(ballots))

    assert count(shuffled) == count(ballots)
    assert count(ballots).cast == len(ballots)
    assert count(ballots).in_favour == ballots.count(Choice.FOR)


@given(counted=counts(), majority=shares, of=bases, invalid=st.integers(0, 9), extra=st.integers(0, 9))
def test_a_verdict_written_to_the_record_is_read_back_exactly(
    counted: tuple[Tally, Headcount], majority: Share, of: Base, invalid: int, extra: int
) -> None:
    tally, heads = counted
    papers = Tally(
        in_favour=tally.in_favour,
        against=tally.against,
        abstain=tally.abstain,
        invalid=invalid,
        handed_out=min(tally.cast + extra, heads.present["members"]),
        returned=tally.cast + invalid,
    )
    verdict = decide(papers, rule=rule(majority, of, papers=LAW), heads=heads)

    assert Verdict.from_facts(json.loads(json.dumps(verdict.as_facts()))) == verdict


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
