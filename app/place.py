"""Which village a page is about, with what every page of it prints."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from app.reader import DEFAULT_ZONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A village as the masthead and the foot of its pages show it."""

    id: UUID
    code: str
    name: str
    town: str = ""
    zone: ZoneInfo = DEFAULT_ZONE
    supervision_phone: str = ""
    supervision_name: str = ""
    clerk_phone: str = ""
    township_phone: str = ""

    @property
    def home(self) -> str:
        """The address of the village's notice board."""
        return f"/v/{self.code}"
