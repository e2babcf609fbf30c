"""One matter through all six steps on phones of 360 pixels, by everybody whose turn it is."""

from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser

from app.database import fetch_value
from app.figures import local
from app.village.rules.people import roster_of
from app.village.services.cards import issue_cards
from app.village.services.enrolment import enroll
from app.village.services.founding import console, found_village
from tests.cast import CASES, SERVANTS
from tests.journeys.house import Served, served
from tests.journeys.people import Administrator, Clerk, Member, Resident, Secretary, Supervisor
from tests.journeys.phone import Phone, a_phone

pytestmark = [pytest.mark.anyio, pytest.mark.filterwarnings("ignore::ResourceWarning")]

TITLE = "曼坝寨至新寨道路硬化工程"
TEXT = "硬化曼坝寨至新寨道路1.2公里，总投资48万元，不向村民筹资。"
MONEY = (("source", "财政奖补", "480000"), ("spending", "混凝土路面", "480000"))


@pytest.fixture
def house(empty_database: str, tmp_path: Path) -> Iterator[Served]:
    """A house of its own on an empty database."""
    with served(database=empty_database, folder=tmp_path) as opened:
        yield opened


class Village:
    """The village of the journey: its phones, and the first two people, who got their cards from the command line."""

    def __init__(self, house: Served, browser: Browser, stack: AsyncExitStack) -> None:
        self.house, self.browser, self.stack = house, browser, stack
        self.home = f"{house.address}/v/mgb"
        self.phones: list[Phone] = []

    async def found(self) -> list[str]:
        """Found the village with its servants only, and return the codes of clerk and administrator."""
        at = self.house.now()
        village = await found_village("曼岗坝村", code="mgb", town="勐澜镇", at=at, supervision_phone="0000-8216045")
        by = console(village, code="mgb")
        await enroll(roster_of(SERVANTS), village=village, by=by, at=at)
        people = [await fetch_value("SELECT id FROM person WHERE no = $1", one.person_no) for one in SERVANTS]
        return [card.code for card in (await issue_cards(people, by=by, at=at)).cards]

    async def phone(self, *, scripts: bool = True) -> Phone:
        """Hand out a phone."""
        self.phones.append(await self.stack.enter_async_context(a_phone(self.browser, self.home, scripts=scripts)))
        return self.phones[-1]

    def here(self, at: datetime) -> datetime:
        """Return a moment as the clocks of the village show it."""
        shown = local(at)
        assert isinstance(shown, datetime)
        return shown


async def test_a_matter_from_idea_to_result(house: Served, browser: Browser) -> None:
    async with AsyncExitStack() as stack:
        village = Village(house, browser, stack)
        secretary, supervisor, members = await the_village_gets_ready(village)
        await secretary.put_forward(TITLE, text=TEXT, money=MONEY)

        await four_discussions(village, secretary, members)
        await first_disclosure(village, secretary, supervisor)
        await the_road_is_built(village, secretary, supervisor)

        resident = Resident(phone=await village.phone())
        paper = await resident.read_notice(TITLE)
        await resident.check(paper)
        for page in (f"/proposals/{secretary.matter}", f"/proposals/{secretary.matter}/execution", "/record", "/rules"):
            await resident.phone.open(page)
            await resident.phone.look()
        for page in ("?size=elder", "/search?q=道路", "/meetings", "/proposals", f"/meetings/{secretary.meeting}"):
            await resident.phone.open(page)
            await resident.phone.look()

        complaints = {complaint for phone in village.phones for complaint in phone.complaints}
        assert not complaints, "\n".join(sorted(complaints))


async def the_village_gets_ready(village: Village) -> tuple[Secretary, Supervisor, dict[str, Member]]:
    """The administrator takes in the list, the clerk prints cards, and everybody comes in with the own card."""
    codes = await village.found()
    clerk = Clerk(phone=await village.phone(), number="W001")
    administrator = Administrator(phone=await village.phone(), number="W002")
    await clerk.come_in_by(codes[0])
    await administrator.come_in_by(codes[1])
    await administrator.take_in(CASES / "village.csv")
    secretary = Secretary(phone=await village.phone(), number="P0150", people=["萧美玲"])
    supervisor = Supervisor(phone=await village.phone(scripts=False), number="P0010")  # publishes without JavaScript
    members = {
        "branch": Member(phone=await village.phone(), number="P0098"),
        "committee": Member(phone=await village.phone(), number="P0086"),
        "party": Member(phone=await village.phone(), number="P0019"),
        "teller": Member(phone=await village.phone(), number="P0023"),
        "representative": Member(phone=await village.phone(), number="P0003"),
        "old phone": Member(phone=await village.phone(scripts=False), number="P0048"),  # votes without JavaScript
        "township": Member(phone=await village.phone(), number="W003"),
    }
    await supervisor.come_in_by(await administrator.print_card(supervisor.number))  # nobody of a second office yet
    for one in (secretary, *members.values()):
        await one.come_in_by(codes[2] if one.number == "W003" else await clerk.print_card(one.number))
    await members["township"].read_desk()
    return secretary, supervisor, members


async def four_discussions(village: Village, secretary: Secretary, members: dict[str, Member]) -> None:
    """Branch and committees by hands, the Party members on paper, the representatives by name on their phones."""
    for who, others in (("branch", 3), ("committee", 4)):
        await begin(village, secretary, members[who], others=others)
        await secretary.open_vote("hands")
        await secretary.enter_hands(in_favour=others + 1, against=0, abstain=0)
        await secretary.close()

    await begin(village, secretary, members["party"], others=26, first=["高应罕"], days=5)
    vote = await secretary.open_vote("paper", tellers=["何志强", "高应罕"])
    await members["teller"].come_in()
    for teller in (members["party"], members["teller"]):
        await teller.count(vote, (27, 27, 25, 1, 1, 0))
    await secretary.close()

    await begin(village, secretary, members["representative"], others=14, first=["玉秀兰"], days=5)
    await secretary.open_vote("named")
    await members["old phone"].come_in()
    for voter in (members["representative"], members["old phone"]):
        await voter.vote("for")
    await secretary.enter_said(7, choice="for")
    await secretary.close()


async def begin(
    village: Village,
    secretary: Secretary,
    member: Member,
    *,
    others: int,
    first: list[str] | None = None,
    days: int = 0,
) -> None:
    """Call the meeting whose turn it is, wait for it, open it, and sign people in: one by code, others in the book."""
    starts = village.here(village.house.now()).replace(hour=19, minute=0)
    ahead = days + (1 if starts < village.here(village.house.now()) else 0)
    starts += timedelta(days=ahead)
    await secretary.come_in()
    await secretary.call_meeting(starts=starts, recorder="李秋菊")
    village.house.pass_time(seconds=(starts - village.house.now()).total_seconds() + 60)
    await secretary.come_in()
    await secretary.open_meeting()
    await member.come_in()
    await member.sign_in(secretary.meeting, code=secretary.code)
    await secretary.sign_in_others(others, first=first or [])


async def first_disclosure(village: Village, secretary: Secretary, supervisor: Supervisor) -> None:
    """The resolution is drafted, published, read, checked, objected to and explained."""
    await secretary.draft_resolution()
    await supervisor.come_in()
    await supervisor.publish("经核对，与会议记录一致，同意公开。")
    resident = Resident(phone=await village.phone())
    await resident.check(await resident.read_notice(TITLE))
    await resident.object("水沟修多长？")
    await supervisor.answer_objection("六百二十米，见附件。")


async def the_road_is_built(village: Village, secretary: Secretary, supervisor: Supervisor) -> None:
    """Contract, payment, acceptance; then the results are drafted and published."""
    village.house.pass_time(days=20)
    await secretary.come_in()
    day = village.here(village.house.now())
    await secretary.enter("contract", day=day, what="三家比选", who="宏光公司", yuan="470000")
    await secretary.enter("payment", day=day, what="付工程款", who="宏光公司", yuan="470000")
    await secretary.enter("acceptance", day=day, what="五人联合验收，合格", who="联合验收组")
    await secretary.draft_results("节余一万元退回村集体账户。")
    await supervisor.come_in()
    await supervisor.publish("经查阅合同、票据和验收单，情况属实，同意公示。")
