"""How many days before a meeting its members were told."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.bilingual import Bilingual
from app.deliberation.rules.notice import broken, day_in, notice
from app.deliberation.rules.pack import Days
from app.deliberation.rules.sources import Grade, Source

SHANGHAI = ZoneInfo("Asia/Shanghai")


def days(number: int, grade: Grade = Grade.OFFICIAL) -> Days:
    return Days(days=number, source=Source(label=Bilingual(zh="法", en="law"), article="21", grade=grade))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # year, month, day, hour, minute


@pytest.mark.parametrize(
    ("told", "starts", "given"),
    [
        (utc(2026, 4, 10, 2), utc(2026, 4, 20, 12), 10),
        (utc(2026, 4, 10, 15, 59), utc(2026, 4, 20, 0), 10),  # 23:59 of the 10th here
        (utc(2026, 4, 10, 16, 0), utc(2026, 4, 20, 0), 9),  # midnight: the 11th has begun here
        (utc(2026, 1, 29, 2), utc(2026, 2, 1, 2), 3),  # over the end of a month
        (utc(2026, 2, 26, 2), utc(2026, 3, 1, 2), 3),
        (utc(2028, 2, 26, 2), utc(2028, 3, 1, 2), 4),  # a leap year has one day more
        (utc(2026, 12, 30, 2), utc(2027, 1, 2, 2), 3),
        (utc(2026, 4, 20, 2), utc(2026, 4, 20, 12), 0),
    ],
)
def test_notice_is_counted_in_days_of_the_village(told: datetime, starts: datetime, given: int) -> None:
    assert notice(days(3), told=told, starts=starts, zone=SHANGHAI).given == given


def test_the_day_changes_at_midnight_of_the_village_not_of_utc() -> None:
    moment = utc(2026, 4, 19, 20, 0)

    assert day_in(SHANGHAI, moment) == date(2026, 4, 20)
    assert day_in(ZoneInfo("Asia/Urumqi"), moment) == date(2026, 4, 20)
    assert day_in(ZoneInfo("UTC"), moment) == date(2026, 4, 19)


def test_ten_days_are_kept_on_the_tenth_day_and_not_on_the_ninth() -> None:
    told = utc(2026, 4, 10, 2)

    on_time = notice(days(10), told=told, starts=utc(2026, 4, 20, 12), zone=SHANGHAI)
    early = notice(days(10), told=told, starts=utc(2026, 4, 19, 12), zone=SHANGHAI)

    assert on_time.kept
    assert not early.kept
    assert early.earliest == date(2026, 4, 20)


@pytest.mark.parametrize(
    ("grade", "may"), [(Grade.OFFICIAL, False), (Grade.EXCERPT, False), (Grade.LOCAL, True), (Grade.UNREAD, True)]
)
def test_only_what_is_not_law_may_be_shortened(grade: Grade, may: bool) -> None:
    found = notice(days(3, grade), told=utc(2026, 4, 20), starts=utc(2026, 4, 20), zone=SHANGHAI)

    assert found.may_be_shortened is may


def test_of_several_items_the_law_is_named_before_longer_practice() -> None:
    asked = (days(7, Grade.LOCAL), days(3, Grade.OFFICIAL), days(0, Grade.LOCAL))

    found = broken(asked, told=utc(2026, 4, 19, 2), starts=utc(2026, 4, 20, 12), zone=SHANGHAI)

    assert found is not None
    assert (found.needed, found.may_be_shortened) == (3, False)


def test_nothing_is_broken_where_every_item_has_its_days() -> None:
    asked = (days(3, Grade.LOCAL), days(0))

    assert broken(asked, told=utc(2026, 4, 17, 2), starts=utc(2026, 4, 20, 12), zone=SHANGHAI) is None
