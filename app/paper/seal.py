"""The electronic seal: an optional signature on a published PDF. The red stamp on paper stays the official act.

It is invisible, because a drawn stamp would break PDF/UA, and it is appended: the sealed file begins with the unsealed
bytes.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter

from app.paper.errors import PaperError

FIELD = "VillageSeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKey:
    """The key and certificate of a village's seal, as PEM files."""

    key: Path
    certificate: Path
    chain: tuple[Path, ...] = ()
    passphrase: bytes | None = None


class _KeepsMetadata(IncrementalPdfFileWriter):
    """A writer that leaves our XMP alone; pyHanko's own rewriting would break PDF/A."""

    def _update_meta(self) -> None:
        pass


def seal(pdf: bytes, *, key: SealKey, reason: str, place: str, holder: str) -> bytes:
    """Return the PDF with a PAdES B-B signature over all of it.

    The moment of signing is the machine's clock, as the standard asks; it is not part of the record.
    """
    signer = signers.SimpleSigner.load(  # type: ignore[no-untyped-call]  # pyHanko leaves one parameter untyped
        str(key.key),
        str(key.certificate),
        ca_chain_files=[str(path) for path in key.chain],
        key_passphrase=key.passphrase,
    )
    if signer is None:
        raise PaperError(f"The seal's key or certificate cannot be read: {key.key.name}, {key.certificate.name}.")
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=place,
        name=holder,
    )
    unseen = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    field = SigFieldSpec(FIELD, readable_field_name=f"{holder}电子签章", invis_sig_settings=unseen)
    sealed = io.BytesIO()
    signers.PdfSigner(about, signer=signer, new_field_spec=field).sign_pdf(
        _KeepsMetadata(io.BytesIO(pdf)), output=sealed
    )
    return sealed.getvalue()
