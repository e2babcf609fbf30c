"""Texts that people wrote, as a page shows them: headings, lists, bold words, web and mail links; nothing else acts."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup, escape

from app.signs import Line, Look, lines_of, words_of

LINK = re.compile(r"(?<!!)\[([^\[\]]{1,200})\]\(((?:https?://|mailto:)[^\s()<>\[\]\\]{1,500})\)")


@lru_cache(maxsize=500)  # a text that was put forward never changes, and its page is made anew after every act
def markdown(text: str) -> Markup:
    """Return a text as HTML; what is no sign of `app.signs` and no link stands there as it was typed."""
    return Markup("\n").join(block for part in _parts(lines_of(text)) for block in _blocks(part))


def without_marks(text: str) -> str:
    """Return a text as plain words, as a search or a paper shows it."""
    return words_of(text)


def _parts(lines: list[Line]) -> Iterator[list[Line]]:
    """Cut a text where a blank line ends a paragraph."""
    for blank, part in groupby(lines, key=lambda line: not line.text.strip()):
        if not blank:
            yield list(part)


def _blocks(lines: list[Line]) -> Iterator[Markup]:
    """Write one part: a heading stands alone, items make a list, and a plain line goes on with what is before it."""
    blocks: list[tuple[Look, list[list[Line]]]] = []
    for line in lines:
        goes_on = bool(blocks) and blocks[-1][0] is not Look.HEADING
        if line.look is Look.PLAIN and goes_on:
            blocks[-1][1][-1].append(line)
        elif blocks and line.look is blocks[-1][0] and line.look is not Look.HEADING:
            blocks[-1][1].append([line])
        else:
            blocks.append((line.look, [[line]]))
    for look, items in blocks:
        yield _block(look, items)


def _block(look: Look, items: list[list[Line]]) -> Markup:
    written = [Markup("<br>\n").join(_words(line) for line in item) for item in items]
    match look:
        case Look.HEADING:
            return Markup("<h3>{}</h3>").format(written[0])  # the page has its own h1 and h2
        case Look.ITEM:
            return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(one) for one in written))
        case Look.NUMBERED:
            numbered = zip(items, written, strict=True)
            rows = (Markup('<li value="{}">{}</li>').format(item[0].number, one) for item, one in numbered)
            return Markup("<ol>{}</ol>").format(Markup("").join(rows))
        case Look.PLAIN:
            return Markup("<p>{}</p>").format(written[0])


def _words(line: Line) -> Markup:
    runs = ((_linked(run), bold) for run, bold in line.runs)
    return Markup("").join(Markup("<strong>{}</strong>").format(run) if bold else run for run, bold in runs)


def _linked(text: str) -> Markup:
    """Write words with their links; an address that hides where it leads, or leads nowhere, stands as it was typed."""
    written = []
    at = 0
    for found in LINK.finditer(text):
        if leads_where_it_says(found[2]):
            link = Markup('<a href="{}" rel="nofollow noopener noreferrer">{}</a>').format(found[2], found[1])
            written += [escape(text[at : found.start()]), link]
            at = found.end()
    return Markup("").join([*written, escape(text[at:])])


def leads_where_it_says(address: str) -> bool:
    """Return whether an address is one of the web with a host and nobody's name before it, or one of mail."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "mailto" or bool(parts.hostname and "@" not in parts.netloc)
    except ValueError:
        return False


def install_texts(env: Environment) -> None:
    """Give templates the filter `markdown`."""
    env.filters["markdown"] = markdown
