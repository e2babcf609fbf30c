"""The pages of matters, as readers and the secretary see them."""

import pytest

from app.database import fetch_value
from app.deliberation.services.proposals import put_forward
from app.deliberation.services.threads import PostDraft, say
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.deliberation.filling_in import AT
from tests.deliberation.matters import a_matter, draft

pytestmark = pytest.mark.anyio


async def test_the_list_is_filtered_by_state_and_by_words(doors: Doors, village: Cast) -> None:
    await put_forward(draft("新寨太阳能路灯"), by=village.secretary, at=EIGHT)
    await put_forward(draft("曼坝寨饮水管道改造"), by=village.secretary, at=EIGHT)
    client = await doors.as_(None)

    lamps = (await client.get(f"{AT}?q=路灯")).text
    ended = (await client.get(f"{AT}?which=ended")).text
    odd = await client.get(f"{AT}?page=-3&which=nonsense&q=%25")

    assert "新寨太阳能路灯" in lamps
    assert "饮水管道" not in lamps
    assert "饮水管道" not in ended
    assert odd.status_code == 200


async def test_the_list_shows_twenty_on_a_page(doors: Doors, village: Cast) -> None:
    for number in range(21):
        await put_forward(draft(f"第{number}件事"), by=village.secretary, at=EIGHT)
    client = await doors.as_(None)

    first, second = [(await client.get(f"{AT}?page={page}")).text for page in (1, 2)]

    assert first.count("<article") == 20
    assert second.count("<article") == 1


@pytest.mark.parametrize(
    ("who", "offered"),
    [("secretary", ["defer", "withdraw"]), ("supervisor", ["order-again"]), ("resident", [])],
)
async def test_each_is_offered_only_the_own_changes_of_course(
    doors: Doors, village: Cast, who: str, offered: list[str]
) -> None:
    await a_matter(village)
    client = await doors.as_(getattr(village, who))

    page = (await client.get(f"{AT}/2026-1/course")).text

    acts = ["withdraw", "defer", "resume", "return", "order-again"]
    assert [act for act in sorted(acts) if f'action="{AT}/2026-1/{act}"' in page] == offered


async def test_the_course_is_changed_on_pages(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.secretary)
    supervisor = await doors.as_(village.supervisor)

    without = await client.post(f"{AT}/2026-1/defer", data={"reason": ""})
    deferred = await client.post(f"{AT}/2026-1/defer", data={"reason": "等批复"})
    twice = await client.post(f"{AT}/2026-1/defer", data={"reason": "等批复"})
    resumed = await client.post(f"{AT}/2026-1/resume")
    again = await supervisor.post(f"{AT}/2026-1/order-again", data={"to": "propose", "reason": "人数不足"})
    forward = await client.post(f"{AT}/2026-1/return", data={"to": "review", "reason": "往前送"})
    gone = await client.post(f"{AT}/2026-1/withdraw", data={"reason": "资金未落实"})

    answers = (without, deferred, twice, resumed, again, forward, gone)
    assert [answer.status_code for answer in answers] == [422, 303, 409, 303, 303, 409, 303]
    assert "等批复" in twice.text


async def test_a_photo_is_made_anew_and_a_disguised_file_refused(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.secretary)

    form = await client.get(f"{AT}/2026-1/attach")
    pdf = await client.post(f"{AT}/2026-1/attach", files={"paper": ("概算书.pdf", b"%PDF-1.7 ...", "application/pdf")})
    fake = await client.post(f"{AT}/2026-1/attach", files={"paper": ("a.jpg", b"<html>", "image/jpeg")})
    none = await client.post(f"{AT}/2026-1/attach")

    assert [answer.status_code for answer in (form, pdf, fake, none)] == [200, 303, 409, 409]
    assert await fetch_value("SELECT name FROM attachment") == "概算书.pdf"


async def test_a_stranger_from_the_next_village_comes_through_no_door_of_a_member(doors: Doors, village: Cast) -> None:
    matter = await a_matter(village)
    post = await say(matter.id, PostDraft(text="有话说"), by=village.resident, at=EIGHT)
    client = await doors.as_(village.stranger)

    inside = [f"{AT}/new", f"{AT}/2026-1/revise", f"{AT}/2026-1/attach", f"{AT}/2026-1/posts", f"{AT}/2026-1/course"]
    inside += ["/v/mgb/suggestions/new", f"/v/mgb/posts/{post}/reply", f"/v/mgb/posts/{post}/answer"]
    foreign = [f"/v/xp/posts/{post}/reply", "/v/xp/proposals/2026-1/revise"]

    assert {(await client.get(path)).status_code for path in inside + foreign} == {404}
