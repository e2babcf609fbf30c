"""Reads the cells that name seats (“村民委员会:主任;党支部委员会:书记”) and represented households (“H001 H002”)."""

import re

from app.village.rules.characters import folded, plain_text
from app.village.rules.seats import OFFICES, Body, Office, SeatRow
from app.words import Message, _

BODY_WORDS: dict[str, Body] = {
    **{body.value: body for body in Body},
    **dict.fromkeys(
        ("党支部委员会", "支部委员会", "党支部", "支委会", "党总支委员会", "党总支"), Body.BRANCH_COMMITTEE
    ),
    **dict.fromkeys(("村民委员会", "村委会"), Body.VILLAGERS_COMMITTEE),
    **dict.fromkeys(("村民代表", "村民代表会议", "代表会议"), Body.REPRESENTATIVES),
    **dict.fromkeys(("村务监督委员会", "监督委员会", "监委会", "村监委"), Body.SUPERVISION),
    **dict.fromkeys(("乡镇", "乡", "镇", "街道"), Body.TOWNSHIP),
    "管理": Body.ADMINISTRATION,
}
OFFICE_WORDS: dict[str, Office] = {
    **{office.value: office for office in Office},
    "书记": Office.SECRETARY,
    "主任": Office.CHAIR,
    "委员": Office.MEMBER,
    **dict.fromkeys(("代表", "村民代表"), Office.REPRESENTATIVE),
    "文书": Office.CLERK,
    **dict.fromkeys(("乡镇干部", "干部"), Office.TOWNSHIP_OFFICER),
    "管理员": Office.ADMINISTRATOR,
}
LONGEST = 2_000


def read_seats(text: str) -> tuple[SeatRow, ...] | Message:
    """Return the seats a cell names, in a fixed order; nobody sits in a body twice."""
    plain = _listed(text)
    if isinstance(plain, Message):
        return plain
    seats: list[SeatRow] = []
    for part in re.split(r"[;,、]", plain):
        seat = read_seat(part.strip()) if part.strip() else None
        if isinstance(seat, Message):
            return seat
        if seat is not None and any(other.body is seat.body for other in seats):
            return _("The person sits twice in one body: %(body)s.", body=seat.body.label)
        seats += [seat] if seat is not None else []
    return tuple(sorted(seats))


def read_seat(text: str) -> SeatRow | Message:
    """Return one seat, written as body:office; the office may be left out where a body has only one."""
    body_word, _colon, office_word = (part.strip() for part in text.partition(":"))
    word = body_word.casefold()
    body = BODY_WORDS.get(word) or BODY_WORDS.get(word.removeprefix("村"))  # 村党支部委员会, as signs and stamps say it
    if body is None:
        return _(
            "There is no body called “%(name)s”. Write 党支部委员会, 村民委员会, 村民代表 or 村务监督委员会.",
            name=body_word[:30],
        )
    if not office_word and len(OFFICES[body]) == 1:
        (office,) = OFFICES[body]
        return SeatRow(body=body, office=office)
    if not office_word:
        return _("The office is missing: write it as 村民委员会:主任.")
    named = OFFICE_WORDS.get(office_word.casefold())
    if named is None:
        return _("There is no office called “%(name)s”.", name=office_word[:30])
    if named not in OFFICES[body]:
        return _("%(body)s has no office of %(office)s.", body=body.label, office=named.label)
    return SeatRow(body=body, office=named)


def read_represents(text: str) -> tuple[str, ...] | Message:
    """Return the numbers of the represented households, in a fixed order."""
    plain = _listed(text)
    if isinstance(plain, Message):
        return plain
    numbers = [number for number in re.split(r"[\s;,、]+", plain) if number]
    longest = max(map(len, numbers), default=0)
    if longest > 32:
        return _("This is too long: at most %(limit)s characters.", limit=32)
    return tuple(sorted(set(numbers)))


def _listed(text: str) -> str | Message:
    """Return a cell that holds a list; it may be broken into lines."""
    return plain_text(folded(re.sub(r"[\r\n]+", ";", text)), at_most=LONGEST)
