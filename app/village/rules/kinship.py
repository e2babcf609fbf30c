"""Says how two people of one household are related, from what each is to its head."""

from dataclasses import dataclass

from app.village.rules.people import PersonRow, Relation
from app.words import Message, _

HEAD = "head"
SPOUSES = _("spouse")
PARENT_AND_CHILD = _("parent or child")
SIBLINGS = _("brother or sister")
GRANDPARENT_AND_GRANDCHILD = _("grandparent or grandchild")

# Civil Code art. 1045: spouse, parents, children, brothers and sisters, grandparents (of both sides), grandchildren (of
# both sides) are near relatives. In-laws are not. A head's spouse and a head's parent are therefore left out.
KINSHIP: dict[frozenset[str], Message] = {
    frozenset({HEAD, Relation.SPOUSE}): SPOUSES,
    frozenset({HEAD, Relation.CHILD}): PARENT_AND_CHILD,
    frozenset({HEAD, Relation.PARENT}): PARENT_AND_CHILD,
    frozenset({HEAD, Relation.SIBLING}): SIBLINGS,
    frozenset({HEAD, Relation.GRANDCHILD}): GRANDPARENT_AND_GRANDCHILD,
    frozenset({HEAD, Relation.GRANDPARENT}): GRANDPARENT_AND_GRANDCHILD,
    frozenset({Relation.SPOUSE, Relation.CHILD}): PARENT_AND_CHILD,
    frozenset({Relation.SPOUSE, Relation.GRANDCHILD}): GRANDPARENT_AND_GRANDCHILD,
    frozenset({Relation.SPOUSE, Relation.PARENT_IN_LAW}): PARENT_AND_CHILD,
    frozenset({Relation.PARENT}): SPOUSES,
    frozenset({Relation.PARENT, Relation.CHILD}): GRANDPARENT_AND_GRANDCHILD,
    frozenset({Relation.PARENT, Relation.SIBLING}): PARENT_AND_CHILD,
    frozenset({Relation.PARENT_IN_LAW}): SPOUSES,
    frozenset({Relation.PARENT_IN_LAW, Relation.CHILD}): GRANDPARENT_AND_GRANDCHILD,
    frozenset({Relation.GRANDPARENT}): SPOUSES,
    frozenset({Relation.GRANDPARENT, Relation.SIBLING}): GRANDPARENT_AND_GRANDCHILD,
    frozenset({Relation.CHILD}): SIBLINGS,
    frozenset({Relation.SIBLING}): SIBLINGS,
}
# What the list can't tell: which child's child or spouse somebody is, which parent's parent, or a word nobody knows.
OPEN: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        {Relation.CHILD, Relation.GRANDCHILD},
        {Relation.CHILD, Relation.CHILD_IN_LAW},
        {Relation.CHILD_IN_LAW, Relation.GRANDCHILD},
        {Relation.CHILD_IN_LAW},
        {Relation.GRANDCHILD},
        {Relation.PARENT, Relation.GRANDPARENT},
    )
)
UNTOLD = frozenset({Relation.OTHER, Relation.UNKNOWN})
NOT_NEAR: frozenset[frozenset[str]] = frozenset({frozenset({HEAD, Relation.OTHER})})  # the list says so itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """How two people are near relatives, or that the list can't tell."""

    kind: Message | None


def kinship(one: PersonRow, other: PersonRow) -> Kin | None:
    """Return how two people are near relatives, or may be; only people of one household can be known to be."""
    if one.person_no == other.person_no or not one.household_no or one.household_no != other.household_no:
        return None
    places = frozenset(_place(person) for person in (one, other))
    if places in KINSHIP:
        return Kin(kind=KINSHIP[places])
    return Kin(kind=None) if places in OPEN or (places & UNTOLD and places not in NOT_NEAR) else None


def _place(person: PersonRow) -> str:
    """Return what somebody is to the head; where nothing was written, the list doesn't say."""
    return HEAD if person.head else person.relation or Relation.UNKNOWN
