"""The page of the rules by which a village decides, each number with its source; the administrator adopts a pack."""

from typing import Any

from litestar import Controller, Response, get, post
from msgspec import Struct

from app import forms
from app.bodies import FILES
from app.deliberation.queries.packs import pack_of_village
from app.deliberation.rules.line_words import line_words
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.packs import FaultyFile, builtin_packs, laxer_than_today
from app.deliberation.services.adopting import adopt_own_pack, adopt_pack
from app.doors import Role, public, seat
from app.pages import AnyRequest, Here, Me, Now, actor_here, back_to, page
from app.place import Place
from app.refusals import Refused
from app.words import _

LARGEST = 200_000  # octets; a pack has some ten thousand


class PackForm(Struct, kw_only=True, frozen=True):
    """The name of the pack to adopt."""

    pack: str


class OwnPackForm(Struct, kw_only=True, frozen=True):
    """Nothing but the file comes with it."""


class RulesController(Controller):
    """The rules of the village."""

    path = "/v/{village:str}/rules"
    include_in_schema = False

    @get("/", guards=[public])
    async def show(self, request: AnyRequest, place: Here) -> Response[Any]:
        """Show the steps with what each body needs."""
        return await _shown(request, place, form=forms.blank())

    @post("/", guards=[seat(Role.ADMINISTRATOR)], status_code=200)
    async def adopt(self, request: AnyRequest, place: Here, actor: Me, now: Now) -> Response[Any]:
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

    @get("/file", guards=[public])
    async def save(self, place: Here) -> Response[str]:
        """Hand out the rules in force as a file, to be read, changed and adopted."""
        pack = await pack_of_village(place.id)
        headers = {"Content-Disposition": f'attachment; filename="rules-{place.code}.toml"'}
        return Response(pack.text, media_type="application/toml; charset=utf-8", headers=headers)

    @post("/own", guards=[seat(Role.ADMINISTRATOR)], status_code=200, opt={FILES: True})
    async def adopt_own(self, request: AnyRequest, place: Here, actor: Me, now: Now) -> Response[Any]:
        """Adopt the village's own rules from a file, or show everything that is wrong with it."""
        filled = await forms.read(request, OwnPackForm)
        uploads = filled.uploads.get("file", [])
        data = await uploads[0].read(LARGEST + 1) if uploads else b""
        if not data:
            filled.errors["file"] = _("Please choose a file.")
        elif len(data) > LARGEST:
            filled.errors["file"] = _("The file is too large for rules; at most %(most)s kB.", most=LARGEST // 1000)
        if filled.errors:
            return await _shown(request, place, form=filled, status=422)
        try:
            await adopt_own_pack(data, name=uploads[0].filename, by=actor, at=now)
        except FaultyFile as faulty:
            return await _shown(request, place, form=filled, faulty=faulty, status=422)
        except Refused as refusal:
            filled.errors["file"] = refusal.message
            return await _shown(request, place, form=filled, status=refusal.status)
        return back_to(f"{place.home}/rules")


async def _shown(
    request: AnyRequest, place: Place, *, form: forms.Filled[Any], faulty: FaultyFile | None = None, status: int = 200
) -> Response[Any]:
    pack = await pack_of_village(place.id)
    actor = actor_here(request)
    offered = {name: known.title for name, known in builtin_packs().items()}
    own = pack.digest not in [known.digest for known in builtin_packs().values()]
    if own:
        offered[pack.digest] = pack.title
    return page(
        request,
        "deliberation/rules.html",
        status=status,
        cacheable=status == 200,
        pack=pack,
        bodies=BODIES,
        line_words=line_words,
        offered=list(offered.items()) if actor is not None and actor.may(Role.ADMINISTRATOR) else [],
        in_force=pack.digest if own else pack.name,
        own=own,
        outgrown=laxer_than_today(pack.text) if own else (),
        form=form,
        faults=faulty.faults if faulty else (),
    )
