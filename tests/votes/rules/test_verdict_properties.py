"""What is true of every vote, whatever the numbers."""

import json
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.bilingual import Bilingual
from app.deliberation.rules.checks import ALL, HOUSEHOLDS, Base, Grade, Headcount, Line, Source
from app.shares import AtLeast, MoreThan, Share, as_strict
from app.votes.rules.verdict import Choice, Outcome, Rule, Tally, Verdict, count, decide

LAW = Source(label=Bilingual(zh="组织法", en="Organic Law"), article="26", grade=Grade.OFFICIAL)
HALF: Share = MoreThan(Fraction(1, 2))
TWO_THIRDS: Share = AtLeast(Fraction(2, 3))

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


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Tally, Headcount, Rule]:
    """A meeting of two classes with a rule of several groups and lines, whatever its numbers."""
    due = {klass: draw(st.integers(0, 60)) for klass in ("representatives", "committee")}
    present = {klass: draw(st.integers(0, number)) for klass, number in due.items()}
    left = sum(present.values())
    numbers: list[int] = []
    for _answer in range(4):
        numbers.append(draw(st.integers(0, left)))
        left -= numbers[-1]
    classes = st.sampled_from([ALL, *due])
    lines = st.builds(lambda share, of, klass: line(share, of, klass=klass), shares, bases, classes)
    quorums = st.builds(lambda share, klass: line(share, Base.DUE, klass=klass), shares, classes)
    asked = Rule(
        attendance=tuple(draw(st.lists(st.lists(quorums, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3))),
        turnout=tuple(draw(st.lists(quorums, max_size=1))),
        approval=tuple(draw(st.lists(lines, min_size=1, max_size=3))),
        voters=(ALL,),
    )
    in_favour, against, abstain, invalid = numbers
    tally = Tally(in_favour=in_favour, against=against, abstain=abstain, invalid=invalid)
    return tally, Headcount(due=due, present=present), asked


def reached(number: int, asked: Line, *, base: int) -> bool:
    """Hold a number against a share as one would by hand: by fractions, never by a number of people."""
    if number == 0:
        return False
    whole = asked.share.share * base
    return number > whole if isinstance(asked.share, MoreThan) else number >= whole


@given(meeting=meetings())
def test_a_verdict_is_what_plain_fractions_say(meeting: tuple[Tally, Headcount, Rule]) -> None:
    tally, heads, asked = meeting

    def people(klass: str, of: Base) -> int:
        numbers = heads.due if of is Base.DUE else heads.present
        return sum(numbers.values()) if klass == ALL else numbers[klass]

    def base(one: Line) -> int:
        counted = {Base.CAST: tally.cast, Base.VALID: tally.in_favour + tally.against}
        return counted[one.of] if one.of in counted else people(one.klass, one.of)

    groups = [
        [reached(people(one.klass, Base.PRESENT), one, base=base(one)) for one in group] for group in asked.attendance
    ]
    quorate = any(map(all, groups)) and all(reached(tally.cast, one, base=base(one)) for one in asked.turnout)
    agreed = all(reached(tally.in_favour, one, base=base(one)) for one in asked.approval)

    verdict = decide(tally, rule=asked, heads=heads)

    assert verdict.outcome is (Outcome.INQUORATE if not quorate else Outcome.CARRIED if agreed else Outcome.REJECTED)


@given(meeting=meetings(), homes=st.integers(0, 9))
def test_all_is_the_sum_of_its_classes_and_no_household(meeting: tuple[Tally, Headcount, Rule], homes: int) -> None:
    tally, heads, asked = meeting
    whole = replace(
        asked,
        attendance=tuple(tuple(replace(one, klass=ALL) for one in group) for group in asked.attendance),
        turnout=tuple(replace(one, klass=ALL) for one in asked.turnout),
        approval=tuple(replace(one, klass=ALL) for one in asked.approval),
    )
    together = Headcount(
        due={"members": sum(heads.due.values()), HOUSEHOLDS: homes},
        present={"members": sum(heads.present.values()), HOUSEHOLDS: homes},
    )

    assert decide(tally, rule=whole, heads=together) == decide(tally, rule=whole, heads=heads)
