"""Prints a notice as it will hang, with the facts it was made from enclosed as record.json."""

from datetime import datetime
from functools import partial
from uuid import UUID

import msgspec
from anyio import to_thread

from app.chain import canonical
from app.disclosure.queries.reviews import Draft
from app.disclosure.rules.facts import Heading, ResultsFacts
from app.disclosure.rules.notice_words import replaced_words
from app.disclosure.rules.papers import Issue, photo_name, resolution_paper, results_paper
from app.disclosure.rules.printed import Period
from app.doors import Actor
from app.files import fetch_file
from app.paper import Enclosure, PaperError, render
from app.record import head_of
from app.refusals import Refused
from app.settings import settings
from app.words import _

RESOLUTION = "disclosure/print_resolution.html"
RESULTS = "disclosure/print_results.html"


async def printed_notice(draft: Draft, *, period: Period, opinion: str, by: Actor, at: datetime) -> bytes:
    """Return the PDF of a notice; a printer that fails is a refusal, because nothing was published."""
    facts = draft.facts
    issue = Issue(
        period=period,
        code=draft.code,
        site=settings().public_url,
        version=draft.version,
        replaces=_replaces(draft),
        opinion=opinion,
        checker=f"{by.title}{by.name}",
    )
    enclosure = await _record_of(draft, period=period, opinion=opinion, village=by.village, at=at)
    try:
        if isinstance(facts, ResultsFacts):
            photos = {photo_name(place): await fetch_file(photo.sha256) for place, photo in enumerate(facts.photos)}
            pdf = await render(RESULTS, results_paper(facts, issue), attachments=[enclosure], photos=photos)
        else:
            pdf = await render(RESOLUTION, resolution_paper(facts, issue), attachments=[enclosure])
        return await _sealed(pdf, heading=facts.heading)
    except PaperError as fault:
        raise Refused(_("The paper could not be printed, so nothing was published. Please try again.")) from fault


async def _sealed(pdf: bytes, *, heading: Heading) -> bytes:
    """Put the electronic seal on, where the settings name its key; without one the stored hash alone vouches."""
    kept = settings().seal
    if kept is None:
        return pdf
    from app.paper.seal import SealKey, seal  # slow to load, and few villages have a seal

    key = SealKey(key=kept.key, certificate=kept.certificate)
    sign = partial(seal, pdf, key=key, reason="村务公开", place=heading.village, holder=heading.issuer)
    return await to_thread.run_sync(sign)


def _replaces(draft: Draft) -> str:
    if draft.replaced_first is None:
        return ""
    return replaced_words(draft.replaced_first, version=draft.version - 1, reason=draft.facts.heading.reason)


async def _record_of(draft: Draft, *, period: Period, opinion: str, village: UUID, at: datetime) -> Enclosure:
    """Enclose what the notice was made from, and where the village's record stood in that moment."""
    seq, head = await head_of(village)
    plain = {
        "notice": msgspec.to_builtins(draft.facts),
        "kind": draft.kind.value,
        "code": draft.code,
        "version": draft.version,
        "first_day": period.first.isoformat(),
        "last_day": period.last.isoformat(),
        "opinion": opinion,
        "record": {"entries": seq, "head": head},
    }
    return Enclosure(
        name="record.json",
        content=canonical(plain).encode(),
        description="议事存证：本公告所依据的记录",
        at=at,
    )
