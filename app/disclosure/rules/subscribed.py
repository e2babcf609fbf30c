"""Writes the Atom feed (RFC 4287) and the calendar (RFC 5545) of a village as text."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from app.plain import clean
from app.words import translate

ATOM = "http://www.w3.org/2005/Atom"
FOLD = 73  # octets in a line of a calendar, before the line break


class Entry(Protocol):
    """What is read of an entry."""

    @property
    def id(self) -> UUID: ...
    @property
    def title(self) -> object: ...
    @property
    def summary(self) -> object: ...
    @property
    def href(self) -> str: ...
    @property
    def updated(self) -> datetime: ...
    @property
    def author(self) -> str: ...
    @property
    def pdf(self) -> str: ...


class Date(Protocol):
    """What is read of a meeting."""

    @property
    def id(self) -> UUID: ...
    @property
    def title(self) -> object: ...
    @property
    def place(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def called_at(self) -> datetime: ...
    @property
    def href(self) -> str: ...


def atom(
    entries: Iterable[Entry], *, village: UUID, title: str, site: str, home: str, language: str, since: datetime
) -> bytes:
    """Return the feed; every id is a `urn:uuid`, so it stays the same wherever the house stands."""
    entries = list(entries)
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _text(feed, "id", f"urn:uuid:{village}")
    _text(feed, "title", title)
    _text(feed, "updated", _moment(max((entry.updated for entry in entries), default=since)))
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site}{home}/feed.atom"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}{home}"})
    for entry in entries:
        _entry(SubElement(feed, "entry"), entry, site=site)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(element: Element, entry: Entry, *, site: str) -> None:
    _text(element, "id", f"urn:uuid:{entry.id}")
    _text(element, "title", translate(entry.title))
    _text(element, "updated", _moment(entry.updated))
    _text(element, "published", _moment(entry.updated))
    _text(SubElement(element, "author"), "name", entry.author)
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}{entry.href}"})
    if entry.pdf:
        SubElement(element, "link", {"rel": "enclosure", "type": "application/pdf", "href": f"{site}{entry.pdf}"})
    _text(element, "summary", translate(entry.summary))


def calendar(dates: Iterable[Date], *, title: str, site: str) -> str:
    """Return the calendar; a meeting's id stays, so a reader replaces what it knows."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Yishi//Yishi//ZH", f"X-WR-CALNAME:{_escaped(title)}"]
    for date in dates:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{date.id}",
            f"DTSTAMP:{_stamp(date.called_at)}",
            f"DTSTART:{_stamp(date.starts_at)}",
            f"SUMMARY:{_escaped(translate(date.title))}",
            f"LOCATION:{_escaped(date.place)}",
            f"URL:{site}{date.href}",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = clean(text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for mark, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(mark, safe)
    return text


def _folded(line: str) -> str:
    """Break a long line between characters, as RFC 5545 section 3.1 asks: a blank begins what goes on."""
    parts, width = [""], 0
    for char in line:
        size = len(char.encode())
        if width + size > FOLD:
            parts.append(" ")
            width = 1
        parts[-1] += char
        width += size
    return "\r\n".join(parts)
