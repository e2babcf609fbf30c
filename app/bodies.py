"""What a form brings along: how much of it, and how many fields, is asked before anything is done with it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.utils.scope.state import ScopeState
from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser

from app.refusals import Refused
from app.words import _

LARGEST_FORM = 256 * 1024  # octets of all that is typed into one form
LARGEST_SENDING = 25 * 1024 * 1024  # octets with files; a little more than the largest file
MOST_FIELDS = 500  # the longest form, a matter with all its lines of money, has some two hundred
FILES = "files"  # a door whose form has a field for files says so: `opt={FILES: True}`

AnyRequest = Request[Any, Any, Any]


class TooMuch(Refused):
    """A form that brings more than any form of the house asks for."""

    status = 413


class Unreadable(Refused):
    """A form that is cut off, or not in UTF-8."""

    status = 400


@dataclass(slots=True)
class Sent:
    """What came: the texts in their order, the files in theirs; `whole` is False when it was too much for all of it."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, UploadFile]] = field(default_factory=list)
    whole: bool = True


async def sent(request: AnyRequest) -> Sent:
    """Return what a form brought; TooMuch or Unreadable where it is no form of ours. Files only where a door asks."""
    with_files = bool(request.route_handler.opt.get(FILES)) and _is_multipart(request)
    most = LARGEST_SENDING if with_files else LARGEST_FORM
    if (request.content_length or 0) > most:
        raise _too_much()
    came = await _read(request, most=most)
    if not came.whole:
        raise _too_much()
    return came


async def beginning(request: AnyRequest) -> Sent:
    """Return the texts at the beginning of a form, however much follows; nothing of what can't be read."""
    try:
        return await _read(request, most=LARGEST_FORM)
    except Refused:
        return Sent(whole=False)
    finally:
        for file in _files_of(request):
            await file.close()


async def _read(request: AnyRequest, *, most: int) -> Sent:
    kind, options = request.content_type
    if kind == RequestEncodingType.URL_ENCODED:
        body = bytearray()
        async for chunk in _up_to(request, most):
            body += chunk
            if len(body) > most:
                return Sent(whole=False)
        return Sent(texts=_fields(bytes(body)))
    if kind == RequestEncodingType.MULTI_PART:
        return await _parts(request, boundary=options.get("boundary") or "", most=most)
    return Sent()


async def _up_to(request: AnyRequest, most: int) -> AsyncIterator[bytes]:
    """Give the body piece by piece, and stop with the piece that is too much."""
    read = 0
    async for chunk in request.stream():
        yield chunk
        read += len(chunk)
        if read > most:
            return


def _fields(body: bytes) -> list[tuple[str, str]]:
    if body.count(b"&") >= MOST_FIELDS:
        raise TooMuch(_("This form has more fields than any form of ours."))
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise _unreadable() from None


async def _parts(request: AnyRequest, *, boundary: str, most: int) -> Sent:
    """Read a form of parts; what is typed is bounded even where files may come."""
    came = Sent()
    files = _files_of(request)
    read = typed = 0
    text = bytearray()
    segment: MultipartSegment | None = None
    try:
        with PushMultipartParser(boundary, max_segment_count=MOST_FIELDS, max_header_size=1024) as parser:
            async for chunk in _up_to(request, most):
                read += len(chunk)
                for part in parser.parse(chunk):
                    if isinstance(part, MultipartSegment):
                        segment = part
                        text.clear()
                        if part.filename:
                            files.append(UploadFile(content_type=part.content_type or "", filename=part.filename))
                            came.files.append((part.name or "", files[-1]))
                    elif segment is None:
                        raise _unreadable()
                    elif part and segment.filename:
                        await files[-1].write(bytes(part))
                    elif part:
                        text += part
                        typed += len(part)
                        if typed > LARGEST_FORM:
                            raise _too_much()
                    elif segment.filename:
                        await files[-1].seek(0)
                    else:
                        came.texts.append((segment.name or "", text.decode()))
                if read > most:
                    came.whole = False
                    break
                if parser.closed:
                    break
    except ParserLimitReached:
        raise TooMuch(_("This form has more fields than any form of ours.")) from None
    except (MultipartError, UnicodeError):
        if came.whole:
            raise _unreadable() from None
    return came


def _files_of(request: AnyRequest) -> list[UploadFile]:
    """Return the files of a request; the web layer closes them when it is answered."""
    state = ScopeState.from_scope(request.scope)
    if not isinstance(state.form, dict):
        state.form = {FILES: []}
    return cast("list[UploadFile]", state.form[FILES])


def _too_much() -> TooMuch:
    return TooMuch(_("This is too much at once: a form takes 256 kB of text, and a file may have 20 MB."))


def _unreadable() -> Unreadable:
    return Unreadable(_("What was sent could not be read. Please go back and send it again."))


def _is_multipart(request: AnyRequest) -> bool:
    return request.content_type[0] == RequestEncodingType.MULTI_PART
