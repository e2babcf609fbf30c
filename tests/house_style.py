"""The house style, checked on every page that any test fetches."""

import re
from collections import Counter
from html.parser import HTMLParser

import httpx

VOID = {"br", "img", "input", "link", "meta", "hr", "col", "source", "use", "rect", "line", "path", "circle"}
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


class _Page(HTMLParser):
    """What the style asks about a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.faults: list[str] = []
        self.inside_label = 0
        self.inside_svg = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside_svg += tag == "svg"
        if not (tag == "title" and self.inside_svg):  # a drawing has a title of its own
            self.tags[tag] += 1
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        if tag == "label":
            self.inside_label += 1
            self.labelled.add(str(given.get("for", "")))
        if (
            tag in ("input", "select", "textarea")
            and given.get("type", "text") not in UNLABELLED
            and not self.inside_label
        ):
            self.fields.append(given)
        if tag == "script" and not given.get("src"):
            self.faults.append("a script inside the page")
        if tag == "style" or "style" in given:
            self.faults.append(f"a style inside the page ({tag})")
        self.faults.extend(f"{name} on {tag}" for name in given if re.fullmatch(r"on[a-z]+", name))
        if tag == "img" and "alt" not in given:
            self.faults.append("a picture without words")

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.inside_label -= 1
        self.inside_svg -= tag == "svg"


async def must_be_in_style(response: httpx.Response) -> None:
    """Fail the test that fetched a page out of style."""
    if not response.headers.get("content-type", "").startswith("text/html"):
        return
    await response.aread()
    faults = faults_of(response.text, whole="<!doctype html>" in response.text[:200].lower())
    assert not faults, f"{response.request.method} {response.url.path}: {'; '.join(faults)}"
    assert "content-security-policy" in response.headers, f"{response.url.path}: no content policy"


def faults_of(html: str, *, whole: bool) -> list[str]:
    """Return what is out of style on a page (or on a partial)."""
    page = _Page()
    page.feed(html)
    faults = list(page.faults)
    faults += [f"the id {name} stands {times} times" for name, times in page.ids.items() if times > 1]
    for field in page.fields:
        if field.get("id") not in page.labelled and not field.get("aria-label") and not field.get("aria-labelledby"):
            faults.append(f"the field {field.get('name')} has no label")
    if whole:
        if page.tags["h1"] != 1:
            faults.append(f"{page.tags['h1']} headings of the first rank")
        if page.tags["title"] != 1:
            faults.append("no title")
    return faults
