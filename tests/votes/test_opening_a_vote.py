"""Opening a vote freezes text, roll and rule; whatever is missing is refused with its reason."""

import json
from uuid import uuid4

import pytest

from app.database import execute, fetch, fetch_row, transaction
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.attendance import note_departure
from app.deliberation.services.passages import begin_passage, end_passage
from app.doors import Actor
from app.record import verify
from app.refusals import Forbidden, Missing, Refused
from app.votes.rules.ballots import Method
from app.votes.services.opening import open_vote
from app.words import translate
from tests.cast import EIGHT, Cast, acting
from tests.votes.hall import Hall, revise, sign_in, sit, somebody

pytestmark = pytest.mark.anyio
REPRESENTATIVES = Assembly.REPRESENTATIVES_MEETING


async def refusal(hall: Hall, *, method: Method = Method.NAMED, by: Actor | None = None, **more: object) -> Refused:
    with pytest.raises(Refused) as refused:
        await open_vote(hall.item, method=method, by=by or hall.village.clerk, at=EIGHT, **more)  # type: ignore[arg-type]  # tellers
    return refused.value


async def under_narrower_rules(hall: Hall, old: str, new: str) -> None:
    """Let the matter live by a pack in which `new` stands for `old`."""
    await execute(
        "INSERT INTO pack (digest, name, text) SELECT $2::text, name, replace(text, $1, $2::text) FROM pack LIMIT 1",
        old, new,
    )  # fmt: skip
    await execute("UPDATE proposal SET pack = $2 WHERE id = $1", hall.proposal, new)


async def test_the_roll_holds_who_is_there_and_has_a_vote(village: Cast) -> None:
    hall = await sit(village, present=15)

    vote = await hall.open()

    rows = await fetch("SELECT person FROM roll_entry WHERE vote = $1", vote)
    assert {row["person"] for row in rows} == set(hall.present)


async def test_who_is_there_without_a_vote_is_not_on_the_roll(village: Cast) -> None:
    hall = await sit(village, present=19)
    await under_narrower_rules(hall, 'voters = ["all"]', 'voters = ["representatives"]')

    vote = await hall.open()

    rows = await fetch("SELECT DISTINCT klass FROM roll_entry WHERE vote = $1", vote)
    assert [row["klass"] for row in rows] == ["representatives"]


async def test_who_comes_later_is_not_on_the_roll(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    await sign_in(hall.meeting, hall.due[15])

    rows = await fetch("SELECT person FROM roll_entry WHERE vote = $1", vote)
    assert hall.due[15] not in {row["person"] for row in rows}


async def test_the_vote_keeps_question_text_rule_and_numbers(village: Cast) -> None:
    hall = await sit(village, present=15)

    vote = await fetch_row("SELECT * FROM vote WHERE id = $1", await hall.open())

    assert vote is not None
    assert vote["question"] == "是否同意《曼坝寨至新寨道路硬化工程》？"
    assert vote["revision"] == hall.revision
    assert json.loads(vote["rule"])["approval"][0]["more_than"] == "1/2"
    numbers = json.loads(vote["numbers"])
    assert sum(numbers["due"].values()) == len(hall.due)
    assert sum(numbers["present"].values()) == 15


async def test_too_few_people_are_refused_with_the_numbers_and_the_article(village: Cast) -> None:
    hall = await sit(village, present=12)
    due, needed = len(hall.due), -(-2 * len(hall.due) // 3)

    refused = await refusal(hall)

    assert str(refused.message) == (
        f"Cannot open the vote: 12 of {due} members are present; {needed} are needed"
        " (at least two thirds of the members, Organic Law (2025) art. 30)."
    )
    assert translate(refused.message, "zh_CN") == (
        f"不能开始表决：应到{due}人，实到12人，至少到会{needed}人（占应到人数三分之二以上，"
        "依据《村民委员会组织法》（2025年修正）第三十条）。"
    )
    assert [check.met for check in refused.checks] == [False]  # type: ignore[attr-defined]  # a Check
    assert refused.ways_on


async def test_one_more_than_too_few_is_enough(village: Cast) -> None:
    due = len((await sit(village, present=0)).due)
    needed = -(-2 * due // 3)

    assert await refusal(await sit(village, present=needed - 1))
    assert await (await sit(village, present=needed)).open()


async def test_who_has_left_does_not_count(village: Cast) -> None:
    due = len((await sit(village, present=0)).due)
    hall = await sit(village, present=-(-2 * due // 3))
    await execute(
        "INSERT INTO departure (attendance, left_at, why, noted_by)"
        " SELECT id, $2, 'left', $3 FROM attendance WHERE meeting = $1 LIMIT 1",
        hall.meeting, EIGHT, village.clerk.person,
    )  # fmt: skip

    assert "Cannot open the vote" in str((await refusal(hall)).message)


async def test_the_villagers_meeting_names_both_ways_to_a_quorum(village: Cast) -> None:
    hall = await sit(village, present=3, body=Assembly.VILLAGERS_MEETING)

    message = (await refusal(hall)).message

    assert "villagers aged 18 and over are present" in str(message)
    assert "households are represented" in str(message)
    assert "户" in translate(message, "zh_CN")


async def test_a_text_newer_than_the_agenda_s_must_come_on_the_agenda_first(village: Cast) -> None:
    hall = await sit(village, present=15)
    await revise(hall)

    assert "The agenda holds revision 1, the newest is 2" in str((await refusal(hall)).message)


async def test_a_meeting_that_is_not_open_holds_no_vote(village: Cast) -> None:
    hall = await sit(village, present=15)
    await execute("UPDATE meeting SET state = 'called' WHERE id = $1", hall.meeting)

    assert "has not been opened yet" in str((await refusal(hall)).message)


async def test_an_item_of_a_passage_that_has_ended_is_not_voted_on(village: Cast) -> None:
    hall = await sit(village, present=15)
    async with transaction():
        await end_passage(hall.passage, outcome=PassageOutcome.RETURNED, at=EIGHT)
    between = await refusal(hall)
    async with transaction():
        await begin_passage(hall.proposal, step=StepKey.RESOLVE, at=EIGHT)

    anew = await refusal(hall)

    assert all("no longer at the step" in str(refused.message) for refused in (between, anew))


async def test_a_matter_that_was_deferred_is_not_voted_on(village: Cast) -> None:
    hall = await sit(village, present=15)
    await execute("UPDATE proposal SET state = 'deferred' WHERE id = $1", hall.proposal)

    assert "no longer at the step" in str((await refusal(hall)).message)


async def test_an_item_that_has_ended_is_not_voted_on_again(village: Cast) -> None:
    hall = await sit(village, present=15)
    await execute("UPDATE agenda_item SET outcome = 'deferred' WHERE id = $1", hall.item)

    assert "ended already" in str((await refusal(hall)).message)


async def test_a_meeting_holds_one_vote_at_a_time(village: Cast) -> None:
    hall = await sit(village, present=15)
    await hall.open()

    assert "another vote of this meeting is still open" in str((await refusal(hall)).message)


async def test_papers_need_two_tellers(village: Cast) -> None:
    hall = await sit(village, present=15)

    refused = await refusal(hall, method=Method.PAPER, tellers=[hall.present[0], hall.present[0]])

    assert refused.field == "tellers"
    assert "at least 2 tellers" in str(refused.message)


async def test_a_teller_must_be_there(village: Cast) -> None:
    hall = await sit(village, present=15)

    refused = await refusal(hall, method=Method.PAPER, tellers=[hall.present[0], hall.due[15]])

    assert "A teller must be present" in str(refused.message)


async def test_a_teller_who_has_left_can_not_count(village: Cast) -> None:
    hall = await sit(village, present=15)
    await note_departure(hall.meeting, hall.present[1], by=village.clerk, at=EIGHT)

    refused = await refusal(hall, method=Method.PAPER, tellers=hall.present[:2])

    assert "A teller must be present" in str(refused.message)


async def test_who_brought_the_matter_can_not_count_its_papers(village: Cast) -> None:
    assert village.secretary.person is not None
    hall = await sit(village, present=15, first=(village.secretary.person,))

    refused = await refusal(hall, method=Method.PAPER, tellers=[village.secretary.person, hall.present[1]])

    assert "can't be a teller" in str(refused.message)


async def test_a_method_that_the_pack_does_not_know_is_refused(village: Cast) -> None:
    hall = await sit(village, present=15)
    await under_narrower_rules(hall, '"hands", "named", "paper"', '"paper"')

    assert "does not allow voting in this way" in str((await refusal(hall)).message)


async def test_the_chair_may_open_it_and_a_member_may_not(village: Cast) -> None:
    hall = await sit(village, present=15)

    with pytest.raises(Forbidden):
        await open_vote(hall.item, method=Method.NAMED, by=hall.voter(3), at=EIGHT)
    chair = somebody(village, (await acting("P0086")).person or uuid4())
    assert await open_vote(hall.item, method=Method.NAMED, by=chair, at=EIGHT)


async def test_the_secretary_of_the_next_village_finds_no_such_item(village: Cast) -> None:
    hall = await sit(village, present=15)

    with pytest.raises(Missing):
        await open_vote(hall.item, method=Method.NAMED, by=village.stranger, at=EIGHT)
    with pytest.raises(Missing):
        await open_vote(uuid4(), method=Method.NAMED, by=village.clerk, at=EIGHT)


async def test_the_record_says_what_was_put_to_whom(village: Cast) -> None:
    hall = await sit(village, present=15)

    vote = await hall.open()

    entry = await fetch_row("SELECT kind, facts FROM record_entry WHERE subject = $1", vote)
    assert entry is not None
    assert entry["kind"] == "vote.opened"
    assert sorted(map(str, hall.present)) == json.loads(entry["facts"])["roll"]
    assert await verify(village.place.id) is None
