"""The session in the cookie: what we signed is read, and nothing else is."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
import pytest

from app.sessions import IDLE, IDLE_SHARED, LONGEST, Keys, Session

EIGHT = datetime(2026, 4, 20, 8, 0, tzinfo=UTC)
OLD, NEW = "o" * 32, "n" * 32
ACCOUNT = UUID("6b1f2b7e-8d7c-4a80-9f3b-0c6f7d1a2b3c")
ID = UUID("2d0c4f8e-4a63-4a7e-9a55-0e8f7a9b1c2d")
SESSION = Session(id=ID, account=ACCOUNT, version=3, began=EIGHT)
CLAIMS = {
    "jti": str(ID),
    "sub": str(ACCOUNT),
    "ver": 3,
    "iat": int(EIGHT.timestamp()),
    "began": int(EIGHT.timestamp()),
    "exp": int((EIGHT + IDLE).timestamp()),
}
KEYS = Keys(by_kid={"new": NEW, "old": OLD})


def signed(claims: dict[str, object], *, header: dict[str, object], key: bytes) -> str:
    """Sign as a forger does, without a library that refuses weak keys."""
    head, body = (_coded(json.dumps(part).encode()) for part in (header, claims))
    return f"{head}.{body}.{_coded(hmac.new(key, f'{head}.{body}'.encode(), hashlib.sha256).digest())}"


def _coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def test_what_was_signed_is_read_back() -> None:
    assert KEYS.read(KEYS.sign(SESSION, at=EIGHT), at=EIGHT + timedelta(minutes=5)) == SESSION


def test_the_forgers_hand_is_like_ours_when_the_key_is() -> None:
    forged = signed(CLAIMS, header={"alg": "HS256", "kid": "new"}, key=NEW.encode())

    assert KEYS.read(forged, at=EIGHT) == SESSION


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ({"alg": "HS256", "kid": "new"}, b"x" * 32),
        ({"alg": "HS256", "kid": "new"}, OLD.encode()),
        ({"alg": "HS256", "kid": "unknown"}, b""),
        ({"alg": "HS256", "kid": ""}, b""),
        ({"alg": "HS256"}, NEW.encode()),
        ({"alg": "none", "kid": "new"}, b""),
        ({"alg": "HS512", "kid": "new"}, NEW.encode()),
    ],
)
def test_a_session_that_we_did_not_sign_is_none(header: dict[str, object], key: bytes) -> None:
    assert KEYS.read(signed(CLAIMS, header=header, key=key), at=EIGHT) is None


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c", "..", "\x00", signed({}, header={}, key=b"")])
def test_words_that_are_no_session_are_none(token: str) -> None:
    assert KEYS.read(token, at=EIGHT) is None


@pytest.mark.parametrize("missing", ["jti", "sub", "ver", "exp", "began"])
def test_a_session_without_one_of_its_claims_is_none(missing: str) -> None:
    claims = {name: value for name, value in CLAIMS.items() if name != missing}

    assert KEYS.read(jwt.encode(claims, NEW, headers={"kid": "new"}), at=EIGHT) is None


def test_after_a_rotation_the_new_key_signs_and_both_are_read_until_the_old_one_goes() -> None:
    before = Keys(by_kid={"old": OLD}).sign(SESSION, at=EIGHT)

    after = KEYS.sign(SESSION, at=EIGHT)

    assert jwt.get_unverified_header(after)["kid"] == "new"
    assert KEYS.read(before, at=EIGHT) == SESSION
    assert Keys(by_kid={"new": NEW}).read(before, at=EIGHT) is None


@pytest.mark.parametrize(("shared", "idle"), [(False, IDLE), (True, IDLE_SHARED)])
def test_an_idle_session_ends_and_a_shared_phone_sooner(shared: bool, idle: timedelta) -> None:
    session = Session(account=ACCOUNT, version=3, began=EIGHT, shared=shared)
    token = KEYS.sign(session, at=EIGHT)

    assert KEYS.read(token, at=EIGHT + idle - timedelta(seconds=1)) == session
    assert KEYS.read(token, at=EIGHT + idle) is None


def test_no_session_outlives_the_longest_however_often_it_is_used() -> None:
    late = EIGHT + LONGEST - timedelta(minutes=1)
    token = KEYS.sign(SESSION, at=late)

    assert KEYS.read(token, at=late + timedelta(seconds=59)) == SESSION
    assert KEYS.read(token, at=EIGHT + LONGEST) is None


@pytest.mark.parametrize(("minutes", "old"), [(0.5, False), (1, False), (2, True)])
def test_a_cookie_is_renewed_only_after_a_while(minutes: float, old: bool) -> None:
    later = EIGHT + timedelta(minutes=minutes)
    session = KEYS.read(KEYS.sign(SESSION, at=EIGHT), at=later)

    assert session is not None
    assert session.has_grown_old(at=later) is old
