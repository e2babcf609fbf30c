"""Answers whether a printed notice is true: by its check code, or by the bytes of its PDF; drafts never answer."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from app.database import fetch
from app.disclosure.queries.notices import NoticeView, changed_by, notice_by_code, notice_by_pdf_hash
from app.disclosure.rules.changes import Change
from app.disclosure.rules.codes import typed_code


class Truth(StrEnum):
    """What can be said about a notice that somebody brings."""

    TRUE = "true"
    REPLACED = "replaced"
    REOPENED = "reopened"  # its matter is being decided again
    FALLEN = "fallen"  # its matter was decided again and ended without a new resolution
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
        return await _unknown(digest, by_file=True)
    return await _known(notice, asked=digest, by_file=True)


async def _known(notice: NoticeView, *, asked: str, by_file: bool = False) -> Verification:
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


async def _unknown(asked: str, *, truth: Truth = Truth.UNKNOWN, by_file: bool = False) -> Verification:
    """Name whom to call: the village that the code names, else every village of the house (a few at most)."""
    named = asked.partition("-")[0].lower()
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
