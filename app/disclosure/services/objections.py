"""Objections to a notice: anybody may object, names stay with the village's officers, answers are public."""

from datetime import datetime
from uuid import UUID, uuid4

from asyncpg import UniqueViolationError

from app.chain import sha256_of
from app.database import fetch_row, fetch_value, transaction
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.services.persons import person_of
from app.deliberation.services.suggestions import village_day
from app.disclosure.queries.notices import NoticeView
from app.disclosure.rules.notice_words import printed
from app.disclosure.rules.publicity import due_on
from app.disclosure.rules.rights import MAY_ANSWER
from app.disclosure.tables import Objection, ObjectionAnswer
from app.doors import Actor
from app.limits import Limit, TooMany, keyed, network_of, spend
from app.record import write_entry
from app.refusals import Missing, Refused
from app.words import Message, _

LONGEST = 2_000
PER_ADDRESS = Limit(burst=5, per_minute=1)  # a family behind one phone, not a flood
PER_NOTICE = Limit(burst=30, per_minute=6)


async def object_to(
    notice: NoticeView,
    text: str,
    *,
    name: str = "",
    contact: str = "",
    key: UUID | None = None,
    address: str,
    author: Actor | None = None,
    at: datetime,
) -> UUID:
    """Object to a published notice, with an account or without; `address` is where the request came from.

    `key` is the id it will have, where the form brought one: the same form sent twice is one objection.
    The record says that somebody objected and until when the answer is due, never who.
    """
    said = _said(text, empty=_("Write what you object to or ask."))
    if key is not None and await _made_before(key, notice=notice):
        return key
    own = author if author is not None and author.village == notice.village else None
    await _must_be_few(notice, address=address, at=at)
    pack_days = await _answer_days(notice.proposal)
    objection = Objection(
        id=key or uuid4(),
        village=notice.village,
        notice=notice.id,
        author=None if own is None else own.person,
        name=(name.strip() or (own.name if own else ""))[:60],
        contact=contact.strip()[:60],
        text=said,
        made_at=at,
        due_on=due_on(await village_day(notice.village, at=at), days=pack_days),
    )
    nobody = Actor(village=notice.village, village_code=notice.village_code, person=None, name=printed(_("A villager")))
    facts = {
        "notice": notice.heading.number,
        "notice_id": str(notice.id),
        "due_on": objection.due_on.isoformat(),
        "text_sha256": sha256_of(said),
    }
    try:
        async with transaction():
            await Objection.insert(objection)
            await write_entry("objection.made", subject=objection.id, by=nobody, at=at, facts=facts)
    except UniqueViolationError:
        if key is None or not await _made_before(key, notice=notice):
            raise
    return objection.id


async def answer(objection_id: UUID, text: str, *, by: Actor, at: datetime) -> None:
    """Answer an objection for everybody to read; a late answer is still better than none, and says that it is late."""
    by.must(*MAY_ANSWER)
    said = _said(text, empty=_("Write the answer."))
    try:
        async with transaction():
            row = await fetch_row(
                "SELECT id, due_on FROM objection WHERE id = $1 AND village = $2", objection_id, by.village
            )
            if row is None:
                raise Missing()
            late = await village_day(by.village, at=at) > row["due_on"]
            await ObjectionAnswer.insert(
                ObjectionAnswer(
                    id=uuid4(),
                    objection=objection_id,
                    text=said,
                    answered_by=person_of(by),
                    answered_as=by.title,
                    answered_at=at,
                )
            )
            await write_entry(
                "objection.answered", subject=objection_id, by=by, at=at, facts={"answer": said, "late": late}
            )
    except UniqueViolationError:
        raise Refused(_("This objection has been answered already.")) from None


async def _made_before(key: UUID, *, notice: NoticeView) -> bool:
    """Return whether the same form objected already; a key that stands for anything else is not there."""
    of_matter = await fetch_value(
        "SELECT n.proposal FROM objection o JOIN notice n ON n.id = o.notice WHERE o.id = $1", key
    )
    if of_matter not in (None, notice.proposal):
        raise Missing()
    return of_matter is not None


def _said(text: str, *, empty: Message) -> str:
    said = text.strip()
    if not said:
        raise Refused(empty, field="text")
    if len(said) > LONGEST:
        raise Refused(_("This is too long: at most %(most)s characters.", most=LONGEST), field="text")
    return said


async def _must_be_few(notice: NoticeView, *, address: str, at: datetime) -> None:
    """Refuse a flood: so many from one address, so many to one notice."""
    of_address = f"objection:{keyed(network_of(address))}"
    for key, limit in ((of_address, PER_ADDRESS), (f"objections:{notice.id}", PER_NOTICE)):
        wait = await spend(key, burst=limit.burst, per_minute=limit.per_minute, at=at)
        if wait is not None:
            raise TooMany(seconds=wait)


async def _answer_days(proposal: UUID) -> int:
    row = await fetch_row("SELECT pack FROM proposal WHERE id = $1", proposal)
    assert row is not None
    return (await pinned_pack(row["pack"])).objection.days
