"""What happens in the demo after a matter was resolved: notices, objections, work and payments, results."""

from datetime import timedelta
from uuid import UUID

from app.database import fetch_value
from app.demo.acting import Company, Diary
from app.demo.matter import Complaint, Ending, Matter, Spent
from app.demo.scene import scene
from app.demo.voucher import voucher
from app.disclosure.queries.notices import notices_of
from app.disclosure.rules.states import EntryKind
from app.disclosure.services.drafting import draft_resolution, draft_results
from app.disclosure.services.execution import NewEntry, enter
from app.disclosure.services.objections import answer, object_to
from app.disclosure.services.reviewing import publish
from app.files import JPEG, keep

DRAFTED = {Ending.IN_REVIEW, Ending.PUBLISHED, Ending.EXECUTING, Ending.CLOSED}
OPINION = "已与会议记录、签到册、计票单核对，数字相符，程序合规，同意公开。"
RESULTS_OPINION = "票据、合同、验收单已逐笔核对，与台账相符，同意公开。"


def note(matter: Matter, *, begun: dict[str, UUID], company: Company, diary: Diary) -> None:
    """Note all that follows a carried step 4, as far as the story of the matter goes."""
    if matter.ending not in DRAFTED:
        return
    resolved_ago = matter.days_ago - matter.sittings[-1].day
    _note_resolution(matter, resolved_ago, begun=begun, company=company, diary=diary)
    for spent in matter.ledger:
        _note_spent(matter, spent, begun=begun, company=company, diary=diary)
    for complaint in matter.complaints:
        _note_complaint(matter, complaint, begun=begun, company=company, diary=diary)
    if matter.ending is Ending.CLOSED:
        _note_results(matter, begun=begun, company=company, diary=diary)


def _note_resolution(matter: Matter, ago: int, *, begun: dict[str, UUID], company: Company, diary: Diary) -> None:
    drafted, reviewed = diary.day(ago - 1), diary.day(ago - 1) + timedelta(hours=6)

    async def draft() -> None:
        begun["notice"] = await draft_resolution(begun["id"], by=await company.actor("W001", at=drafted), at=drafted)

    async def put_up() -> None:
        await publish(begun["notice"], OPINION, by=await company.actor("P0010", at=reviewed), at=reviewed)

    diary.note(drafted, draft)
    if matter.ending is not Ending.IN_REVIEW:
        diary.note(reviewed, put_up)


def _note_spent(matter: Matter, spent: Spent, *, begun: dict[str, UUID], company: Company, diary: Diary) -> None:
    at = diary.day(matter.days_ago - spent.day) + timedelta(hours=7)

    async def act() -> None:
        line = None if spent.line is None else await _voted_line(begun["id"], place=spent.line)
        photo = None
        if spent.photo:
            on_paper = spent.kind != EntryKind.ACCEPTANCE
            seen = voucher(spent.what, who=spent.who, yuan=spent.yuan) if on_paper else scene()
            photo = await keep(seen, media_type=JPEG)
        entry = NewEntry(
            kind=EntryKind(spent.kind),
            done_on=at.date(),
            what=spent.what,
            who=spent.who,
            line=line,
            fen=spent.yuan * 100,
            photo=photo,
        )
        await enter(begun["id"], entry, by=await company.actor("W001", at=at), at=at)

    diary.note(at, act)


async def _voted_line(proposal: UUID, *, place: int) -> UUID:
    """Return the n-th spending of the revision that was voted on, the newest one of the demo."""
    found: UUID = await fetch_value(
        "SELECT m.id FROM money_line m JOIN revision r ON r.id = m.revision"
        " WHERE r.proposal = $1 AND m.kind = 'spending' ORDER BY r.number DESC, m.position OFFSET $2 LIMIT 1",
        proposal, place,
    )  # fmt: skip
    return found


def _note_complaint(
    matter: Matter, complaint: Complaint, *, begun: dict[str, UUID], company: Company, diary: Diary
) -> None:
    at = diary.day(matter.days_ago - complaint.day) + timedelta(hours=4)

    async def act() -> None:
        (notice, *_results) = await notices_of(begun["id"])
        made = await object_to(notice, complaint.text, name=complaint.name, address=complaint.text[:8], at=at)
        if complaint.answer:
            later = at + timedelta(days=2)
            await answer(made, complaint.answer, by=await company.actor("P0150", at=later), at=later)

    diary.note(at, act)


def _note_results(matter: Matter, *, begun: dict[str, UUID], company: Company, diary: Diary) -> None:
    ago = matter.days_ago - matter.ledger[-1].day - 2
    drafted, reviewed = diary.day(ago), diary.day(ago) + timedelta(hours=6)

    async def draft() -> None:
        clerk = await company.actor("W001", at=drafted)
        begun["results"] = await draft_results(begun["id"], explanation=matter.explanation, by=clerk, at=drafted)

    async def put_up() -> None:
        await publish(begun["results"], RESULTS_OPINION, by=await company.actor("P0010", at=reviewed), at=reviewed)

    diary.note(drafted, draft)
    diary.note(reviewed, put_up)
