"""The import of a village list: upload, a look at what it holds and changes, and the confirmation."""

from typing import Any

from anyio import to_thread
from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.bodies import FILES
from app.doors import Role, public, seat
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.refusals import Refused
from app.village.forms import ConfirmForm, UploadForm
from app.village.queries import load_roster
from app.village.queries.written import last_written
from app.village.rules.spreadsheet import BYTES_LIMIT
from app.village.rules.template_list import write_template
from app.village.rules.written_list import write_list
from app.village.services.importing import Look, check_upload, confirm, look_again
from app.words import Message, _

Answer = Response[Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportController(Controller):
    """The village from a spreadsheet."""

    path = "/v/{village:str}/import"
    include_in_schema = False
    guards = (seat(Role.ADMINISTRATOR),)

    @get("/")
    async def ask_for_list(self, request: AnyRequest, place: Here) -> Answer:
        """Ask for the file."""
        return _upload_page(request, form=forms.blank())

    @post("/", status_code=200, opt={FILES: True})
    async def upload_list(self, request: AnyRequest, place: Here, actor: Me, now: Now) -> Answer:
        """Look into the uploaded list: its faults at once, or the page where it can be confirmed."""
        filled = await forms.read(request, UploadForm)
        uploads = filled.uploads.get("list", [])
        if not uploads:
            filled.errors["list"] = _("Please choose a file.")
        if filled.errors:
            return _upload_page(request, form=filled, status=422)
        data = await uploads[0].read(BYTES_LIMIT + 1)
        look = await check_upload(data, filename=uploads[0].filename, by=actor, at=now)
        if look.faults:
            return _look_page(request, look, status=422)
        return back_to(f"{place.home}/import/{look.sha256}")

    @get("/list.xlsx")
    async def save_list(self, place: Here) -> Answer:
        """Give out the village of today as a list, to be changed and brought back."""
        headers = {
            "Content-Disposition": f'attachment; filename="list-{place.code}.xlsx"',
            "Cache-Control": "private, no-store",
        }
        return Response(write_list(await load_roster(place.id)), media_type=XLSX, headers=headers)

    @get("/{sha256:str}")
    async def show_look(self, request: AnyRequest, sha256: FromPath[str], place: Here, actor: Me, now: Now) -> Answer:
        """Show what the kept list holds and would change now."""
        done = request.query_params.get("done") == "yes"
        written = await last_written(place.id) if done else None
        return _look_page(request, await look_again(sha256, by=actor, at=now), written=written)

    @post("/{sha256:str}", status_code=200)
    async def confirm_list(
        self, request: AnyRequest, sha256: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Answer:
        """Write the kept list, if the village is still as it was looked at."""
        filled = await forms.read(request, ConfirmForm)
        try:
            seen = filled.done.seen if not filled.errors else ""
            changes = await confirm(sha256, seen=seen, by=actor, at=now)
        except Refused as refusal:
            if refusal.status != Refused.status:
                raise
            look = await look_again(sha256, by=actor, at=now)
            return _look_page(request, look, status=refusal.status, refusal=refusal)
        if changes is None:
            return _look_page(request, await look_again(sha256, by=actor, at=now), status=422)
        return back_to(f"{place.home}/import/{sha256}?done=yes")


@get("/village-list.xlsx", guards=[public], include_in_schema=False)
async def save_template() -> Answer:
    """Give out the empty list, also to who has no village here yet."""
    headers = {"Content-Disposition": 'attachment; filename="village-list.xlsx"'}
    return Response(await to_thread.run_sync(write_template), media_type=XLSX, headers=headers)


def _upload_page(request: AnyRequest, *, form: forms.Filled[Any], status: int = 200) -> Answer:
    return page(request, "village/import.html", status=status, form=form)


def _look_page(
    request: AnyRequest,
    look: Look,
    *,
    status: int = 200,
    refusal: Refused | None = None,
    written: Message | None = None,
) -> Answer:
    return page(request, "village/import_look.html", status=status, look=look, refusal=refusal, written=written)
