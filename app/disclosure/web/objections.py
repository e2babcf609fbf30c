"""Objections as the officers see them who must answer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.deliberation.rules.notice import day_in
from app.disclosure.forms import AnswerForm
from app.disclosure.queries.objections import objection_for
from app.disclosure.rules.rights import MAY_ANSWER, SEE_NAMES
from app.disclosure.services.objections import answer
from app.disclosure.web.showing import form_page
from app.doors import Actor, seat
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Refused

answering = seat(*MAY_ANSWER)


class ObjectionController(Controller):
    """One objection and its answer."""

    path = "/v/{village:str}/objections/{objection:uuid}"
    include_in_schema = False

    @get("/answer", guards=[answering])
    async def answer_form(
        self, request: AnyRequest, objection: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[str]:
        """Show the objection and ask for the answer."""
        return await _answer_page(request, objection, form=blank(), place=place, actor=actor, now=now)

    @post("/answer", guards=[answering], status_code=200)
    async def answer(
        self, request: AnyRequest, objection: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Publish the answer."""
        form = await read(request, AnswerForm)
        known: dict[str, Any] = {"place": place, "actor": actor, "now": now}
        if form.errors:
            return await _answer_page(request, objection, form=form, **known)
        found = await objection_for(objection, village=place.id)
        try:
            await answer(objection, form.done.text, by=actor, at=now)
        except Refused as refusal:
            return await _answer_page(request, objection, form=form, refusal=refusal, **known)
        return back_to(f"{place.home}/notices/{found.notice_slug}#objection-{objection}")


async def _answer_page(
    request: AnyRequest,
    objection: UUID,
    *,
    form: Filled[Any],
    place: Place,
    actor: Actor,
    now: datetime,
    refusal: Refused | None = None,
) -> Response[str]:
    return form_page(
        request,
        "disclosure/answer.html",
        form,
        objection=await objection_for(objection, village=place.id),
        sees_names=actor.may(*SEE_NAMES),
        today=day_in(place.zone, now),
        refusal=refusal,
    )
