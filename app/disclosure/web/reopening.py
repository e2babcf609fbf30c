"""A ledger that was closed too soon, and lines that cost too much: what puts them right, each on a page of its own."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.disclosure.forms import ReopenForm, ResolvedForm
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.queries.matters import matter_at
from app.disclosure.queries.overspent import later_resolutions
from app.disclosure.rules.rights import MAY_ENTER, MAY_REOPEN
from app.disclosure.services.overspending import resolve_overspending
from app.disclosure.services.reopening import reopen_ledger
from app.disclosure.web.showing import form_page
from app.doors import seat
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Missing, Refused


class ReopeningController(Controller):
    """Opening the ledger again, and naming the resolution behind what was overspent."""

    path = "/v/{village:str}/proposals/{number:str}/execution"
    include_in_schema = False

    @get("/reopen", guards=[seat(*MAY_REOPEN)])
    async def ask(self, request: AnyRequest, number: FromPath[str], place: Here) -> Response[str]:
        """Ask why the ledger is opened again."""
        return await _reopen_page(request, number, form=blank(), place=place)

    @post("/reopen", guards=[seat(*MAY_REOPEN)], status_code=200)
    async def reopen(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Open it."""
        form = await read(request, ReopenForm)
        matter = await matter_at(place.id, number)
        if form.errors:
            return await _reopen_page(request, number, form=form, place=place)
        try:
            await reopen_ledger(matter.id, reason=form.done.reason, by=actor, at=now)
        except Refused as refusal:
            return await _reopen_page(request, number, form=form, place=place, refusal=refusal)
        return back_to(f"{place.home}/proposals/{matter.slug}/execution")

    @get("/lines/{line:uuid}/resolved", guards=[seat(*MAY_ENTER)])
    async def ask_which(
        self, request: AnyRequest, number: FromPath[str], line: FromPath[UUID], place: Here
    ) -> Response[str]:
        """Ask which later resolution allows what the line cost too much."""
        return await _resolved_page(request, number, line, form=blank(), place=place)

    @post("/lines/{line:uuid}/resolved", guards=[seat(*MAY_ENTER)], status_code=200)
    async def resolved(
        self, request: AnyRequest, number: FromPath[str], line: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Enter it."""
        form = await read(request, ResolvedForm)
        matter = await matter_at(place.id, number)
        if form.errors:
            return await _resolved_page(request, number, line, form=form, place=place)
        try:
            await resolve_overspending(matter.id, line=line, resolution=form.done.resolution, by=actor, at=now)
        except Refused as refusal:
            return await _resolved_page(request, number, line, form=form, place=place, refusal=refusal)
        return back_to(f"{place.home}/proposals/{matter.slug}/execution")


async def _reopen_page(
    request: AnyRequest, number: str, *, form: Filled[Any], place: Place, refusal: Refused | None = None
) -> Response[str]:
    matter = await matter_at(place.id, number)
    return form_page(request, "disclosure/reopen.html", form, matter=matter, refusal=refusal)


async def _resolved_page(
    request: AnyRequest, number: str, line: UUID, *, form: Filled[Any], place: Place, refusal: Refused | None = None
) -> Response[str]:
    matter = await matter_at(place.id, number)
    found = next((one for one in (await ledger_of(matter.id)).lines if one.id == line), None)
    if found is None:
        raise Missing()
    offered = await later_resolutions(matter.id, village=place.id)
    return form_page(
        request, "disclosure/resolved.html", form, matter=matter, line=found, offered=offered, refusal=refusal
    )
