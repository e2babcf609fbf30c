"""Drafting a notice from its matter: one button for the resolution, one field for the results."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from app.disclosure.forms import ResultsForm
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.queries.matters import matter_at
from app.disclosure.rules.rights import MAY_DRAFT
from app.disclosure.services.drafting import draft_resolution, draft_results
from app.disclosure.web.showing import form_page
from app.doors import seat
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Refused

office = seat(*MAY_DRAFT)


class DraftController(Controller):
    """From a matter to the draft of its notice."""

    path = "/v/{village:str}/proposals/{number:str}"
    include_in_schema = False

    @post("/draft-resolution", guards=[office])
    async def resolution(self, number: FromPath[str], place: Here, actor: Me, now: Now) -> Redirect:
        """Draft the resolution notice; nothing is typed."""
        matter = await matter_at(place.id, number)
        return back_to(f"{place.home}/review/{await draft_resolution(matter.id, by=actor, at=now)}")

    @get("/draft-results", guards=[office])
    async def results_form(self, request: AnyRequest, number: FromPath[str], place: Here) -> Response[str]:
        """Show what the results notice will say, and ask for the explanation."""
        return await _results_page(request, number, form=blank(), place=place)

    @post("/draft-results", guards=[office], status_code=200)
    async def results(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """End the execution and draft the results notice from the ledger."""
        form = await read(request, ResultsForm)
        if form.errors:
            return await _results_page(request, number, form=form, place=place)
        matter = await matter_at(place.id, number)
        try:
            notice = await draft_results(matter.id, explanation=form.done.explanation, by=actor, at=now)
        except Refused as refusal:
            return await _results_page(request, number, form=form, place=place, refusal=refusal)
        return back_to(f"{place.home}/review/{notice}")


async def _results_page(
    request: AnyRequest,
    number: str,
    *,
    form: Filled[Any],
    place: Place,
    refusal: Refused | None = None,
) -> Response[str]:
    matter = await matter_at(place.id, number)
    return form_page(
        request,
        "disclosure/draft_results.html",
        form,
        matter=matter,
        ledger=await ledger_of(matter.id),
        refusal=refusal,
    )
