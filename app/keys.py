"""The keys that sign logins: the first one signs, the others are still believed until they are taken out."""

import json
import os
import secrets
from pathlib import Path

from app.machine import MachineError
from app.sessions import Keys
from app.settings import Settings

SHORTEST_KEY = 32  # RFC 7518, 3.2: a key for HS256 has as many bits as its hash


def signing_keys(settings: Settings) -> Keys:
    """Return the keys, newest first: from YISHI_SECRETS, else from a file made once and readable by us alone."""
    if settings.secrets is not None:
        pairs = [part.partition(":") for part in settings.secrets.split()]
        return _checked([(kid, key) for kid, _, key in pairs], where="YISHI_SECRETS")
    place = settings.data / "secret.json"
    if not place.exists():
        _make(place)
    try:
        lines = json.loads(place.read_text())
        return _checked([(line["kid"], line["key"]) for line in lines], where=str(place))
    except (ValueError, KeyError, TypeError):
        raise MachineError(f"{place} must be a list of keys, each with “kid” and “key”.") from None


def _checked(pairs: list[tuple[str, str]], *, where: str) -> Keys:
    if not pairs or not all(kid and len(key) >= SHORTEST_KEY for kid, key in pairs):
        raise MachineError(f"{where} must name each key and give it {SHORTEST_KEY} characters at least (name:key).")
    if len({kid for kid, _ in pairs}) != len(pairs):
        raise MachineError(f"{where} gives the same name to two keys.")
    return Keys(by_kid=dict(pairs))


def _make(place: Path) -> None:
    """Write a new key aside and link it into place: of two workers starting at once both read the same one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump([{"kid": secrets.token_hex(4), "key": secrets.token_urlsafe(48)}], file)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, place)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
