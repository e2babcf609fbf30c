"""What goes over a slow line is packed for whoever can unpack it, and says the same."""

import gzip

import pytest

from app.assets import manifest
from app.packing import pack, unpacks
from tests.cast import Cast
from tests.client import Doors


def test_the_stylesheet_and_the_scripts_weigh_less_than_half_when_packed() -> None:
    heavy = [asset for asset in manifest().values() if asset.name.endswith((".css", ".js"))]

    assert all(gzip.decompress(asset.packed) == asset.content for asset in heavy)
    assert sum(len(manifest()[name].packed) for name in ("yishi.css", "scripts.js")) < 30_000, "what a page loads"


def test_what_is_short_or_a_picture_is_not_packed() -> None:
    assert pack(b"short") == b""
    assert all(asset.packed == b"" for asset in manifest().values() if asset.name.endswith(".png"))


@pytest.mark.parametrize(
    ("offered", "can"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("gzip;q=0", False),
        ("identity", False),
        ("", False),
    ],
)
def test_only_who_can_unpack_gets_it_packed(offered: str, can: bool) -> None:
    assert unpacks(offered) is can


@pytest.mark.anyio
async def test_a_page_of_ones_own_comes_packed_and_reads_the_same(village: Cast, doors: Doors) -> None:
    own = await doors.as_(village.resident)

    packed = await own.get("/v/mgb/desk", headers={"accept-encoding": "gzip"})
    plain = await own.get("/v/mgb/desk", headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert "Accept-Encoding" in plain.headers["vary"]
