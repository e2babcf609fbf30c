"""What the console and the hall show together: meeting, attendance, the item in hand, its vote, the verdicts."""

from dataclasses import dataclass, replace
from uuid import UUID

from app.deliberation.queries.agenda import AgendaEntry
from app.deliberation.queries.attendance import AttendanceView, Member, attendance_view
from app.deliberation.queries.meetings import MeetingView, meeting_view
from app.deliberation.rules.checks import quorum
from app.deliberation.rules.pack import Discussion, Method
from app.deliberation.rules.states import MeetingState
from app.refusals import Refused, WayOn
from app.votes.queries.footing import footing_of
from app.votes.queries.panel import OpenVote, VoidVote, open_vote_of, void_votes_of
from app.votes.queries.tellers import no_tellers
from app.votes.queries.verdicts import VerdictView, verdicts_of_meeting
from app.votes.rules.ballots import VoteState
from app.votes.rules.footing import Footing
from app.votes.rules.forecast import hopeless
from app.votes.rules.reasons import quorum_refusal
from app.votes.rules.words import METHODS, number_needed, turnout_needed
from app.words import Message, _

OPEN_FIRST = WayOn(label=_("When enough members have come, declare the meeting open."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A meeting as it is run: `item` is the one in hand, `refusal` why its vote can't be opened now."""

    meeting: MeetingView
    attendance: AttendanceView | None
    item: AgendaEntry | None = None
    discussion: Discussion | None = None
    vote: OpenVote | None = None
    voids: tuple[VoidVote, ...] = ()
    verdicts: tuple[VerdictView, ...] = ()
    refusal: Refused | None = None
    shaken: tuple[tuple[VerdictView, Message], ...] = ()
    """Verdicts that rest on a sign-in or a seat that turned out to be none, and why; for who runs the meeting."""
    no_tellers: frozenset[UUID] = frozenset()
    footing: Footing | None = None
    """What the roll of the open vote rests on, for who runs the meeting."""

    @property
    def in_hand(self) -> AgendaEntry | None:
        """The item that the open meeting deals with; before it opens there is none yet."""
        return self.item if self.meeting.state is MeetingState.OPEN else None

    @property
    def may_go_on(self) -> bool:
        """Whether every item is decided, so that the hall may turn to the next step."""
        return self.meeting.state is MeetingState.OPEN and self.item is None

    @property
    def last(self) -> VerdictView | None:
        """The verdict given last in this meeting."""
        return self.verdicts[-1] if self.verdicts else None

    @property
    def methods(self) -> tuple[tuple[Method, Message, str], ...]:
        """The ways of voting that the step allows, with their names."""
        allowed = self.discussion.methods if self.discussion else ()
        return tuple((method, METHODS[method], "") for method in allowed)

    @property
    def needs(self) -> tuple[tuple[Message, Message], ...]:
        """How many must vote and what carries the item, line by line, in numbers by who is there now."""
        if self.discussion is None or self.attendance is None:
            return ()
        rule, heads = self.discussion.rule, self.attendance.headcount
        voting = [(_("Must vote"), turnout_needed(line, heads=heads)) for line in rule.turnout]
        return (*voting, *((_("Carried by"), number_needed(line, heads=heads)) for line in rule.approval))

    @property
    def hopeless(self) -> Message | None:
        """Why the vote could not be carried now even if all agreed; None where it could, or can't be opened anyway."""
        if self.discussion is None or self.attendance is None or self.refusal is not None:
            return None
        return hopeless(self.discussion.rule, heads=self.attendance.headcount)

    @property
    def candidates(self) -> tuple[Member, ...]:
        """Who is there and could count papers: neither the chair nor those whose matter it is."""
        present = self.attendance.present if self.attendance else ()
        return tuple(one for one in present if one.person not in self.no_tellers)


async def sitting(meeting_id: UUID, *, village: UUID, with_code: bool = False, with_footing: bool = False) -> Sitting:
    """Return a meeting of the village as it stands now; Missing where there is none."""
    meeting = await meeting_view(meeting_id, village=village)
    vote = await open_vote_of(meeting_id)
    item = next((one for one in meeting.items if vote and one.id == vote.item), meeting.current)
    discussion = None if item is None else await item.discussion()
    attendance = None
    if meeting.items:
        rule = discussion.rule if discussion else None
        attendance = await attendance_view(meeting_id, village=village, rule=rule, with_code=with_code)
    verdicts = await verdicts_of_meeting(meeting_id)
    found = Sitting(
        meeting=meeting,
        attendance=attendance,
        item=item,
        discussion=discussion,
        vote=vote,
        voids=await void_votes_of(item.id) if item else (),
        verdicts=verdicts,
        no_tellers=await no_tellers(meeting_id, proposal=item.proposal) if item and with_footing else frozenset(),
        shaken=await _shaken(verdicts) if with_footing else (),
        footing=await footing_of(vote.id) if vote and with_footing else None,
    )
    return replace(found, refusal=why_not_open(found))


async def _shaken(verdicts: tuple[VerdictView, ...]) -> tuple[tuple[VerdictView, Message], ...]:
    closed = [one for one in verdicts if one.state is VoteState.CLOSED]
    faults = [(one, (await footing_of(one.vote)).fault) for one in closed]
    return tuple((one, fault) for one, fault in faults if fault is not None)


def why_not_open(found: Sitting) -> Refused | None:
    """Return why the vote on the item in hand can't be opened now, as the act itself would say it."""
    if found.item is None or found.discussion is None or found.attendance is None:
        return None
    if found.meeting.state is not MeetingState.OPEN:
        return Refused(_("Cannot open the vote: the meeting has not been opened."), ways_on=(OPEN_FIRST,))
    counted = quorum(found.discussion.rule.attendance, heads=found.attendance.headcount)
    return None if counted.quorate else quorum_refusal(counted)
