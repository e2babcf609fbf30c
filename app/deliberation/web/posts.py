"""Pages of one post: replying, answering it officially, hiding it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.deliberation.forms.talk import AnswerForm, HideForm, ReplyForm
from app.deliberation.queries.threads import post_view
from app.deliberation.services.threads import answer_officially, hide_post, reply
from app.deliberation.web.showing import form_page, village_today
from app.doors import Role, member, seat
from app.forms import Filled
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Refused

Form = TypeVar("Form", bound=msgspec.Struct)
OFFICE = seat(Role.SECRETARY, Role.COMMITTEE, Role.SUPERVISION)


class PostController(Controller):
    path = "/v/{village:str}/posts/{post_id:uuid}"
    include_in_schema = False

    @get("/reply", guards=[member])
    async def reply_form(self, request: AnyRequest, post_id: FromPath[UUID], place: Here, now: Now) -> Response[Any]:
        """Show a post with the form of a reply."""
        return await _post_page(request, forms.blank(), "reply", post_id=post_id, place=place, now=now)

    @post("/reply", guards=[member], status_code=200)
    async def reply(
        self, request: AnyRequest, post_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Reply to a post."""

        async def act(form: ReplyForm) -> UUID:
            return await reply(post_id, form.text, by=actor, at=now)

        return await _act(request, ReplyForm, act, "reply", post_id=post_id, place=place, now=now)

    @get("/answer", guards=[OFFICE])
    async def answer_form(self, request: AnyRequest, post_id: FromPath[UUID], place: Here, now: Now) -> Response[Any]:
        """Show a post with the form of an official answer."""
        return await _post_page(request, forms.blank(), "answer", post_id=post_id, place=place, now=now)

    @post("/answer", guards=[OFFICE], status_code=200)
    async def answer(
        self, request: AnyRequest, post_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Answer a post in the name of one's office."""

        async def act(form: AnswerForm) -> UUID:
            return await answer_officially(post_id, form.answer, by=actor, at=now)

        return await _act(request, AnswerForm, act, "answer", post_id=post_id, place=place, now=now)

    @get("/hide", guards=[seat(Role.SUPERVISION)])
    async def hide_form(self, request: AnyRequest, post_id: FromPath[UUID], place: Here, now: Now) -> Response[Any]:
        """Show a post with the form that hides it."""
        return await _post_page(request, forms.blank(), "hide", post_id=post_id, place=place, now=now)

    @post("/hide", guards=[seat(Role.SUPERVISION)], status_code=200)
    async def hide(
        self, request: AnyRequest, post_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Hide a post, with the reason in its place."""

        async def act(form: HideForm) -> UUID:
            await hide_post(post_id, reason=form.reason, by=actor, at=now)
            return post_id

        return await _act(request, HideForm, act, "hide", post_id=post_id, place=place, now=now)


async def _act(
    request: AnyRequest,
    model: type[Form],
    act: Callable[[Form], Awaitable[UUID]],
    name: str,
    *,
    post_id: UUID,
    place: Place,
    now: datetime,
) -> Response[Any]:
    """Read the form, act, and go back to the post that came of it; or show the form again."""
    _item, slug = await post_view(place.id, post_id, today=village_today(place, now))
    filled = await forms.read(request, model)
    if filled.errors:
        return await _post_page(request, filled, name, post_id=post_id, place=place, now=now)
    try:
        made = await act(filled.done)
    except Refused as refusal:
        return await _post_page(request, filled, name, refusal=refusal, post_id=post_id, place=place, now=now)
    return back_to(f"{place.home}/proposals/{slug}#post-{made}")


async def _post_page(
    request: AnyRequest,
    form: Filled[Any],
    act: str,
    *,
    post_id: UUID,
    place: Place,
    now: datetime,
    refusal: Refused | None = None,
) -> Response[Any]:
    item, slug = await post_view(place.id, post_id, today=village_today(place, now))
    return form_page(request, "deliberation/post_act.html", form, refusal=refusal, item=item, slug=slug, act=act)
