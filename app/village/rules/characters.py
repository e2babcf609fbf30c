"""Tidies what people type into a cell, and refuses characters that would lie on screen or on paper."""

import re
import unicodedata

from app.words import Message, _

# Cc control, Cf invisible and direction marks, Co private use, Cs half characters, Zl/Zp line and paragraph marks
REFUSED: dict[str, Message] = {
    "Cc": _("There is a control character or a line break in it."),
    "Cf": _("There is an invisible character in it; type the text again."),
    "Co": _("There is a character in it that exists only on the computer where it was typed."),
    "Cs": _("There is half a character in it; type the text again."),
    "Zl": _("There is a control character or a line break in it."),
    "Zp": _("There is a control character or a line break in it."),
}

BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff]) (?=[\u3400-\u9fff\U00020000-\U0003ffff])")


def tidied(text: str) -> str:
    """Return text in composed form, without spaces around it and with single spaces inside; characters are kept."""
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in unicodedata.normalize("NFC", text))
    return re.sub(" {2,}", " ", spaced.strip(" \t\r\n"))


def folded(text: str) -> str:
    """Return text for numbers, dates and fixed words: full-width letters, digits and marks become plain ones."""
    return unicodedata.normalize("NFKC", tidied(text)).strip()


def plain_text(text: str, *, at_most: int) -> str | Message:
    """Return tidy text, or the reason why it can't be taken."""
    tidy = tidied(text)
    if len(tidy) > at_most:
        return _("This is too long: at most %(limit)s characters.", limit=at_most)
    for sign in tidy:
        reason = REFUSED.get(unicodedata.category(sign))
        if reason is not None:
            return reason
    return tidy


def personal_name(text: str) -> str | Message:
    """Return a name; spaces that were typed between Chinese characters to line up a list are taken out."""
    name = plain_text(text, at_most=50)
    if isinstance(name, Message):
        return name
    return BETWEEN_HAN.sub("", name) or _("The name is missing.")
