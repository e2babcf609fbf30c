"""Who may go through which door: actors, their roles in a village, and the guards that routes name."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from app.refusals import Forbidden, Missing, Refused
from app.unsent import own_words
from app.words import _

Guard = Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], Awaitable[None]]


class Role(StrEnum):
    """What a person's seats of today amount to in the own village."""

    RESIDENT = "resident"
    PARTY_MEMBER = "party_member"
    REPRESENTATIVE = "representative"
    BRANCH = "branch"
    COMMITTEE = "committee"
    SECRETARY = "secretary"  # Party secretary, committee chair or clerk: puts matters forward and runs meetings
    CLERK = "clerk"
    SUPERVISION = "supervision"
    TOWNSHIP = "township"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a person of one village with the roles held today; `person` is None for the command line.

    `name` is what the record and the minutes print, `title` the office it is printed with.
    """

    village: UUID
    village_code: str
    person: UUID | None
    account: UUID | None = None
    name: str
    title: str = ""
    roles: frozenset[Role] = frozenset()

    def may(self, *roles: Role) -> bool:
        """Return whether any of `roles` is held."""
        return bool(self.roles & set(roles))

    def must(self, *roles: Role) -> None:
        """Refuse an act for which none of `roles` is held; services call it again behind the guard."""
        if not self.may(*roles):
            raise Forbidden()


class LoginNeeded(Refused):
    """A page that needs a login; mapped to the login page of the village, which leads back.

    `unsent` is what was written in a form that came without one.
    """

    status = 401

    def __init__(self, *, unsent: str = "") -> None:
        super().__init__(_("Please log in first."))
        self.unsent = unsent


async def public(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Let everybody in; named so that every route says who may come."""


def seat(*roles: Role) -> Guard:
    """Let in the village's own people who hold one of `roles`: a stranger finds nothing, a reader is refused."""

    async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        actor: Actor | None = connection.scope.get("user")
        if actor is None:
            raise LoginNeeded(unsent=await own_words(connection))
        if connection.path_params.get("village", actor.village_code) != actor.village_code:
            raise Missing()
        actor.must(*roles)

    guard.roles = roles  # type: ignore[attr-defined]  # read by the permission matrix
    return guard


member = seat(*Role)
