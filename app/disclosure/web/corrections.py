"""Correcting a published notice: the reason, and the draft of the next version."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.disclosure.forms import CorrectionForm
from app.disclosure.queries.notices import notice_at
from app.disclosure.rules.rights import MAY_DRAFT
from app.disclosure.services.correcting import correct
from app.disclosure.web.showing import form_page
from app.doors import seat
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Missing, Refused

office = seat(*MAY_DRAFT)


class CorrectionController(Controller):
    """The way from what hangs to what will hang in its place."""

    path = "/v/{village:str}/review/correct/{slug:str}"
    include_in_schema = False

    @get("/", guards=[office])
    async def correction(self, request: AnyRequest, slug: FromPath[str], place: Here) -> Response[str]:
        """Ask why a published notice is to be replaced."""
        return await _correction_page(request, slug, form=blank(), place=place)

    @post("/", guards=[office], status_code=200)
    async def correct(
        self, request: AnyRequest, slug: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Draft the next version of a published notice."""
        form = await read(request, CorrectionForm)
        notice = await notice_at(place.id, slug)
        if notice is None:
            raise Missing()
        if form.errors:
            return await _correction_page(request, slug, form=form, place=place)
        try:
            draft = await correct(
                notice.id, reason=form.done.reason, explanation=form.done.explanation, old=form.done.old,
                new=form.done.new, by=actor, at=now,
            )  # fmt: skip
        except Refused as refusal:
            return await _correction_page(request, slug, form=form, place=place, refusal=refusal)
        return back_to(f"{place.home}/review/{draft}")


async def _correction_page(
    request: AnyRequest,
    slug: str,
    *,
    form: Filled[Any],
    place: Place,
    refusal: Refused | None = None,
) -> Response[str]:
    notice = await notice_at(place.id, slug)
    if notice is None:
        raise Missing()
    return form_page(request, "disclosure/correction.html", form, notice=notice, refusal=refusal)
