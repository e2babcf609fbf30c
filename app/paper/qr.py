"""The square a phone reads: QR codes as drawings that stay sharp at any size."""

import io

import segno


def qr_svg(address: str) -> bytes:
    """Draw `address` as an SVG; a seventh of the squares may be smudged (level M) on a wall in the rain."""
    drawing = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawing, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=False)
    return drawing.getvalue()
