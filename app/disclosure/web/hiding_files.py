"""Hiding a file that was put up by mistake: the page asks why, and says what is printed already."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.disclosure.forms import HideForm
from app.disclosure.queries.hidden_files import shown_file
from app.disclosure.rules.rights import MAY_HIDE_FILES
from app.disclosure.services.hiding_files import hide_file
from app.disclosure.web.showing import form_page
from app.doors import seat
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Missing, Refused


class FileHidingController(Controller):
    """One file and the reason to hide it."""

    path = "/v/{village:str}/files/{sha256:str}/hide"
    guards = (seat(*MAY_HIDE_FILES),)
    include_in_schema = False

    @get("/")
    async def ask(self, request: AnyRequest, sha256: FromPath[str], place: Here) -> Response[str]:
        """Show which file, and ask for the reason."""
        return await _page(request, sha256, form=blank(), place=place)

    @post("/", status_code=200)
    async def hide(self, request: AnyRequest, sha256: FromPath[str], place: Here, actor: Me, now: Now) -> Response[Any]:
        """Hide it."""
        form = await read(request, HideForm)
        if form.errors:
            return await _page(request, sha256, form=form, place=place)
        found = await shown_file(place.id, sha256)
        if found is None:
            raise Missing()
        try:
            await hide_file(sha256, reason=form.done.reason, by=actor, at=now)
        except Refused as refusal:
            return await _page(request, sha256, form=form, place=place, refusal=refusal)
        return back_to(f"{place.home}/proposals/{found.slug}")


async def _page(
    request: AnyRequest, sha256: str, *, form: Filled[Any], place: Place, refusal: Refused | None = None
) -> Response[str]:
    found = await shown_file(place.id, sha256)
    if found is None:
        raise Missing()
    return form_page(request, "disclosure/hide_file.html", form, file=found, refusal=refusal)
