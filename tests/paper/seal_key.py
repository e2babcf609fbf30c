"""A key and certificate for the electronic seal, made for one test."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.paper.seal import SealKey


def seal_key(folder: Path) -> SealKey:
    """Make a seal as a village might get one, for one test only."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "曼岗村村民委员会（测试）")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder(name, name, private.public_key(), 1, now, now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    pem = private.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    (folder / "seal.key").write_bytes(pem)
    (folder / "seal.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return SealKey(key=folder / "seal.key", certificate=folder / "seal.pem")
