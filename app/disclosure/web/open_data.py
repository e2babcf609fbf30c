"""The open data under /api/v1, and the page that explains it."""

from hashlib import blake2b
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Controller, MediaType, Response, get
from litestar.datastructures import ResponseHeader
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, PathParameter, QueryParameter
from litestar.status_codes import HTTP_304_NOT_MODIFIED

from app.disclosure.queries.open_data import matters, notices, villages
from app.disclosure.queries.open_data.models import (
    DisclosureDetail,
    Disclosures,
    ProposalDetail,
    Proposals,
    VillageDetail,
    Villages,
)
from app.doors import public
from app.pages import AnyRequest, Here, actor_here, page
from app.problems import EVERYBODY, PROBLEM, Problem
from app.settings import settings
from app.village.queries import village_of_reader

MOST = 100  # things on a page
Data = TypeVar("Data")
PageNumber = Annotated[int, QueryParameter(ge=1, le=10_000, description="The page, from 1.")]
PageSize = Annotated[int, QueryParameter(ge=1, le=MOST, description="How many things on a page.")]
MatterNumber = Annotated[str, PathParameter(description="Year and number of the matter: 2026-3.")]
NoticeNumber = Annotated[str, PathParameter(description="Kind, year and number of the notice: resolution-2026-3.")]
WRONG = {
    status: ResponseSpec(Problem, description=words, media_type=PROBLEM, generate_examples=False)
    for status, words in ((400, "A parameter can't be used."), (404, "There is no such thing."))
}
HEADERS = [  # a value gives the description its type; OpenAPI asks for one
    ResponseHeader(name=name, value="", description=words, documentation_only=True)
    for name, words in (
        ("ETag", "The state of this answer."),
        ("Access-Control-Allow-Origin", "Every site may ask."),
    )
]


class OpenDataController(Controller):
    """Villages, matters with their steps, verdicts and checks, and published notices; nothing that is not public."""

    path = "/api/v1"
    guards = (public,)
    tags = ("open data",)
    include_in_schema = True
    response_headers = HEADERS

    @get("/villages", operation_id="villages", summary="All villages", responses={400: WRONG[400]})
    async def villages(self, request: AnyRequest, page: PageNumber = 1, size: PageSize = 20) -> Response[Villages]:
        """Return a page of the villages of this house, by name."""
        return _tagged(request, await villages.villages(site=settings().public_url, page=page, size=size))

    @get("/villages/{code:str}", operation_id="village", summary="One village", responses=WRONG)
    async def village(self, request: AnyRequest, place: Here) -> Response[VillageDetail]:
        """Return a village and where its record stands."""
        return _kept(request, await villages.village(place, site=settings().public_url))

    @get("/villages/{code:str}/proposals", operation_id="proposals", summary="Matters of a village", responses=WRONG)
    async def proposals(
        self, request: AnyRequest, place: Here, page: PageNumber = 1, size: PageSize = 20
    ) -> Response[Proposals]:
        """Return a page of matters with steps, sittings, verdicts and checks, the newest first."""
        return _kept(request, await matters.matters(place, site=settings().public_url, page=page, size=size))

    @get("/villages/{code:str}/proposals/{number:str}", operation_id="proposal", summary="One matter", responses=WRONG)
    async def proposal(
        self, request: AnyRequest, place: Here, number: FromPath[MatterNumber]
    ) -> Response[ProposalDetail]:
        """Return a matter with its text, money, revisions and notices."""
        return _kept(request, await matters.matter(place, number, site=settings().public_url))

    @get("/villages/{code:str}/disclosures", operation_id="disclosures", summary="Published notices", responses=WRONG)
    async def disclosures(
        self, request: AnyRequest, place: Here, page: PageNumber = 1, size: PageSize = 20
    ) -> Response[Disclosures]:
        """Return a page of published notices, the newest first."""
        return _kept(request, await notices.notices(place, site=settings().public_url, page=page, size=size))

    @get(
        "/villages/{code:str}/disclosures/{number:str}",
        operation_id="disclosure",
        summary="One published notice",
        responses=WRONG,
    )
    async def disclosure(
        self, request: AnyRequest, place: Here, number: FromPath[NoticeNumber]
    ) -> Response[DisclosureDetail]:
        """Return a published notice with everything its paper prints."""
        return _kept(request, await notices.notice(place, number, site=settings().public_url))


def _kept(request: AnyRequest, data: Data) -> Response[Data]:
    """Answer with data that everybody reads alike until the village's record grows; an ETag comes with it."""
    request.scope["state"]["cacheable"] = True
    return _tagged(request, data)


def _tagged(request: AnyRequest, data: Data) -> Response[Any]:
    """Answer with data and the mark of its state, or that nothing has changed since."""
    body = msgspec.json.encode(data)
    tag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = EVERYBODY | {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(body, media_type=MediaType.JSON, headers=headers)


class OpenDataPage(Controller):
    """What there is, for people."""

    path = "/open-data"
    include_in_schema = False

    @get("/", guards=[public])
    async def explain(self, request: AnyRequest) -> Response[Any]:
        """Explain the open data with examples."""
        site = settings().public_url
        village = await village_of_reader(actor_here(request))
        found = await villages.villages(site=site, page=1, size=1)
        code = village.code if village else found.items[0].code if found.items else "mgb"
        return page(request, "disclosure/open_data.html", village=village, code=code, site=site)
