"""The papers of a matter: plans, estimates, contracts; kept by their content, listed by their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.database import execute, fetch_value, must_be_in_transaction, transaction
from app.deliberation.services.passages import own_proposal
from app.deliberation.services.persons import person_of
from app.doors import Actor, Role
from app.files import JPEG, Kept
from app.plain import clean
from app.record import write_entry
from app.refusals import Refused
from app.words import _

MOST_PAPERS = 40
LONGEST_NAME = 120
ENDINGS = {JPEG: ".jpg", "application/pdf": ".pdf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A kept file with the name it came under."""

    name: str
    kept: Kept


def paper_name(name: str, *, media_type: str) -> str:
    """Return a name fit for a list: no folders, no controls, one line, with the ending of its true type."""
    last = clean(name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = " ".join(last.split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if dot and stem and len(ending) <= 5 and ending.isascii():
        plain = stem
    wanted = ENDINGS.get(media_type, "")
    return (plain or "paper")[: LONGEST_NAME - len(wanted)] + wanted


async def attach(proposal_id: UUID, papers: Sequence[Paper], *, by: Actor, at: datetime) -> None:
    """Add papers to a matter; the files are kept before this act begins."""
    by.must(Role.SECRETARY)
    if not papers:
        raise Refused(_("Choose at least one file."), field="paper")
    async with transaction():
        await own_proposal(proposal_id, by=by)
        names = await add_papers(proposal_id, papers, by=by, at=at)
        await write_entry(
            "proposal.papers_added",
            subject=proposal_id,
            by=by,
            at=at,
            facts={"papers": [{"name": n, "sha256": p.kept.sha256} for n, p in zip(names, papers, strict=True)]},
        )


async def add_papers(proposal_id: UUID, papers: Sequence[Paper], *, by: Actor, at: datetime) -> list[str]:
    """Write papers under a locked proposal and return the names they got; the same paper twice is refused."""
    must_be_in_transaction()
    there = await fetch_value("SELECT count(*) FROM attachment WHERE proposal = $1", proposal_id)
    if there + len(papers) > MOST_PAPERS:
        raise Refused(_("A matter has at most %(most)s papers.", most=MOST_PAPERS), field="paper")
    return [await _add(proposal_id, paper, by=by, at=at) for paper in papers]


async def _add(proposal_id: UUID, paper: Paper, *, by: Actor, at: datetime) -> str:
    kept = paper.kept
    name = paper_name(paper.name, media_type=kept.media_type)
    if await fetch_value("SELECT 1 FROM attachment WHERE proposal = $1 AND sha256 = $2", proposal_id, kept.sha256):
        raise Refused(_('The paper "%(name)s" is there already.', name=name), field="paper")
    await execute(
        "INSERT INTO attachment (id, proposal, name, sha256, media_type, size, added_by, added_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid4(), proposal_id, name, kept.sha256, kept.media_type, kept.size, person_of(by), at,
    )  # fmt: skip
    return name
