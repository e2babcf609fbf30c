"""How the tests read a printed document: its text, its fonts, its pictures, and what the validators say."""

import io
import subprocess
from pathlib import Path
from typing import Any

import page
import zxingcpp
from PIL import Image
from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    """Open a PDF."""
    return PdfReader(io.BytesIO(pdf))


def pages(pdf: bytes) -> int:
    """Count the pages."""
    return len(reader(pdf).pages)


def text(pdf: bytes) -> str:
    """Extract the text as a screen reader gets it, without line ends and zero-width spaces."""
    out = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return "".join(out.replace("\u200b", "").split())


def font_files(pdf: bytes) -> list[tuple[str, bool]]:
    """Return each font's name and whether its file is inside."""
    found: dict[str, bool] = {}
    for sheet in reader(pdf).pages:
        resources: Any = sheet["/Resources"]
        for reference in resources["/Font"].values():
            font = reference.get_object()
            for descendant in font.get("/DescendantFonts", [font]):
                about = descendant.get_object()["/FontDescriptor"].get_object()
                found[font["/BaseFont"]] = "/FontFile2" in about or "/FontFile3" in about
    return sorted(found.items())


def failures(pdf: bytes, profile: page.ValidationProfile) -> list[str]:
    """Return what the validator finds, without its two known false alarms."""
    report = page.validate_pdf_bytes(pdf, profile=profile)
    alarms = ("METADATA-FILTER", "STREAM-LENGTH-001")
    return [f"{found.rule_id}: {found.message}" for found in report.failures if not found.rule_id.endswith(alarms)]


def structure_complaints(pdf: bytes, folder: Path) -> str:
    """Return what qpdf says when it finds anything wrong."""
    file = folder / "checked.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def pictures(pdf: bytes, folder: Path) -> list[Image.Image]:
    """Draw the pages as a printer would, at 150 dots per inch."""
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-", str(folder / "page")], input=pdf, check=True)
    return [Image.open(file) for file in sorted(folder.glob("page*.png"))]


def qr_codes(pdf: bytes, folder: Path) -> list[str]:
    """Read every QR code as a phone would, from the drawn pages."""
    return [code.text for sheet in pictures(pdf, folder) for code in zxingcpp.read_barcodes(sheet)]
