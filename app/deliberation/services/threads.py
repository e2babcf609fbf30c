"""The talk about a matter: who may speak, who answers officially, and how a post is hidden without being deleted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg

from app.chain import sha256_of
from app.database import execute, fetch_row, fetch_value, must_be_in_transaction, transaction
from app.deliberation.queries.packs import pack_of
from app.deliberation.queries.supporters import Standing, standing_of
from app.deliberation.services.passages import own_proposal
from app.deliberation.services.persons import OFFICERS, person_of, printed_as
from app.deliberation.services.search_documents import index_post
from app.deliberation.services.suggestions import village_day
from app.deliberation.tables import Post
from app.doors import Actor, Role
from app.record import write_entry
from app.refusals import Missing, Refused
from app.search import forget_document
from app.words import _

LONGEST_POST = 4_000  # characters
ANSWERED = (  # an answer that was hidden leaves its question open
    "EXISTS (SELECT 1 FROM post a WHERE a.answers = $1 AND a.official"
    " AND NOT EXISTS (SELECT 1 FROM post_hidden h WHERE h.post = a.id))"
)
SAME_POST = timedelta(minutes=30)  # a double tap, a form sent again on a bad network, or after the button Back


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDraft:
    """What somebody wants to say: `asks` asks the committee for an answer, `answers` is the post it replies to."""

    text: str
    asks: bool = False
    answers: UUID | None = None


async def say(proposal_id: UUID, draft: PostDraft, *, by: Actor, at: datetime) -> UUID:
    """Say something about a matter and return the post; what is sent twice within half an hour stands there once."""
    by.must(*Role)
    _must_be_sayable(draft.text, field="text")
    async with transaction():
        await own_proposal(proposal_id, by=by)
        if draft.answers is not None:
            await _must_be_post_of(proposal_id, draft.answers)
        if (same := await _said_just_now(proposal_id, draft, by=by, at=at)) is not None:
            return same
        due_on = await _due(proposal_id, by=by, at=at) if draft.asks else None
        post = await _write(proposal_id, draft.text, answers=draft.answers, due_on=due_on, official=False, by=by, at=at)
        facts = _facts(post) | {"asks": draft.asks, "due_on": due_on.isoformat() if due_on else ""}
        await write_entry("post.said", subject=post.id, by=by, at=at, facts=facts, topic=proposal_id)
    return post.id


async def reply(post_id: UUID, text: str, *, by: Actor, at: datetime) -> UUID:
    """Reply to a post of the own village and return the reply."""
    row = await fetch_row("SELECT proposal FROM post WHERE id = $1", post_id)
    if row is None:
        raise Missing()
    return await say(row["proposal"], PostDraft(text=text, answers=post_id), by=by, at=at)


async def answer_officially(post_id: UUID, text: str, *, by: Actor, at: datetime) -> UUID:
    """Answer a post in the name of one's office; a question that was waiting is answered with it, once."""
    by.must(*OFFICERS)
    _must_be_sayable(text, field="answer")
    async with transaction():
        proposal = await _locked_proposal_of(post_id, by=by)
        if await fetch_value(f"SELECT 1 WHERE {ANSWERED}", post_id):
            raise Refused(_("This was answered already."), field="answer")
        post = await _write(proposal, text, answers=post_id, due_on=None, official=True, by=by, at=at)
        await write_entry("post.answered", subject=post.id, by=by, at=at, facts=_facts(post), topic=proposal)
    return post.id


async def hide_post(post_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Hide a post for a reason that everybody sees; only the supervision committee may, and nothing is deleted."""
    by.must(Role.SUPERVISION)
    if not reason.strip():
        raise Refused(_("Say why the post is hidden; the reason is shown in its place."), field="reason")
    async with transaction():
        proposal = await _locked_proposal_of(post_id, by=by)
        if await fetch_value("SELECT 1 FROM post_hidden WHERE post = $1", post_id):
            raise Refused(_("This post is hidden already."))
        await execute(
            "INSERT INTO post_hidden (post, reason, hidden_by, hidden_at) VALUES ($1, $2, $3, $4)",
            post_id, reason, person_of(by), at,
        )  # fmt: skip
        await forget_document(post_id)
        facts = {"proposal": str(proposal), "reason": reason}
        await write_entry("post.hidden", subject=post_id, by=by, at=at, facts=facts, topic=proposal)


async def support(proposal_id: UUID, *, by: Actor, at: datetime) -> None:
    """Stand behind a matter, once; who serves the village without living in it is not counted among the villagers."""
    by.must(*Role)
    try:
        async with transaction():
            await own_proposal(proposal_id, by=by)
            if await standing_of(proposal_id, person_of(by)) is Standing.NO_VILLAGER:
                raise Refused(_("Supporters are counted among the villagers; you are none of them."))
            await execute(
                "INSERT INTO support (proposal, person, at) VALUES ($1, $2, $3)", proposal_id, person_of(by), at
            )
            await write_entry("proposal.supported", subject=proposal_id, by=by, at=at, facts={})
    except asyncpg.UniqueViolationError as fault:
        if fault.constraint_name != "support_once":
            raise
        raise Refused(_("You support this matter already.")) from None


async def take_support_back(proposal_id: UUID, *, by: Actor, at: datetime) -> None:
    """Stand behind a matter no longer; the record keeps that one did."""
    by.must(*Role)
    async with transaction():
        await own_proposal(proposal_id, by=by)
        gone = await fetch_value(
            "DELETE FROM support WHERE proposal = $1 AND person = $2 RETURNING proposal", proposal_id, person_of(by)
        )
        if gone is None:
            raise Refused(_("You don't support this matter."))
        await write_entry("proposal.support_taken_back", subject=proposal_id, by=by, at=at, facts={})


async def _write(
    proposal_id: UUID,
    text: str,
    *,
    answers: UUID | None,
    due_on: date | None,
    official: bool,
    by: Actor,
    at: datetime,
) -> Post:
    must_be_in_transaction()
    post = Post(
        id=uuid4(),
        proposal=proposal_id,
        author=person_of(by),
        spoke_as=by.title if official else await printed_as(by),
        official=official,
        answers=answers,
        asks=due_on is not None,
        due_on=due_on,
        text=text,
        said_at=at,
    )
    await Post.insert(post)
    await index_post(post.id, at=at)
    return post


def _facts(post: Post) -> dict[str, object]:
    """Return what the record keeps of a post: the hash of its words, not the words."""
    return {
        "proposal": str(post.proposal),
        "answers": str(post.answers or ""),
        "spoke_as": post.spoke_as,
        "text_sha256": sha256_of(post.text),
    }


async def _said_just_now(proposal_id: UUID, draft: PostDraft, *, by: Actor, at: datetime) -> UUID | None:
    found: UUID | None = await fetch_value(
        "SELECT id FROM post WHERE proposal = $1 AND author = $2 AND text = $3 AND NOT official"
        " AND answers IS NOT DISTINCT FROM $4 AND said_at BETWEEN $5 AND $6 LIMIT 1",
        proposal_id, person_of(by), draft.text, draft.answers, at - SAME_POST, at + SAME_POST,
    )  # fmt: skip
    return found


async def _due(proposal_id: UUID, *, by: Actor, at: datetime) -> date:
    pack = await pack_of(proposal_id)
    return await village_day(by.village, at=at) + timedelta(days=pack.question.days)


async def _must_be_post_of(proposal_id: UUID, post_id: UUID) -> None:
    if not await fetch_value("SELECT 1 FROM post WHERE id = $1 AND proposal = $2", post_id, proposal_id):
        raise Missing()


async def _locked_proposal_of(post_id: UUID, *, by: Actor) -> UUID:
    row = await fetch_row("SELECT proposal FROM post WHERE id = $1", post_id)
    if row is None:
        raise Missing()
    proposal = await own_proposal(row["proposal"], by=by)
    return proposal.id


def _must_be_sayable(text: str, *, field: str) -> None:
    if not text.strip():
        raise Refused(_("Say something first."), field=field)
    if len(text) > LONGEST_POST:
        raise Refused(_("This is too long: at most %(most)s characters.", most=LONGEST_POST), field=field)
