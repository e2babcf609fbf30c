"""What a password must be: long enough, and not what a neighbour would type first."""

from collections.abc import Iterable
from unicodedata import normalize

from app.words import Message, _

SHORTEST = 8
LONGEST = 128
RUNS = ("0123456789" * 2, "9876543210" * 2, "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertyuiop")
WORN = frozenset({"password", "password1", "iloveyou", "woaini1314", "a1234567", "abc12345", "qwer1234", "1qaz2wsx"})


def fault_of(password: str, *, own: Iterable[str] = ()) -> Message | None:
    """Return what is wrong with a password; `own` are the name, phone and numbers everybody knows of the person."""
    plain = normalize("NFKC", password).casefold()
    if len(plain) < SHORTEST:
        return _("At least %(least)s letters or digits, please: add a few more.", least=SHORTEST)
    if len(plain) > LONGEST:
        return _("At most %(most)s characters, please.", most=LONGEST)
    if len(set(plain)) < 3 or plain in WORN or any(plain in run for run in RUNS):
        return _("This is one of the first passwords anybody would try. Please choose another.")
    if any(len(word) >= 4 and plain.replace(word.casefold(), "").strip(" -_") == "" for word in own if word):
        return _("Neighbours know your name and your phone. Please choose something else.")
    return None
