"""The page of one meeting for everybody: the vote in hand with one's own way to it, the agenda, what was decided."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath

from app.deliberation.queries.following import following_of
from app.deliberation.queries.reopenings import reopenings_of
from app.deliberation.rules.states import MeetingState
from app.doors import Actor, public
from app.pages import AnyRequest, Here, actor_here, page
from app.place import Place
from app.refusals import WayOn
from app.votes.queries.card import VoteCard, vote_card
from app.votes.queries.console import Sitting, sitting
from app.votes.rules.ballots import Method
from app.votes.web.card import address
from app.words import _


class MeetingPageController(Controller):
    """One meeting as the village reads it, live while it sits."""

    path = "/v/{village:str}/meetings/{meeting_id:uuid}"
    guards = (public,)
    include_in_schema = False

    @get()
    async def show(self, request: AnyRequest, meeting_id: FromPath[UUID], place: Here) -> Response[Any]:
        """Show what, when and where, who runs it, how many are there, the open vote, the agenda and the verdicts."""
        actor = actor_here(request)
        found = await sitting(meeting_id, village=place.id)
        runs = found.meeting.run_by(actor)
        closed = found.meeting.state is MeetingState.CLOSED
        way, no_way = await _ways(found, actor, place=place)
        return page(
            request,
            "votes/meeting.html",
            cacheable=True,
            sitting=found,
            meeting=found.meeting,
            attendance=found.attendance,
            awaited=_awaited(found, actor),
            way=way,
            no_way=no_way,
            runs=runs,
            reopenings=await reopenings_of(meeting_id),
            undecided=[item for item in found.meeting.items if item.outcome is None],
            following=await following_of(found.meeting.items, village=place.id) if runs and closed else (),
            reads=found.meeting.read_by(actor),
        )


def _awaited(found: Sitting, actor: Actor | None) -> bool:
    """Say whether this reader is due at the meeting and has not signed in."""
    if actor is None or found.attendance is None or not found.attendance.living:
        return False
    return any(one.person == actor.person and not one.present for one in found.attendance.members)


async def _ways(found: Sitting, actor: Actor | None, *, place: Place) -> tuple[WayOn | None, WayOn | None]:
    """Return what this reader does in the open vote, and why a member who is due does nothing in it."""
    if actor is None or found.vote is None:
        return None, None
    card: VoteCard = await vote_card(found.vote.id, village=place.id, person=actor.person)
    if card.teller and card.method is Method.PAPER:
        return WayOn(label=_("Enter the count"), href=f"{address(place, card.id)}/paper"), None
    no_way = _no_way(found, actor, card=card, place=place)
    if no_way is not None or not card.listed or card.method is not Method.NAMED:
        return None, no_way
    if card.choice is not None:
        return WayOn(label=_("See or change my vote"), href=f"{address(place, card.id)}/received"), None
    return WayOn(label=_("Vote"), href=address(place, card.id)), None


def _no_way(found: Sitting, actor: Actor, *, card: VoteCard, place: Place) -> WayOn | None:
    """Say why a member who is due has no button: signed in too late, gone, or not signed in at all."""
    members = found.attendance.members if found.attendance else ()
    me = next((one for one in members if one.person == actor.person), None)
    if me is None or (card.listed and me.present):
        return None
    why = address(place, card.id) if card.method is Method.NAMED else None
    if card.listed:
        return WayOn(label=_("You have left this meeting: who is not in the hall has no vote."), href=why)
    if me.present:
        return WayOn(label=_("You signed in after the vote had opened and are not among its voters."), href=why)
    return WayOn(label=_("You had not signed in when the vote opened and are not among its voters."), href=why)
