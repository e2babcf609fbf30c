"""One order to the printing process: which document, with which data, photos and enclosed files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file inside the PDF, such as the record that the notice was made from; its date is part of the bytes."""

    name: str
    content: bytes
    description: str
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an enclosure's moment needs a time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A template below `templates/`, the value it prints as `d`, and the pictures it may name."""

    document: str
    data: Any
    enclosures: tuple[Enclosure, ...] = ()
    photos: Mapping[str, bytes] = field(default_factory=dict)
