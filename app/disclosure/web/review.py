"""The review desk: drafts beside the record, and the opinion that publishes or returns them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.deliberation.rules.notice import day_in
from app.disclosure.forms import RedraftForm, ReviewAct, ReviewForm
from app.disclosure.queries.matters import being_carried_out, to_draft
from app.disclosure.queries.objections import unanswered
from app.disclosure.queries.reviews import drafts_of, published_slug, review_of
from app.disclosure.rules.publicity import hanging
from app.disclosure.services.correcting import Said, redraft
from app.disclosure.services.reviewing import publish, return_notice
from app.disclosure.web.showing import form_page
from app.doors import Role, seat
from app.forms import Filled, blank, read
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.place import Place
from app.refusals import Missing, Refused, WayOn
from app.words import _

office = seat(Role.SUPERVISION, Role.SECRETARY, Role.CLERK)


class ReviewController(Controller):
    """Drafts of notices on their way to the wall."""

    path = "/v/{village:str}/review"
    include_in_schema = False

    @get("/", guards=[office])
    async def desk(self, request: AnyRequest, place: Here, now: Now) -> Response[str]:
        """List what waits: drafts, matters without one, work under way, objections without an answer."""
        return page(
            request,
            "disclosure/reviews.html",
            today=day_in(place.zone, now),
            drafts=await drafts_of(place.id),
            matters=await to_draft(place.id),
            works=await being_carried_out(place.id),
            objections=await unanswered(place.id),
        )

    @get("/{notice:uuid}", guards=[office])
    async def one(self, request: AnyRequest, notice: FromPath[UUID], place: Here, now: Now) -> Response[Any]:
        """Show a draft beside the record it came from; what is published has a page of its own."""
        if slug := await published_slug(notice, village=place.id):
            return back_to(f"{place.home}/notices/{slug}")
        return await _review_page(request, notice, form=blank(), place=place, now=now)

    @post("/{notice:uuid}", guards=[seat(Role.SUPERVISION)], status_code=200)
    async def decide(
        self, request: AnyRequest, notice: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Publish the draft, or return it with the reasons."""
        await _must_be_a_draft(notice, place=place)
        form = await read(request, ReviewForm)
        if form.errors:
            return await _review_page(request, notice, form=form, place=place, now=now)
        slug = (await review_of(notice, village=place.id)).draft.slug
        try:
            if form.done.act is ReviewAct.RETURN:
                await return_notice(notice, form.done.opinion, by=actor, at=now)
                return back_to(f"{place.home}/review")
            await publish(notice, form.done.opinion, by=actor, at=now)
        except Missing:
            raise
        except Refused as refusal:
            await _must_be_a_draft(notice, place=place)
            return await _review_page(request, notice, form=form, place=place, now=now, refusal=refusal)
        return back_to(f"{place.home}/notices/{slug}")

    @post("/{notice:uuid}/redraft", guards=[office], status_code=200)
    async def again(
        self, request: AnyRequest, notice: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Draft an unpublished notice anew from the record, with a new explanation where one was typed."""
        await _must_be_a_draft(notice, place=place)
        form = await read(request, RedraftForm)
        if form.errors:
            return await _review_page(request, notice, form=form, place=place, now=now)
        try:
            said = Said(answer=form.done.answer, note=form.done.note, board=form.done.board)
            await redraft(notice, explanation=form.done.explanation, said=said, by=actor, at=now)
        except Missing:
            raise
        except Refused as refusal:
            return await _review_page(request, notice, form=form, place=place, now=now, refusal=refusal)
        return back_to(f"{place.home}/review/{notice}")


async def _must_be_a_draft(notice: UUID, *, place: Place) -> None:
    """Lead on who decides over a draft that somebody published in the meantime."""
    if slug := await published_slug(notice, village=place.id):
        way = WayOn(label=_("To the notice as it hangs"), href=f"{place.home}/notices/{slug}")
        raise Refused(_("This notice is published already."), ways_on=(way,))


async def _review_page(
    request: AnyRequest,
    notice: UUID,
    *,
    form: Filled[Any],
    place: Place,
    now: datetime,
    refusal: Refused | None = None,
) -> Response[str]:
    today = day_in(place.zone, now)
    review = await review_of(notice, village=place.id, today=today)
    period = hanging(today, days=review.draft.facts.heading.days)
    return form_page(
        request,
        "disclosure/review.html",
        form,
        review=review,
        draft=review.draft,
        period=period,
        refusal=refusal,
    )
