"""Photos are made anew: nothing that was written into them stays, and many large ones at once take little memory."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from app.photos import LONGEST_EDGE, MOST_PIXELS, MOST_READ_WHOLE, made_anew
from app.refusals import Refused
from app.settings import ROOT

pytestmark = pytest.mark.anyio

SECRET = "22.0153N 100.79E"
MOST_MEGABYTES = 250  # more than before, for any number of uploads at once
SIX_AT_ONCE = """
import asyncio, resource, sys
from app.photos import made_anew
data = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
async def six():
    return await asyncio.gather(*(made_anew(data) for _ in range(6)))
assert all(asyncio.run(six()))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def a_photo(form: str, *, size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "green").save(file, form, **more)
    return file.getvalue()


def with_text() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("comment", SECRET)
    notes.add_itxt("XML:com.adobe.xmp", SECRET)
    return a_photo("PNG", pnginfo=notes)


@pytest.mark.parametrize("given", [a_photo("JPEG", comment=SECRET.encode()), with_text()], ids=["JPEG", "PNG"])
async def test_what_was_written_beside_the_picture_is_gone(given: bytes) -> None:
    assert SECRET.encode() in given

    made = await made_anew(given)

    assert SECRET.encode() not in made
    assert set(Image.open(io.BytesIO(made)).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
async def test_a_picture_of_any_kind_is_made_small_and_keeps_its_shape(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    given = io.BytesIO()
    Image.new(mode, (4_000, 3_000)).save(given, form)

    made = Image.open(io.BytesIO(await made_anew(given.getvalue())))

    assert (made.size, made.mode) == ((LONGEST_EDGE, LONGEST_EDGE * 3 // 4), "RGB")


@pytest.mark.parametrize(
    ("form", "edge", "more"), [("PNG", 4_910, {"compress_level": 1}), ("JPEG", 4_910, {"progressive": True})]
)
async def test_a_picture_that_can_only_be_read_whole_is_refused_when_it_is_too_large(
    form: str, edge: int, more: dict[str, Any]
) -> None:
    assert MOST_READ_WHOLE < edge * edge < MOST_PIXELS

    with pytest.raises(Refused, match="Take a screenshot"):
        await made_anew(a_photo(form, size=(edge, edge), **more))


def test_six_photos_of_49_megapixels_at_once_take_little_memory(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(a_photo("JPEG", size=(7_000, 7_000)))

    grown = subprocess.run(
        [sys.executable, "-c", SIX_AT_ONCE, str(photo)], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert int(grown.stdout) < MOST_MEGABYTES
