"""The ledger of a resolution: open to everybody, kept by the village's officers."""

from litestar import Controller, Response, get
from litestar.params import FromPath

from app.deliberation.rules.notice import day_in
from app.disclosure.queries.ledger import ledger_of, results_are_corrected
from app.disclosure.queries.matters import matter_at
from app.disclosure.queries.notices import notices_of
from app.disclosure.queries.reopened import reopened_of
from app.disclosure.rules.carrying_out import RESULTS_OUT
from app.disclosure.rules.notice_words import ENTRIES
from app.disclosure.rules.rights import MAY_ENTER, MAY_REOPEN
from app.disclosure.rules.small_rail import small_rail
from app.doors import public
from app.open_files import SEE_TAKEN_BACK
from app.pages import AnyRequest, Here, Now, actor_here, page
from app.refusals import Missing


class ExecutionController(Controller):
    """Money and progress of one matter."""

    path = "/v/{village:str}/proposals/{number:str}/execution"
    include_in_schema = False

    @get("/", guards=[public])
    async def ledger(self, request: AnyRequest, number: FromPath[str], place: Here, now: Now) -> Response[str]:
        """Show what was voted, contracted and paid, with every entry and every alarm."""
        matter = await matter_at(place.id, number)
        if not matter.carried_out:
            raise Missing()
        actor = actor_here(request)
        corrected = await results_are_corrected(matter.id)
        return page(
            request,
            "disclosure/execution.html",
            cacheable=True,
            matter=matter,
            rail=small_rail(matter.position),
            ledger=await ledger_of(matter.id),
            notices=await notices_of(matter.id),
            today=day_in(place.zone, now),
            kinds=ENTRIES,
            corrected=corrected,
            reopened=await reopened_of(matter.id),
            may_reopen=matter.position.state in RESULTS_OUT
            and not corrected
            and actor is not None
            and actor.may(*MAY_REOPEN),
            enters=actor is not None and actor.may(*MAY_ENTER),
            sees_taken_back=actor is not None and actor.may(*SEE_TAKEN_BACK),
            keeps=(matter.open_ledger or corrected) and actor is not None and actor.may(*MAY_ENTER),
        )
