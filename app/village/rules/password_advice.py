"""What a password must be: long enough, and not what a neighbour or a program would type first."""

from collections.abc import Iterable
from decimal import Decimal
from unicodedata import normalize

from app.words import Message, _

SHORTEST = 8
LONGEST = 128
READ = 64  # signs that are weighed; a longer password is not weaker for what follows
# Of all passwords, ordered as a program that guesses would try them (zxcvbn): this many come first.
WORN = 30_000
# What is worn in China and missing in the lists: love, numbers that sound like words, "my password".
CHINESE = (
    "woaini",
    "aini",
    "520",
    "521",
    "1314",
    "5201314",
    "1314520",
    "mima",
    "wodemima",
    "zhongguo",
    "xiexie",
    "qwe",
)


def fault_of(password: str, *, own: Iterable[str] = ()) -> Message | None:
    """Return what is wrong with a password; `own` are the name, phone and numbers everybody knows of the person."""
    plain = normalize("NFKC", password).casefold()
    known = [word.casefold() for word in own if word]
    if len(plain) < SHORTEST:
        return _("At least %(least)s letters or digits, please: add a few more.", least=SHORTEST)
    if len(plain) > LONGEST:
        return _("At most %(most)s characters, please.", most=LONGEST)
    if any(_is_but(plain, word) for word in [*known, *_spelled(known)]):
        return _("Neighbours know your name and your phone. Please choose something else.")
    if len(set(plain)) < 3 or _guesses(plain[:READ], [*CHINESE, *known, *_spelled(known)]) < WORN:
        return _("This is one of the first passwords anybody would try. Please choose another.")
    return None


def _guesses(password: str, words: list[str]) -> Decimal:
    from zxcvbn import zxcvbn  # its lists are read when the first password is chosen, not at every start

    found: Decimal = zxcvbn(password, user_inputs=words)["guesses"]
    return found


def _is_but(password: str, word: str) -> bool:
    """Return whether a password is but a word that everybody knows, however often, with dashes between."""
    return len(word) >= 4 and password.replace(word, "").strip(" -_") == ""


def _spelled(words: Iterable[str]) -> list[str]:
    """Return how Chinese words are typed on a keyboard without Chinese: in pinyin, whole and by first letters."""
    from pypinyin import lazy_pinyin  # as above

    syllables = [lazy_pinyin(word) for word in words if not word.isascii()]
    return [form for one in syllables for form in ("".join(one), "".join(part[:1] for part in one))]
