"""What somebody wrote into a form whose login had ended meanwhile: shown again, so that nobody writes it twice."""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection

# What people write in their own words; a password, a code or a key is never shown again.
OWN_WORDS = ("title", "summary", "text", "reason", "answer", "words", "what", "explanation", "short_notice_reason")


async def own_words(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Return what was written in a posted form, a paragraph for each field."""
    if not isinstance(connection, Request) or connection.method != "POST":
        return ""
    form = await connection.form()
    written = (value for name in OWN_WORDS for value in form.getall(name, ()))
    return "\n\n".join(value for value in written if isinstance(value, str) and value.strip())
