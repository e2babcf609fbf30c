"""The open data under /api/v1, and the page that explains it."""

from typing import Annotated, Any, TypeVar

from litestar import Controller, MediaType, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromPath, QueryParameter

from app.disclosure.queries.open_data import matters, notices, villages
from app.disclosure.queries.open_data.models import (
    DisclosureDetail,
    Disclosures,
    Fault,
    ProposalDetail,
    Proposals,
    VillageDetail,
    Villages,
)
from app.doors import public
from app.pages import AnyRequest, actor_here, page
from app.place import Place
from app.refusals import Refused
from app.settings import settings
from app.village.queries import village_of_reader
from app.words import translate

EVERYBODY = {"Access-Control-Allow-Origin": "*"}
MOST = 100  # things on a page
Data = TypeVar("Data")
PageNumber = Annotated[int, QueryParameter(ge=1, le=10_000, description="The page, from 1.")]
PageSize = Annotated[int, QueryParameter(ge=1, le=MOST, description="How many things on a page.")]


def said(_request: AnyRequest, refusal: Refused) -> Response[Fault]:
    """Answer a refusal as data."""
    fault = Fault(status=refusal.status, detail=translate(refusal.message, "en"))
    return Response(fault, status_code=refusal.status, headers=EVERYBODY, media_type=MediaType.JSON)


def failed(_request: AnyRequest, fault: HTTPException) -> Response[Fault]:
    """Answer what could not be read as data."""
    told = Fault(status=fault.status_code, detail=str(fault.detail))
    return Response(told, status_code=fault.status_code, headers=EVERYBODY, media_type=MediaType.JSON)


class OpenDataController(Controller):
    """Villages, matters with their steps, verdicts and checks, and published notices; nothing that is not public."""

    path = "/api/v1"
    guards = [public]  # noqa: RUF012  # Litestar reads it from the class
    tags = ["open data"]  # noqa: RUF012
    exception_handlers = {Refused: said, HTTPException: failed}  # noqa: RUF012
    include_in_schema = True

    @get("/villages", operation_id="villages", summary="All villages")
    async def villages(self) -> Response[Villages]:
        """Return the villages of this house."""
        return Response(await villages.villages(site=settings().public_url), headers=EVERYBODY)

    @get("/villages/{code:str}", operation_id="village", summary="One village")
    async def village(self, request: AnyRequest, place: NamedDependency[Place]) -> Response[VillageDetail]:
        """Return a village and where its record stands."""
        return _kept(request, await villages.village(place, site=settings().public_url))

    @get("/villages/{code:str}/proposals", operation_id="proposals", summary="Matters of a village")
    async def proposals(
        self, request: AnyRequest, place: NamedDependency[Place], page: PageNumber = 1, size: PageSize = 20
    ) -> Response[Proposals]:
        """Return a page of matters with steps, sittings, verdicts and checks, the newest first."""
        return _kept(request, await matters.matters(place, site=settings().public_url, page=page, size=size))

    @get("/villages/{code:str}/proposals/{number:str}", operation_id="proposal", summary="One matter")
    async def proposal(
        self, request: AnyRequest, place: NamedDependency[Place], number: FromPath[str]
    ) -> Response[ProposalDetail]:
        """Return a matter with its text, money, revisions and notices."""
        return _kept(request, await matters.matter(place, number, site=settings().public_url))

    @get("/villages/{code:str}/disclosures", operation_id="disclosures", summary="Published notices of a village")
    async def disclosures(
        self, request: AnyRequest, place: NamedDependency[Place], page: PageNumber = 1, size: PageSize = 20
    ) -> Response[Disclosures]:
        """Return a page of published notices, the newest first."""
        return _kept(request, await notices.notices(place, site=settings().public_url, page=page, size=size))

    @get("/villages/{code:str}/disclosures/{number:str}", operation_id="disclosure", summary="One published notice")
    async def disclosure(
        self, request: AnyRequest, place: NamedDependency[Place], number: FromPath[str]
    ) -> Response[DisclosureDetail]:
        """Return a published notice with everything its paper prints."""
        return _kept(request, await notices.notice(place, number, site=settings().public_url))


def _kept(request: AnyRequest, data: Data) -> Response[Data]:
    """Answer with data that everybody reads alike until the village's record grows; an ETag comes with it."""
    request.scope["state"]["cacheable"] = True
    return Response(data, headers=EVERYBODY)


class OpenDataPage(Controller):
    """What there is, for people."""

    path = "/open-data"
    include_in_schema = False

    @get("/", guards=[public])
    async def explain(self, request: AnyRequest) -> Response[Any]:
        """Explain the open data with examples."""
        found = await villages.villages(site=settings().public_url)
        village = await village_of_reader(actor_here(request))
        code = village.code if village else found.items[0].code if found.items else "mgb"
        return page(request, "disclosure/open_data.html", village=village, code=code, site=settings().public_url)
