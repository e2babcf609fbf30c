"""The door: by card the first time, by password after that; and the way out."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from litestar import Controller, Response, get, post

from app import forms
from app.doors import member, public
from app.limits import TooMany
from app.pages import AnyRequest, Here, Now, back_to, page
from app.place import Place
from app.refusals import Refused
from app.village.forms import LoginForm, LogoutForm, NewPasswordForm
from app.village.services.logging_out import log_out
from app.village.services.login import enter_by_card, enter_by_password
from app.village.services.passwords import card_ticket, holder_of, set_first_password, ticket_for
from app.village.web.cookies import TICKET, WAY, begin_session, end_session, keep_ticket
from app.village.web.known_phones import known_phone, remember_phone
from app.village.web.onward import onward
from app.words import _

Answer = Response[Any]


class LoginController(Controller):
    """Login and logout."""

    path = "/v/{village:str}"
    include_in_schema = False

    @get("/login", guards=[public])
    async def show_door(self, request: AnyRequest, place: Here) -> Answer:
        """Ask for the card, or for name and password; where it leads and who shares the phone stays known."""
        asked = {name: request.query_params.get(name, "") for name in ("next", "shared")}
        return self._door(request, form=forms.blank(**asked))

    @post("/login", guards=[public], status_code=200)
    async def log_in(self, request: AnyRequest, place: Here, now: Now) -> Answer:
        """Let somebody in, or to the choice of a password; unknown and wrong are answered alike."""
        filled = await forms.read(request, LoginForm)
        if filled.errors:
            return self._door(request, status=422, form=filled)
        try:
            if filled.done.who or filled.done.password:
                return await self._by_password(request, filled.done, place=place, now=now)
            return await self._by_card(request, filled.done, place=place, now=now)
        except Refused as refusal:
            return self._door(request, status=refusal.status, form=filled, refusal=refusal)

    async def _by_card(self, request: AnyRequest, typed: LoginForm, *, place: Place, now: datetime) -> Answer:
        entered = await enter_by_card(typed.card, village=place.id, host=_host(request), at=now)
        ticket = ticket_for(entered, shared=typed.shared, onward=onward(typed.next, place=place), at=now)
        return keep_ticket(back_to(f"{place.home}/login/password"), ticket, home=place.home)

    async def _by_password(self, request: AnyRequest, typed: LoginForm, *, place: Place, now: datetime) -> Answer:
        caller = known_phone(request, host=_host(request), at=now)
        entered = await enter_by_password(typed.who, typed.password, village=place.id, caller=caller, at=now)
        answer = begin_session(
            back_to(onward(typed.next, place=place)),
            account=entered.account, version=entered.version, shared=typed.shared, at=now, home=place.home,
        )  # fmt: skip
        return remember_phone(answer, caller, account=entered.account, at=now, home=place.home)

    @get("/login/password", guards=[public])
    async def show_first_password(self, request: AnyRequest, place: Here, now: Now) -> Answer:
        """Ask whoever showed a card for a password of their own."""
        try:
            holder = await holder_of(card_ticket(request.cookies.get(TICKET, ""), at=now), village=place.id, at=now)
        except Refused as refusal:
            return self._door(request, status=refusal.status, form=forms.blank(), refusal=refusal)
        return page(request, "village/first_password.html", form=forms.blank(), holder=holder, refusal=None)

    @post("/login/password", guards=[public], status_code=200)
    async def set_password(self, request: AnyRequest, place: Here, now: Now) -> Answer:
        """Set the first password; the card's code is void from now on."""
        filled = await forms.read(request, NewPasswordForm)
        if not filled.errors and filled.done.password != filled.done.again:
            filled.errors["again"] = _("The two passwords are not the same.")
        try:
            ticket = card_ticket(request.cookies.get(TICKET, ""), at=now)
            holder = await holder_of(ticket, village=place.id, at=now)
            if filled.errors:
                return page(
                    request, "village/first_password.html", status=422, form=filled, holder=holder, refusal=None
                )
            version = await set_first_password(ticket, filled.done.password, village=place.id, at=now)
        except Refused as refusal:
            if refusal.field != "password":
                return self._door(request, status=refusal.status, form=forms.blank(), refusal=refusal)
            filled.errors["password"] = refusal.message
            return page(request, "village/first_password.html", status=409, form=filled, holder=holder, refusal=None)
        answer = begin_session(
            back_to(onward(ticket.onward, place=place)),
            account=ticket.account, version=version, shared=ticket.shared, at=now, home=place.home,
        )  # fmt: skip
        caller = known_phone(request, host=_host(request), at=now)
        return remember_phone(answer, caller, account=ticket.account, at=now, home=place.home)

    @post("/logout", guards=[member], status_code=200)
    async def log_out(self, request: AnyRequest, place: Here, now: Now) -> Answer:
        """Log out on this phone; where it is passed on, the next person is asked at once who that is."""
        filled = await forms.read(request, LogoutForm)
        await log_out(request.scope["state"]["session"], at=now)
        passed_on = "" if filled.errors else filled.done.next
        door = f"{place.home}/login?{urlencode({'by': 'password', 'shared': 'yes', 'next': passed_on})}"
        return end_session(back_to(door if passed_on else place.home))

    @staticmethod
    def _door(
        request: AnyRequest, *, form: forms.Filled[Any], status: int = 200, refusal: Refused | None = None
    ) -> Answer:
        """Show the door; what is refused stands beside its field, and who came by password finds that first."""
        if refusal is not None and refusal.field in ("card", "who"):
            form.errors[refusal.field] = refusal.message
            refusal = None
        way = request.query_params.get("by") or request.cookies.get(WAY)
        by_password = bool(form.value("who")) or (not form.value("card") and way == "password")
        answer = page(request, "village/login.html", status=status, form=form, refusal=refusal, by_password=by_password)
        if isinstance(refusal, TooMany):
            answer.headers["Retry-After"] = str(refusal.seconds)
        return answer


def _host(request: AnyRequest) -> str:
    return request.client.host if request.client else ""
