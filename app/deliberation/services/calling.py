"""Calling a meeting: its items are matters that wait for this body, and its members are told in time."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.database import fetch, fetch_value, transaction
from app.deliberation.queries.agenda import Waiting, waiting_matters
from app.deliberation.queries.due import people_due
from app.deliberation.rules.due import DueMember
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.notice import Notice, broken, day_in
from app.deliberation.rules.states import ToldBy
from app.deliberation.services.meeting_rows import zone_of
from app.deliberation.services.officers import must_be_people, must_be_two
from app.deliberation.tables import AgendaItem, Meeting, Summons
from app.doors import Actor, Role
from app.record import write_entry
from app.refusals import Missing, Refused, WayOn
from app.words import _

AT_ONCE = 500  # rows in one statement
MOST_ITEMS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting to be called: when, where, who runs it, and the proposals on its agenda in their order.

    `told_by` is how every member is told at this moment; None where they are told one by one afterwards.
    """

    starts_at: datetime
    place: str
    chair: UUID
    recorder: UUID
    items: tuple[UUID, ...]
    told_by: ToldBy | None = None
    short_notice_reason: str = ""


async def call_meeting(draft: MeetingDraft, *, by: Actor, at: datetime) -> UUID:
    """Call the meeting, freeze who is due and which text of each matter is taken, and return the meeting."""
    by.must(Role.SECRETARY)
    _must_be_sensible(draft, at=at)
    async with transaction():
        # the village's row orders the numbering; proposals are locked after it, one order for everybody
        await fetch("SELECT id FROM village WHERE id = $1 FOR NO KEY UPDATE", by.village)
        await must_be_people(draft.chair, draft.recorder, village=by.village)
        matters = await _matters(draft, village=by.village)
        zone = await zone_of(by.village)
        asked = tuple(matter.discussion.notice for matter in matters)
        short = broken(asked, told=at, starts=draft.starts_at, zone=zone)
        _must_keep_notice(short, reason=draft.short_notice_reason)
        day = day_in(zone, draft.starts_at)
        due = await people_due(matters[0].body, village=by.village, on=day)
        if not due:
            raise Refused(_("Nobody has a seat in this body yet, so it cannot meet."))
        meeting = await _written(draft, matters=matters, year=day.year, shortened=short is not None, by=by, at=at)
        await _summon(meeting.id, due, told_by=draft.told_by, at=at)
        facts = _facts(meeting, matters=matters, due=due, short=short, draft=draft)
        await write_entry("meeting.called", subject=meeting.id, by=by, at=at, facts=facts)
    return meeting.id


def _must_be_sensible(draft: MeetingDraft, *, at: datetime) -> None:
    if draft.starts_at < at:
        raise Refused(_("A meeting can only be called for a time to come."), field="day")
    if not draft.place.strip():
        raise Refused(_("Say where the meeting is held."), field="place")
    must_be_two(chair=draft.chair, recorder=draft.recorder)
    if not draft.items or len(draft.items) > MOST_ITEMS:
        raise Refused(_("A meeting takes 1 to %(most)s matters.", most=MOST_ITEMS), field="items")


async def _matters(draft: MeetingDraft, *, village: UUID) -> tuple[Waiting, ...]:
    """Return the matters in the order of the agenda, locked; refuse one that does not wait for this body."""
    wanted = tuple(dict.fromkeys(draft.items))
    rows = await fetch(
        "SELECT id FROM proposal WHERE id = ANY($1) AND village = $2 ORDER BY id FOR UPDATE", list(wanted), village
    )
    if len(rows) != len(wanted):
        raise Missing()
    found = {matter.proposal: matter for matter in await waiting_matters(village, only=wanted)}
    if len(found) != len(wanted):
        raise Refused(_("Only a matter in discussion can be taken to a meeting."), field="items")
    matters = tuple(found[proposal] for proposal in wanted)
    for matter in matters:
        if matter.body is not matters[0].body:
            body = BODIES[matter.body]
            raise Refused(
                _("“%(title)s” is for another body now: %(body)s.", title=matter.title, body=body), field="items"
            )
        if matter.on_agenda:
            raise Refused(
                _("“%(title)s” is on the agenda of another meeting already.", title=matter.title), field="items"
            )
    return matters


def _must_keep_notice(short: Notice | None, *, reason: str) -> None:
    """Refuse a meeting called too late; where no law asks for the days, a stated reason lets it go ahead."""
    if short is None or (short.may_be_shortened and reason.strip()):
        return
    message = _(
        "The members must be told %(needed)s days before; this meeting gives them %(given)s. "
        "The earliest possible day is %(earliest)s.",
        needed=short.needed, given=short.given, earliest=short.earliest,
    )  # fmt: skip
    ways = [WayOn(label=_("Choose %(earliest)s or a later day.", earliest=short.earliest))]
    if short.may_be_shortened:
        ways.append(WayOn(label=_("Or state why it cannot wait; the reason stands in the record and in the minutes.")))
    field = "short_notice_reason" if short.may_be_shortened else "day"
    raise Refused(message, citation=short.source, ways_on=tuple(ways), field=field)


async def _written(
    draft: MeetingDraft, *, matters: tuple[Waiting, ...], year: int, shortened: bool, by: Actor, at: datetime
) -> Meeting:
    last: int | None = await fetch_value(
        "SELECT max(ordinal) FROM meeting WHERE village = $1 AND body = $2 AND year = $3",
        by.village, matters[0].body.value, year,
    )  # fmt: skip
    meeting = Meeting(
        id=uuid4(),
        village=by.village,
        body=matters[0].body.value,
        year=year,
        ordinal=(last or 0) + 1,
        starts_at=draft.starts_at,
        place=draft.place.strip(),
        chair=draft.chair,
        recorder=draft.recorder,
        called_by=by.person,
        called_at=at,
        sign_in_code=f"{secrets.randbelow(1_000_000):06d}",
        short_notice_reason=draft.short_notice_reason.strip() if shortened else "",
    )
    await Meeting.insert(meeting)
    await AgendaItem.insert(
        *(
            AgendaItem(meeting=meeting.id, position=place, passage=matter.passage, revision=matter.revision)
            for place, matter in enumerate(matters, start=1)
        )
    )
    return meeting


async def _summon(meeting: UUID, due: tuple[DueMember, ...], *, told_by: ToldBy | None, at: datetime) -> None:
    told_at = None if told_by is None else at
    for start in range(0, len(due), AT_ONCE):
        await Summons.insert(
            *(
                Summons(
                    meeting=meeting,
                    person=member.person,
                    klass=member.klass,
                    household=member.household,
                    told_by=told_by,
                    told_at=told_at,
                )
                for member in due[start : start + AT_ONCE]
            )
        )


def _facts(
    meeting: Meeting,
    *,
    matters: tuple[Waiting, ...],
    due: tuple[DueMember, ...],
    short: Notice | None,
    draft: MeetingDraft,
) -> dict[str, object]:
    items = [
        {"proposal": str(m.proposal), "step": m.step.value, "passage": str(m.passage), "revision": m.revision_number}
        for m in matters
    ]
    facts: dict[str, object] = {
        "body": meeting.body,
        "year": meeting.year,
        "ordinal": meeting.ordinal,
        "starts_at": meeting.starts_at.isoformat(),
        "place": meeting.place,
        "chair": str(meeting.chair),
        "recorder": str(meeting.recorder),
        "items": items,
        "due": len(due),
        "told_by": None if draft.told_by is None else draft.told_by.value,
    }
    if short is not None:
        facts["short_notice"] = {
            "given": short.given,
            "needed": short.needed,
            "source": short.source.as_facts(),
            "reason": meeting.short_notice_reason,
        }
    return facts
