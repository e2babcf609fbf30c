"""The people of a journey, each with what they do on the phone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.journeys.phone import Phone, in_chinese
from tests.paper import reading

PASSWORD = "过河摸石头-1978"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
Papers = tuple[int, int, int, int, int, int]
PAPERS = ("handed_out", "returned", "in_favour", "against", "abstain", "invalid")


@dataclass(slots=True, kw_only=True)
class Member:
    """Somebody with a card, and later a password; `number` is the person number."""

    phone: Phone
    number: str

    async def come_in_by(self, card: str) -> None:
        """Use the card for the first time and choose a password."""
        await self.phone.open("/login")
        await self.phone.look()
        await self._log_in("card", card=card)
        await self.phone.look()
        await self.phone.fill(password=PASSWORD, again=PASSWORD)
        await self.phone.press("Set the password and go in")

    async def come_in(self) -> None:
        """Log in as on any other day."""
        await self.phone.open("/login?by=password")
        await self._log_in("who", who=self.number, password=PASSWORD)

    async def _log_in(self, field: str, **fields: str) -> None:
        await self.phone.fill(**fields)
        await self.phone.follow(self.phone.page.locator(f"form:has([name='{field}'])").get_by_role("button"))

    async def sign_in(self, meeting: str, *, code: str) -> None:
        """Sign in at a meeting with the code of the hall."""
        await self.phone.open(f"/meetings/{meeting}/sign-in")
        await self.phone.look()
        await self.phone.fill(code=code)
        await self.phone.press("I am here")
        await self.phone.must_say("To the meeting")

    async def vote(self, choice: str) -> None:
        """Go from the desk to the open vote, choose, look at the choice, and give it."""
        await self.phone.open("/desk")
        await self.phone.look()
        await self.phone.follow(self.phone.page.locator("a[href*='/votes/']").first)
        await self.phone.look()
        await self.phone.turn(self.phone.page.locator(f"button[name=choice][value={choice}]"), to="Confirm my vote")
        await self.phone.look()
        confirm = self.phone.page.get_by_role("button", name=in_chinese("Confirm my vote"))
        await self.phone.turn(confirm, to="Your vote has been received")
        await self.phone.look()

    async def count(self, vote: str, papers: Papers) -> None:
        """Enter as a teller what was counted."""
        await self.phone.open(f"/votes/{vote}/paper")
        await self.phone.look()
        await self.phone.fill(**dict(zip(PAPERS, map(str, papers), strict=True)))
        await self.phone.press("Enter my count")

    async def read_desk(self) -> None:
        """Look at what waits."""
        await self.phone.open("/desk")
        await self.phone.look()


class Clerk(Member):
    """Prints cards."""

    async def print_card(self, number: str) -> str:
        """Print a card for one person, and return the code that stands on the paper."""
        await self.phone.open(f"/people?q={number}")
        await self.phone.follow(self.phone.page.locator("th a[href*='/people/']").first)
        async with self.phone.page.expect_download() as waiting:
            await self.phone.page.locator("form[action$='/card'] button").click()
        paper = await (await waiting.value).path()
        found = CODE.search(reading.text(paper.read_bytes()))
        assert found is not None
        return found[0]


class Administrator(Clerk):
    """Takes in the village list, and prints cards for those who supervise."""

    async def take_in(self, file: Path) -> None:
        """Look into a list, and write it."""
        await self.phone.open("/import")
        await self.phone.look()
        await self.phone.page.locator("[name=list]").set_input_files(file)
        await self.phone.press("Look into the list")
        await self.phone.look()
        await self.phone.press("Write these changes")
        await self.phone.must_say("The list is written.")


@dataclass(slots=True, kw_only=True)
class Secretary(Member):
    """Puts the matter forward, runs the meetings, keeps the ledger."""

    matter: str = ""
    meeting: str = ""
    code: str = ""
    people: list[str] = field(default_factory=list)

    async def put_forward(self, title: str, *, text: str, money: Sequence[tuple[str, str, str]]) -> None:
        """Fill in the form of a new matter; the money comes from one source."""
        await self.phone.open("/proposals/new")
        await self.phone.look()
        await self.phone.fill(title=title, summary=text, text=text)
        await self.phone.choose("category", "public_works")
        await self.phone.choose("origin", "cadre")
        for row, (side, label, yuan) in enumerate(money):
            await self.phone.fill(**{f"{side}_label": label, f"{side}_yuan": yuan})
            assert row < 2
        await self.phone.press("Put the matter forward")
        await self.phone.must_say_plainly(title)
        await self.phone.look()
        self.matter = re.sub(r"[?#].*", "", self.phone.page.url).rpartition("/")[2]

    async def call_meeting(self, *, starts: datetime, recorder: str) -> None:
        """Call the meeting whose turn it is."""
        await self.phone.open("/meetings/new")
        await self.phone.follow(self.phone.page.locator("main a[href*='proposal=']").first)
        await self.phone.look()
        await self.phone.page.locator("[name=items]").first.check()
        await self.phone.fill(day=f"{starts:%Y-%m-%d}", clock=f"{starts:%H:%M}", place="村委会二楼会议室")
        await self.phone.page.locator("[name=chair]").select_option(label=await self._one("chair", self.people[0]))
        await self.phone.page.locator("[name=recorder]").select_option(label=await self._one("recorder", recorder))
        await self.phone.choose("told_by", "in_person")
        await self.phone.press("Enter the meeting")
        self.meeting = self.phone.page.url.rpartition("/meetings/")[2].partition("/")[0].partition("?")[0]

    async def _one(self, field: str, name: str) -> str:
        options = await self.phone.page.locator(f"[name={field}] option").all_inner_texts()
        return next(option for option in options if option.startswith(name))

    async def open_meeting(self) -> None:
        """Declare it open and read the code for the phones."""
        await self.phone.open(f"/meetings/{self.meeting}/console")
        await self.phone.press("Declare the meeting open")
        await self.phone.open(f"/meetings/{self.meeting}/hall")
        self.code = await self.phone.page.locator("main .receipt, .receipt").first.inner_text()
        await self.phone.look()

    async def sign_in_others(self, many: int, *, first: Sequence[str] = ()) -> None:
        """Tick members in the sign-in book: those of `first` by name, then the next ones."""
        await self.phone.open(f"/meetings/{self.meeting}/book")
        await self.phone.look()
        page = self.phone.page
        for name in first:
            await page.locator(f"li:has-text('{name}') input[name=people]").first.check()
        for _ in range(many - len(first)):
            await page.locator("input[name=people]:not(:checked)").first.check()
        await page.locator("#ticks button").click()
        await page.locator("input[name=people]:checked").first.wait_for(state="detached")  # a swap, no new page

    async def open_vote(self, method: str, *, tellers: Sequence[str] = ()) -> str:
        """Open the vote in one of the three ways; return which vote it is."""
        await self.phone.open(f"/meetings/{self.meeting}/console")
        await self.phone.look()
        await self.phone.choose("method", method)
        if tellers:
            await self.phone.page.locator("#tellers summary").click()
        for name in tellers:
            await self.phone.page.locator("#tellers label", has_text=name).locator("input").check()
        await self.phone.press("Open the vote")
        await self.phone.look()
        action = await self.phone.page.locator("form[action$='/close'][action*='/votes/']").get_attribute("action")
        assert action is not None
        return action.split("/")[-2]

    async def enter_hands(self, *, in_favour: int, against: int, abstain: int) -> None:
        """Enter the three numbers."""
        await self.phone.fill(in_favour=str(in_favour), against=str(against), abstain=str(abstain))
        await self.phone.press("Enter the hands")

    async def enter_said(self, many: int, *, choice: str) -> None:
        """Enter the answers of members without a phone."""
        for _ in range(many):
            await self.phone.open(f"/meetings/{self.meeting}/console")
            await self.phone.page.locator("#said summary").click()
            options = self.phone.page.locator("#f-person option")
            waiting = [one for one in await options.all() if "（" not in await one.inner_text()][1]
            await self.phone.page.locator("#f-person").select_option(value=await waiting.get_attribute("value"))
            await self.phone.follow(self.phone.page.locator(f"#said button[value={choice}]"))

    async def close(self) -> None:
        """Close the vote, read the verdict, close the meeting."""
        await self.phone.open(f"/meetings/{self.meeting}/console")
        await self.phone.press("Close the vote and count")
        await self.phone.look()
        await self.phone.follow(self.phone.page.locator("form:has([name=seen]) button"))
        await self.phone.must_say("Carried")
        await self.phone.look()
        await self.phone.press("Close the meeting")

    async def draft_resolution(self) -> None:
        """Draft the resolution notice: one press."""
        await self.phone.open("/review")
        await self.phone.look()
        await self.phone.press("Draft the resolution notice")
        await self.phone.look()

    async def enter(self, kind: str, *, day: datetime, what: str, who: str, yuan: str = "") -> None:
        """Enter something in the ledger, under the first voted line where money is in it."""
        await self.phone.open(f"/proposals/{self.matter}/execution/new")
        await self.phone.choose("kind", kind)
        await self.phone.fill(done_on=f"{day:%Y-%m-%d}", what=what, who=who, fen=yuan)
        if yuan:
            await self.phone.page.locator("[name=line]").select_option(index=1)
        await self.phone.look()
        await self.phone.press("Enter")

    async def draft_results(self, explanation: str) -> None:
        """Draft the results notice from the ledger."""
        await self.phone.open(f"/proposals/{self.matter}/draft-results")
        await self.phone.look()
        await self.phone.fill(explanation=explanation)
        await self.phone.press("Draft from the ledger")


class Supervisor(Member):
    """Checks and publishes; answers."""

    async def publish(self, opinion: str) -> None:
        """Open the notice that waits, give the opinion, publish."""
        await self.phone.open("/desk")
        await self.phone.follow(self.phone.page.locator("main a[href*='/review/']").first)
        await self.phone.look()
        await self.phone.fill(opinion=opinion)
        await self.phone.press("Agree and publish")

    async def answer_objection(self, text: str) -> None:
        """Answer the objection that waits on the desk."""
        await self.phone.open("/desk")
        await self.phone.follow(self.phone.page.locator("main a[href*='/objections/']").first)
        await self.phone.look()
        await self.phone.fill(text=text)
        await self.phone.press("Publish the answer")


@dataclass(slots=True, kw_only=True)
class Resident:
    """Somebody without a login."""

    phone: Phone
    notice: str = ""

    async def read_notice(self, words: str) -> bytes:
        """Find the notice on the board, read it, and fetch its paper."""
        await self.phone.open("")
        await self.phone.look()
        await self.phone.follow(self.phone.page.locator("main a[href*='/notices/']").first)
        await self.phone.must_say(words)
        await self.phone.look()
        self.notice = self.phone.page.url.partition("/notices/")[2].partition("?")[0].partition("#")[0]
        href = await self.phone.page.locator("a[href*='/files/']").first.get_attribute("href")
        assert href is not None
        answer = await self.phone.page.request.get(self.phone.house + "/files/" + href.partition("/files/")[2])
        assert answer.ok
        return await answer.body()

    async def check(self, paper: bytes) -> None:
        """Check the paper by its code, then by the file itself."""
        found = re.search(r"[A-Z]+-\d{4}-\d{4}-[0-9A-Z]{4}", reading.text(paper))
        assert found is not None
        await self.phone.open("//verify")
        await self.phone.look()
        await self.phone.fill(code=found[0])
        await self.phone.press("Check the code")
        await self.phone.look()
        assert await self.phone.page.locator(f"main a[href*='/notices/{self.notice}']").count()
        await self.phone.open("//verify")
        file = {"name": "notice.pdf", "mimeType": "application/pdf", "buffer": paper}
        await self.phone.page.locator("[name=file]").set_input_files(file)  # type: ignore[arg-type]  # a plain dict
        await self.phone.press("Check the file")
        assert await self.phone.page.locator(f"main a[href*='/notices/{self.notice}']").count()

    async def object(self, text: str) -> None:
        """Ask about the notice."""
        await self.phone.open(f"/notices/{self.notice}/object")
        await self.phone.look()
        await self.phone.fill(text=text)
        await self.phone.press("Send")
        await self.phone.must_say_plainly(text)
