"""What can be set from outside: every setting has a name, a default and a sentence, and is read once at the start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from app.machine import MachineError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One line of the table of settings in the README."""

    name: str
    default: str
    meaning: str


SETTINGS = tuple(
    Setting(name=name, default=default, meaning=meaning)
    for name, default, meaning in (
        ("DATABASE_URL", "the embedded PostgreSQL", "Address of a PostgreSQL 15 or newer, `postgresql://…`."),
        ("YISHI_DATA", "`var`", "Folder of the embedded database, the stored files and the keys."),
        ("YISHI_FILES", "`files` in `YISHI_DATA`", "Where files are stored: a folder, or `s3://bucket/folder`."),
        ("YISHI_SECRETS", "made once in `YISHI_DATA`", "Keys that sign logins, `name:key`, newest first, by spaces."),
        ("YISHI_HOST", "`127.0.0.1`", "Address the server listens on."),
        ("YISHI_PORT", "`8000`", "Port the server listens on."),
        ("YISHI_PUBLIC_URL", "`http://127.0.0.1:8000`", "Address people open; it stands in QR codes, cards and feeds."),
        ("YISHI_SECURE_COOKIES", "`yes` when the public address is https", "Send login cookies over TLS only."),
        ("YISHI_PROXIES", "`127.0.0.1`", "Addresses of reverse proxies whose word on the caller's address counts."),
        ("YISHI_POOL", "`8`", "Database connections of each worker."),
        ("YISHI_LOG_ACTS", "`yes`", "Log one line for each act: its route and its status, never what was sent."),
        ("YISHI_FONTS", "`static/fonts`", "Folder of fonts for printed documents, in place of ours."),
        ("YISHI_SEAL_KEY", "none", "Private key (PEM) of the electronic seal on published PDFs."),
        ("YISHI_SEAL_CERTIFICATE", "none", "Certificate (PEM) that belongs to the seal's key."),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The key pair that seals published documents."""

    key: Path
    certificate: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of this run, checked."""

    database_url: str | None
    data: Path
    files: str
    secrets: str | None
    host: str
    port: int
    public_url: str
    secure_cookies: bool
    proxies: str
    pool: int
    log_acts: bool
    fonts: Path | None
    seal: Seal | None

    @property
    def database_folder(self) -> Path:
        """The folder of the embedded database."""
        return self.data / "postgres"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process."""
    return read_settings(os.environ)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Check what is set in `environment` and fill in the rest; a wrong value is refused by its name."""
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    data = Path(os.path.abspath(given.get("YISHI_DATA", ROOT / "var")))
    host, port = given.get("YISHI_HOST", "127.0.0.1"), _number(given, "YISHI_PORT", default=8000, most=65535)
    public_url = _address(given, "YISHI_PUBLIC_URL", schemes=("http", "https"))
    public_url = (public_url or f"http://{host}:{port}").rstrip("/")
    return Settings(
        database_url=_address(given, "DATABASE_URL", schemes=("postgresql", "postgres")),
        data=data,
        files=_store(given.get("YISHI_FILES", str(data / "files"))),
        secrets=given.get("YISHI_SECRETS"),
        host=host,
        port=port,
        public_url=public_url,
        secure_cookies=_yes(given, "YISHI_SECURE_COOKIES", default=public_url.startswith("https:")),
        proxies=given.get("YISHI_PROXIES", "127.0.0.1"),
        pool=_number(given, "YISHI_POOL", default=8, most=1000),
        log_acts=_yes(given, "YISHI_LOG_ACTS", default=True),
        fonts=_existing(given, "YISHI_FONTS"),
        seal=_seal(given),
    )


def _number(given: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise MachineError(f"{name} must be a whole number from 1 to {most}, not “{text}”.")
    return int(text)


def _yes(given: Mapping[str, str], name: str, *, default: bool) -> bool:
    words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    text = given.get(name, "yes" if default else "no")
    if text.lower() not in words:
        raise MachineError(f"{name} must be yes or no, not “{text}”.")
    return words[text.lower()]


def _address(given: Mapping[str, str], name: str, *, schemes: tuple[str, ...]) -> str | None:
    text = given.get(name)
    if text is not None and _scheme(text) not in schemes:  # the value may hold a password: never repeat it
        raise MachineError(f"{name} must be an address that begins with {' or '.join(f'{s}://' for s in schemes)}.")
    return text


def _scheme(text: str) -> str:
    try:
        return urlsplit(text).scheme
    except ValueError:
        return ""


def _store(text: str) -> str:
    scheme, mark, _ = text.partition("://")
    if mark and scheme not in ("s3", "file"):
        raise MachineError(f"YISHI_FILES must be a folder or an address that begins with s3://, not “{scheme}://”.")
    return text if mark else os.path.abspath(text)


def _existing(given: Mapping[str, str], name: str) -> Path | None:
    if name not in given:
        return None
    path = Path(os.path.abspath(given[name]))
    if not path.exists():
        raise MachineError(f"{name} names {path}, which does not exist.")
    return path


def _seal(given: Mapping[str, str]) -> Seal | None:
    key, certificate = _existing(given, "YISHI_SEAL_KEY"), _existing(given, "YISHI_SEAL_CERTIFICATE")
    if key is None and certificate is None:
        return None
    if key is None or certificate is None:
        raise MachineError("YISHI_SEAL_KEY and YISHI_SEAL_CERTIFICATE belong together: set both or neither.")
    return Seal(key=key, certificate=certificate)
