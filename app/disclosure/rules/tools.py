"""The tools that a person's seats of today give: one list, in the order in which they are needed."""

from dataclasses import dataclass

from app.doors import Actor, Role
from app.words import Message, _

EVERYBODY = tuple(Role)
OFFICE = (Role.SECRETARY, Role.CLERK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A link to something that a seat allows."""

    label: Message
    href: str
    drawing: str


TOOLS: tuple[tuple[tuple[Role, ...], Message, str, str], ...] = (
    (OFFICE, _("Put a matter forward"), "/proposals/new", "pen"),
    (OFFICE, _("Call a meeting"), "/meetings/new", "people"),
    ((*OFFICE, Role.SUPERVISION), _("Notices: draft, review, objections"), "/review", "eye"),
    ((*OFFICE, Role.COMMITTEE), _("Suggestions of residents"), "/suggestions", "mic"),
    ((Role.CLERK, Role.ADMINISTRATOR), _("People and their seats"), "/people", "people"),
    ((Role.SUPERVISION, Role.TOWNSHIP), _("Cards and seats of those who supervise"), "/consents", "key"),
    ((Role.ADMINISTRATOR,), _("Import the village list"), "/import", "download"),
    ((Role.ADMINISTRATOR,), _("Settings of the village"), "/settings", "phone"),
    ((Role.ADMINISTRATOR,), _("The rules by which this village decides"), "/rules", "doc"),
    ((Role.TOWNSHIP,), _("Villages of the township"), "/township", "eye"),
    (EVERYBODY, _("Suggest something"), "/suggestions/new", "mic"),
    (EVERYBODY, _("My account: password, log out"), "/account", "key"),
)


def tools_for(actor: Actor, *, home: str) -> tuple[Tool, ...]:
    """Return the tools of the seats that `actor` holds."""
    return tuple(
        Tool(label=label, href=f"{home}{path}", drawing=drawing)
        for roles, label, path, drawing in TOOLS
        if actor.may(*roles)
    )
