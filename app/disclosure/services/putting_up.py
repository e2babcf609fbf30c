"""What publishing does to everything around a notice: its days begin, its matter moves on, the search finds it."""

from datetime import datetime

from app.chain import sha256_of
from app.database import execute, must_be_in_transaction
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.services.passages import finish_step
from app.disclosure.queries.reviews import Draft
from app.disclosure.rules.printed import Period
from app.disclosure.rules.states import DISCLOSED_AT, NoticeState
from app.doors import Actor
from app.refusals import Refused
from app.search import forget_document, index_document
from app.words import _


async def put_up(draft: Draft, *, period: Period, pdf_sha256: str, by: Actor, at: datetime) -> None:
    """Let a locked draft hang from today; a correction moves nothing where its matter has moved on already."""
    must_be_in_transaction()
    await execute(
        "UPDATE notice SET state = $2, published_at = $3, first_day = $4, last_day = $5, pdf_sha256 = $6 WHERE id = $1",
        draft.id, NoticeState.PUBLISHED.value, at, period.first, period.last, pdf_sha256,
    )  # fmt: skip
    await _move_on(draft, by=by, at=at)
    await _index(draft, by=by, at=at)


def published_facts(draft: Draft, *, period: Period) -> dict[str, object]:
    """Return what the record keeps of a publication: enough to tell every altered copy."""
    return {
        "proposal": str(draft.proposal),
        "kind": draft.kind.value,
        "number": draft.facts.heading.number,
        "title": draft.facts.heading.title,
        "version": draft.version,
        "replaces": str(draft.replaces or ""),
        "code": draft.code,
        "drafted_by": draft.facts.heading.drafter,
        "first_day": period.first.isoformat(),
        "last_day": period.last.isoformat(),
        "facts_sha256": sha256_of(draft.text),
    }


async def _move_on(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Take the matter on: from its resolution to being carried out, from its results to its end."""
    passage = await current_passage(draft.proposal)
    if passage is not None and passage.step is DISCLOSED_AT[draft.kind]:
        await finish_step(passage.id, outcome=PassageOutcome.CARRIED, by=by, at=at)
    elif draft.replaces is None:
        raise Refused(_("There is nothing to be published at this step."))


async def _index(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Put the notice into the search, in the place of the version it replaces."""
    if draft.replaces is not None:
        await forget_document(draft.replaces)
    facts = draft.facts
    await index_document(
        draft.id,
        village=by.village,
        kind="notice",
        title=facts.heading.title,
        body=f"{facts.heading.number}\n{facts.heading.basis}\n{facts.told}",
        address=f"/v/{by.village_code}/notices/{draft.slug}",
        at=at,
    )
