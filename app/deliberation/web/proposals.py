"""Pages of matters: the list, and putting one forward."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from litestar import Controller, Response, get, post

from app import forms
from app.bodies import FILES
from app.deliberation.forms.matters import ProposalForm
from app.deliberation.forms.money_rows import read_money, rows_of
from app.deliberation.queries.choices import renewable, sponsors_of
from app.deliberation.queries.matter_lists import Which, list_proposals
from app.deliberation.queries.packs import pack_of_village
from app.deliberation.queries.suggestions import suggestion_view
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.money import Money
from app.deliberation.rules.pack import Category
from app.deliberation.rules.wording import Wording
from app.deliberation.services.attachments import Paper
from app.deliberation.services.proposals import ProposalDraft, put_forward
from app.deliberation.web.papers import keep_papers
from app.deliberation.web.showing import form_page, page_asked, village_today
from app.doors import Role, public, seat
from app.forms import Filled
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.place import Place
from app.plain import clean
from app.refusals import Refused
from app.words import Message, _

LONGEST_SEARCH = 60


class ProposalsController(Controller):
    path = "/v/{village:str}/proposals"
    include_in_schema = False

    @get("/", guards=[public])
    async def matters(self, request: AnyRequest, place: Here) -> Response[Any]:
        """List the matters of the village, newest first."""
        text = clean(request.query_params.get("q", ""))[:LONGEST_SEARCH]
        which = next((w for w in Which if w.value == request.query_params.get("which")), Which.ALL)
        found = await list_proposals(place.id, which=which, text=text, page=page_asked(request))
        shown: dict[str, Any] = {"found": found, "which": which, "text": text, "choices": list(Which)}
        return page(request, "deliberation/proposals.html", cacheable=not text, **shown)

    @get("/new", guards=[seat(Role.SECRETARY)])
    async def new(self, request: AnyRequest, place: Here, now: Now) -> Response[Any]:
        """Show the form of a new matter; `?suggestion=` fills it from what a resident suggested."""
        known = {"key": str(uuid4())}
        asked = _uuid(request.query_params.get("suggestion", ""))
        if asked is not None:
            suggestion = await suggestion_view(place.id, asked)
            known |= {"title": suggestion.title, "text": suggestion.text}
            known |= {"origin": "suggestion", "suggestion": str(asked)}
        return await _new_page(request, forms.blank(**known), place=place, now=now)

    @post("/new", guards=[seat(Role.SECRETARY)], status_code=200, opt={FILES: True})
    async def put(self, request: AnyRequest, place: Here, actor: Me, now: Now) -> Response[Any]:
        """Put a matter forward."""
        filled = await forms.read(request, ProposalForm)
        if filled.value("more"):
            filled.errors.clear()
            return await _new_page(request, filled, place=place, now=now)
        money = read_money(filled)
        if filled.errors:
            return await _new_page(request, filled, place=place, now=now)
        try:
            papers = await keep_papers(filled.uploads.get("paper", ()))
            matter = await put_forward(_draft(filled.done, money, papers), by=actor, at=now)
        except Refused as refusal:
            return await _new_page(request, filled, refusal=refusal, place=place, now=now)
        return back_to(f"{place.home}/proposals/{matter.slug}")


async def _new_page(
    request: AnyRequest, form: Filled[Any], *, place: Place, now: datetime, refusal: Refused | None = None
) -> Response[Any]:
    """Show the form of a new matter with what the village's rules offer for it."""
    pack = await pack_of_village(place.id)
    asked = _uuid(form.value("suggestion"))
    sponsors = await sponsors_of(place.id, on=village_today(place, now))
    return form_page(
        request,
        "deliberation/new_proposal.html",
        form,
        refusal=refusal,
        pack=pack,
        money=rows_of(form),
        suggestion=None if asked is None else await suggestion_view(place.id, asked),
        categories=[(kind.key, kind.name, _hint(kind)) for kind in pack.categories],
        origins=[(origin.key, origin.name, "") for origin in pack.origins],
        sponsors=[(key, _("%(name)s, %(role)s", name=name, role=role)) for key, name, role in sponsors],
        renewable=[(key, _("%(number)s: %(title)s", number=n, title=t)) for key, n, t in await renewable(place.id)],
    )


def _hint(kind: Category) -> Message:
    """Say what a kind of matter means: who resolves it, and which article asks for that."""
    return _(
        "Resolved by: %(body)s. Asked for by: %(source)s.", body=BODIES[kind.resolved_by], source=kind.source.label
    )


def _draft(form: ProposalForm, money: tuple[Money, ...], papers: tuple[Paper, ...]) -> ProposalDraft:
    return ProposalDraft(
        title=form.title,
        category=form.category,
        origin=form.origin,
        wording=Wording(summary=form.summary, text=form.text, money=money),
        sponsor=form.sponsor,
        renews=form.renews,
        suggestion=form.suggestion,
        papers=papers,
        key=form.key,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
