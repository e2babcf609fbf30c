"""Entering into the ledger, and taking a wrong entry back."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.bodies import FILES
from app.deliberation.rules.notice import day_in
from app.disclosure.forms import EntryForm, TakeBackForm
from app.disclosure.queries.ledger import ledger_of, resolution_hangs_until
from app.disclosure.queries.matters import Matter, matter_at
from app.disclosure.rules.entries import Entry
from app.disclosure.rules.notice_words import ENTRIES
from app.disclosure.rules.rights import MAY_ENTER
from app.disclosure.services.execution import NewEntry, enter, take_back
from app.disclosure.web.showing import form_page
from app.doors import seat
from app.files import Kept, keep_upload
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.refusals import Missing, Refused

keeper = seat(*MAY_ENTER)


class EntryController(Controller):
    """New entries and corrections of one matter's ledger."""

    path = "/v/{village:str}/proposals/{number:str}/execution"
    include_in_schema = False

    @get("/new", guards=[keeper])
    async def entry_form(self, request: AnyRequest, number: FromPath[str], place: Here, now: Now) -> Response[str]:
        """Ask what happened."""
        form = blank(done_on=day_in(place.zone, now).isoformat(), kind="payment", key=str(uuid4()))
        return await _entry_page(request, await matter_at(place.id, number), form=form)

    @post("/new", guards=[keeper], status_code=200, opt={FILES: True})
    async def enter_one(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Enter it into the ledger."""
        form = await read(request, EntryForm)
        matter = await matter_at(place.id, number)
        if form.errors:
            return await _entry_page(request, matter, form=form)
        try:
            photo = await _photo(form)
            said = form.done
            entry = NewEntry(
                kind=said.kind, done_on=said.done_on, what=said.what, who=said.who, line=said.line, fen=said.fen,
                photo=photo, early_reason=said.early_reason, key=said.key,
            )  # fmt: skip
            await enter(matter.id, entry, by=actor, at=now)
        except Refused as refusal:
            return await _entry_page(request, matter, form=form, refusal=refusal)
        return back_to(f"{place.home}/proposals/{matter.slug}/execution")

    @get("/{entry:uuid}/take-back", guards=[keeper])
    async def take_back_form(
        self, request: AnyRequest, number: FromPath[str], entry: FromPath[UUID], place: Here
    ) -> Response[str]:
        """Ask why an entry is taken back."""
        return await _take_back_page(request, await matter_at(place.id, number), entry, form=blank())

    @post("/{entry:uuid}/take-back", guards=[keeper], status_code=200)
    async def take_one_back(
        self, request: AnyRequest, number: FromPath[str], entry: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Reverse the entry; both stay visible."""
        form = await read(request, TakeBackForm)
        matter = await matter_at(place.id, number)
        if form.errors:
            return await _take_back_page(request, matter, entry, form=form)
        await _entry(matter, entry)
        try:
            await take_back(entry, reason=form.done.reason, by=actor, at=now)
        except Refused as refusal:
            return await _take_back_page(request, matter, entry, form=form, refusal=refusal)
        return back_to(f"{place.home}/proposals/{matter.slug}/execution")


async def _photo(form: Filled[Any]) -> Kept | None:
    uploads = form.uploads.get("photo", [])
    return await keep_upload(uploads[0]) if uploads else None


async def _entry(matter: Matter, entry: UUID) -> Entry:
    found = next((one for one in (await ledger_of(matter.id)).entries if one.id == entry), None)
    if found is None:
        raise Missing()
    return found


async def _entry_page(
    request: AnyRequest, matter: Matter, *, form: Filled[Any], refusal: Refused | None = None
) -> Response[str]:
    return form_page(
        request,
        "disclosure/entry.html",
        form,
        hangs_until=await resolution_hangs_until(matter.id),
        matter=matter,
        ledger=await ledger_of(matter.id),
        kinds=ENTRIES,
        refusal=refusal,
    )


async def _take_back_page(
    request: AnyRequest,
    matter: Matter,
    entry: UUID,
    *,
    form: Filled[Any],
    refusal: Refused | None = None,
) -> Response[str]:
    return form_page(
        request,
        "disclosure/take_back.html",
        form,
        matter=matter,
        ledger=await ledger_of(matter.id),
        entry=await _entry(matter, entry),
        kinds=ENTRIES,
        refusal=refusal,
    )
