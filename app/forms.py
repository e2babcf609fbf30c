"""Filled forms: what was typed, what it means, and what is wrong with it; nothing typed is ever lost."""

import types
import typing
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar, Union
from uuid import UUID

import msgspec
from litestar import Request
from litestar.datastructures import UploadFile

from app.bodies import sent
from app.figures import FEN_PER_YUAN
from app.plain import clean
from app.words import Fen, Message, _

Model = TypeVar("Model", bound=msgspec.Struct)
LONGEST_FIELD = 20_000  # characters
LONGEST_RAW = 2 * LONGEST_FIELD  # before a line end becomes one character
LARGEST_NUMBER = 2**31 - 1  # what the database holds
LONGEST_AMOUNT = 40  # characters
Typed = Mapping[str, list[str]]


@dataclass(slots=True, kw_only=True)
class Filled(Generic[Model]):
    """A form as it came: `typed` by field, `uploads` by field, `errors` by field, `data` only when all is well."""

    typed: Typed = field(default_factory=dict)
    uploads: Mapping[str, list[UploadFile]] = field(default_factory=dict)
    errors: dict[str, Message] = field(default_factory=dict)
    data: Model | None = None

    def value(self, name: str, default: str = "") -> str:
        """Return what was typed in a field, for showing it again; never more than any field takes."""
        return self.typed.get(name, [default])[0][:LONGEST_FIELD]

    def values(self, name: str) -> list[str]:
        """Return all that was typed in a repeated field."""
        return list(self.typed.get(name, ()))

    def error(self, name: str) -> Message | None:
        """Return what is wrong with a field."""
        return self.errors.get(name)

    def faults(self, name: str) -> list[Message]:
        """Return what is wrong with a field as the macros of `components/fields.html` want it: a list."""
        return [self.errors[name]] if name in self.errors else []

    @property
    def listed(self) -> dict[str, list[Message]]:
        """Return all faults by field, for the summary above the form."""
        return {name: [fault] for name, fault in self.errors.items()}

    @property
    def done(self) -> Model:
        """Return the checked form; ask only when there are no errors."""
        if self.data is None:
            raise ValueError("the form has faults")
        return self.data


def blank(**values: str) -> Filled[Any]:
    """Return a form nobody has filled in yet, with what the house already knows typed into it."""
    return Filled(typed={name: [value] for name, value in values.items()})


async def read(request: Request[Any, Any, Any], model: type[Model]) -> Filled[Model]:
    """Read a posted form (URL-encoded or multipart) as `model`; every faulty field is named, not the first only."""
    came = await sent(request)
    asked = _fields(model)
    typed: dict[str, list[str]] = {}
    uploads: dict[str, list[UploadFile]] = {}
    for name, file in came.files:
        uploads.setdefault(name, []).append(file)
    for name, text in came.texts:
        if text or name in asked:  # a field for files into which nobody put any comes as an empty text
            typed.setdefault(name, []).append(text)
    filled = check(typed, model)
    filled.uploads = uploads
    return filled


def check(typed: Typed, model: type[Model]) -> Filled[Model]:
    """Turn what was typed into `model`, or say by field what is wrong; unknown fields are refused."""
    filled: Filled[Model] = Filled(typed=typed)
    wanted = _fields(model)
    found: dict[str, object] = {}
    for name in typed.keys() - wanted.keys():
        filled.errors[name] = _("This field is not part of the form.")
    for name, known in wanted.items():
        try:
            value = _value(_cleaned(typed.get(name, ())), known.type, required=known.required)
            if value is not msgspec.UNSET:
                found[known.name] = value
        except Unfit as unfit:
            filled.errors[name] = unfit.message
    if not filled.errors:
        filled.data = model(**found)
    return filled


@cache
def _fields(model: type[msgspec.Struct]) -> Mapping[str, msgspec.structs.FieldInfo]:
    """Return the fields of a form by the names they have on the page."""
    return {known.encode_name: known for known in msgspec.structs.fields(model)}


def _cleaned(raw: Iterable[str]) -> list[str]:
    """Return texts in their one form; what is far too long is not even looked at."""
    texts = []
    for text in raw:
        texts.append("" if len(text) > LONGEST_RAW else clean(text))
        if len(text) > LONGEST_RAW or len(texts[-1]) > LONGEST_FIELD:
            raise Unfit(_("This is too long: at most %(most)s characters.", most=LONGEST_FIELD))
    return texts


class Unfit(Exception):
    """A value that does not fit its field."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def _value(texts: list[str], kind: Any, *, required: bool) -> object:
    """Return the value of one field, UNSET for its default."""
    if typing.get_origin(kind) is list:
        (inner,) = typing.get_args(kind)
        return [_one(text, inner) for text in texts]
    text = texts[0] if texts else ""
    if _bare(kind) is bool:
        return text not in ("", "0", "false", "no")
    if not text:
        if required:
            raise Unfit(_("Please fill this in."))
        return msgspec.UNSET
    return _one(text, kind)


def _one(text: str, kind: Any) -> object:
    bare = _bare(kind)
    if bare is Fen:
        return _money(text)
    if bare is int:
        text = unicodedata.normalize("NFKC", text).replace(" ", "")
    try:
        value = msgspec.convert(text, kind, strict=False)
    except msgspec.ValidationError as fault:
        raise Unfit(_reason(bare, str(fault))) from None
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise Unfit(_reason(int, ""))
    return value


def _bare(kind: Any) -> Any:
    """Return the plain type inside Annotated[…] and … | None."""
    while typing.get_origin(kind) in (typing.Annotated, Union, types.UnionType):
        kind = next(part for part in typing.get_args(kind) if part is not type(None))
    return kind


def _money(text: str) -> Fen:
    """Return whole fen from yuan as people type them: 486,000 or 486000.50 or 48.6万, full-width signs too."""
    if len(text) > LONGEST_AMOUNT:
        raise Unfit(_("Please give an amount in yuan, for example 486000 or 486000.50."))
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").removesuffix("元")
    factor = 1
    if plain.endswith("万"):
        plain, factor = plain.removesuffix("万"), 10_000
    whole, _mark, part = plain.partition(".")
    if not (whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit()))):
        raise Unfit(_("Please give an amount in yuan, for example 486000 or 486000.50."))
    scaled = int(whole + part) * FEN_PER_YUAN * factor
    fen, rest = divmod(scaled, 10 ** len(part))
    if rest or fen > 10**14:
        raise Unfit(_("Please give an amount in yuan, for example 486000 or 486000.50."))
    return Fen(fen)


def _reason(kind: Any, fault: str) -> Message:
    if "length <=" in fault:
        return _("This is too long: at most %(most)s characters.", most=int(fault.split("<=")[1].split()[0]))
    if "length >=" in fault:
        return _("This is too short.")
    if kind is int:
        return _("Please give a whole number that is possible here.")
    if kind is date:
        return _("Please give a day like 2026-04-20.")
    if isinstance(kind, type) and issubclass(kind, StrEnum | UUID):
        return _("Please choose one of what is offered.")
    return _("This is not possible here.")
