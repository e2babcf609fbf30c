"""Hiding an objection: the supervision committee says why, and everybody reads the reason in its place."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.disclosure.forms import HideForm
from app.disclosure.queries.objections import objection_for
from app.disclosure.rules.rights import MAY_PUBLISH
from app.disclosure.services.hiding import hide_objection
from app.disclosure.web.showing import form_page
from app.doors import seat
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Refused


class HidingController(Controller):
    """One objection and the reason to hide it."""

    path = "/v/{village:str}/objections/{objection:uuid}/hide"
    guards = (seat(*MAY_PUBLISH),)
    include_in_schema = False

    @get("/")
    async def ask(self, request: AnyRequest, objection: FromPath[UUID], place: Here) -> Response[str]:
        """Show the objection and ask for the reason."""
        return await _hide_page(request, objection, form=blank(), place=place)

    @post("/", status_code=200)
    async def hide(
        self, request: AnyRequest, objection: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Hide it."""
        form = await read(request, HideForm)
        if form.errors:
            return await _hide_page(request, objection, form=form, place=place)
        found = await objection_for(objection, village=place.id)
        try:
            await hide_objection(objection, reason=form.done.reason, by=actor, at=now)
        except Refused as refusal:
            return await _hide_page(request, objection, form=form, place=place, refusal=refusal)
        return back_to(f"{place.home}/notices/{found.notice_slug}#objection-{objection}")


async def _hide_page(
    request: AnyRequest,
    objection: UUID,
    *,
    form: Filled[Any],
    place: Place,
    refusal: Refused | None = None,
) -> Response[str]:
    return form_page(
        request,
        "disclosure/hide.html",
        form,
        objection=await objection_for(objection, village=place.id),
        refusal=refusal,
    )
