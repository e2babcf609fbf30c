"""One's own page: the password, the sessions on other phones, and how one likes to read."""

from datetime import datetime
from typing import Any

from litestar import Controller, Response, get, post

from app import forms
from app.doors import Role, member
from app.keys import signing_keys
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.refusals import Refused
from app.sessions import COOKIE
from app.settings import settings
from app.village.forms import ChangePasswordForm
from app.village.services.access import end_sessions
from app.village.services.passwords import change_password
from app.village.web.cookies import begin_session, end_session
from app.words import _

Answer = Response[Any]


class AccountController(Controller):
    """The own account."""

    path = "/v/{village:str}/account"
    include_in_schema = False

    @get("/", guards=[member])
    async def show_account(self, request: AnyRequest, actor: Me) -> Answer:
        """Show the own page."""
        return _account(request, form=forms.blank())

    @post("/password", guards=[member], status_code=200)
    async def change_own_password(self, request: AnyRequest, place: Here, actor: Me, now: Now) -> Answer:
        """Change the password; this phone stays in, every other one is out."""
        filled = await forms.read(request, ChangePasswordForm)
        if not filled.errors and filled.done.password != filled.done.again:
            filled.errors["again"] = _("The two passwords are not the same.")
        if filled.errors:
            return _account(request, form=filled, status=422)
        try:
            version = await change_password(filled.done.old, filled.done.password, by=actor, at=now)
        except Refused as refusal:
            if refusal.field:
                filled.errors[refusal.field] = refusal.message
            return _account(request, form=filled, status=refusal.status, refusal=None if refusal.field else refusal)
        assert actor.account is not None
        return begin_session(
            back_to(f"{place.home}/account?done=password"),
            account=actor.account, version=version, shared=_is_shared(request, now), at=now, home=place.home,
        )  # fmt: skip

    @post("/sessions/end", guards=[member], status_code=200)
    async def log_out_everywhere(self, place: Here, actor: Me, now: Now) -> Answer:
        """Log out on every phone, this one too."""
        await end_sessions(by=actor, at=now)
        return end_session(back_to(f"{place.home}/login"))


def _account(
    request: AnyRequest, *, form: forms.Filled[Any], status: int = 200, refusal: Refused | None = None
) -> Answer:
    done = request.query_params.get("done") == "password"
    return page(
        request, "village/account.html", status=status, form=form, refusal=refusal, password_done=done,
        office=request.user.may(Role.CLERK, Role.ADMINISTRATOR), administers=request.user.may(Role.ADMINISTRATOR),
    )  # fmt: skip


def _is_shared(request: AnyRequest, now: datetime) -> bool:
    session = signing_keys(settings()).read(request.cookies.get(COOKIE, ""), at=now)
    return session is not None and session.shared
