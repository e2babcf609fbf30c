"""Pages of suggestions: the public list, suggesting, answering or taking up."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.deliberation.forms.talk import SuggestionAnswerForm, SuggestionForm
from app.deliberation.queries.suggestions import list_suggestions, suggestion_view
from app.deliberation.services.suggestions import answer_suggestion, suggest
from app.deliberation.web.showing import form_page, page_asked, village_today
from app.doors import Role, member, public, seat
from app.limits import pace
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.refusals import Refused


class SuggestionsController(Controller):
    path = "/v/{village:str}/suggestions"
    include_in_schema = False

    @get("/", guards=[public])
    async def suggestions(self, request: AnyRequest, place: Here, now: Now) -> Response[Any]:
        """List what residents suggested, what waits for an answer first."""
        found = await list_suggestions(place.id, page=page_asked(request))
        today = village_today(place, now)
        return page(request, "deliberation/suggestions.html", cacheable=True, found=found, today=today)

    @get("/new", guards=[member])
    async def new(self, request: AnyRequest) -> Response[Any]:
        """Show the form of a suggestion."""
        return form_page(request, "deliberation/suggest.html", forms.blank(key=str(uuid4())))

    @post("/new", guards=[member], status_code=200)
    async def suggest(self, request: AnyRequest, place: Here, actor: Me, now: Now) -> Response[Any]:
        """Suggest a matter."""
        filled = await forms.read(request, SuggestionForm)
        if filled.errors:
            return form_page(request, "deliberation/suggest.html", filled)
        try:
            await pace(str(actor.account), at=now)
            made = await suggest(filled.done.title, filled.done.text, key=filled.done.key, by=actor, at=now)
        except Refused as refusal:
            return form_page(request, "deliberation/suggest.html", filled, refusal=refusal)
        return back_to(f"{place.home}/suggestions#suggestion-{made}")

    @get("/{suggestion_id:uuid}", guards=[seat(Role.SECRETARY)])
    async def suggestion(self, request: AnyRequest, suggestion_id: FromPath[UUID], place: Here) -> Response[Any]:
        """Show a suggestion to be taken up or answered."""
        item = await suggestion_view(place.id, suggestion_id)
        return form_page(request, "deliberation/suggestion.html", forms.blank(), item=item)

    @post("/{suggestion_id:uuid}", guards=[seat(Role.SECRETARY)], status_code=200)
    async def answer(
        self, request: AnyRequest, suggestion_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Answer why a suggestion is not taken up."""
        item = await suggestion_view(place.id, suggestion_id)
        filled = await forms.read(request, SuggestionAnswerForm)
        if filled.errors:
            return form_page(request, "deliberation/suggestion.html", filled, item=item)
        try:
            await answer_suggestion(suggestion_id, filled.done.answer, by=actor, at=now)
        except Refused as refusal:
            return form_page(request, "deliberation/suggestion.html", filled, refusal=refusal, item=item)
        return back_to(f"{place.home}/suggestions#suggestion-{suggestion_id}")
