"""Reads the cells that name seats (“村民委员会:主任;党支部委员会:书记”) and represented households (“H001 H002”)."""

import re

from app.village.rules.characters import folded, plain_text
from app.village.rules.natural_order import natural
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

_SECRETARY = SeatRow(body=Body.BRANCH_COMMITTEE, office=Office.SECRETARY)
_BRANCH = SeatRow(body=Body.BRANCH_COMMITTEE, office=Office.MEMBER)
_HEAD = SeatRow(body=Body.VILLAGERS_COMMITTEE, office=Office.CHAIR)
_COMMITTEE = SeatRow(body=Body.VILLAGERS_COMMITTEE, office=Office.MEMBER)
_WATCH_HEAD = SeatRow(body=Body.SUPERVISION, office=Office.CHAIR)
_WATCH = SeatRow(body=Body.SUPERVISION, office=Office.MEMBER)
# What offices write in one word: the office with its body in it, or two offices in one hand.
IN_ONE_WORD: dict[str, tuple[SeatRow, ...]] = {
    **dict.fromkeys(("书记", "支书", "村支书", "支部书记", "党支部书记", "党总支书记"), (_SECRETARY,)),
    **dict.fromkeys(("支部委员", "党支部委员", "支委", "支部副书记", "副书记"), (_BRANCH,)),
    **dict.fromkeys(("主任", "村主任", "村委会主任", "村委主任", "村民委员会主任"), (_HEAD,)),
    **dict.fromkeys(("村委委员", "村委会委员", "村民委员会委员", "村委会副主任", "副主任", "妇女主任"), (_COMMITTEE,)),
    **dict.fromkeys(("书记兼主任", "书记主任一肩挑", "一肩挑", "书记、主任"), (_SECRETARY, _HEAD)),
    **dict.fromkeys(("监委主任", "监委会主任", "监督委员会主任", "村务监督委员会主任", "村监委主任"), (_WATCH_HEAD,)),
    **dict.fromkeys(("监委委员", "监委会委员", "监督委员会委员", "监督委员", "村监委委员", "监委"), (_WATCH,)),
    **dict.fromkeys(("代表",), (SeatRow(body=Body.REPRESENTATIVES, office=Office.REPRESENTATIVE),)),
    **dict.fromkeys(("文书", "村文书", "会计兼文书"), (SeatRow(body=Body.ADMINISTRATION, office=Office.CLERK),)),
    **dict.fromkeys(("管理员", "系统管理员"), (SeatRow(body=Body.ADMINISTRATION, office=Office.ADMINISTRATOR),)),
}


def read_seats(text: str) -> tuple[SeatRow, ...] | Message:
    """Return the seats a cell names, in a fixed order; nobody sits in a body twice."""
    plain = _listed(text)
    if isinstance(plain, Message):
        return plain
    seats: list[SeatRow] = []
    for part in re.split(r"[;,、]", plain):
        found = _seats_of(part.strip())
        if isinstance(found, Message):
            return found
        for seat in found:
            if (
                any(other.body is seat.body and other != seat for other in seats)
                and seat.body is not Body.ADMINISTRATION
            ):
                return _("The person sits twice in one body: %(body)s.", body=seat.body.label)
            seats += [seat] if seat not in seats else []
    return tuple(sorted(seats))


def _seats_of(part: str) -> tuple[SeatRow, ...] | Message:
    """Return the seats of one entry of the cell."""
    if not part:
        return ()
    if part in IN_ONE_WORD:
        return IN_ONE_WORD[part]
    seat = read_seat(part)
    return seat if isinstance(seat, Message) else (seat,)


def read_seat(text: str) -> SeatRow | Message:
    """Return one seat, written as body:office; the office may be left out where a body has only one."""
    body_word, _colon, office_word = (part.strip() for part in text.partition(":"))
    word = body_word.casefold()
    body = BODY_WORDS.get(word) or BODY_WORDS.get(word.removeprefix("村"))  # 村党支部委员会, as signs and stamps say it
    if body is None:
        return _(
            "There is no body called “%(name)s”. Write 党支部委员会, 村民委员会, 村民代表 or 村务监督委员会, and behind"
            " a colon the office, for example 党支部委员会:委员.",
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
    return tuple(sorted(set(numbers), key=natural))


def _listed(text: str) -> str | Message:
    """Return a cell that holds a list; it may be broken into lines."""
    return plain_text(folded(re.sub(r"[\r\n]+", ";", text)), at_most=LONGEST)
