"""What somebody wrote into a form whose login had ended meanwhile: shown again, so that nobody writes it twice."""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection

from app.bodies import beginning

# What people write in their own words; a password, a code or a key is never shown again.
OWN_WORDS = ("title", "summary", "text", "reason", "answer", "words", "what", "explanation", "short_notice_reason")
LONGEST_SHOWN = 40_000  # characters; the longest text, its summary and its title fit


async def own_words(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Return what was written in a posted form, a paragraph for each field."""
    if not isinstance(connection, Request) or connection.method != "POST":
        return ""
    texts = (await beginning(connection)).texts
    written = (text for own in OWN_WORDS for name, text in texts if name == own)
    return "\n\n".join(text for text in written if text.strip())[:LONGEST_SHOWN]
