"""The page on which a matter's course is changed, and what each of its forms does."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from litestar import Response

from app import forms
from app.deliberation.queries.matter_views import ProposalView
from app.deliberation.queries.matters import proposal_view
from app.deliberation.rules.courses import Course, offered_to
from app.deliberation.rules.matter_words import STEPS
from app.deliberation.rules.step_keys import DISCUSSIONS
from app.deliberation.web.showing import form_page
from app.doors import Actor, Role
from app.forms import Filled
from app.pages import AnyRequest, back_to
from app.place import Place
from app.refusals import Forbidden, Missing, Refused

Form = TypeVar("Form", bound=msgspec.Struct)


async def change_course(
    request: AnyRequest,
    model: type[Form],
    act: Callable[[ProposalView, Form], Awaitable[None]],
    course: Course,
    *,
    number: str,
    place: Place,
    actor: Actor,
) -> Response[Any]:
    """Read the form, act, and go back to the matter; or show the form again with what was typed."""
    proposal = await proposal_view(place.id, number)
    filled = await forms.read(request, model)
    if filled.errors:
        return course_page(request, filled, proposal, actor=actor, course=course)
    try:
        await act(proposal, filled.done)
    except (Forbidden, Missing):
        raise
    except Refused as refusal:
        return course_page(request, filled, proposal, actor=actor, course=course, refusal=refusal)
    return back_to(f"{place.home}/proposals/{number}")


def course_page(
    request: AnyRequest,
    form: Filled[Any],
    proposal: ProposalView,
    *,
    actor: Actor,
    course: Course | None = None,
    refusal: Refused | None = None,
) -> Response[Any]:
    """Show the acts that are open to this person; the one that was tried keeps what was typed."""
    sponsor = proposal.sponsor == actor.person
    offered = offered_to(
        proposal.position,
        secretary=actor.may(Role.SECRETARY),
        sponsor=sponsor,
        supervision=actor.may(Role.SUPERVISION),
    )
    reached = [(step, STEPS[step]) for step in DISCUSSIONS if step.number <= proposal.step.number]
    return form_page(
        request,
        "deliberation/course.html",
        form,
        refusal=refusal,
        proposal=proposal,
        offered=offered | ({course} if course else set()),
        act=course or "",
        blank=forms.blank(),
        earlier=[(step, word) for step, word in reached if step.number < proposal.step.number],
        again=reached,
    )
