"""Declaring a closed vote void: the page that says what will follow and asks why, and the way back to its result."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.disclosure.services.voiding import must_be_voidable, void_closed_vote
from app.disclosure.web.showing import form_page
from app.doors import member
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Forbidden, Missing, Refused
from app.votes.forms import Voiding
from app.votes.queries.verdicts import verdict_of


class VoidingController(Controller):
    """One closed vote and the reason why it does not stand."""

    path = "/v/{village:str}/votes/{vote_id:uuid}/declare-void"
    guards = (member,)
    include_in_schema = False

    @get()
    async def ask(self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me) -> Response[Any]:
        """Ask for the reason; who may not, or where it can't be, is told so first."""
        await must_be_voidable(vote_id, by=actor)
        return await _ask(request, vote_id, form=blank(), place=place)

    @post(status_code=200)
    async def declare(
        self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Declare it void; what was refused is said on the same page, with what was typed."""
        form = await read(request, Voiding)
        if form.errors:
            await must_be_voidable(vote_id, by=actor)
            return await _ask(request, vote_id, form=form, place=place)
        try:
            await void_closed_vote(vote_id, reason=form.done.reason, by=actor, at=now)
        except (Forbidden, Missing):
            raise
        except Refused as refusal:
            if refusal.field != "reason":
                raise
            return await _ask(request, vote_id, form=form, place=place, refusal=refusal)
        return back_to(f"{place.home}/votes/{vote_id}/result")


async def _ask(
    request: AnyRequest, vote_id: UUID, *, form: Filled[Any], place: Place, refusal: Refused | None = None
) -> Response[Any]:
    decided = await verdict_of(vote_id, village=place.id)
    return form_page(request, "disclosure/void_vote.html", form, decided=decided, refusal=refusal)
