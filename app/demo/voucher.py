"""A drawn receipt, since the demo has no real vouchers to photograph."""

import io

from PIL import Image, ImageDraw, ImageFont

from app.settings import ROOT

PAPER, INK, RED = "#fbf6e9", "#2a2a2a", "#a61f19"
FACE = ROOT / "static" / "fonts" / "GWSong.ttf"


def voucher(what: str, *, who: str, yuan: int) -> bytes:
    """Return a JPEG of a receipt, or without money of a delivery note; it says on its face that it is the demo's."""
    picture = Image.new("RGB", (1200, 700), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((30, 30, 1170, 670), outline=RED, width=6)
    draw.text((600, 110), "收 款 收 据" if yuan else "到 货 签 收 单", font=_font(64), fill=RED, anchor="mm")
    draw.text((600, 175), "（演示）", font=_font(30), fill=RED, anchor="mm")
    for place, line in enumerate(_lines(what, who=who, yuan=yuan)):
        draw.text((90, 270 + place * 110), line, font=_font(40), fill=INK, anchor="lm")
        draw.line((90, 305 + place * 110, 1110, 305 + place * 110), fill=RED, width=2)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=85)
    return made.getvalue()


def _lines(what: str, *, who: str, yuan: int) -> tuple[str, ...]:
    if yuan:
        return f"事由：{what[:22]}", f"收款单位：{who}", f"金额：{yuan:,}元"
    return f"事由：{what[:22]}", f"送货单位：{who}"


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FACE), size)
