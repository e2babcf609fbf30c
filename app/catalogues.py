"""The catalogues: every `app/locale/<language>/*.po` is read at start; a third language is a third folder."""

from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.reader import DEFAULT_LANGUAGE

LOCALE_FOLDER = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"  # the language of the msgids


@cache
def languages() -> dict[str, str]:
    """Return each language of the house with its own name for itself, the default first."""
    codes = {DEFAULT_LANGUAGE, SOURCE_LANGUAGE} | {folder.name for folder in LOCALE_FOLDER.iterdir() if folder.is_dir()}
    ordered = sorted(codes, key=lambda code: (code != DEFAULT_LANGUAGE, code))
    return {code: Locale.parse(code).get_language_name() or code for code in ordered}


@cache
def translations(language: str) -> NullTranslations:
    """Return the merged catalogue of a language; English, and a language without one, reads the msgids."""
    parts = sorted((LOCALE_FOLDER / language).glob("*.po"))
    if not parts:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, merged(language, parts))
    compiled.seek(0)
    return GNUTranslations(compiled)


def merged(language: str, parts: list[Path]) -> Catalog:
    """Merge the catalogues of several owners; the first that knows a sentence decides."""
    whole = Catalog(locale=language, charset="utf-8")
    for part in parts:
        with part.open("rb") as source:
            for message in read_po(source, locale=language):
                if message.id and message.id not in whole:
                    whole.add(message.id, message.string, flags=message.flags, context=message.context)
    return whole


@lru_cache(maxsize=1_000)
def negotiate(*, cookie: str | None, query: str | None, accept_language: str | None) -> str:
    """Choose the reader's language: what was asked for, what was chosen before, else Chinese.

    The browser decides only when it names no Chinese at all and a language we have: phones bought
    abroad and sent home to the village announce English first.
    """
    for chosen in (query, cookie):
        if found := known_language(chosen or ""):
            return found
    wanted = _by_preference(accept_language or "")
    if any(tag.startswith("zh") for tag in wanted):
        return DEFAULT_LANGUAGE
    return next((found for tag in wanted if (found := known_language(tag))), DEFAULT_LANGUAGE)


def known_language(tag: str) -> str | None:
    """Return our code for a language tag: `en-GB` is en, `zh` is zh_CN."""
    plain = tag.strip().replace("-", "_").lower()
    by_tag = {code.lower(): code for code in languages()}
    by_language = {code.split("_")[0].lower(): code for code in reversed(languages())}
    return by_tag.get(plain) or by_language.get(plain.split("_")[0])


def _by_preference(header: str) -> list[str]:
    """Order the tags of an Accept-Language header by their weight; the ones of weight 0 are refused."""
    weighted = []
    for place, part in enumerate(header.split(",")[:20]):
        tag, _, quality = part.strip().partition(";")
        weight = quality.strip().removeprefix("q=").strip()[:5] or "1"
        if tag and weight not in {"0", "0.0", "0.00", "0.000"}:
            weighted.append(("1" if weight[0] == "1" else weight, -place, tag.strip().lower()))
    return [tag for _, _, tag in sorted(weighted, reverse=True)]
