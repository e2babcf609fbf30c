"""The pages of matters, as readers and the secretary see them."""

import asyncio
import re
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.database import fetch_value
from app.deliberation.services.proposals import put_forward
from app.deliberation.services.revisions import revise
from app.deliberation.services.suggestions import suggest
from app.deliberation.services.threads import PostDraft, say
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.matters import ROAD, ROAD_REVISED, a_matter, change, draft

pytestmark = pytest.mark.anyio
AT = "/v/mgb/proposals"
FORM: dict[str, Any] = {
    "title": "曼坝寨至新寨道路硬化工程",
    "category": "public_works",
    "origin": "cadre",
    "summary": "硬化1.2公里寨间道路。",
    "text": ROAD,
    "source_label": ["县级奖补", "村集体经济收入", ""],
    "source_basis": ["县财农〔2026〕18号", "", ""],
    "source_yuan": ["260,000", "22.6万", ""],
    "spending_label": ["混凝土路面", "", ""],
    "spending_basis": ["4,800平方米", "", ""],
    "spending_yuan": ["486000.00", "", ""],
}
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) ![p](http://x/y.png) \u202eevil"


async def put(doors: Doors, village: Cast, **changes: Any) -> httpx.Response:
    client = await doors.as_(village.secretary)
    return await client.post(f"{AT}/new", data=FORM | changes)


async def test_the_form_says_which_body_resolves_and_which_article_asks_for_it(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.secretary)

    page = (await client.get(f"{AT}/new")).text

    assert "公益事业的兴办、筹资筹劳和建设承包" in page
    assert "《村民委员会组织法》（2018年）第二十四条" in page


async def test_the_secretary_puts_a_matter_forward(doors: Doors, village: Cast) -> None:
    answer = await put(doors, village)

    assert (answer.status_code, answer.headers["location"]) == (303, f"{AT}/2026-1")
    assert await fetch_value("SELECT sum(fen) FROM money_line WHERE kind = 'source'") == 48_600_000


async def test_a_matter_needs_no_papers(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.secretary)
    nothing_chosen = {"paper": ("", b"", "application/octet-stream")}  # as browsers send an empty field for files

    answer = await client.post(f"{AT}/new", data=FORM, files=nothing_chosen)

    assert answer.status_code == 303


async def test_the_same_form_sent_twice_makes_one_matter(doors: Doors, village: Cast) -> None:
    key = str(uuid4())
    await doors.as_(village.secretary)

    answers = await asyncio.gather(*(put(doors, village, key=key) for _ in range(3)))

    assert {answer.headers["location"] for answer in answers} == {f"{AT}/2026-1"}
    assert await fetch_value("SELECT count(*) FROM proposal") == 1


async def test_the_same_suggestion_sent_twice_is_made_once(doors: Doors, village: Cast) -> None:
    client, stranger = await doors.as_(village.resident), await doors.as_(village.stranger)
    data = {"key": str(uuid4()), "title": "装路灯", "text": "晚上看不见路。"}

    answers = [await client.post("/v/mgb/suggestions/new", data=data) for _ in range(2)]
    foreign = await stranger.post("/v/xp/suggestions/new", data=data)

    assert [answer.status_code for answer in (*answers, foreign)] == [303, 303, 409]
    assert await fetch_value("SELECT count(*) FROM suggestion") == 1


async def test_more_rows_lose_nothing_that_was_typed(doors: Doors, village: Cast) -> None:
    answer = await put(doors, village, more="yes", title="")

    assert answer.status_code == 200
    assert answer.text.count('name="source_label"') == 8
    assert "县财农〔2026〕18号" in answer.text
    assert "22.6万" in answer.text
    assert await fetch_value("SELECT count(*) FROM proposal") == 0


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"title": ""}, 422, "请填写"),
        ({"title": "长" * 121}, 422, "太长"),
        ({"text": ""}, 422, "请填写"),
        ({"text": "长" * 20_001}, 422, "太长"),
        ({"sponsor": "nobody"}, 422, ""),
        ({"source_yuan": ["260,000", "很多", ""]}, 422, "元"),
        ({"source_label": ["", "", ""]}, 422, "请填写"),
        ({"spending_yuan": ["480000", "", ""]}, 409, "480,000"),
        ({"category": "weather"}, 409, "类别"),
        ({"origin": "weather"}, 409, "来源"),
        ({"unknown": "1"}, 422, ""),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    doors: Doors, village: Cast, changes: dict[str, Any], status: int, said: str
) -> None:
    answer = await put(doors, village, **changes)

    assert answer.status_code == status
    assert said in answer.text
    assert "县财农〔2026〕18号" in answer.text
    assert await fetch_value("SELECT count(*) FROM proposal") == 0


async def test_hostile_text_stays_text(doors: Doors, village: Cast) -> None:
    await put(doors, village, title=HOSTILE[:60], text=HOSTILE, summary=HOSTILE)
    client = await doors.as_(None)

    pages = [(await client.get(path)).text for path in (AT, f"{AT}/2026-1/revisions", f"{AT}/2026-1/revisions/1")]

    for page in pages:
        assert "<script>alert" not in page
        assert 'href="javascript' not in page
        assert "\u202e" not in page
        assert "<img" not in page


async def test_everybody_reads_the_redline(doors: Doors, village: Cast) -> None:
    matter = await a_matter(village)
    await revise(matter.id, change(), by=village.secretary, at=EIGHT)
    client = await doors.as_(None)

    page = (await client.get(f"{AT}/2026-1/revisions/2")).text

    assert '<del><span class="sr">删去：</span>3.5米</del><ins><span class="sr">新增：</span>4米</ins>' in page
    assert "按党员意见修改" in page


@pytest.mark.parametrize("path", ["2026-9/revisions", "2026-1/revisions/7", "abc/revisions", "2026-1/revisions/0"])
async def test_what_is_not_there_is_missing(doors: Doors, village: Cast, path: str) -> None:
    await a_matter(village)
    client = await doors.as_(None)

    assert (await client.get(f"{AT}/{path}")).status_code == 404


async def test_of_two_secretaries_the_second_sees_both_texts(doors: Doors, village: Cast) -> None:
    matter = await a_matter(village)
    await revise(matter.id, change("先写的人的文字"), by=village.secretary, at=EIGHT)
    client = await doors.as_(village.clerk)
    mine = {"summary": "硬化1.2公里寨间道路。", "text": "后写的人的文字", "reason": "再改一处", "base": "1"}

    answer = await client.post(f"{AT}/2026-1/revise", data=mine)

    assert answer.status_code == 409
    assert "后写的人的文字" in answer.text
    assert "先写的人" in answer.text
    assert 'name="base" value="2"' in answer.text


async def test_the_clerk_revises_and_is_led_to_the_redline(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.clerk)
    form = {"summary": "硬化1.2公里寨间道路。", "text": ROAD_REVISED, "reason": "按党员意见修改", "base": "1"}

    shown = await client.get(f"{AT}/2026-1/revise")
    answer = await client.post(f"{AT}/2026-1/revise", data=form)

    assert "路面宽3.5米" in shown.text
    assert (answer.status_code, answer.headers["location"]) == (303, f"{AT}/2026-1/revisions/2")


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


async def test_a_suggestion_fills_the_form_of_the_matter_that_takes_it_up(doors: Doors, village: Cast) -> None:
    suggestion = await suggest("新寨路口装两盏路灯", "晚上看不见路。", by=village.resident, at=EIGHT)
    client = await doors.as_(village.secretary)

    form = (await client.get(f"{AT}/new?suggestion={suggestion}")).text
    answer = await put(doors, village, suggestion=str(suggestion))
    listed = (await (await doors.as_(None)).get("/v/mgb/suggestions")).text

    assert "晚上看不见路。" in form
    assert answer.status_code == 303
    assert f"{AT}/2026-1" in listed


async def test_a_resident_suggests_and_the_secretary_answers(doors: Doors, village: Cast) -> None:
    resident, secretary = await doors.as_(village.resident), await doors.as_(village.secretary)

    form = await resident.get("/v/mgb/suggestions/new")
    made = await resident.post("/v/mgb/suggestions/new", data={"title": "装路灯", "text": "晚上看不见路。"})
    key = made.headers["location"].rpartition("suggestion-")[2]
    waiting = (await (await doors.as_(None)).get("/v/mgb/suggestions")).text
    shown = await secretary.get(f"/v/mgb/suggestions/{key}")
    answered = await secretary.post(f"/v/mgb/suggestions/{key}", data={"answer": "镇里6月统一安装。"})
    listed = (await resident.get("/v/mgb/suggestions")).text

    assert [form.status_code, made.status_code, shown.status_code, answered.status_code] == [200, 303, 200, 303]
    assert "4月30日" in waiting
    assert "镇里6月统一安装。" in listed


async def test_people_speak_ask_answer_and_hide_on_pages(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    resident, committee = await doors.as_(village.resident), await doors.as_(village.committee)
    supervisor = await doors.as_(village.supervisor)

    said = await resident.post(f"{AT}/2026-1/posts", data={"text": "三轮车从哪里绕？", "asks": "yes"})
    post = said.headers["location"].rpartition("post-")[2]
    shown = [await resident.get(f"/v/mgb/posts/{post}/reply"), await committee.get(f"/v/mgb/posts/{post}/answer")]
    replied = await resident.post(f"/v/mgb/posts/{post}/reply", data={"text": "还有收胶车。"})
    answered = await committee.post(f"/v/mgb/posts/{post}/answer", data={"answer": "绕行老路。"})
    hidden = await supervisor.post(f"/v/mgb/posts/{post}/hide", data={"reason": "泄露他人隐私"})
    after = (await supervisor.get(f"/v/mgb/posts/{post}/hide")).text

    assert [page.status_code for page in shown] == [200, 200]
    assert [answer.status_code for answer in (said, replied, answered, hidden)] == [303, 303, 303, 303]
    assert "泄露他人隐私" in after
    assert "三轮车" not in after


async def test_a_post_that_is_refused_keeps_its_words(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.resident)

    answer = await client.post(f"{AT}/2026-1/posts", data={"text": "水" * 4_001})

    assert answer.status_code == 422
    assert "水" * 4_001 in answer.text


async def test_support_twice_is_refused_in_words(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.resident)

    first = await client.post(f"{AT}/2026-1/support")
    second = await client.post(f"{AT}/2026-1/support")

    assert (first.status_code, second.status_code) == (303, 409)
    assert "已经附议" in second.text


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


async def test_a_faulty_line_of_money_is_named_above_the_form(doors: Doors, village: Cast) -> None:
    answer = await put(doors, village, source_yuan=["260,000", "二十万", ""])

    assert answer.status_code == 422
    assert "资金来源，第2行：" in answer.text


async def test_a_suggestion_taken_up_twice_makes_one_matter(doors: Doors, village: Cast) -> None:
    suggestion = await suggest("修路", "路面坑洼。", by=village.resident, at=EIGHT)
    client = await doors.as_(village.secretary)
    form = (await client.get(f"{AT}/new?suggestion={suggestion}")).text
    (key,) = re.findall(r'name="key" value="([0-9a-f-]{36})"', form)

    answers = [await put(doors, village, key=key, suggestion=str(suggestion)) for _ in range(2)]

    assert [answer.headers["location"] for answer in answers] == [f"{AT}/2026-1"] * 2


async def test_a_revision_shows_the_sum_before_and_after(doors: Doors, village: Cast) -> None:
    await put(doors, village)
    client = await doors.as_(village.secretary)
    dearer = {
        "source_yuan": ["260,000", "32.6万", ""],
        "spending_yuan": ["586000", "", ""],
        "reason": "加宽",
        "base": "1",
    }
    kept = {name: value for name, value in FORM.items() if name not in ("title", "category", "origin")}
    await client.post(f"{AT}/2026-1/revise", data=kept | dearer)

    page = said(await client.get(f"{AT}/2026-1/revisions/2"))

    for words in ("来源合计", "支出合计", "486,000", "586,000"):
        assert words in page
