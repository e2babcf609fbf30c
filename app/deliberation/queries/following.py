"""Reads what follows on a meeting that has ended: which meeting is to be called next, which notice to be drafted."""

from dataclasses import dataclass
from uuid import UUID

from app.database import fetch
from app.deliberation.queries.agenda import AgendaEntry, waiting_matters
from app.deliberation.rules.states import ProposalState
from app.words import Message, _

UNDRAFTED = (
    "SELECT id FROM proposal p WHERE id = ANY($1) AND state = $2 AND step = 5"
    " AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.proposal = p.id)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """One thing to do next about a matter of the meeting; `path` follows the village's address, `acts` is a button."""

    title: str
    label: Message
    path: str
    acts: bool = False


async def following_of(items: tuple[AgendaEntry, ...], *, village: UUID) -> tuple[Following, ...]:
    """Return what comes next for each matter of a meeting, in the order of its agenda."""
    matters = tuple(item.proposal for item in items)
    waiting = {one.proposal: one for one in await waiting_matters(village, only=matters) if not one.on_agenda}
    undrafted = {row["id"] for row in await fetch(UNDRAFTED, list(matters), ProposalState.DISCLOSING.value)}
    found = []
    for item in items:
        if (next_one := waiting.get(item.proposal)) is not None:
            label = _("Call the next meeting: %(body)s", body=next_one.body_name)
            found.append(Following(title=item.title, label=label, path=f"/meetings/new?proposal={item.proposal}"))
        elif item.proposal in undrafted:
            path = f"/proposals/{item.year}-{item.number}/draft-resolution"
            found.append(Following(title=item.title, label=_("Draft the resolution notice"), path=path, acts=True))
    return tuple(found)
