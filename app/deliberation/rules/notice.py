"""How many days before a meeting its members were told, and whether that is as long as the rule asks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from app.deliberation.rules.pack import Days
from app.deliberation.rules.sources import Source, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Days between the telling and the meeting, held against what one rule asks."""

    told_on: date
    meets_on: date
    needed: int
    source: Source

    @property
    def given(self) -> int:
        """How many days lie between; told on the 10th for the 20th is ten days, whatever the hours."""
        return (self.meets_on - self.told_on).days

    @property
    def kept(self) -> bool:
        """Whether the members have the time that the rule gives them."""
        return self.given >= self.needed

    @property
    def earliest(self) -> date:
        """The first day on which the meeting may be held after this telling."""
        return self.told_on + timedelta(days=self.needed)

    @property
    def may_be_shortened(self) -> bool:
        """Whether a stated reason may stand in for the days: never where the law itself asks for them."""
        return self.source.standing is not Standing.LAW


def notice(asked: Days, *, told: datetime, starts: datetime, zone: tzinfo) -> Notice:
    """Return the notice given when members are told at `told` of a meeting at `starts`, in days of the village."""
    return Notice(told_on=day_in(zone, told), meets_on=day_in(zone, starts), needed=asked.days, source=asked.source)


def day_in(zone: tzinfo, moment: datetime) -> date:
    """Return the village's calendar day of a moment."""
    here = moment.astimezone(zone)
    return date(here.year, here.month, here.day)


def broken(asked: tuple[Days, ...], *, told: datetime, starts: datetime, zone: tzinfo) -> Notice | None:
    """Return the worst notice among what the items of a meeting ask, or None where all are kept.

    What the law asks comes before what is practice here, and the longest before the shorter.
    """
    notices = [notice(days, told=told, starts=starts, zone=zone) for days in asked]
    short = [found for found in notices if not found.kept]
    return max(short, key=lambda found: (not found.may_be_shortened, found.needed), default=None)
