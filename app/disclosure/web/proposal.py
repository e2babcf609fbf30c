"""The page of one matter: the same for everybody, with what to do next for those who are logged in."""

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery

from app.database import fetch_value
from app.deliberation.queries.supporters import standing_of
from app.deliberation.rules.notice import day_in
from app.disclosure.queries.offers import Offer, offers_for
from app.disclosure.queries.proposal_page import MatterPage, matter_page
from app.doors import Actor, public
from app.pages import AnyRequest, Here, Now, actor_here, page


class ProposalController(Controller):
    """A matter with its rail, its text, its money, its talk and its notices."""

    path = "/v/{village:str}/proposals/{number:str}"
    include_in_schema = False

    @get("/", guards=[public])
    async def show(
        self,
        request: AnyRequest,
        place: Here,
        number: FromPath[str],
        now: Now,
        text: FromQuery[str] = "",
        received: FromQuery[str] = "",
    ) -> Response[str]:
        """Show the matter; `text=plain` leaves out what the last revision changed."""
        today = day_in(place.zone, now)
        actor = actor_here(request)
        found = await matter_page(place, number, today=today, names=actor is not None)
        return page(
            request,
            "disclosure/proposal.html",
            cacheable=True,
            found=found,
            proposal=found.matter,
            thread=found.thread,
            changes=None if text == "plain" else found.revision,
            today=today,
            standing=await standing_of(found.matter.id, None if actor is None else actor.person),
            received=actor is not None and received == "post",
            offers=() if actor is None else await _offers(found, actor=actor, home=place.home),
        )


async def _offers(found: MatterPage, *, actor: Actor, home: str) -> tuple[Offer, ...]:
    drafted = await fetch_value(
        "SELECT 1 FROM notice WHERE proposal = $1 AND state IN ('in_review', 'returned') LIMIT 1", found.matter.id
    )
    return offers_for(
        found.matter, actor=actor, home=home, called=found.coming is not None, drafted=drafted is not None
    )
