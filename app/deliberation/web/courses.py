"""The doors that change a matter's course: withdraw, defer, take up again, send back, order again."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.deliberation.forms.matters import BackForm, EmptyForm, ReasonForm
from app.deliberation.queries.matter_views import ProposalView
from app.deliberation.queries.matters import proposal_view
from app.deliberation.rules.courses import Course
from app.deliberation.services.courses import (
    defer_proposal,
    order_again,
    resume_proposal,
    return_proposal,
    withdraw_proposal,
)
from app.deliberation.web.course_page import change_course, course_page
from app.doors import Role, member, seat
from app.pages import AnyRequest, Here, Me, Now


class CourseController(Controller):
    path = "/v/{village:str}/proposals/{number:str}"
    include_in_schema = False

    @get("/course", guards=[member])
    async def course(self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me) -> Response[Any]:
        """Show what this person may change in the matter's course."""
        proposal = await proposal_view(place.id, number)
        return course_page(request, forms.blank(), proposal, actor=actor)

    @post("/withdraw", guards=[member], status_code=200)
    async def withdraw(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Withdraw a matter; the service lets its sponsor and the secretary."""

        async def act(proposal: ProposalView, form: ReasonForm) -> None:
            await withdraw_proposal(proposal.id, reason=form.reason, by=actor, at=now)

        return await change_course(request, ReasonForm, act, Course.WITHDRAW, number=number, place=place, actor=actor)

    @post("/defer", guards=[seat(Role.SECRETARY)], status_code=200)
    async def defer(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Put a matter off."""

        async def act(proposal: ProposalView, form: ReasonForm) -> None:
            await defer_proposal(proposal.id, reason=form.reason, by=actor, at=now)

        return await change_course(request, ReasonForm, act, Course.DEFER, number=number, place=place, actor=actor)

    @post("/resume", guards=[seat(Role.SECRETARY)], status_code=200)
    async def resume(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Take a deferred matter up again."""

        async def act(proposal: ProposalView, form: EmptyForm) -> None:
            await resume_proposal(proposal.id, by=actor, at=now)

        return await change_course(request, EmptyForm, act, Course.RESUME, number=number, place=place, actor=actor)

    @post("/return", guards=[seat(Role.SECRETARY)], status_code=200)
    async def send_back(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Send a matter back to an earlier step."""

        async def act(proposal: ProposalView, form: BackForm) -> None:
            await return_proposal(proposal.id, to=form.to, reason=form.reason, by=actor, at=now)

        return await change_course(request, BackForm, act, Course.RETURN, number=number, place=place, actor=actor)

    @post("/order-again", guards=[seat(Role.SUPERVISION)], status_code=200)
    async def again(
        self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Order a step held again."""

        async def act(proposal: ProposalView, form: BackForm) -> None:
            await order_again(proposal.id, to=form.to, reason=form.reason, by=actor, at=now)

        return await change_course(request, BackForm, act, Course.ORDER_AGAIN, number=number, place=place, actor=actor)
