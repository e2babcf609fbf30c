"""The form of a new matter, filled in well, for the tests of its pages."""

from typing import Any

import httpx

from tests.cast import Cast
from tests.client import Doors
from tests.deliberation.matters import ROAD

AT = "/v/mgb/proposals"
FORM: dict[str, Any] = {
    "title": "曼坝寨至新寨道路硬化工程",
    "category": "public_works",
    "origin": "cadre",
    "summary": "硬化1.2公里寨间道路。",
    "text": ROAD,
    "source_label": ["县级奖补", "村集体经济收入", ""],
    "source_basis": ["县财农〔2026〕18号", "", ""],
    "source_yuan": ["260,000", "22.6万", ""],
    "spending_label": ["混凝土路面", "", ""],
    "spending_basis": ["4,800平方米", "", ""],
    "spending_yuan": ["486000.00", "", ""],
}
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) ![p](http://x/y.png) \u202eevil"


async def put(doors: Doors, village: Cast, **changes: Any) -> httpx.Response:
    client = await doors.as_(village.secretary)
    return await client.post(f"{AT}/new", data=FORM | changes)
