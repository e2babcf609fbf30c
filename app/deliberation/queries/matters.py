"""Reads one matter by its number, with its present text and money, its papers and its revisions."""

import re
from uuid import UUID

import asyncpg

from app.database import fetch, fetch_row, fetch_value
from app.deliberation.queries.matter_views import AttachmentView, ProposalView, RevisionLine
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.money import Money
from app.deliberation.rules.states import MoneyKind, ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.refusals import Missing
from app.words import Fen

SLUG = re.compile(r"([1-9]\d{3})-([1-9]\d{0,5})")


async def proposal_id_of(village: UUID, slug: str) -> UUID:
    """Return the proposal of a number such as 2026-3; Missing where the village has none."""
    year, number = _numbers(slug)
    row = await fetch_row(
        "SELECT id FROM proposal WHERE village = $1 AND year = $2 AND number = $3", village, year, number
    )
    if row is None:
        raise Missing()
    found: UUID = row["id"]
    return found


async def proposal_view(village: UUID, slug: str) -> ProposalView:
    """Return a matter of the village by its number, in four statements; Missing where there is none."""
    year, number = _numbers(slug)
    row = await fetch_row(
        "SELECT p.*, s.name AS sponsor_name, r.id AS revision, r.summary, r.text, o.year AS old_year,"
        " o.number AS old_number, g.title AS suggestion,"
        " (SELECT count(*) FROM support u JOIN person b ON b.id = u.person AND b.household IS NOT NULL"
        "  WHERE u.proposal = p.id) AS supporters"
        " FROM proposal p JOIN person s ON s.id = p.sponsor"
        " JOIN LATERAL (SELECT * FROM revision WHERE proposal = p.id ORDER BY number DESC LIMIT 1) r ON true"
        " LEFT JOIN proposal o ON o.id = p.renews"
        " LEFT JOIN LATERAL (SELECT title FROM suggestion WHERE proposal = p.id LIMIT 1) g ON true"
        " WHERE p.village = $1 AND p.year = $2 AND p.number = $3",
        village, year, number,
    )  # fmt: skip
    if row is None:
        raise Missing()
    pack = await pinned_pack(row["pack"])
    category = pack.category(row["category"])
    return ProposalView(
        **{name: row[name] for name in ("id", "village", "year", "number", "title", "sponsor", "sponsor_name")},
        **{name: row[name] for name in ("put_forward_at", "suggestion", "supporters", "revision", "summary", "text")},
        category_key=category.key,
        category=category.name,
        category_source=category.source,
        origin=next(origin.name for origin in pack.origins if origin.key == row["origin"]),
        state=ProposalState(row["state"]),
        step=StepKey.numbered(row["step"]),
        renews=f"{row['old_year']}-{row['old_number']}" if row["old_year"] else None,
        pack=pack,
        money=await money_of(row["revision"]),
        attachments=await _attachments(row["id"]),
        revisions=await revisions_of(row["id"]),
    )


async def money_of(revision: UUID) -> tuple[Money, ...]:
    """Return the money of a revision, in its order."""
    rows = await fetch("SELECT kind, label, basis, fen FROM money_line WHERE revision = $1 ORDER BY position", revision)
    return tuple(money_line(row) for row in rows)


async def newest_money_of(proposal: UUID) -> tuple[Money, ...]:
    """Return the money of a matter's newest revision."""
    return await money_of(
        await fetch_value("SELECT id FROM revision WHERE proposal = $1 ORDER BY number DESC LIMIT 1", proposal)
    )


def money_line(row: asyncpg.Record) -> Money:
    """Return one line of money from its row."""
    return Money(kind=MoneyKind(row["kind"]), label=row["label"], basis=row["basis"], fen=Fen(row["fen"]))


async def revisions_of(proposal: UUID) -> tuple[RevisionLine, ...]:
    """Return the revisions of a matter, newest first."""
    rows = await fetch(
        "SELECT r.number, r.reason, r.written_at, r.digest, p.name AS author FROM revision r"
        " JOIN person p ON p.id = r.author WHERE r.proposal = $1 ORDER BY r.number DESC",
        proposal,
    )
    return tuple(RevisionLine(**row) for row in rows)


async def _attachments(proposal: UUID) -> tuple[AttachmentView, ...]:
    rows = await fetch(
        "SELECT a.name, a.sha256, a.media_type, a.size, coalesce(h.reason, '') AS hidden FROM attachment a"
        " JOIN proposal p ON p.id = a.proposal LEFT JOIN file_hidden h ON h.village = p.village AND h.sha256 = a.sha256"
        " WHERE a.proposal = $1 ORDER BY a.added_at, a.name",
        proposal,
    )
    return tuple(AttachmentView(**row) for row in rows)


def _numbers(slug: str) -> tuple[int, int]:
    found = SLUG.fullmatch(slug)
    if found is None:
        raise Missing()
    return int(found.group(1)), int(found.group(2))
