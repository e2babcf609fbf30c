"""What went wrong, said as data for programs (RFC 9457), wherever a page would be no answer."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.types import Scope

PROGRAMS = "/api/"
PROBLEM = "application/problem+json"
EVERYBODY = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Content-Language"}


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no answer; `detail` is one English sentence."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def for_programs(scope: Scope) -> bool:
    """Return whether whoever asks reads data and not pages."""
    return scope["path"].startswith(PROGRAMS)


def problem(status: int, detail: str) -> Response[bytes]:
    """Answer with a problem."""
    said = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    headers = EVERYBODY | ({"Allow": "GET, HEAD, OPTIONS"} if status == HTTPStatus.METHOD_NOT_ALLOWED else {})
    return Response(msgspec.json.encode(said), status_code=status, headers=headers, media_type=PROBLEM)


def problem_of(fault: HTTPException) -> Response[bytes]:
    """Answer what the web layer refuses; a faulty parameter is named."""
    named = [f"{one['key']}: {one['message']}" for one in _faults(fault) if "key" in one]
    return problem(fault.status_code, "; ".join(named) or HTTPStatus(fault.status_code).description or fault.detail)


def _faults(fault: HTTPException) -> Iterable[dict[str, Any]]:
    return [one for one in fault.extra if isinstance(one, dict)] if isinstance(fault.extra, list) else []
