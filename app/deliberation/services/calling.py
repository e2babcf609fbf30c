"""Calling a meeting: its items are matters that wait for this body, and its members are told in time."""

from datetime import datetime
from uuid import UUID

from app.database import fetch, transaction
from app.deliberation.queries.agenda import Waiting, waiting_matters
from app.deliberation.queries.due import people_due
from app.deliberation.rules.due import DueMember
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.notice import Notice, broken, day_in
from app.deliberation.services.convening import MeetingDraft, summon, write_meeting
from app.deliberation.services.meeting_rows import zone_of
from app.deliberation.services.officers import must_be_people, must_be_two, must_run_body
from app.deliberation.services.summons import not_reached
from app.deliberation.tables import Meeting
from app.doors import Actor, Role
from app.record import write_entry
from app.refusals import Missing, Refused, WayOn
from app.words import _

MOST_ITEMS = 20


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
        must_keep_notice(short, reason=draft.short_notice_reason)
        day = day_in(zone, draft.starts_at)
        due = await people_due(matters[0].body, village=by.village, on=day)
        if not due:
            raise Refused(_("Nobody has a seat in this body yet, so it cannot meet."))
        await must_run_body(matters[0].body, chair=draft.chair, recorder=draft.recorder, village=by.village, on=day)
        meeting = await write_meeting(draft, matters=matters, year=day.year, shortened=short is not None, by=by, at=at)
        people = [member.person for member in due]
        without = frozenset[UUID]() if draft.told_by is None else await not_reached(people, told_by=draft.told_by)
        await summon(meeting.id, due, told_by=draft.told_by, at=at, but=without)
        facts = _facts(meeting, matters=matters, due=due, short=short, draft=draft)
        facts["told"] = 0 if draft.told_by is None else len(due) - len(without)
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


def must_keep_notice(short: Notice | None, *, reason: str = "") -> None:
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
