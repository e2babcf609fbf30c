"""A document and its data become pages: the template is filled, laid out, made to fit and written as PDF."""

import logging
import re
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

import weasyprint
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from weasyprint.text.fonts import FontConfiguration

from app.paper import filters, justify
from app.paper.errors import MissingGlyph, PaperError
from app.paper.fetch import SCHEME, Shelf
from app.paper.finish import finish
from app.paper.fonts import covered
from app.paper.jobs import Enclosure, PrintJob
from app.paper.text import breakable, printable_value
from app.paper.titles import title_lines, width

VARIANT = "pdf/a-3a"
ONE_PAGE = 'data-fit="one-page"'
ANNEX = '<section class="annex"'
LEADINGS = ("roomy", "", "close", "snug", "tight", "tightest")  # classes of <body>, tried in this order
NORMAL = LEADINGS.index("")
SHORT = 560  # characters: worth trying in large type
HOPELESS = 3  # pages at normal leading: the tightest only halves them
_STYLE = re.compile(r'<link rel="stylesheet" href="asset:([\w.-]+\.css)">')
_MISSING = re.compile(r'\.notdef glyph.*"(.*)" \(U\+([0-9A-F]+)\)')


class Complaints(logging.Handler):
    """Keeps what WeasyPrint would only have logged: a missing glyph, a picture that cannot be read."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.heard.append(record.getMessage())

    def raise_any(self) -> None:
        """Refuse the document when something is missing from it."""
        for line in self.heard:
            if missing := _MISSING.search(line):
                raise MissingGlyph(f"No font has the character {missing[1]} (U+{missing[2]}).")
            if line.startswith("Failed"):
                raise PaperError(line)


class Typesetter:
    """One per process: WeasyPrint's font configuration is slow to make and must not be shared between threads."""

    def __init__(self, *, templates: Sequence[Path], fonts: Path) -> None:
        justify.install()
        self._glyphs = covered(fonts)
        self._fonts = FontConfiguration()
        self._styles = _read_styles(templates)
        self._words = _environment(templates)
        self._complaints = Complaints()
        log = logging.getLogger("weasyprint")
        log.handlers, log.propagate = [self._complaints], False

    def typeset(self, job: PrintJob) -> bytes:
        """Return the PDF of one job; the same job gives the same bytes."""
        self._complaints.heard.clear()
        shelf = Shelf(photos=job.photos)
        pages = self._fitted(job.document, data=printable_value(job.data, glyphs=self._glyphs), shelf=shelf)
        enclosures = [_attachment(enclosure) for enclosure in job.enclosures]
        pdf: bytes = pages.write_pdf(finisher=finish, pdf_variant=VARIANT, attachments=enclosures)
        self._complaints.raise_any()
        return pdf

    def _fitted(self, document: str, *, data: Any, shelf: Shelf) -> Any:
        """Lay the document out; one that asks for one page in large type if short, closer and closer if long.

        What never fits is better read at the normal setting on two pages.
        """
        template = self._words.get_template(document)
        html = template.render(d=data, qr=shelf.qr)
        if ONE_PAGE not in html:
            return self._laid_out(html, shelf=shelf)
        is_short = len(Markup(html.partition(ANNEX)[0]).striptags()) < SHORT  # noqa: S704 (counted, not printed)
        normal = None
        for leading in LEADINGS if is_short else LEADINGS[NORMAL:]:
            pages = self._laid_out(html.replace("<body>", f'<body class="{leading}">', 1), shelf=shelf)
            if _before_annex(pages) == 1:
                return pages
            normal = pages if leading == "" else normal
            if normal and _before_annex(normal) >= HOPELESS:
                break
        return normal

    def _laid_out(self, html: str, *, shelf: Shelf) -> Any:
        styles = [self._styles[name] for name in _STYLE.findall(html)]
        source = weasyprint.HTML(string=_STYLE.sub("", html), url_fetcher=shelf, base_url=SCHEME)
        return source.render(font_config=self._fonts, pdf_variant=VARIANT, stylesheets=styles)


def _before_annex(pages: Any) -> int:
    """Count the pages of the notice itself: its annex begins on a page of its own and may have several."""
    begins = (place for place, page in enumerate(pages.pages) if "annex" in page.anchors)
    return next(begins, len(pages.pages))


def _read_styles(templates: Sequence[Path]) -> dict[str, Any]:
    """Parse the style sheets once: for each document anew it would cost as much as a quarter of its layout."""
    sheets = [path for folder in templates for path in sorted(folder.glob("print/*.css"))]
    return {path.name: weasyprint.CSS(string=path.read_text(encoding="utf-8"), base_url=SCHEME) for path in sheets}


def _environment(templates: Sequence[Path]) -> Environment:
    """Return the print templates' own environment: escaped, strict, and blind to the reader's language."""
    words = Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, finalize=breakable
    )
    words.filters |= {
        "money": filters.money,
        "amount": filters.amount,
        "difference": filters.difference,
        "day": filters.printed_day,
        "last_day": filters.last_day,
        "cn": filters.cn,
        "paragraphs": filters.paragraphs,
        "body_lines": filters.body_lines,
        "title_lines": title_lines,
        "width": width,
    }
    return words


def _attachment(enclosure: Enclosure) -> Any:
    """Return the enclosure as WeasyPrint wants it; PDF/A-3 asks how it relates to the document."""
    at = enclosure.at.astimezone(UTC)
    return weasyprint.Attachment(
        string=enclosure.content,
        base_url=SCHEME,
        name=enclosure.name,
        description=enclosure.description,
        created=at,
        modified=at,
        relationship="Data",
    )
