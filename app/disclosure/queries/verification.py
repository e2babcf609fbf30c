"""Answers whether a printed notice is true: by its check code, or by the bytes of its PDF; drafts never answer."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from app.chain import sha256_of
from app.database import fetch, fetch_row, fetch_value
from app.disclosure.queries.notices import NoticeView, changed_by, notice_by_code, notice_by_pdf_hash
from app.disclosure.rules.changes import Change
from app.disclosure.rules.codes import typed_code
from app.entries import told_of

NAMED_BY_THE_RECORD = """
SELECT v.code FROM notice n JOIN village v ON v.id = n.village
  JOIN record_entry e ON e.subject = n.id AND e.kind = 'notice.published'
WHERE n.state = 'published' AND e.facts LIKE '%"pdf_sha256":"' || $1 || '"%' LIMIT 1
"""


class Truth(StrEnum):
    """What can be said about a notice that somebody brings."""

    TRUE = "true"
    REPLACED = "replaced"
    REOPENED = "reopened"  # its matter is being decided again
    FALLEN = "fallen"  # its matter was decided again and ended without a new resolution
    DISAGREES = "disagrees"  # the record says otherwise than the notice board: somebody changed one of them by hand
    UNKNOWN = "unknown"
    BLURRED = "blurred"  # what was typed cannot be a check code at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone:
    """Whom to call about a notice that is not known."""

    village: str
    supervision: str
    township: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The answer; the notice only where it is published, the telephones only where it is not known."""

    truth: Truth
    asked: str
    notice: NoticeView | None = None
    telephones: tuple[Telephone, ...] = ()
    changed: tuple[Change, ...] = ()
    """What the newer version says otherwise, where this one is replaced."""
    by_file: bool = False


async def verify_code(text: str) -> Verification:
    """Return what is known of the code that somebody typed, however it was typed."""
    code = typed_code(text)
    if code is None:
        return await _unknown(text[:60], truth=Truth.BLURRED)
    notice = await notice_by_code(code)
    return await _unknown(code) if notice is None else await _known(notice, asked=code)


async def verify_bytes(content: bytes) -> Verification:
    """Return what is known of a PDF: the file as it was published, to the last bit, or nothing."""
    digest = sha256(content).hexdigest()
    notice = await notice_by_pdf_hash(digest)
    if notice is None:
        named = await fetch_value(NAMED_BY_THE_RECORD, digest)
        truth = Truth.UNKNOWN if named is None else Truth.DISAGREES
        return await _unknown(digest, truth=truth, of=named or "", by_file=True)
    return await _known(notice, asked=digest, by_file=True)


async def _known(notice: NoticeView, *, asked: str, by_file: bool = False) -> Verification:
    if not await stands_in_the_record(notice):
        return await _unknown(asked, truth=Truth.DISAGREES, of=notice.village_code, by_file=by_file)
    return Verification(
        truth=_truth_of(notice),
        asked=asked,
        notice=notice,
        by_file=by_file,
        changed=await changed_by(notice) if notice.replaced else (),
    )


def _truth_of(notice: NoticeView) -> Truth:
    if notice.replaced:
        return Truth.REPLACED
    if notice.fallen:
        return Truth.FALLEN
    return Truth.REOPENED if notice.reopened_at else Truth.TRUE


async def stands_in_the_record(notice: NoticeView) -> bool:
    """Return whether the entry that published a notice still says the same of it, word for word and bit for bit."""
    told = await told_of(notice.id, kind="notice.published")
    kept = await fetch_row("SELECT facts, pdf_sha256, code, first_day, last_day FROM notice WHERE id = $1", notice.id)
    if told is None or kept is None:
        return False
    return (
        (told["pdf_sha256"], told["facts_sha256"], told["code"], told["first_day"], told["last_day"])
        == (kept["pdf_sha256"], sha256_of(kept["facts"]), kept["code"], str(kept["first_day"]), str(kept["last_day"]))
    )  # fmt: skip


async def _unknown(asked: str, *, truth: Truth = Truth.UNKNOWN, of: str = "", by_file: bool = False) -> Verification:
    """Name whom to call: the village that it is of or that the code names, else every village (a few at most)."""
    named = of or asked.partition("-")[0].lower()
    rows = await fetch(
        "SELECT name, supervision_phone, township_phone, code = $1 AS named FROM village"
        " ORDER BY named DESC, name LIMIT 5",
        named,
    )
    chosen = [row for row in rows if row["named"]] or rows
    telephones = tuple(
        Telephone(village=row["name"], supervision=row["supervision_phone"], township=row["township_phone"])
        for row in chosen
    )
    return Verification(truth=truth, asked=asked, telephones=telephones, by_file=by_file)
