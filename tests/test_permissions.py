"""Every door of the house, tried by everybody: who may come in stands in one table; a new door needs a line there."""

import re

import httpx
import pytest
from litestar.handlers import HTTPRouteHandler

from app.asgi import create_app
from app.doors import Actor, Role
from app.sessions import COOKIE
from tests.cast import Cast
from tests.client import Doors
from tests.everywhere import Everywhere, Things, filled

pytestmark = pytest.mark.anyio

PUBLIC = frozenset({"anybody"})
MEMBER = frozenset(Role)  # anybody who is logged in to the own village
OFFICE = frozenset({Role.CLERK, Role.ADMINISTRATOR})
KEEPER = frozenset({Role.ADMINISTRATOR})
SECRETARY = frozenset({Role.SECRETARY})
RUNNING = frozenset({Role.SECRETARY})  # and who chairs or records that meeting; in the story these are secretaries too
READING = frozenset({*RUNNING, Role.SUPERVISION, Role.TOWNSHIP})
NOBODY: frozenset[Role] = frozenset()  # only the two tellers of that vote; the story has none
WATCH = frozenset({Role.SUPERVISION})
CHAIRING = frozenset(
    {Role.SUPERVISION, "chair"}
)  # the chair of that meeting, in the story the secretary; no seat gives it
ANSWERING = frozenset({Role.SECRETARY, Role.COMMITTEE, Role.SUPERVISION})
DRAFTING = frozenset({Role.SECRETARY, Role.CLERK, Role.SUPERVISION})
LEDGER = frozenset({Role.SECRETARY, Role.CLERK, Role.COMMITTEE})
REOPENING = frozenset({*LEDGER, Role.SUPERVISION})
Allowed = frozenset[str]


TABLE: dict[str, Allowed] = {
    "GET /": PUBLIC,
    "GET /found": PUBLIC,
    "POST /found": PUBLIC,
    "GET /open-data": PUBLIC,
    "GET /api/v1": PUBLIC,
    "GET /api/v1/openapi.json": PUBLIC,
    "GET /api/v1/villages": PUBLIC,
    "GET /api/v1/villages/{code}": PUBLIC,
    "GET /api/v1/villages/{code}/disclosures": PUBLIC,
    "GET /api/v1/villages/{code}/disclosures/{number}": PUBLIC,
    "GET /api/v1/villages/{code}/proposals": PUBLIC,
    "GET /api/v1/villages/{code}/proposals/{number}": PUBLIC,
    "GET /api/v1/{path}": PUBLIC,
    "GET /files/{sha256}": PUBLIC,
    "GET /static/{path}": PUBLIC,
    "GET /verify": PUBLIC,
    "GET /village-list.xlsx": PUBLIC,
    "POST /verify": PUBLIC,
    "GET /verify/{code}": PUBLIC,
    # the village's own pages
    "GET /v/{village}": PUBLIC,
    "GET /v/{village}/calendar.ics": PUBLIC,
    "GET /v/{village}/feed.atom": PUBLIC,
    "GET /v/{village}/record": PUBLIC,
    "GET /v/{village}/search": PUBLIC,
    "GET /v/{village}/rules": PUBLIC,
    "POST /v/{village}/rules": KEEPER,
    "GET /v/{village}/rules/file": PUBLIC,
    "POST /v/{village}/rules/own": KEEPER,
    "GET /v/{village}/settings": KEEPER,
    "POST /v/{village}/settings": KEEPER,
    "GET /v/{village}/desk": MEMBER,
    "GET /v/{village}/township": frozenset({Role.TOWNSHIP}),
    # coming in
    "GET /v/{village}/login": PUBLIC,
    "POST /v/{village}/login": PUBLIC,
    "GET /v/{village}/login/password": PUBLIC,
    "POST /v/{village}/login/password": PUBLIC,
    "GET /v/{village}/account": MEMBER,
    "POST /v/{village}/account/password": MEMBER,
    "POST /v/{village}/account/sessions/end": MEMBER,
    "POST /v/{village}/logout": MEMBER,
    # people
    "GET /v/{village}/people": OFFICE,
    "POST /v/{village}/people/cards": OFFICE,
    "GET /v/{village}/people/{person}": OFFICE,
    "POST /v/{village}/people/{person}/card": OFFICE,
    "POST /v/{village}/people/{person}/revoke": OFFICE,
    "GET /v/{village}/consents": frozenset({Role.SUPERVISION, Role.TOWNSHIP, *OFFICE}),
    "POST /v/{village}/consents/{consent}": frozenset({Role.SUPERVISION, Role.TOWNSHIP}),
    "POST /v/{village}/people/{person}/seats": KEEPER,
    "POST /v/{village}/people/{person}/seats/{held}/end": KEEPER,
    "GET /v/{village}/import": KEEPER,
    "POST /v/{village}/import": KEEPER,
    "GET /v/{village}/import/list.xlsx": KEEPER,
    "GET /v/{village}/import/{sha256}": KEEPER,
    "POST /v/{village}/import/{sha256}": KEEPER,
    # meetings
    "GET /v/{village}/meetings": PUBLIC,
    "GET /v/{village}/meetings/new": SECRETARY,
    "POST /v/{village}/meetings/new": SECRETARY,
    "GET /v/{village}/meetings/{meeting_id}": PUBLIC,
    "GET /v/{village}/meetings/{meeting_id}/attendance": PUBLIC,
    "GET /v/{village}/meetings/{meeting_id}/hall": PUBLIC,
    "GET /v/{village}/meetings/{meeting_id}/live": PUBLIC,
    "GET /v/{village}/meetings/{meeting_id}/book": READING,
    "GET /v/{village}/meetings/{meeting_id}/officers": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/officers": RUNNING,
    "GET /v/{village}/meetings/{meeting_id}/told": READING,
    "POST /v/{village}/meetings/{meeting_id}/told": RUNNING,
    "GET /v/{village}/meetings/{meeting_id}/sign-in": MEMBER,
    "POST /v/{village}/meetings/{meeting_id}/sign-in": MEMBER,
    "POST /v/{village}/meetings/{meeting_id}/excuse": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/tick": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/ticks": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/depart": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/open": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/close": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/reopen": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/cancel": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/go-on": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/not-held": RUNNING,
    "GET /v/{village}/meetings/{meeting_id}/console": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/votes": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/items/{item_id}/defer": RUNNING,
    "POST /v/{village}/meetings/{meeting_id}/items/{item_id}/return": RUNNING,
    # votes
    "GET /v/{village}/votes/{vote_id}": MEMBER,
    "POST /v/{village}/votes/{vote_id}": MEMBER,
    "GET /v/{village}/votes/{vote_id}/confirm": MEMBER,
    "POST /v/{village}/votes/{vote_id}/confirm": MEMBER,
    "GET /v/{village}/votes/{vote_id}/received": MEMBER,
    "GET /v/{village}/votes/{vote_id}/result": PUBLIC,
    "GET /v/{village}/votes/{vote_id}/paper": NOBODY,
    "POST /v/{village}/votes/{vote_id}/paper": NOBODY,
    "GET /v/{village}/votes/{vote_id}/said": MEMBER,
    "POST /v/{village}/votes/{vote_id}/said": RUNNING,
    "GET /v/{village}/votes/{vote_id}/hands": MEMBER,
    "POST /v/{village}/votes/{vote_id}/hands": RUNNING,
    "GET /v/{village}/votes/{vote_id}/close": RUNNING,
    "POST /v/{village}/votes/{vote_id}/close": RUNNING,
    "GET /v/{village}/votes/{vote_id}/void": MEMBER,
    "POST /v/{village}/votes/{vote_id}/void": RUNNING,
    "GET /v/{village}/votes/{vote_id}/declare-void": CHAIRING,
    "POST /v/{village}/votes/{vote_id}/declare-void": CHAIRING,
    # matters
    "GET /v/{village}/proposals": PUBLIC,
    "GET /v/{village}/proposals/new": SECRETARY,
    "POST /v/{village}/proposals/new": SECRETARY,
    "GET /v/{village}/proposals/{number}": PUBLIC,
    "GET /v/{village}/proposals/{number}/revisions": PUBLIC,
    "GET /v/{village}/proposals/{number}/revisions/{revision}": PUBLIC,
    "GET /v/{village}/proposals/{number}/revise": SECRETARY,
    "POST /v/{village}/proposals/{number}/revise": SECRETARY,
    "GET /v/{village}/proposals/{number}/attach": SECRETARY,
    "POST /v/{village}/proposals/{number}/attach": SECRETARY,
    "GET /v/{village}/proposals/{number}/course": MEMBER,
    "POST /v/{village}/proposals/{number}/withdraw": SECRETARY,
    "POST /v/{village}/proposals/{number}/defer": SECRETARY,
    "POST /v/{village}/proposals/{number}/resume": SECRETARY,
    "POST /v/{village}/proposals/{number}/return": SECRETARY,
    "POST /v/{village}/proposals/{number}/order-again": WATCH,
    "GET /v/{village}/proposals/{number}/posts": MEMBER,
    "POST /v/{village}/proposals/{number}/posts": MEMBER,
    "POST /v/{village}/proposals/{number}/support": MEMBER,
    "POST /v/{village}/proposals/{number}/unsupport": MEMBER,
    "GET /v/{village}/proposals/{number}/households": frozenset({Role.REPRESENTATIVE}),
    "GET /v/{village}/proposals/{number}/households/{household}": frozenset({Role.REPRESENTATIVE}),
    "POST /v/{village}/proposals/{number}/households/{household}": frozenset({Role.REPRESENTATIVE}),
    "GET /v/{village}/posts/{post_id}/reply": MEMBER,
    "POST /v/{village}/posts/{post_id}/reply": MEMBER,
    "GET /v/{village}/posts/{post_id}/answer": ANSWERING,
    "POST /v/{village}/posts/{post_id}/answer": ANSWERING,
    "GET /v/{village}/posts/{post_id}/hide": WATCH,
    "POST /v/{village}/posts/{post_id}/hide": WATCH,
    "GET /v/{village}/suggestions": PUBLIC,
    "GET /v/{village}/suggestions/new": MEMBER,
    "POST /v/{village}/suggestions/new": MEMBER,
    "GET /v/{village}/suggestions/{suggestion_id}": SECRETARY,
    "POST /v/{village}/suggestions/{suggestion_id}": SECRETARY,
    # notices, their review, what follows from them
    "POST /v/{village}/proposals/{number}/draft-resolution": DRAFTING,
    "GET /v/{village}/proposals/{number}/draft-results": DRAFTING,
    "POST /v/{village}/proposals/{number}/draft-results": DRAFTING,
    "GET /v/{village}/proposals/{number}/execution/reopen": REOPENING,
    "POST /v/{village}/proposals/{number}/execution/reopen": REOPENING,
    "GET /v/{village}/proposals/{number}/execution/lines/{line}/resolved": LEDGER,
    "POST /v/{village}/proposals/{number}/execution/lines/{line}/resolved": LEDGER,
    "GET /v/{village}/files/{sha256}/hide": DRAFTING,
    "POST /v/{village}/files/{sha256}/hide": DRAFTING,
    "GET /v/{village}/review": DRAFTING,
    "GET /v/{village}/review/{notice}": DRAFTING,
    "POST /v/{village}/review/{notice}": WATCH,  # nobody but the supervision committee publishes
    "POST /v/{village}/review/{notice}/redraft": DRAFTING,
    "GET /v/{village}/review/{notice}/give-up": DRAFTING,
    "POST /v/{village}/review/{notice}/give-up": DRAFTING,
    "GET /v/{village}/review/correct/{slug}": DRAFTING,
    "POST /v/{village}/review/correct/{slug}": DRAFTING,
    "GET /v/{village}/notices/{slug}": PUBLIC,
    "GET /v/{village}/notices/{slug}/object": PUBLIC,
    "POST /v/{village}/notices/{slug}/object": PUBLIC,
    "GET /v/{village}/objections/{objection}/answer": ANSWERING,
    "POST /v/{village}/objections/{objection}/answer": ANSWERING,
    "GET /v/{village}/objections/{objection}/hide": WATCH,
    "POST /v/{village}/objections/{objection}/hide": WATCH,
    "GET /v/{village}/proposals/{number}/execution": PUBLIC,
    "GET /v/{village}/proposals/{number}/execution/new": LEDGER,
    "POST /v/{village}/proposals/{number}/execution/new": LEDGER,
    "GET /v/{village}/proposals/{number}/execution/{entry}/take-back": LEDGER,
    "POST /v/{village}/proposals/{number}/execution/{entry}/take-back": LEDGER,
}
LAST = {"POST /v/{village}/logout": 1, "POST /v/{village}/account/sessions/end": 2}  # they end the visitor's session
STREAMS = {"GET /v/{village}/meetings/{meeting_id}/live"}  # it never ends; its door is public and asks nobody

# Some acts ask who runs the meeting only once the form can be read; this is the least that can be.
LEAST: dict[str, dict[str, str]] = {
    "POST /v/{village}/meetings/{meeting_id}/told": {"told_by": "phone"},
    "POST /v/{village}/meetings/{meeting_id}/excuse": {"person": "{member}", "excuse": "外出"},
    "POST /v/{village}/meetings/{meeting_id}/tick": {"person": "{person}"},
    "POST /v/{village}/meetings/{meeting_id}/depart": {"person": "{person}"},
    "POST /v/{village}/meetings/{meeting_id}/reopen": {"reason": "点错了"},
    "POST /v/{village}/meetings/{meeting_id}/cancel": {"reason": "雨太大"},
    "POST /v/{village}/meetings/{meeting_id}/votes": {"item": "{item_id}", "method": "hands"},
    "POST /v/{village}/meetings/{meeting_id}/items/{item_id}/defer": {"reason": "材料不全"},
    "POST /v/{village}/meetings/{meeting_id}/items/{item_id}/return": {"reason": "材料不全", "to": "propose"},
    "POST /v/{village}/votes/{vote_id}/said": {"person": "{person}", "choice": "for"},
    "POST /v/{village}/votes/{vote_id}/hands": {"in_favour": "1", "against": "0", "abstain": "0"},
    "POST /v/{village}/votes/{vote_id}/void": {"reason": "唱票有误"},
    "POST /v/{village}/proposals/{number}/withdraw": {"reason": "另行研究"},
}


def routes() -> list[str]:
    """Return every route of the house as “GET /path/{name}”."""
    found = set()
    for route in create_app().litestar.routes:
        path = re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path)
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler):
                found |= {f"{method} {path}" for method in handler.http_methods if method in ("GET", "POST")}
    return sorted(found)


def test_every_door_has_a_line_in_the_table_and_every_line_a_door() -> None:
    assert set(routes()) ^ TABLE.keys() == set()


async def test_everybody_finds_open_what_is_theirs_and_closed_what_is_not(
    everywhere: Everywhere, every_door: Doors
) -> None:
    village, things = everywhere.village, everywhere.things
    surprises: list[str] = []
    for who, actor in visitors(village).items():
        client = await every_door.as_(actor)
        for route in sorted(TABLE.keys() - STREAMS, key=lambda route: (LAST.get(route, 0), route)):
            try:
                if route in LAST and actor is not None:
                    client.headers["cookie"] = f"{COOKIE}={await every_door.token_of(actor)}"
                answer = await knock(client, route, things)
            except AssertionError as out_of_style:
                surprises.append(f"{who} {route}: {out_of_style}")
                continue
            if not as_expected(answer, actor, TABLE[route], village=village):
                surprises.append(f"{who} {route}: {answer.status_code}")

    assert not surprises, "\n".join(surprises)


def visitors(village: Cast) -> dict[str, Actor | None]:
    """Return everybody who tries the doors; one person may hold several roles, as in life."""
    names = (
        "resident", "representative", "party_member", "branch", "committee", "secretary", "clerk", "supervisor",
        "administrator", "township",
    )  # fmt: skip
    return {"anonymous": None, "stranger": village.stranger} | {name: getattr(village, name) for name in names}


async def knock(client: httpx.AsyncClient, route: str, things: Things) -> httpx.Response:
    """Try one door, with something real behind it."""
    method, path = route.split()
    least = {name: things.get(value.strip("{}"), value) for name, value in LEAST.get(route, {}).items()}
    return await client.request(method, filled(path, things), data=least if method == "POST" else None)


def as_expected(answer: httpx.Response, actor: Actor | None, allowed: Allowed, *, village: Cast) -> bool:
    """Return whether the door opened, or stayed shut in the way that tells this visitor no more than it should."""
    status = answer.status_code
    if status >= 500:
        return False
    if allowed == PUBLIC:
        return status not in (401, 403)
    if actor is None:
        to_login = status == 303 and "/login" in answer.headers["location"]
        return to_login if answer.request.method == "GET" else status == 401
    if actor.village != village.place.id:
        return status == 404
    held = {*actor.roles, "chair"} if actor.person == village.secretary.person else {*actor.roles}
    return status not in (401, 403, 404) if held & allowed else status == 403
