"""Published notices: the page of each version, and the form to object."""

from typing import Any
from uuid import uuid4

from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery

from app.addresses import numbered
from app.deliberation.rules.notice import day_in
from app.disclosure.forms import ObjectionForm
from app.disclosure.queries.hanging import card_of
from app.disclosure.queries.hidden_files import hidden_in
from app.disclosure.queries.notices import NoticeView, changed_by, notice_at, versions_of
from app.disclosure.queries.objections import objections_to
from app.disclosure.rules.notice_words import KINDS
from app.disclosure.rules.rights import MAY_ANSWER, MAY_PUBLISH
from app.disclosure.services.objections import object_to
from app.disclosure.web.showing import form_page
from app.doors import public
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Now, actor_here, back_to, page
from app.place import Place
from app.refusals import Missing, Refused


class NoticeController(Controller):
    """What hangs on the wall, as a page."""

    path = "/v/{village:str}/notices/{slug:str}"
    guards = (public,)
    include_in_schema = False

    @get("/")
    async def notice(
        self,
        request: AnyRequest,
        slug: FromPath[str],
        place: Here,
        now: Now,
        version: FromQuery[int | None] = None,
        received: FromQuery[str] = "",
    ) -> Response[str]:
        """Show a published notice in its newest version, or in the one that was asked for."""
        notice = await _notice(place, slug, version=None if version is None else numbered(version))
        today = day_in(place.zone, now)
        actor = actor_here(request)
        return page(
            request,
            "disclosure/notice.html",
            cacheable=not received,
            received=received,
            notice=notice,
            card=card_of(notice, today=today),
            versions=await versions_of(notice),
            changed=await changed_by(notice),
            objections=await objections_to(notice),
            today=today,
            kinds=KINDS,
            hidden_files=await hidden_in(place.id),
            answers=actor is not None and actor.may(*MAY_ANSWER),
            hides=actor is not None and actor.may(*MAY_PUBLISH),
        )

    @get("/object")
    async def objection_form(self, request: AnyRequest, slug: FromPath[str], place: Here) -> Response[str]:
        """Ask what somebody objects to."""
        return _objection_page(request, await _notice(place, slug), form=blank(key=str(uuid4())))

    @post("/object", status_code=200)
    async def object(self, request: AnyRequest, slug: FromPath[str], place: Here, now: Now) -> Response[Any]:
        """Take the objection; the page then says until when it is answered."""
        form = await read(request, ObjectionForm)
        notice = await _notice(place, slug)
        if form.errors:
            return _objection_page(request, notice, form=form)
        said = form.done
        try:
            made = await object_to(
                notice, said.text, name=said.name, contact=said.contact, key=said.key, author=actor_here(request),
                address=request.client.host if request.client else "", at=now,
            )  # fmt: skip
        except Refused as refusal:
            return _objection_page(request, notice, form=form, refusal=refusal)
        return back_to(f"{notice.address}?received={made}#objection-{made}")


async def _notice(place: Place, slug: str, *, version: int | None = None) -> NoticeView:
    if version is not None and not 0 < version < 10_000:
        raise Missing()
    notice = await notice_at(place.id, slug, version=version)
    if notice is None:
        raise Missing()
    return notice


def _objection_page(
    request: AnyRequest, notice: NoticeView, *, form: Filled[Any], refusal: Refused | None = None
) -> Response[str]:
    return form_page(request, "disclosure/object.html", form, notice=notice, refusal=refusal)
