"""Says how two people of one household are related, from what each is to its head."""

from app.village.rules.people import PersonRow, Relation
from app.words import Message, _

HEAD = "head"
SPOUSES = _("spouse")
PARENT_AND_CHILD = _("parent or child")
SIBLINGS = _("brother or sister")
GRANDPARENT_AND_GRANDCHILD = _("grandparent or grandchild")

# Civil Code art. 1045: spouse, parents, children, brothers and sisters, grandparents, grandchildren are near relatives.
# In-laws are not; a head's spouse and a head's parent are therefore left out, though the list can't tell for certain.
KINSHIP: dict[frozenset[str], Message] = {
    frozenset({HEAD, Relation.SPOUSE}): SPOUSES,
    frozenset({HEAD, Relation.CHILD}): PARENT_AND_CHILD,
    frozenset({HEAD, Relation.PARENT}): PARENT_AND_CHILD,
    frozenset({HEAD, Relation.SIBLING}): SIBLINGS,
    frozenset({HEAD, Relation.GRANDCHILD}): GRANDPARENT_AND_GRANDCHILD,
    frozenset({Relation.SPOUSE, Relation.CHILD}): PARENT_AND_CHILD,
    frozenset({Relation.SPOUSE, Relation.GRANDCHILD}): GRANDPARENT_AND_GRANDCHILD,
    frozenset({Relation.PARENT}): SPOUSES,
    frozenset({Relation.PARENT, Relation.CHILD}): GRANDPARENT_AND_GRANDCHILD,
    frozenset({Relation.PARENT, Relation.SIBLING}): PARENT_AND_CHILD,
    frozenset({Relation.CHILD}): SIBLINGS,
    frozenset({Relation.SIBLING}): SIBLINGS,
}


def kinship(one: PersonRow, other: PersonRow) -> Message | None:
    """Return how two people are near relatives; only people of one household can be known to be."""
    if one.person_no == other.person_no or not one.household_no or one.household_no != other.household_no:
        return None
    places = {_place(one), _place(other)}
    return None if None in places else KINSHIP.get(frozenset(place for place in places if place is not None))


def _place(person: PersonRow) -> str | None:
    return HEAD if person.head else person.relation
