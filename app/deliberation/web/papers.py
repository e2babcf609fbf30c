"""The page that adds papers to a matter."""

from collections.abc import Sequence
from typing import Any

from litestar import Controller, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from app import forms
from app.bodies import FILES
from app.deliberation.forms.matters import PapersForm
from app.deliberation.queries.matters import proposal_view
from app.deliberation.services.attachments import MOST_PAPERS, Paper, attach
from app.deliberation.web.showing import form_page
from app.doors import Role, seat
from app.files import keep_upload
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.refusals import Refused
from app.words import _


class PapersController(Controller):
    path = "/v/{village:str}/proposals"
    include_in_schema = False

    @get("/{number:str}/attach", guards=[seat(Role.SECRETARY)])
    async def papers(self, request: AnyRequest, number: FromPath[str], place: Here) -> Response[Any]:
        """Show the form that adds papers."""
        proposal = await proposal_view(place.id, number)
        return form_page(request, "deliberation/attach.html", forms.blank(), proposal=proposal)

    @post("/{number:str}/attach", guards=[seat(Role.SECRETARY)], status_code=200, opt={FILES: True})
    async def attach(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Add papers to a matter."""
        proposal = await proposal_view(place.id, number)
        filled = await forms.read(request, PapersForm)
        try:
            papers = await keep_papers(filled.uploads.get("paper", ()))
            await attach(proposal.id, papers, by=actor, at=now)
        except Refused as refusal:
            return form_page(request, "deliberation/attach.html", filled, refusal=refusal, proposal=proposal)
        return back_to(f"{place.home}/proposals/{number}")


async def keep_papers(uploads: Sequence[UploadFile]) -> tuple[Paper, ...]:
    """Keep what was uploaded, each checked by its content, before the act begins."""
    if len(uploads) > MOST_PAPERS:
        raise Refused(_("A matter has at most %(most)s papers.", most=MOST_PAPERS), field="paper")
    return tuple([Paper(name=upload.filename, kept=await keep_upload(upload)) for upload in uploads])
