"""The wording of one revision: what the matter says and the money it asks for, and the digest that names both."""

import json
from dataclasses import dataclass
from hashlib import sha256

from app.deliberation.rules.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a revision freezes."""

    summary: str
    text: str
    money: tuple[Money, ...] = ()

    def digest(self) -> str:
        """Return the SHA-256 over the canonical form: the same words and fen give the same digest for ever."""
        lines = [[line.kind.value, line.label, line.basis, line.fen] for line in self.money]
        form = json.dumps([self.summary, self.text, lines], ensure_ascii=False, separators=(",", ":"))
        return sha256(form.encode()).hexdigest()
