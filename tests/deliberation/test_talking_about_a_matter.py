"""Saying something, answering officially, hiding, supporting."""

import asyncio
from datetime import date, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from app.database import execute, fetch_row, fetch_value
from app.deliberation.queries.threads import thread_of
from app.deliberation.services.threads import PostDraft, answer_officially, hide_post, say, support
from app.refusals import Forbidden, Missing, Refused
from app.search import search
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import a_matter
from tests.deliberation.sittings import kinds_of

pytestmark = pytest.mark.anyio
DITCH = "水井边上年年积水，沟只修300米到不了井口，建议延长。"


async def said(village: Cast, text: str = DITCH, *, asks: bool = False) -> tuple[UUID, UUID]:
    matter = await a_matter(village)
    return matter.id, await say(matter.id, PostDraft(text=text, asks=asks), by=village.resident, at=EIGHT)


async def test_anybody_of_the_village_may_speak_and_is_printed_with_group_and_office(village: Cast) -> None:
    matter = await a_matter(village)

    post = await say(matter.id, PostDraft(text=DITCH), by=village.representative, at=EIGHT)

    row = await fetch_row("SELECT spoke_as, official, due_on FROM post WHERE id = $1", post)
    assert row is not None
    assert row["spoke_as"].endswith("，村民代表")
    assert (row["official"], row["due_on"]) == (False, None)


async def test_a_question_is_due_after_the_days_of_the_rules(village: Cast) -> None:
    _matter, post = await said(village, asks=True)

    assert await fetch_value("SELECT due_on FROM post WHERE id = $1", post) == date(2026, 4, 30)


async def test_a_double_tap_says_it_once(village: Cast) -> None:
    matter = await a_matter(village)

    posts = await asyncio.gather(
        *(say(matter.id, PostDraft(text=DITCH), by=village.resident, at=EIGHT) for _ in range(4))
    )

    assert len(set(posts)) == 1
    assert await fetch_value("SELECT count(*) FROM post") == 1


async def test_the_same_words_an_hour_later_are_said_again(village: Cast) -> None:
    matter, post = await said(village)

    again = await say(matter, PostDraft(text=DITCH), by=village.resident, at=EIGHT + timedelta(hours=1))

    assert again != post


@pytest.mark.parametrize("text", ["", " \n ", "水" * 4_001])
async def test_nothing_and_too_much_are_refused(village: Cast, text: str) -> None:
    matter = await a_matter(village)

    with pytest.raises(Refused):
        await say(matter.id, PostDraft(text=text), by=village.resident, at=EIGHT)


async def test_a_stranger_finds_no_thread(village: Cast) -> None:
    matter, post = await said(village)

    with pytest.raises(Missing):
        await say(matter, PostDraft(text=DITCH), by=village.stranger, at=EIGHT)
    with pytest.raises(Missing):
        await answer_officially(post, "已采纳。", by=village.stranger, at=EIGHT)


async def test_a_reply_belongs_to_the_same_matter(village: Cast) -> None:
    _matter, post = await said(village)
    other = await a_matter(village)

    for answers in (post, uuid4()):
        with pytest.raises(Missing):
            await say(other.id, PostDraft(text=DITCH, answers=answers), by=village.resident, at=EIGHT)


async def test_an_official_answer_is_marked_with_the_office(village: Cast) -> None:
    _matter, post = await said(village, asks=True)

    answer = await answer_officially(post, "已采纳，改为620米。", by=village.committee, at=EIGHT)

    row = await fetch_row("SELECT official, answers, spoke_as FROM post WHERE id = $1", answer)
    assert row is not None
    assert tuple(row) == (True, post, "村民委员会委员")


async def test_a_question_is_answered_officially_once(village: Cast) -> None:
    _matter, post = await said(village, asks=True)

    answers = await asyncio.gather(
        answer_officially(post, "已采纳。", by=village.committee, at=EIGHT),
        answer_officially(post, "不采纳。", by=village.secretary, at=EIGHT),
        return_exceptions=True,
    )

    assert [isinstance(answer, Refused) for answer in answers].count(True) == 1
    assert [isinstance(answer, UUID) for answer in answers].count(True) == 1


async def test_a_resident_answers_nothing_officially(village: Cast) -> None:
    _matter, post = await said(village)

    for actor in (village.resident, village.representative, village.township):
        with pytest.raises(Forbidden):
            await answer_officially(post, "已采纳。", by=actor, at=EIGHT)


async def test_a_hidden_post_is_kept_with_the_reason_and_not_found_any_more(village: Cast) -> None:
    _matter, post = await said(village)

    await hide_post(post, reason="泄露他人隐私", by=village.supervisor, at=EIGHT)

    assert await fetch_value("SELECT text FROM post WHERE id = $1", post) == DITCH
    assert await fetch_value("SELECT reason FROM post_hidden WHERE post = $1", post) == "泄露他人隐私"
    assert await search("积水", village=village.place.id) == []


async def test_a_post_is_hidden_once_and_not_without_a_reason(village: Cast) -> None:
    _matter, post = await said(village)
    await hide_post(post, reason="泄露他人隐私", by=village.supervisor, at=EIGHT)

    for reason in ("泄露他人隐私", " "):
        with pytest.raises(Refused):
            await hide_post(post, reason=reason, by=village.supervisor, at=EIGHT)


async def test_nobody_but_supervision_hides(village: Cast) -> None:
    _matter, post = await said(village)

    for actor in (village.secretary, village.clerk, village.resident, village.administrator, village.township):
        with pytest.raises(Forbidden):
            await hide_post(post, reason="不好听", by=actor, at=EIGHT)


async def test_a_post_is_never_changed_or_removed(village: Cast) -> None:
    _matter, post = await said(village)

    for statement in ("DELETE FROM post WHERE id = $1", "UPDATE post SET text = '' WHERE id = $1"):
        with pytest.raises(asyncpg.RestrictViolationError):
            await execute(statement, post)


async def test_one_person_supports_a_matter_once(village: Cast) -> None:
    matter = await a_matter(village)

    answers = await asyncio.gather(
        *(support(matter.id, by=village.resident, at=EIGHT) for _ in range(3)), return_exceptions=True
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused", "Refused"]
    assert await fetch_value("SELECT count(*) FROM support WHERE proposal = $1", matter.id) == 1
    assert (await kinds_of(matter.id))[1:] == ["proposal.supported"]


async def test_a_question_whose_answer_was_hidden_is_owed_another(village: Cast) -> None:
    matter, question = await said(village, asks=True)
    wrong = await answer_officially(question, "查无此事。", by=village.committee, at=EIGHT)
    await hide_post(wrong, reason="与事实不符", by=village.supervisor, at=EIGHT)

    waiting = (await thread_of(matter, today=EIGHT.date())).waiting
    await answer_officially(question, "已列入修订稿。", by=village.secretary, at=EIGHT)

    assert waiting == 1
    assert (await thread_of(matter, today=EIGHT.date())).waiting == 0
