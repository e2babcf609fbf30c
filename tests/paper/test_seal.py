"""The electronic seal: appended to the very bytes that were published, and still an archive copy."""

import io
from pathlib import Path

import pytest
from page import ValidationProfile
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.paper import PaperError, Press
from app.paper.seal import SealKey, seal
from tests.paper import reading
from tests.paper.cast import RESOLUTION, resolution
from tests.paper.seal_key import seal_key


@pytest.fixture
def key(tmp_path: Path) -> SealKey:
    return seal_key(tmp_path)


@pytest.fixture
def notice(press: Press) -> bytes:
    return press.render_now(RESOLUTION, resolution())


def sealed(notice: bytes, key: SealKey) -> bytes:
    return seal(notice, key=key, reason="村务公开", place="曼岗村", holder="曼岗村村民委员会")


def test_the_sealed_file_begins_with_the_published_bytes(notice: bytes, key: SealKey) -> None:
    assert sealed(notice, key).startswith(notice)


def test_a_sealed_notice_is_still_an_archive_copy(notice: bytes, key: SealKey) -> None:
    pdf = sealed(notice, key)

    assert reading.failures(pdf, ValidationProfile.PDF_A_3A) == []
    assert reading.failures(pdf, ValidationProfile.PDF_UA_1) == []


def test_the_seal_covers_the_whole_notice(notice: bytes, key: SealKey) -> None:
    root = load_cert_from_pemder(str(key.certificate))  # type: ignore[no-untyped-call]  # pyHanko leaves it untyped
    trust = ValidationContext(trust_roots=[root], allow_fetching=False)

    signature = PdfFileReader(io.BytesIO(sealed(notice, key))).embedded_signatures[0]

    status = validate_pdf_signature(signature, trust)
    assert status.intact
    assert status.valid
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE


def test_a_changed_number_breaks_the_seal(notice: bytes, key: SealKey) -> None:
    pdf = sealed(notice, key).replace("曼岗".encode("utf-16-be"), "曼旦".encode("utf-16-be"), 1)

    assert pdf != sealed(notice, key)
    assert not PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0].compute_integrity_info()


def test_a_key_that_cannot_be_read_is_named(notice: bytes, tmp_path: Path) -> None:
    with pytest.raises(PaperError, match=r"seal\.key"):
        sealed(notice, SealKey(key=tmp_path / "seal.key", certificate=tmp_path / "seal.pem"))
