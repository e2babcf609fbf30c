"""Pages: a whole one, or for htmx the partial inside it; and what the house says when something is refused."""

from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote, urlsplit

import jinja2
import structlog
from litestar import MediaType, Request, Response
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException
from litestar.response import Redirect
from litestar.types import HTTPScope

from app.addresses import LONGEST_ADDRESS, asked_in, here
from app.assets import install_assets
from app.doors import Actor, LoginNeeded
from app.filters import install_words
from app.outages import outage_of
from app.packing import ONCE_LEVEL, pack, unpacks
from app.place import Place
from app.problems import PROBLEM, for_programs, problem, problem_of
from app.reader import DEFAULT_LANGUAGE, reading
from app.refusals import Missing, Refused, WayOn
from app.texts import install_texts
from app.vary import VARY, wants_partial
from app.whole import keep_whole
from app.words import _, translate

TEMPLATES = Path(__file__).parent.parent / "templates"
AnyRequest = Request[Any, Any, Any]
Here: TypeAlias = NamedDependency[Place]  # what a handler asks for: the village of the address,
Me: TypeAlias = NamedDependency[Actor]  # who acts in it,
Now: TypeAlias = NamedDependency[datetime]  # and when
log = structlog.get_logger()


def environment() -> jinja2.Environment:
    """Return the templates of the house: escaped, strict about names, read once."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    install_words(env)
    install_assets(env)
    install_texts(env)
    return env


ENV = environment()


def page(
    request: AnyRequest, template: str, *, status: int = 200, cacheable: bool = False, **context: object
) -> Response[Any]:
    """Render `domain/name.html`; for htmx its partial `domain/_name.html`, where the template has one beside it.

    `cacheable` says that every anonymous reader sees the same until the village's record grows.
    """
    name = template
    if wants_partial(request.headers):
        folder, _slash, file = template.rpartition("/")
        partial = f"{folder}/_{file}" if folder else f"_{file}"
        name = partial if partial in known_templates() else template
    if cacheable and actor_here(request) is None:
        request.scope["state"]["cacheable"] = True
    body = keep_whole(ENV.get_template(name).render(surroundings(request) | context)).encode()
    headers = {"Vary": VARY, "Cache-Control": "private, no-store"}
    return _sent(request, body, status=status, headers=headers)


def _sent(request: AnyRequest, body: bytes, *, status: int, headers: dict[str, str]) -> Response[bytes]:
    """Answer with a page, packed where the reader can unpack; what is kept for everybody is packed where it is kept."""
    can = unpacks(request.headers.get("accept-encoding", "")) and not request.scope["state"].get("cacheable")
    packed = pack(body, level=ONCE_LEVEL) if can else b""
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(packed or body, status_code=status, media_type=MediaType.HTML, headers=headers)


def surroundings(request: AnyRequest) -> dict[str, object]:
    """Return what every page knows: who reads, which village, how they like to read."""
    state = request.scope["state"]
    return {
        "request": request,
        "actor": actor_here(request),
        "village": state.get("place"),
        "language": state.get("language"),
        "now": state.get("now"),
        "size": state.get("size", ""),
        "theme": state.get("theme", ""),
        "here": here(request.scope),
    }


def actor_here(request: AnyRequest) -> Actor | None:
    """Return who acts, where the page is about the actor's own village (or none); a stranger there is a reader."""
    actor: Actor | None = request.scope.get("user")
    place: Place | None = request.scope["state"].get("place")
    if actor is None or (place is not None and place.id != actor.village):
        return None
    return actor


def back_to(address: str) -> Redirect:
    """Send the reader on after an act (303, so that a reload does not act again)."""
    return Redirect(address, status_code=303)


def provide_now(request: AnyRequest) -> datetime:
    """Return the moment at which this request came; the only clock of the house."""
    now: datetime = request.scope["state"]["now"]
    return now


def provide_place(request: AnyRequest) -> Place:
    """Return the village of the address; Missing where there is none of that code."""
    place: Place | None = request.scope["state"].get("place")
    if place is None:
        raise Missing()
    return place


def provide_actor(request: AnyRequest) -> Actor:
    """Return who acts in the village of the address."""
    actor = actor_here(request)
    if actor is None:
        raise LoginNeeded()
    return actor


def refused(request: AnyRequest, refusal: Refused) -> Response[Any]:
    """Answer a refusal: a line beside the button for htmx, a whole page without; a login page where one is needed."""
    if for_programs(request.scope):
        return problem(refusal.status, translate(refusal.message, "en"))
    place: Place | None = request.scope["state"].get("place")
    if isinstance(refusal, LoginNeeded) and place is not None:
        door = f"{place.home}/login?next={quote(_page_of(request))}"
        if request.method == "GET":
            return back_to(door)
        refusal.ways_on = (WayOn(label=_("Log in"), href=door),)
    return page(request, "refused.html", status=refusal.status, refusal=refusal, back=came_from(request))


def _page_of(request: AnyRequest) -> str:
    """Return the page that was asked for, or on which a form was sent; the login follows only what is ours."""
    if request.method != "POST":
        return here(request.scope)
    came = urlsplit(request.headers.get("referer", "")[:LONGEST_ADDRESS])
    return came.path + (f"?{query}" if (query := asked_in(came.query)) else "")


def failed(request: AnyRequest, fault: HTTPException) -> Response[Any]:
    """Answer what the web layer itself refuses: no such page, too many requests, too large."""
    if for_programs(request.scope):
        return problem_of(fault)
    if isinstance(fault, MethodNotAllowedException) and request.method == "GET":
        return back_to(page_above(request))
    back = came_from(request)
    return page(request, "error.html", status=fault.status_code, status_code=fault.status_code, back=back)


def came_from(request: AnyRequest) -> str:
    """Return the page of ours from which a request came; for a form without one, the page above its address."""
    came = urlsplit(request.headers.get("referer", ""))
    ours = came.netloc == request.headers.get("host", "") and came.path.startswith("/")
    here: str = request.scope["path"]
    if ours and not came.path.startswith("//") and (request.method == "POST" or came.path != here):
        return came.path + (f"?{came.query}" if came.query else "")
    above = page_above(request) if request.method == "POST" else ""
    return "" if above == here else above


def page_above(request: AnyRequest) -> str:
    """Return the nearest page above an address that takes only what a form sends, as a reload may ask for it."""
    path: str = request.scope["path"]
    while path := path.rpartition("/")[0]:
        try:
            request.app.asgi_router.handle_routing(path, "GET")
        except (MethodNotAllowedException, NotFoundException):
            continue
        return path
    return "/"


def broken(request: AnyRequest, fault: Exception) -> Response[Any]:
    """Answer a fault of ours, or an outage of the machine: a lock held too long, no room, no database."""
    outage = outage_of(fault)
    status = 503 if outage else 500
    _note(fault, request.scope, status=status)
    if for_programs(request.scope):
        answer = problem(status, HTTPStatus(status).description)
    else:
        answer = page(request, "error.html", status=status, status_code=status, outage=outage)
    if outage:
        answer.headers["Retry-After"] = str(outage.retry_after)
    return answer


def apology(scope: HTTPScope, fault: int | Exception) -> tuple[int, str, str]:
    """Return what is said to a guest whom the reception cannot let in."""
    outage = outage_of(fault) if isinstance(fault, Exception) else None
    status = fault if isinstance(fault, int) else 503 if outage else 500
    if isinstance(fault, Exception):
        _note(fault, scope, status=status)
    if for_programs(scope):
        return status, problem(status, HTTPStatus(status).description).content.decode(), PROBLEM
    scope.setdefault("state", {})
    with reading(language=scope["state"].get("language", DEFAULT_LANGUAGE)):
        whole = surroundings(Request(scope)) | {"status_code": status, "outage": outage}
        return status, ENV.get_template("error.html").render(whole), "text/html; charset=utf-8"


def _note(fault: Exception, scope: HTTPScope, *, status: int) -> None:
    """Log a fault with its route, never with what was sent; an outage in one line."""
    if status == 503:
        log.error("page.outage", route=scope["path"], reason=type(fault).__name__)
    else:
        log.error("page.failed", route=scope["path"], exc_info=fault)


def known_templates() -> frozenset[str]:
    """Return the names of all templates."""
    global _known
    if _known is None:
        _known = frozenset(ENV.list_templates())
    return _known


_known: frozenset[str] | None = None
