"""The feed and the calendar: what readers of them are owed by their standards."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from app.deliberation.rules.states import ToldBy
from app.deliberation.services.meetings import MeetingDraft, call_meeting
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.disclosure.conftest import Story
from tests.story import UNANIMOUS, a_resolved_matter

pytestmark = pytest.mark.anyio
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def texts(element: ElementTree.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(path, ATOM)]


async def test_the_feed_has_what_atom_requires(published: Story, published_doors: Doors) -> None:
    answer = await (await published_doors.as_(None)).get("/v/mgb/feed.atom")

    feed = ElementTree.fromstring(answer.content)  # noqa: S314  # our own feed
    entries = feed.findall("a:entry", ATOM)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    for one in (feed, *entries):
        assert len(texts(one, "a:id")) == len(texts(one, "a:title")) == len(texts(one, "a:updated")) == 1
    assert all(entry.findall("a:author/a:name", ATOM) and entry.findall("a:link", ATOM) for entry in entries)
    assert texts(feed, "a:updated") == [max(texts(feed, "a:entry/a:updated"))]
    assert len(entries) == 5  # four verdicts and a notice
    assert len(set(texts(feed, "a:entry/a:id"))) == 5


async def test_a_verdict_says_at_which_step_and_a_notice_brings_its_pdf(
    published: Story, published_doors: Doors
) -> None:
    answer = await (await published_doors.as_(None)).get("/v/mgb/feed.atom")

    feed = ElementTree.fromstring(answer.content)  # noqa: S314  # our own feed
    titles = texts(feed, "a:entry/a:title")
    assert "第1步提议通过：曼坝寨至新寨道路硬化工程" in titles
    assert "第4步决议通过：曼坝寨至新寨道路硬化工程" in titles
    (enclosed,) = feed.findall("a:entry/a:link[@rel='enclosure']", ATOM)
    notice = await published.hanging()
    assert enclosed.attrib["href"].endswith(notice.pdf)
    assert enclosed.attrib["type"] == "application/pdf"


async def test_an_entry_keeps_its_id(published: Story, published_doors: Doors) -> None:
    reader = await published_doors.as_(None)
    ids = []
    for language in ("zh_CN", "en"):
        reader.cookies.set("lang", language, domain="yishi.test")
        feed = ElementTree.fromstring((await reader.get("/v/mgb/feed.atom")).content)  # noqa: S314  # our own feed
        ids.append(texts(feed, "a:entry/a:id"))

    assert ids[0] == ids[1]


async def test_the_feed_of_a_new_village_is_empty_and_valid(published: Story, published_doors: Doors) -> None:
    feed = ElementTree.fromstring((await (await published_doors.as_(None)).get("/v/xp/feed.atom")).content)  # noqa: S314

    assert texts(feed, "a:updated") == ["2026-01-05T01:00:00Z"]
    assert feed.findall("a:entry", ATOM) == []


async def test_a_called_meeting_is_in_the_calendar(village: Cast, doors: Doors) -> None:
    matter = await a_resolved_matter(village, last=EIGHT, hands=(UNANIMOUS,))
    assert village.secretary.person is not None
    assert village.clerk.person is not None
    draft = MeetingDraft(
        starts_at=EIGHT + timedelta(days=5), place="村活动室，二楼", chair=village.secretary.person,
        recorder=village.clerk.person, items=(matter.id,), told_by=ToldBy.IN_PERSON,
    )  # fmt: skip
    meeting = await call_meeting(draft, by=village.clerk, at=EIGHT)

    answer = await (await doors.as_(None)).get("/v/mgb/calendar.ics")
    lines = answer.text.split("\r\n")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"

    assert f"UID:{meeting}" in lines
    assert "DTSTART:20260425T120000Z" in lines
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
