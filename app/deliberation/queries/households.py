"""The households a representative speaks for, and what each of them says about a matter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.database import fetch
from app.deliberation.rules.matter_words import STANCES
from app.deliberation.rules.states import Stance
from app.refusals import Missing
from app.village.rules.natural_order import natural
from app.words import Message

HOUSES = """
SELECT h.no, g.name AS group, (SELECT p.name FROM person p WHERE p.household = h.id AND p.until IS NULL
  ORDER BY p.head DESC, p.no LIMIT 1) AS head,
  (SELECT count(*) FROM person p WHERE p.household = h.id AND p.until IS NULL) AS people,
  h.id = (SELECT household FROM person WHERE id = $1) AS own, o.stance, o.words
FROM representation r JOIN household h ON h.id = r.household JOIN village_group g ON g.id = h.group
  LEFT JOIN household_opinion o ON o.household = h.id AND o.representative = r.representative AND o.proposal = $3
WHERE r.representative = $1 AND r.village = $2 AND r.until IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A represented household, and what it says of the matter asked about; only its representative sees either."""

    no: str
    group: str
    head: str
    people: int
    own: bool
    """Whether it is the representative's own household: there is nobody to call on."""
    stance: Stance | None
    words: str

    @property
    def waits(self) -> bool:
        """Whether the representative still has to call on it."""
        return self.stance is None and not self.own

    @property
    def says(self) -> Message | None:
        """Its stance in words; None until it was asked."""
        return None if self.stance is None else STANCES[self.stance]


async def houses_of(person: UUID, *, village: UUID, about: UUID | None = None) -> tuple[House, ...]:
    """Return the households that a person represents today, with what they say about a matter."""
    rows = await fetch(HOUSES, person, village, about)
    return tuple(
        House(
            **dict(row)
            | {"stance": row["stance"] and Stance(row["stance"]), "words": row["words"] or "", "own": bool(row["own"])}
        )
        for row in sorted(rows, key=lambda row: natural(row["no"]))
    )


async def house_of(person: UUID, number: str, *, village: UUID, about: UUID) -> House:
    """Return one of them; Missing where the person represents no household of that number."""
    for house in await houses_of(person, village=village, about=about):
        if house.no == number:
            return house
    raise Missing()


def counted(houses: Sequence[House]) -> tuple[tuple[Message, int], ...]:
    """Return each stance in words with how many households take it; one that none takes is left out."""
    found = Counter(house.stance for house in houses)
    return tuple((word, found[stance]) for stance, word in STANCES.items() if found[stance])
