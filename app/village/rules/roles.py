"""What a person may do follows from the seats held today."""

from collections.abc import Iterable

from app.doors import Role
from app.village.rules.seats import Body, Office, Party, SeatRow
from app.village.rules.two_sides import effective

BY_BODY = {
    Body.BRANCH_COMMITTEE: Role.BRANCH,
    Body.VILLAGERS_COMMITTEE: Role.COMMITTEE,
    Body.REPRESENTATIVES: Role.REPRESENTATIVE,
    Body.SUPERVISION: Role.SUPERVISION,
    Body.TOWNSHIP: Role.TOWNSHIP,
}
RUNS_MEETINGS = {(Body.BRANCH_COMMITTEE, Office.SECRETARY), (Body.VILLAGERS_COMMITTEE, Office.CHAIR)}


def roles_of(seats: Iterable[SeatRow], *, party: Party) -> frozenset[Role]:
    """Return the roles of somebody who holds `seats`; a clerk's and an administrator's seat are not a member's.

    Who sits on both sides does not watch over anybody.
    """
    roles: set[Role] = set()
    for seat in effective(frozenset(seats)):
        if seat.office is Office.CLERK:
            roles |= {Role.CLERK, Role.SECRETARY}
        elif seat.office is Office.ADMINISTRATOR:
            roles.add(Role.ADMINISTRATOR)
        elif seat.body in BY_BODY:
            roles.add(BY_BODY[seat.body])
        if (seat.body, seat.office) in RUNS_MEETINGS:
            roles.add(Role.SECRETARY)
    if party is Party.FULL:
        roles.add(Role.PARTY_MEMBER)
    return frozenset(roles)


def title_of(seats: Iterable[SeatRow]) -> str:
    """Return the office that the record prints beside the name, in the village's language; none for a resident."""
    first = min(seats, key=lambda seat: (list(Body).index(seat.body), list(Office).index(seat.office)), default=None)
    return "" if first is None else PRINTED[first.body, first.office]


PRINTED = {
    (Body.BRANCH_COMMITTEE, Office.SECRETARY): "村党支部书记",
    (Body.BRANCH_COMMITTEE, Office.MEMBER): "村党支部委员",
    (Body.VILLAGERS_COMMITTEE, Office.CHAIR): "村民委员会主任",
    (Body.VILLAGERS_COMMITTEE, Office.MEMBER): "村民委员会委员",
    (Body.VILLAGERS_COMMITTEE, Office.CLERK): "村文书",
    (Body.ADMINISTRATION, Office.CLERK): "村文书",
    (Body.ADMINISTRATION, Office.ADMINISTRATOR): "系统管理员",
    (Body.REPRESENTATIVES, Office.REPRESENTATIVE): "村民代表",
    (Body.SUPERVISION, Office.CHAIR): "村务监督委员会主任",
    (Body.SUPERVISION, Office.MEMBER): "村务监督委员会委员",
    (Body.TOWNSHIP, Office.TOWNSHIP_OFFICER): "乡镇干部",
}
