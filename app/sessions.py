"""The session in the cookie: short-lived, signed, ended by logging out, or with all others by the token version."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import jwt

COOKIE = "yishi_session"
IDLE = timedelta(hours=3)  # an evening in the hall, from signing in to the last vote
IDLE_SHARED = timedelta(minutes=10)  # a phone that several people use
LONGEST = timedelta(hours=12)
ALGORITHM = "HS256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Whose session it is, under which token version, since when, whether the phone is shared; when it was signed."""

    account: UUID
    version: int
    began: datetime
    shared: bool = False
    id: UUID = field(default_factory=uuid4)
    signed: datetime | None = field(default=None, compare=False)

    def has_grown_old(self, *, at: datetime) -> bool:
        """Return whether more than a tenth of the shorter idle time has passed, so that it should be signed anew."""
        return self.signed is None or at - self.signed > IDLE_SHARED / 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The signing keys by their id; the first signs, all verify, so a key can be rotated out."""

    by_kid: dict[str, str]

    def sign(self, session: Session, *, at: datetime) -> str:
        """Return the cookie's token, valid for one idle time and never past the longest session (RFC 7519)."""
        kid = next(iter(self.by_kid))
        idle = IDLE_SHARED if session.shared else IDLE
        claims = {
            "jti": str(session.id),
            "sub": str(session.account),
            "ver": session.version,
            "iat": int(at.timestamp()),
            "began": int(session.began.timestamp()),
            "shared": session.shared,
            "exp": int(min(at + idle, session.began + LONGEST).timestamp()),
        }
        return jwt.encode(claims, self.by_kid[kid], algorithm=ALGORITHM, headers={"kid": kid})

    def read(self, token: str, *, at: datetime) -> Session | None:
        """Return the session of a token, or None where it is forged, expired or of an unknown key."""
        try:
            kid = jwt.get_unverified_header(token)["kid"]
            claims = jwt.decode(
                token,
                self.by_kid[kid],
                algorithms=[ALGORITHM],
                options={"require": ["jti", "sub", "ver", "exp", "began"], "verify_exp": False, "verify_iat": False},
            )
            if at.timestamp() >= claims["exp"]:
                return None
            return Session(
                id=UUID(claims["jti"]),
                account=UUID(claims["sub"]),
                version=int(claims["ver"]),
                began=datetime.fromtimestamp(claims["began"], tz=at.tzinfo),
                shared=bool(claims.get("shared")),
                signed=datetime.fromtimestamp(claims.get("iat", 0), tz=at.tzinfo),
            )
        except (jwt.PyJWTError, ValueError, KeyError, TypeError):
            return None
