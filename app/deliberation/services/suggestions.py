"""What residents suggest: it is taken up as a matter, or answered why not, by a day that everybody sees."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import asyncpg

from app.chain import sha256_of
from app.database import execute, fetch_value, locked, must_be_in_transaction, transaction
from app.deliberation.queries.packs import pack_of_village
from app.deliberation.services.persons import person_of
from app.deliberation.tables import Suggestion
from app.doors import Actor, Role
from app.figures import local
from app.record import write_entry
from app.refusals import Missing, Refused
from app.words import _


async def suggest(title: str, text: str, *, key: UUID | None = None, by: Actor, at: datetime) -> UUID:
    """Suggest a matter to the village; the answer is due after the days that the village's rules give.

    `key` is the id it will have, where the form brought one: the same form sent twice suggests once.
    """
    by.must(*Role)
    if not title.strip():
        raise Refused(_("Give your suggestion a title."), field="title")
    if not text.strip():
        raise Refused(_("Say what you suggest."), field="text")
    pack = await pack_of_village(by.village)
    suggestion = Suggestion(
        id=key or uuid4(),
        village=by.village,
        author=person_of(by),
        title=title,
        text=text,
        made_at=at,
        due_on=await village_day(by.village, at=at) + timedelta(days=pack.question.days),
    )
    facts = {"title": title, "due_on": suggestion.due_on.isoformat(), "text_sha256": sha256_of(text)}
    try:
        async with transaction():
            await Suggestion.insert(suggestion)
            await write_entry("suggestion.made", subject=suggestion.id, by=by, at=at, facts=facts)
    except asyncpg.UniqueViolationError:
        if await fetch_value("SELECT author FROM suggestion WHERE id = $1", suggestion.id) != person_of(by):
            raise Missing() from None
    return suggestion.id


async def answer_suggestion(suggestion_id: UUID, text: str, *, by: Actor, at: datetime) -> None:
    """Answer a suggestion that is not taken up, saying why not; the answer stands for everybody to read."""
    by.must(Role.SECRETARY)
    if not text.strip():
        raise Refused(_("Say why the suggestion is not taken up."), field="answer")
    async with transaction():
        await _open_suggestion(suggestion_id, by=by)
        await execute(
            "UPDATE suggestion SET answer = $2, answered_by = $3, answered_at = $4 WHERE id = $1",
            suggestion_id, text, person_of(by), at,
        )  # fmt: skip
        await write_entry("suggestion.answered", subject=suggestion_id, by=by, at=at, facts={"answer": text})


async def take_up(suggestion_id: UUID, *, proposal: UUID, by: Actor, at: datetime) -> None:
    """Join a suggestion with the matter that takes it up, inside the act that puts the matter forward."""
    must_be_in_transaction()
    await _open_suggestion(suggestion_id, by=by)
    await execute(
        "UPDATE suggestion SET proposal = $2, answered_by = $3, answered_at = $4 WHERE id = $1",
        suggestion_id, proposal, person_of(by), at,
    )  # fmt: skip


async def village_day(village: UUID, *, at: datetime) -> date:
    """Return the day that it is in a village at a moment."""
    zone = ZoneInfo(await fetch_value("SELECT zone FROM village WHERE id = $1", village))
    day = local(at, zone=zone)
    return day.date() if isinstance(day, datetime) else day


async def _open_suggestion(suggestion_id: UUID, *, by: Actor) -> None:
    suggestion = await locked(Suggestion, suggestion_id)
    if suggestion.village != by.village:
        raise Missing()
    if suggestion.answered_at is not None:
        raise Refused(_("This suggestion was answered already."))
