"""A hall for the tests of voting: a matter on the agenda of an open meeting, and as many people as a story needs."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from app.database import execute, fetch_value, transaction
from app.deliberation.queries.due import people_due
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.packs import builtin_packs
from app.deliberation.rules.states import ArrivedBy, MeetingState
from app.deliberation.tables import AgendaItem, Attendance, Meeting, Passage, Proposal, Revision, Summons
from app.doors import Actor
from app.votes.rules.ballots import Method
from app.votes.services.opening import open_vote
from tests.cast import EIGHT, FOUNDED, Cast

STEP_OF = {
    Assembly.BRANCH_COMMITTEE: 1,
    Assembly.TWO_COMMITTEES: 2,
    Assembly.PARTY_MEETING: 3,
    Assembly.REPRESENTATIVES_MEETING: 4,
    Assembly.VILLAGERS_MEETING: 4,
}
CATEGORY = {Assembly.VILLAGERS_MEETING: "charter"}
TITLE = "曼坝寨至新寨道路硬化工程"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """One meeting under way with one matter on its agenda."""

    village: Cast
    meeting: UUID
    item: UUID
    proposal: UUID
    passage: UUID
    revision: UUID
    due: tuple[UUID, ...]
    present: tuple[UUID, ...]

    async def open(self, method: Method = Method.NAMED, *, tellers: tuple[UUID, ...] = ()) -> UUID:
        """Open the vote on the matter."""
        return await open_vote(self.item, method=method, tellers=tellers, by=self.village.clerk, at=EIGHT)

    def voter(self, place: int = 0) -> Actor:
        """Return one of those present, as an actor who may only vote."""
        return somebody(self.village, self.present[place])


def somebody(village: Cast, person: UUID, *, name: str = "到会人") -> Actor:
    """Return any person of the village as an actor without seats."""
    return Actor(village=village.place.id, village_code=village.place.code, person=person, name=name)


async def sit(
    village: Cast, *, present: int, body: Assembly = Assembly.REPRESENTATIVES_MEETING, first: tuple[UUID, ...] = ()
) -> Hall:
    """Put one matter on the agenda of an open meeting of `body` at which `present` members have signed in.

    Those of `first` are the first to sign in, and those who run the meeting or brought the matter the last.
    """
    members = await people_due(body, village=village.place.id, on=EIGHT.date())
    apart = (village.secretary.person, village.committee.person, village.clerk.person)  # sponsor, chair and recorder
    ordered = sorted(members, key=lambda one: (one.person not in first, one.person in apart, str(one.person)))
    async with transaction():
        proposal, passage, revision = await _matter(village, step=STEP_OF[body], category=CATEGORY.get(body))
        meeting = await _meeting(village, body=body)
        item = uuid4()
        await AgendaItem.insert(AgendaItem(id=item, meeting=meeting, position=1, passage=passage, revision=revision))
        await Summons.insert(
            *(
                Summons(id=uuid4(), meeting=meeting, person=m.person, klass=m.klass, household=m.household)
                for m in ordered
            )
        )
    await sign_in(meeting, *(member.person for member in ordered[:present]))
    due = tuple(member.person for member in ordered)
    return Hall(
        village=village, meeting=meeting, item=item, proposal=proposal, passage=passage, revision=revision, due=due,
        present=due[:present],
    )  # fmt: skip


async def sign_in(meeting: UUID, *people: UUID) -> None:
    """Let people come into the hall."""
    earlier, by_code = EIGHT - timedelta(minutes=30), ArrivedBy.CODE.value
    rows = [
        Attendance(id=uuid4(), meeting=meeting, person=person, arrived_at=earlier, arrived_by=by_code)
        for person in people
    ]
    if rows:
        await Attendance.insert(*rows)


async def revise(hall: Hall) -> UUID:
    """Write a newer text of the matter, past the agenda."""
    number: int = await fetch_value("SELECT max(number) FROM revision WHERE proposal = $1", hall.proposal)
    revision = uuid4()
    await Revision.insert(_revision(revision, hall.proposal, number=number + 1, author=hall.village.secretary))
    return revision


async def _matter(village: Cast, *, step: int, category: str | None) -> tuple[UUID, UUID, UUID]:
    pack = next(iter(builtin_packs().values()))
    await execute(
        "INSERT INTO pack (digest, name, text) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        pack.digest, pack.name, pack.text,
    )  # fmt: skip
    number: int = await fetch_value("SELECT count(*) + 1 FROM proposal WHERE village = $1", village.place.id)
    proposal, passage, revision = uuid4(), uuid4(), uuid4()
    await Proposal.insert(
        Proposal(
            id=proposal, village=village.place.id, year=2026, number=number, title=TITLE,
            category=category or "public_works", origin="cadre", pack=pack.digest, sponsor=village.secretary.person,
            step=step, put_forward_at=FOUNDED,
        )
    )  # fmt: skip
    await Revision.insert(_revision(revision, proposal, number=1, author=village.secretary))
    await Passage.insert(Passage(id=passage, proposal=proposal, step=step, began_at=FOUNDED))
    return proposal, passage, revision


def _revision(revision: UUID, proposal: UUID, *, number: int, author: Actor) -> Revision:
    return Revision(
        id=revision, proposal=proposal, number=number, summary="总投资48.6万元", text="硬化道路1.2公里。",
        author=author.person, written_at=FOUNDED, digest="0" * 64,
    )  # fmt: skip


async def _meeting(village: Cast, *, body: Assembly) -> UUID:
    meeting = uuid4()
    ordinal: int = await fetch_value("SELECT count(*) + 1 FROM meeting WHERE village = $1", village.place.id)
    await Meeting.insert(
        Meeting(
            id=meeting, village=village.place.id, body=body.value, ordinal=ordinal, year=2026, starts_at=EIGHT,
            place="村活动室", chair=village.committee.person, recorder=village.clerk.person,
            state=MeetingState.OPEN.value, called_by=village.clerk.person, called_at=FOUNDED, opened_at=EIGHT,
            sign_in_code="4827",
        )
    )  # fmt: skip
    return meeting
