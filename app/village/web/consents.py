"""The page of the second office: what one office asked for, and who agreed or declined."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.doors import Role, seat
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.place import Place
from app.refusals import Refused
from app.village.forms import ConsentForm
from app.village.queries.consents import SECOND_OFFICES, consents_of
from app.village.services.consenting import decide_consent

Answer = Response[Any]


class ConsentController(Controller):
    """Consents."""

    path = "/v/{village:str}/consents"
    include_in_schema = False

    @get("/", guards=[seat(*SECOND_OFFICES, Role.CLERK, Role.ADMINISTRATOR)])
    async def list_consents(self, request: AnyRequest, place: Here, now: Now) -> Answer:
        """Show what was asked, agreed and declined."""
        return await _listed(request, place=place, now=now)

    @post("/{consent:uuid}", guards=[seat(*SECOND_OFFICES)], status_code=200)
    async def decide(self, request: AnyRequest, consent: FromPath[UUID], place: Here, actor: Me, now: Now) -> Answer:
        """Agree or decline."""
        filled = await forms.read(request, ConsentForm)
        if filled.errors:
            return await _listed(request, place=place, now=now, status=422, form=filled, of=consent)
        try:
            done = filled.done
            await decide_consent(consent, agrees=done.act == "agree", reason=done.reason, by=actor, at=now)
        except Refused as refusal:
            if refusal.status != Refused.status:
                raise
            if refusal.field:
                filled.errors[refusal.field] = refusal.message
            shown = None if refusal.field else refusal
            return await _listed(
                request, place=place, now=now, status=refusal.status, form=filled, of=consent, refusal=shown
            )
        return back_to(f"{place.home}/consents")


async def _listed(
    request: AnyRequest,
    *,
    place: Place,
    now: datetime,
    status: int = 200,
    form: forms.Filled[Any] | None = None,
    of: UUID | None = None,
    refusal: Refused | None = None,
) -> Answer:
    return page(
        request, "village/consents.html", status=status, lines=await consents_of(place.id), form=form or forms.blank(),
        of=of, refusal=refusal,
    )  # fmt: skip
