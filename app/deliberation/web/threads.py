"""Pages of the talk about a matter: speaking and supporting."""

from typing import Any, TypeVar

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.deliberation.forms.matters import EmptyForm
from app.deliberation.forms.talk import PostForm
from app.deliberation.queries.matters import proposal_id_of, proposal_view
from app.deliberation.services.threads import PostDraft, say, support, take_support_back
from app.deliberation.web.showing import form_page
from app.doors import Role, member, seat
from app.limits import pace
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.refusals import Refused

Form = TypeVar("Form", bound=msgspec.Struct)
OFFICE = seat(Role.SECRETARY, Role.COMMITTEE, Role.SUPERVISION)


class ThreadController(Controller):
    path = "/v/{village:str}/proposals/{number:str}"
    include_in_schema = False

    @get("/posts", guards=[member])
    async def speak(self, request: AnyRequest, number: FromPath[str], place: Here) -> Response[Any]:
        """Show the form of a post on a page of its own."""
        proposal = await proposal_view(place.id, number)
        return form_page(request, "deliberation/say.html", forms.blank(), proposal=proposal)

    @post("/posts", guards=[member], status_code=200)
    async def say(self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now) -> Response[Any]:
        """Say something about a matter."""
        proposal = await proposal_view(place.id, number)
        filled = await forms.read(request, PostForm)
        if filled.errors:
            return form_page(request, "deliberation/say.html", filled, proposal=proposal)
        draft = PostDraft(text=filled.done.text, asks=filled.done.asks)
        try:
            await pace(str(actor.account), at=now)
            said = await say(proposal.id, draft, by=actor, at=now)
        except Refused as refusal:
            return form_page(request, "deliberation/say.html", filled, refusal=refusal, proposal=proposal)
        return back_to(f"{place.home}/proposals/{number}?received=post#post-{said}")

    @post("/support", guards=[member], status_code=200)
    async def support(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Stand behind a matter."""
        await forms.read(request, EmptyForm)
        await support(await proposal_id_of(place.id, number), by=actor, at=now)
        return back_to(f"{place.home}/proposals/{number}#h-talk")

    @post("/unsupport", guards=[member], status_code=200)
    async def take_back(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Stand behind a matter no longer."""
        await forms.read(request, EmptyForm)
        await take_support_back(await proposal_id_of(place.id, number), by=actor, at=now)
        return back_to(f"{place.home}/proposals/{number}#h-talk")
