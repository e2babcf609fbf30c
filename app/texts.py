"""Texts that people wrote: Markdown made safe for a page, and plain text with its line breaks."""

from functools import lru_cache

import nh3
from jinja2 import Environment
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "blockquote", "a", "table", "thead", "tbody", "tr"} | {
    "th",
    "td",
    "hr",
}
MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
SMALLER = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}  # the page has its own h1 and h2


@lru_cache(maxsize=500)  # a text that was put forward never changes, and its page is made anew after every act
def markdown(text: str) -> Markup:
    """Return Markdown as clean HTML: no raw HTML, no pictures, only http(s) and mail links, headings below h2."""
    tokens = MARKDOWN.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = SMALLER.get(token.tag, token.tag)
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return Markup(  # noqa: S704  # nh3 has cleaned it
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow noopener noreferrer",
        )
    )


def without_marks(text: str) -> str:
    """Return Markdown as plain words, without its stars and signs, as a search shows it."""
    blocks = [token.children or () for token in MARKDOWN.parse(text) if token.type == "inline"]
    return "\n".join(
        "".join(child.content or "\n" * child.type.endswith("break") for child in block) for block in blocks
    )


def install_texts(env: Environment) -> None:
    """Give templates the filter `markdown`."""
    env.filters["markdown"] = markdown
