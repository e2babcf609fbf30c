"""Who may not count the papers of a vote, because the matter or the meeting is their own."""

from uuid import UUID

from app.database import fetch, fetch_value


async def own_matter_of(proposal: UUID) -> frozenset[UUID]:
    """Return who proposed a matter and who put it forward: they are not always the same person."""
    rows = await fetch(
        "SELECT sponsor AS person FROM proposal WHERE id = $1 UNION SELECT actor FROM record_entry"
        " WHERE subject = $1 AND kind = 'proposal.put_forward' AND actor IS NOT NULL",
        proposal,
    )
    return frozenset(row["person"] for row in rows)


async def no_tellers(meeting: UUID, *, proposal: UUID) -> frozenset[UUID]:
    """Return everybody who can't be a teller: those whose matter it is, and the chair who opens and closes the vote."""
    chair: UUID = await fetch_value("SELECT chair FROM meeting WHERE id = $1", meeting)
    return await own_matter_of(proposal) | {chair}
