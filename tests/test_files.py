"""Stored files: a photo is made anew and tells nothing of where it was taken; what comes back is what was put in."""

import io

import pytest
from litestar.datastructures import UploadFile
from PIL import Image

from app.files import fetch_file, keep, keep_upload
from app.refusals import Refused
from app.store import store

pytestmark = pytest.mark.anyio

TURNED = 6  # the camera was held upright: the picture is stored lying
GPS, PLACE = 0x8825, {1: "N", 2: (21.0, 47.0, 30.0)}


def photo_with_a_place() -> bytes:
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010F] = TURNED, "曼岗牌手机"
    exif.get_ifd(GPS).update(PLACE)
    Image.new("RGB", (40, 30), "green").save(file, "JPEG", exif=exif)
    return file.getvalue()


async def test_a_photo_stands_upright_and_has_forgotten_where_it_was_taken() -> None:
    given = photo_with_a_place()
    assert dict(Image.open(io.BytesIO(given)).getexif().get_ifd(GPS))

    upload = UploadFile(content_type="image/jpeg", filename="a.jpg", file_data=given)
    kept = await keep_upload(upload)
    await upload.close()

    shown = Image.open(io.BytesIO(await fetch_file(kept.sha256)))
    assert shown.size == (30, 40)
    assert dict(shown.getexif()) == {}
    assert "exif" not in shown.info


async def test_what_was_damaged_in_the_store_is_not_shown() -> None:
    kept = await keep(b"%PDF-1.7 words", media_type="application/pdf")
    assert await fetch_file(kept.sha256) == b"%PDF-1.7 words"

    [place] = [item["path"] for page in store().list() for item in page if kept.sha256 in item["path"].replace("/", "")]
    await store().put_async(place, b"%PDF-1.7 Words")

    with pytest.raises(Refused, match="damaged"):
        await fetch_file(kept.sha256)


async def test_a_photo_as_newer_phones_keep_it_is_refused_with_a_way_on() -> None:
    upload = UploadFile(content_type="image/heic", filename="a.heic", file_data=b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")

    with pytest.raises(Refused, match="Set the camera to JPEG"):
        await keep_upload(upload)
    await upload.close()
