"""A drawn view of finished work, since the demo has no real photos: a village road between hills, with its new lamps."""

import io

from PIL import Image, ImageDraw

WIDE, HIGH = 1200, 870
HORIZON = 480
LAMPS = ((110, 1.0), (300, 0.66), (420, 0.46), (500, 0.33), (690, 0.33), (770, 0.46), (890, 0.66), (1080, 1.0))
HOUSES = ((215, 0.9), (360, 0.6), (820, 0.6), (975, 0.9))


def scene() -> bytes:
    """Return a JPEG of the road by day."""
    picture = Image.new("RGB", (WIDE, HIGH), "#8fbfe8")
    draw = ImageDraw.Draw(picture)
    for y in range(HORIZON):
        tint = y * 100 // HORIZON
        draw.line((0, y, WIDE, y), fill=(110 + tint, 165 + tint * 7 // 10, 220 + tint * 3 // 10))
    for middle, high, colour in ((200, 190, "#7f9f8d"), (620, 240, "#6f937f"), (1040, 180, "#7f9f8d")):
        draw.ellipse((middle - 420, HORIZON - high, middle + 420, HORIZON + high), fill=colour)
    draw.rectangle((0, HORIZON, WIDE, HIGH), fill="#5f9150")
    draw.polygon(((580, HORIZON), (612, HORIZON), (900, HIGH), (290, HIGH)), fill="#a8a49b")
    for near in range(6):
        y = HORIZON + 12 + near * near * 14
        draw.line((596, y, 596, y + 6 + near * 7), fill="#f2efe4", width=2 + near)
    for x, size in HOUSES:
        _house(draw, x, size)
    for x, size in LAMPS:
        _lamp(draw, x, size, towards=1 if x < WIDE // 2 else -1)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=85)
    return made.getvalue()


def _house(draw: ImageDraw.ImageDraw, x: int, size: float) -> None:
    wide, high, ground = int(120 * size), int(70 * size), HORIZON + int(48 * size)
    draw.rectangle((x, ground - high, x + wide, ground), fill="#efe9dc")
    roof = (
        (x - wide // 8, ground - high),
        (x + wide // 2, ground - high * 17 // 10),
        (x + wide * 9 // 8, ground - high),
    )
    draw.polygon(roof, fill="#a2452f")
    draw.rectangle((x + wide // 5, ground - high * 3 // 4, x + wide * 2 // 5, ground - high * 2 // 5), fill="#6d8aa0")
    draw.rectangle((x + wide * 3 // 5, ground - high * 3 // 5, x + wide * 4 // 5, ground), fill="#7c5a3c")


def _lamp(draw: ImageDraw.ImageDraw, x: int, size: float, *, towards: int) -> None:
    """Draw a pole with its lamp over the road and its solar panel on top."""
    foot, top = HORIZON + int(250 * size * size), HORIZON - int(260 * size)
    arm = int(70 * size) * towards
    draw.line((x, foot, x, top), fill="#4d5358", width=max(3, int(11 * size)))
    draw.line((x, top + int(30 * size), x + arm, top + int(18 * size)), fill="#4d5358", width=max(2, int(8 * size)))
    draw.rectangle(
        (min(x + arm, x + arm + int(34 * size) * towards), top + int(10 * size),
         max(x + arm, x + arm + int(34 * size) * towards), top + int(24 * size)), fill="#f7e9a8",
    )  # fmt: skip
    panel = int(44 * size)
    draw.polygon(
        ((x - panel, top + panel // 3), (x + panel // 2, top - panel // 2), (x + panel, top - panel // 3), (x, top + panel // 2)),
        fill="#27405f",
    )  # fmt: skip
