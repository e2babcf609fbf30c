"""Pages of a matter's text: changing it, the list of revisions, each against the one before."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.addresses import numbered
from app.deliberation.forms.matters import RevisionForm
from app.deliberation.forms.money_rows import read_money, rows_of, typed_money
from app.deliberation.queries.matter_views import ProposalView
from app.deliberation.queries.matters import proposal_view
from app.deliberation.queries.revisions import revision_view
from app.deliberation.rules.money import Money
from app.deliberation.rules.wording import Wording
from app.deliberation.services.revisions import Outdated, RevisionDraft, revise
from app.deliberation.web.showing import form_page
from app.doors import Role, public, seat
from app.forms import Filled
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.refusals import Refused


class RevisionsController(Controller):
    path = "/v/{village:str}/proposals/{number:str}"
    include_in_schema = False

    @get("/revisions", guards=[public])
    async def revisions(self, request: AnyRequest, number: FromPath[str], place: Here) -> Response[Any]:
        """List the revisions of a matter."""
        proposal = await proposal_view(place.id, number)
        return page(request, "deliberation/revisions.html", cacheable=True, proposal=proposal)

    @get("/revisions/{revision:int}", guards=[public])
    async def revision(
        self, request: AnyRequest, number: FromPath[str], revision: FromPath[int], place: Here
    ) -> Response[Any]:
        """Show a revision against the one before it."""
        proposal = await proposal_view(place.id, number)
        changes = await revision_view(proposal.id, numbered(revision))
        return page(request, "deliberation/revision.html", cacheable=True, proposal=proposal, changes=changes)

    @get("/revise", guards=[seat(Role.SECRETARY)])
    async def change(self, request: AnyRequest, number: FromPath[str], place: Here) -> Response[Any]:
        """Show the present text to be changed."""
        proposal = await proposal_view(place.id, number)
        typed = {"summary": [proposal.summary], "text": [proposal.text], **typed_money(proposal.money)}
        return await _revise_page(request, Filled(typed=typed), proposal)

    @post("/revise", guards=[seat(Role.SECRETARY)], status_code=200)
    async def revise(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Write a new revision."""
        proposal = await proposal_view(place.id, number)
        filled = await forms.read(request, RevisionForm)
        if filled.value("more"):
            filled.errors.clear()
            return await _revise_page(request, filled, proposal)
        money = read_money(filled)
        if filled.errors:
            return await _revise_page(request, filled, proposal)
        try:
            written = await revise(proposal.id, _draft(filled.done, money), by=actor, at=now)
        except Refused as refusal:
            return await _revise_page(request, filled, await proposal_view(place.id, number), refusal=refusal)
        return back_to(f"{place.home}/proposals/{number}/revisions/{written}")


async def _revise_page(
    request: AnyRequest, form: Filled[Any], proposal: ProposalView, *, refusal: Refused | None = None
) -> Response[Any]:
    """Show the form; after a clash with somebody else's revision show that beside what was typed."""
    clash = isinstance(refusal, Outdated)
    changes = await revision_view(proposal.id, proposal.latest.number) if clash else None
    return form_page(
        request,
        "deliberation/revise.html",
        form,
        refusal=refusal,
        proposal=proposal,
        money=rows_of(form),
        changes=changes,
    )


def _draft(form: RevisionForm, money: tuple[Money, ...]) -> RevisionDraft:
    wording = Wording(summary=form.summary, text=form.text, money=money)
    return RevisionDraft(wording=wording, reason=form.reason, base=form.base, substantial=form.substantial)
