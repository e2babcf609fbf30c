"""The page of the rules by which a village decides, each number with its source; the administrator adopts a pack."""

from datetime import datetime
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct

from app import forms
from app.deliberation.queries.packs import pack_of_village
from app.deliberation.rules.line_words import line_words
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.packs import builtin_packs
from app.deliberation.services.adopting import adopt_pack
from app.doors import Actor, Role, public, seat
from app.pages import actor_here, back_to, page
from app.place import Place
from app.refusals import Refused

AnyRequest = Request[Any, Any, Any]


class PackForm(Struct, kw_only=True, frozen=True):
    """The name of the pack to adopt."""

    pack: str


class RulesController(Controller):
    """The rules of the village."""

    path = "/v/{village:str}/rules"
    include_in_schema = False

    @get("/", guards=[public])
    async def show(self, request: AnyRequest, village: FromPath[str], place: NamedDependency[Place]) -> Response[Any]:
        """Show the steps with what each body needs."""
        return await _shown(request, place, form=forms.blank())

    @post("/", guards=[seat(Role.ADMINISTRATOR)], status_code=200)
    async def adopt(
        self, request: AnyRequest, village: FromPath[str], place: NamedDependency[Place],
        actor: NamedDependency[Actor], now: NamedDependency[datetime],
    ) -> Response[Any]:  # fmt: skip
        """Adopt another pack for the matters to come."""
        filled = await forms.read(request, PackForm)
        if filled.errors:
            return await _shown(request, place, form=filled, status=422)
        try:
            await adopt_pack(filled.done.pack, by=actor, at=now)
        except Refused as refusal:
            filled.errors["pack"] = refusal.message
            return await _shown(request, place, form=filled, status=refusal.status)
        return back_to(f"{place.home}/rules")


async def _shown(request: AnyRequest, place: Place, *, form: forms.Filled[Any], status: int = 200) -> Response[Any]:
    pack = await pack_of_village(place.id)
    actor = actor_here(request)
    offered = [(name, known.title) for name, known in builtin_packs().items()]
    return page(
        request,
        "deliberation/rules.html",
        status=status,
        cacheable=status == 200,
        pack=pack,
        bodies=BODIES,
        line_words=line_words,
        offered=offered if actor is not None and actor.may(Role.ADMINISTRATOR) else [],
        form=form,
    )
