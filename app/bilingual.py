"""A short text that comes in both languages as data, such as the name of a step or the citation of a law."""

from dataclasses import dataclass

from app.reader import reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """Both languages of one text; rule packs carry it, catalogues don't."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        """Return the text for a language code such as `zh_CN` or `en`."""
        return self.zh if language.lower().startswith("zh") else self.en

    def __str__(self) -> str:
        return self.text(reader.get().language)
