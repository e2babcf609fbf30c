"""Plain text as people type it: one form of each character, and nothing invisible that turns words around."""

import re
import unicodedata

KEPT_CONTROLS = frozenset("\n\t\u200d")  # line breaks and the joiner inside emoji
HAN = "〇\u3400-\u9fff\U00020000-\U0003ffff"
WORDS = re.compile(f"([{HAN}]+)|([^\\W{HAN}]+)")
FORBIDDEN = frozenset(
    {"Cc", "Cf", "Cs", "Co"}
)  # controls, formats (bidi overrides among them), surrogates, private use


def clean(text: str) -> str:
    """Return `text` in NFC, with Unix line ends, without controls and bidi overrides, without blank edges (UAX #9)."""
    joined = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in joined if c in KEPT_CONTROLS or unicodedata.category(c) not in FORBIDDEN).strip()


def unspaced(text: str) -> str:
    """Return a code or a number without what people put between or after its signs, its signs in their narrow form."""
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(c for c in narrow if unicodedata.category(c)[0] not in "ZPC" and c != "\N{MINUS SIGN}")


def grams(text: str) -> list[str]:
    """Return the words of `text` for search: Chinese runs as pairs of neighbours, other words whole, in lower case."""
    found: list[str] = []
    for han, word in WORDS.findall(unicodedata.normalize("NFKC", text).casefold()):
        found.extend(han[i : i + 2] for i in range(max(1, len(han) - 1)) if han)
        found.extend([word] if word else [])
    return found
