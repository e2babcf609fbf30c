"""Giving up the draft of a correction: the page that asks why, and the way back to the notice that hangs."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.disclosure.forms import GiveUpForm
from app.disclosure.queries.reviews import draft_for
from app.disclosure.rules.rights import MAY_DRAFT
from app.disclosure.services.giving_up import give_up
from app.disclosure.web.showing import form_page
from app.doors import seat
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Refused


class GivingUpController(Controller):
    """One draft and the reason to give it up."""

    path = "/v/{village:str}/review/{notice:uuid}/give-up"
    guards = (seat(*MAY_DRAFT),)
    include_in_schema = False

    @get("/")
    async def ask(self, request: AnyRequest, notice: FromPath[UUID], place: Here) -> Response[str]:
        """Ask for the reason."""
        return await _give_up_page(request, notice, form=blank(), place=place)

    @post("/", status_code=200)
    async def give_up(
        self, request: AnyRequest, notice: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Give it up."""
        form = await read(request, GiveUpForm)
        if form.errors:
            return await _give_up_page(request, notice, form=form, place=place)
        slug = (await draft_for(notice, village=place.id)).slug
        try:
            await give_up(notice, reason=form.done.reason, by=actor, at=now)
        except Refused as refusal:
            return await _give_up_page(request, notice, form=form, place=place, refusal=refusal)
        return back_to(f"{place.home}/notices/{slug}")


async def _give_up_page(
    request: AnyRequest,
    notice: UUID,
    *,
    form: Filled[Any],
    place: Place,
    refusal: Refused | None = None,
) -> Response[str]:
    draft = await draft_for(notice, village=place.id)
    return form_page(request, "disclosure/give_up.html", form, draft=draft, refusal=refusal)
