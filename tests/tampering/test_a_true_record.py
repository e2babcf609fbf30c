"""What the record tells of is what tables and files hold: nothing is named where nobody has been at them by hand."""

import re

import pytest

from app.record import heads
from app.recounting import RECOUNT
from app.settings import ROOT
from app.verifying import walk
from tests.everywhere import Everywhere

pytestmark = pytest.mark.anyio

WRITTEN = re.compile(r'"([a-z]+\.[a-z_]+)"')


async def test_where_nobody_has_been_by_hand_all_holds(everywhere: Everywhere) -> None:
    ends = [f"{code}: {seq} entries hold, {code}:{seq}:{end}" for code, (seq, end) in (await heads()).items()]

    hold, lines = await walk(RECOUNT)

    assert (hold, [line for line in lines if "note: entry" not in line]) == (True, ends)


def test_every_kind_of_entry_is_recounted_or_says_why_not() -> None:
    acts = [path for path in (ROOT / "app").rglob("services/*.py") if "write_entry(" in path.read_text()]
    written = {kind for path in acts for kind in WRITTEN.findall(path.read_text())}
    recounted = {kind for check in RECOUNT.checks for kind in check.kinds} | set(RECOUNT.retold_kinds)

    assert len(written) > 40
    assert written - recounted == set(RECOUNT.uncounted)
    assert all(RECOUNT.uncounted.values())
