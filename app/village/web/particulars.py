"""The page on which the administrator enters the town and the phones of the village."""

from typing import Annotated, Any

from litestar import Controller, Response, get, post
from msgspec import Meta, Struct

from app import forms
from app.doors import Role, seat
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.village.services.particulars import Particulars, settle
from app.words import _

Phone = Annotated[str, Meta(max_length=20, pattern=r"^[0-9+() -]*$")]


class ParticularsForm(Struct, kw_only=True, frozen=True):
    """The particulars; a phone may be left empty."""

    town: Annotated[str, Meta(max_length=60)] = ""
    supervision_phone: Phone = ""
    clerk_phone: Phone = ""
    township_phone: Phone = ""


class ParticularsController(Controller):
    """Settings of the village."""

    path = "/v/{village:str}/settings"
    include_in_schema = False
    guards = (seat(Role.ADMINISTRATOR),)

    @get("/")
    async def show(self, request: AnyRequest, place: Here) -> Response[Any]:
        """Show the particulars of today."""
        form = forms.blank(
            town=place.town, supervision_phone=place.supervision_phone, clerk_phone=place.clerk_phone,
            township_phone=place.township_phone,
        )  # fmt: skip
        saved = request.query_params.get("saved") == "yes"
        return page(request, "village/settings.html", form=form, saved=saved)

    @post("/", status_code=200)
    async def settle_them(self, request: AnyRequest, place: Here, actor: Me, now: Now) -> Response[Any]:
        """Write the particulars."""
        filled = await forms.read(request, ParticularsForm)
        name_phone_faults(filled)
        if filled.errors:
            return page(request, "village/settings.html", status=422, form=filled, saved=False)
        done = {name: getattr(filled.done, name) for name in filled.done.__struct_fields__}
        await settle(Particulars(**done), by=actor, at=now)
        return back_to(f"{place.home}/settings?saved=yes")


def name_phone_faults(filled: forms.Filled[Any]) -> None:
    """Say of each phone that was typed badly what a phone has."""
    for name in filled.errors:
        if name.endswith("_phone"):
            filled.errors[name] = _("A phone number has digits, spaces and dashes only.")
