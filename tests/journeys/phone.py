"""A phone of 360 pixels in Chromium: it remembers what the browser complained of and how readable each page was."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page

from app.words import Message, translate

SIZE = {"width": 360, "height": 780}
PATIENCE = 20_000  # milliseconds; the machine of the tests may be busy
BRIEFLY = {"resultTypes": ["violations"]}  # of what is in order axe need not tell
CONFLICT = "the server responded with a status of 409"
VIOLATIONS = "document.addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective))"


def in_chinese(msgid: str) -> str:
    """Return a sentence of the house as the villagers read it."""
    return translate(Message(msgid), "zh_CN")


@dataclass(slots=True)
class Phone:
    """Somebody's phone, and what is wrong with the pages it showed."""

    page: Page
    home: str
    scripts: bool
    complaints: list[str] = field(default_factory=list)

    @property
    def house(self) -> str:
        """The address of the house without a village."""
        return self.home.partition("/v/")[0]

    async def open(self, path: str) -> None:
        """Go to a page of the village (a path that begins with // is the house's own)."""
        answer = await self.page.goto(self.house + path[1:] if path.startswith("//") else self.home + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    async def press(self, button: str, *, nth: int = 0) -> None:
        """Press a button by its words, here in English, and wait for the page that follows."""
        await self.follow(self.page.get_by_role("button", name=in_chinese(button), exact=True).nth(nth))

    async def follow(self, button: Locator) -> None:
        """Press what leads to another page, and wait until that page is there."""
        async with self.page.expect_event("load"):  # a change within the page, such as a swap of htmx, has none
            await button.click()

    async def turn(self, button: Locator, *, to: str) -> None:
        """Press what may change the page without a new load, and wait for words of the next one, here in English."""
        await button.click()
        await self.page.locator("main").get_by_text(in_chinese(to)).first.wait_for()

    async def fill(self, **fields: str) -> None:
        """Fill in fields by their names."""
        for name, value in fields.items():
            await self.page.locator(f"[name='{name}']").first.fill(value)

    async def choose(self, name: str, value: str) -> None:
        """Tick a box or a ring by the field's name and value."""
        await self.page.locator(f"[name='{name}'][value='{value}']").first.check()

    async def text(self) -> str:
        """Return the words of the page."""
        return await self.page.locator("main").inner_text()

    async def must_say(self, msgid: str) -> None:
        """Fail unless the page says this sentence of the house, here in English."""
        await self.must_say_plainly(in_chinese(msgid))

    async def must_say_plainly(self, words: str) -> None:
        """Fail unless the page says exactly these words."""
        assert words in await self.text(), f"{self.page.url} does not say “{words}”:\n{await self.text()}"

    def was_asked_back(self) -> None:
        """Take the last refusal for what it was, a question: the browser remarks on its 409 as on a fault."""
        self.complaints = [complaint for complaint in self.complaints if CONFLICT not in complaint]

    async def look(self) -> None:
        """Judge the page as it stands: readable for everybody, and no wider than the phone."""
        if self.scripts:
            found: dict[str, Any] = (await Axe().run(self.page, options=BRIEFLY)).response
            self.complaints += [
                f"{self.page.url}: {violation['id']}: {node['html'][:160]}"
                for violation in found["violations"]
                if violation["impact"] in ("serious", "critical")
                for node in violation["nodes"]
            ]
        width = await self.page.evaluate("document.documentElement.scrollWidth") if self.scripts else SIZE["width"]
        if width > SIZE["width"]:
            self.complaints.append(f"{self.page.url}: {width} pixels wide")


@asynccontextmanager
async def a_phone(browser: Browser, home: str, *, scripts: bool = True) -> AsyncIterator[Phone]:
    """Lend a phone without cookies; when something fails, what it showed stands below the failure."""
    context = await browser.new_context(viewport=SIZE, java_script_enabled=scripts, locale="zh-CN")  # type: ignore[arg-type]  # a plain dict
    context.set_default_timeout(PATIENCE)
    await context.add_init_script(VIOLATIONS)
    page = await context.new_page()
    phone = Phone(page=page, home=home, scripts=scripts)
    page.on("console", lambda message: _hear(phone, message.type, message.text))
    page.on("pageerror", lambda error: phone.complaints.append(f"{page.url}: {error}"))
    try:
        yield phone
    except Exception as failure:
        failure.add_note(f"a phone shows {page.url}: {(await page.inner_text('body'))[:1500]}")
        raise
    finally:
        await context.close()


def _hear(phone: Phone, kind: str, words: str) -> None:
    if kind in ("error", "warning"):
        phone.complaints.append(f"{phone.page.url}: {words}")
