"""The execution ledger: entries that can be, money against the vote, and corrections that hide nothing."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.database import fetch_value
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.rules.states import EntryKind
from app.disclosure.services.execution import NewEntry, enter, take_back
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT
from tests.disclosure.conftest import NEXT_DAY, WEEKS_LATER, Story
from tests.story import contract, pay

pytestmark = pytest.mark.anyio


async def a_payment(story: Story, **changes: Any) -> NewEntry:
    line = (await ledger_of(story.matter.id)).lines[0]
    entry = NewEntry(kind=EntryKind.PAYMENT, done_on=WEEKS_LATER.date(), what="付进度款", line=line.id, fen=100_00)
    return replace(entry, **changes)


async def test_the_lines_are_those_that_were_voted(published: Story) -> None:
    found = await ledger_of(published.matter.id)

    assert [(line.number, line.name, line.voted, line.paid) for line in found.lines] == [
        (1, "混凝土路面", 40_000_000, 0),
        (2, "排水沟", 8_600_000, 0),
    ]


async def test_contracts_and_payments_stand_beside_the_vote(published: Story) -> None:
    await contract(
        published.matter.id, published.village, yuan=395_000, at=WEEKS_LATER, who="宏光建筑队", what="5家比选"
    )
    await pay(published.matter.id, published.village, yuan=100_000, at=WEEKS_LATER)

    found = await ledger_of(published.matter.id)

    assert (found.voted, found.contracted, found.paid, found.left) == (48_600_000, 39_500_000, 10_000_000, 38_600_000)
    assert found.alarms == ()


async def test_overspending_is_entered_and_cries_out(published: Story) -> None:
    entry = await a_payment(published, fen=40_000_001)

    alarms = await enter(published.matter.id, entry, by=published.village.clerk, at=WEEKS_LATER)

    assert [(alarm.number, alarm.over) for alarm in alarms] == [(1, 1)]
    facts = await fetch_value("SELECT facts FROM record_entry WHERE kind = 'execution.entered'")
    assert '"over":1' in facts


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"done_on": WEEKS_LATER.date() + timedelta(days=1)}, "still to come"),
        ({"done_on": date(2026, 4, 19)}, "before the resolution"),
        ({"fen": 0}, "how much was paid"),
        ({"fen": -1}, "never less than nothing"),
        ({"line": None}, "voted line"),
        ({"line": uuid4()}, "voted line"),
        ({"kind": EntryKind.PROGRESS}, "Only a contract or a payment"),
        ({"what": "  "}, "what happened"),
    ],
)
async def test_what_cannot_be_is_not_entered(published: Story, changes: dict[str, Any], fault: str) -> None:
    entry = await a_payment(published, **changes)

    with pytest.raises(Refused, match=fault):
        await enter(published.matter.id, entry, by=published.village.clerk, at=WEEKS_LATER)


async def test_what_was_done_on_the_day_of_the_resolution_is_entered(published: Story) -> None:
    entry = await a_payment(published, done_on=EIGHT.date(), early_reason="抢在雨季前")

    await enter(published.matter.id, entry, by=published.village.clerk, at=WEEKS_LATER)

    assert [one.done_on for one in (await ledger_of(published.matter.id)).entries] == [EIGHT.date()]


async def test_an_entry_is_taken_back_for_a_reason_only(published: Story) -> None:
    await pay(published.matter.id, published.village, yuan=10, at=WEEKS_LATER)
    (wrong,) = (await ledger_of(published.matter.id)).entries

    with pytest.raises(Refused, match="Say why the entry is taken back"):
        await take_back(wrong.id, reason=" ", by=published.village.clerk, at=WEEKS_LATER)


async def test_a_wrong_entry_is_taken_back_by_a_new_one(published: Story) -> None:
    await pay(published.matter.id, published.village, yuan=999_999, at=WEEKS_LATER)
    (wrong,) = (await ledger_of(published.matter.id)).entries

    await take_back(wrong.id, reason="多写了一位", by=published.village.clerk, at=WEEKS_LATER)

    found = await ledger_of(published.matter.id)
    assert (found.paid, found.alarms, len(found.entries)) == (0, (), 2)
    assert [(e.taken_back, e.corrects, e.fen) for e in found.entries] == [
        (True, None, 99_999_900),
        (False, wrong.id, -99_999_900),
    ]


async def test_of_two_clerks_taking_back_at_once_one_is_refused(published: Story) -> None:
    await pay(published.matter.id, published.village, yuan=10, at=WEEKS_LATER)
    (wrong,) = (await ledger_of(published.matter.id)).entries
    once = [take_back(wrong.id, reason="重复", by=published.village.clerk, at=WEEKS_LATER) for _ in range(2)]

    answers = await asyncio.gather(*once, return_exceptions=True)

    assert {type(answer) for answer in answers} == {type(None), Refused}
    assert (await ledger_of(published.matter.id)).paid == 0


async def test_a_correction_is_not_corrected(published: Story) -> None:
    await pay(published.matter.id, published.village, yuan=10, at=WEEKS_LATER)
    (wrong,) = (await ledger_of(published.matter.id)).entries
    await take_back(wrong.id, reason="重复", by=published.village.clerk, at=WEEKS_LATER)
    back = (await ledger_of(published.matter.id)).entries[1]

    with pytest.raises(Refused, match="cannot be taken back itself"):
        await take_back(back.id, reason="又错了", by=published.village.clerk, at=WEEKS_LATER)


async def test_there_is_no_ledger_before_the_resolution_hangs(resolved: Story) -> None:
    entry = await a_payment(resolved, done_on=NEXT_DAY.date())

    with pytest.raises(Refused, match="while a published resolution is carried out"):
        await enter(resolved.matter.id, entry, by=resolved.village.clerk, at=NEXT_DAY)


@pytest.mark.parametrize("role", ["supervisor", "representative", "resident", "township", "administrator"])
async def test_who_checks_the_ledger_does_not_keep_it(published: Story, role: str) -> None:
    with pytest.raises(Forbidden):
        await enter(
            published.matter.id, await a_payment(published), by=getattr(published.village, role), at=WEEKS_LATER
        )
    with pytest.raises(Forbidden):
        await take_back(uuid4(), reason="多写了一位", by=getattr(published.village, role), at=WEEKS_LATER)


async def test_another_village_keeps_its_own(published: Story) -> None:
    with pytest.raises(Missing):
        await enter(published.matter.id, await a_payment(published), by=published.village.stranger, at=WEEKS_LATER)
