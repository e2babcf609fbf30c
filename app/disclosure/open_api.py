"""The published description of the open data: JSON only, of the routes under /api/v1 and of nothing else."""

from typing import Any

from litestar import Response, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import License, Server, Tag
from litestar.status_codes import HTTP_404_NOT_FOUND

from app.doors import public
from app.problems import EVERYBODY, problem
from app.settings import settings

VERSION = "1.0.0"
ABOUT = """Villages, their matters with steps, verdicts and checks, and their published notices. No key is needed.

* Shares are exact fractions as text, such as `2/3`; people and votes are whole numbers.
* Money is in fen, a hundredth of a yuan, as whole numbers.
* Times carry their zone; days are days of the village, whose zone is named with the village.
* Of a source, grade `A` and `B` are law, `C` is local practice, `M` is to be confirmed.
* Lists come in pages, the newest first; `next` is the address of the next page, or null.
* An answer carries an `ETag`; asked again with `If-None-Match`, what has not changed is answered with 304.
* What is not there, and what was asked for wrongly, is answered with a problem (RFC 9457)."""


def open_data_description() -> OpenAPIConfig:
    """Return how Litestar describes the open data; its pages from other houses are never served."""
    return OpenAPIConfig(
        title="Yishi open data",
        version=VERSION,
        description=ABOUT,
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        servers=[Server(url=settings().public_url)],
        tags=[Tag(name="open data", description="What is public anyway, in the form that programs read.")],
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        openapi_router=Router(
            path="/api/v1", route_handlers=[], guards=[public], include_in_schema=False, after_request=_for_everybody
        ),
        use_handler_docstrings=True,
    )


def _for_everybody(answer: Response[Any]) -> Response[Any]:
    """Let programs of other sites read the description, and say as data what is not there."""
    if answer.status_code == HTTP_404_NOT_FOUND:
        return problem(HTTP_404_NOT_FOUND, "Nothing matches the given URI")
    answer.headers.update(EVERYBODY)
    return answer
