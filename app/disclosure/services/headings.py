"""What stands around the text of every notice: the village, the number, the title, whom to call."""

from dataclasses import dataclass
from uuid import UUID

from app.deliberation.rules.bodies import Assembly
from app.disclosure.queries.from_record import resolution_from_record, resolved
from app.disclosure.queries.results_from_record import published_resolution, results_from_record
from app.disclosure.rules.facts import Erratum, Heading, ResolutionFacts, ResultsFacts
from app.disclosure.rules.notice_words import (
    issuer_of,
    number_of,
    resolution_basis,
    results_basis,
    supervisor_of,
    supervisors_of,
    title_of,
)
from app.disclosure.rules.states import NoticeKind
from app.doors import Actor
from app.place import Place
from app.refusals import Missing
from app.village.queries import load_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be drafted: the kind, its number, how long it hangs, and the words that somebody typed."""

    kind: NoticeKind
    year: int
    number: int
    days: int
    explanation: str = ""
    reason: str = ""
    errata: tuple[Erratum, ...] = ()
    note: str = ""
    board: str = ""
    answer: str = ""
    """What who drafts answers to the reasons of a return."""
    must_differ: bool = False
    """Whether a version that says what hangs already is refused."""
    takes_over: bool = False
    """Whether another officer answers for a draft that says the same."""


async def draft_from_record(proposal: UUID, order: Order, *, title: str, by: Actor) -> ResolutionFacts | ResultsFacts:
    """Return what the notice says, read from the record; only explanation and reason were typed."""
    place = await load_place(by.village_code)
    if place is None:
        raise Missing()
    if order.kind is NoticeKind.RESOLUTION:
        heading = _heading(order, title=title, place=place, basis=resolution_basis(title), by=by)
        return await resolution_from_record(proposal, heading=heading)
    deciding = (await resolved(proposal)).deciding
    body: Assembly = deciding.body
    resolution = await published_resolution(proposal)
    basis = results_basis(title, resolution=resolution, resolved_on=deciding.day, body=body)
    heading = _heading(order, title=title, place=place, basis=basis, by=by)
    return await results_from_record(proposal, heading=heading, explanation=order.explanation)


def _heading(order: Order, *, title: str, place: Place, basis: str, by: Actor) -> Heading:
    return Heading(
        village=place.name,
        township=place.town,
        issuer=issuer_of(place.name),
        supervisors=supervisors_of(place.name),
        number=number_of(order.kind, village=place.name, year=order.year, number=order.number),
        title=title_of(order.kind, matter=title),
        basis=basis,
        days=order.days,
        phone=place.supervision_phone,
        person=supervisor_of(place.supervision_name),
        township_phone=place.township_phone,
        reason=order.reason,
        drafter=f"{by.title}{by.name}",
        note=order.note,
        board=order.board,
        errata=order.errata,
    )
