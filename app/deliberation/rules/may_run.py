"""Who may chair and who may record a sitting of a body, in the order in which they usually do."""

from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.due import Villager
from app.village.rules.seats import Body, Office, Party, SeatRow

BRANCH, COMMITTEE, SUPERVISION = Body.BRANCH_COMMITTEE, Body.VILLAGERS_COMMITTEE, Body.SUPERVISION
LED_BY: dict[Assembly, tuple[Body, ...]] = {
    Assembly.BRANCH_COMMITTEE: (BRANCH,),
    Assembly.TWO_COMMITTEES: (BRANCH, COMMITTEE),
    Assembly.PARTY_MEETING: (BRANCH,),
    Assembly.REPRESENTATIVES_MEETING: (COMMITTEE, BRANCH),
    Assembly.VILLAGERS_MEETING: (COMMITTEE, BRANCH),
    Assembly.SUPERVISION_COMMITTEE: (SUPERVISION,),
}
HEADS = (Office.SECRETARY, Office.CHAIR)


def chair_rank(person: Villager, *, body: Assembly) -> int | None:
    """Return the place of a person among those who may chair a body, the heads first; None who may not.

    Who comes from the township leads no body of the village, whatever other seat they hold.
    """
    if person.sits_on(Body.TOWNSHIP):
        return None
    led_by = LED_BY[body]
    ranks = [_rank(seat, led_by) for seat in person.seats if seat.is_member and seat.body in led_by]
    if ranks:
        return min(ranks)
    if body is Assembly.PARTY_MEETING and person.party is Party.FULL and not person.sits_on(SUPERVISION):
        return 2 * len(Body)
    return None


def recorder_rank(person: Villager, *, body: Assembly) -> int | None:
    """Return the place of a person among those who may record a body: the clerks first, then who may chair it.

    Supervisors record only their own committee: they watch what the others write.
    """
    if person.sits_on(Body.TOWNSHIP):
        return None
    if any(seat.office is Office.CLERK for seat in person.seats):
        return -1
    if body is not Assembly.SUPERVISION_COMMITTEE and person.sits_on(SUPERVISION):
        return None
    rank = chair_rank(person, body=body)
    if rank is None and any(person.sits_on(one) for one in (BRANCH, COMMITTEE)):
        return 3 * len(Body)
    return rank


def _rank(seat: SeatRow, led_by: tuple[Body, ...]) -> int:
    return led_by.index(seat.body) + (0 if seat.office in HEADS else len(Body))
