"""Reads one cell of a village list: a value, or the reason why the cell is wrong."""

import re
from datetime import date

from app.village.rules.characters import folded, plain_text
from app.village.rules.people import Relation
from app.village.rules.seats import Party, Sex
from app.words import Message, _

SEXES = {"男": Sex.MALE, "male": Sex.MALE, "m": Sex.MALE, "女": Sex.FEMALE, "female": Sex.FEMALE, "f": Sex.FEMALE}
PARTIES = {
    **dict.fromkeys(("", "none", "否", "无", "群众", "非党员"), Party.NONE),
    **dict.fromkeys(("full", "正式", "正式党员", "党员", "中共党员", "是"), Party.FULL),
    **dict.fromkeys(("probationary", "预备", "预备党员", "中共预备党员"), Party.PROBATIONARY),
}
HEADS = {
    **dict.fromkeys(("是", "yes", "y", "true", "1", "户主", "√"), True),
    **dict.fromkeys(("", "否", "no", "n", "false", "0"), False),
}
# Words of household registers (GB/T 4761) and of everyday speech; “媳妇” and “家属” may be the wife or the son's wife
# or anybody, so they stay unknown, and where a rule depends on them the list is asked about.
SPOUSES = "配偶 妻子 妻 丈夫 夫 爱人 老婆 老公 太太 先生 内人 夫妻 夫妇 spouse"
CHILDREN = (
    "子女 子 女 儿子 女儿 儿 长子 长女 次子 次女 二子 二女 三子 三女 四子 四女 五子 五女 大儿子 大女儿 小儿子 小女儿"
    " 独生子 独生女 养子 养女 养子女 继子 继女 继子女 child"
)
PARENTS = "父母 父亲 母亲 父 母 爸爸 妈妈 爸 妈 养父 养母 养父母 继父 继母 继父母 parent"
SIBLINGS = "兄弟姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 哥 兄弟 姐妹 sibling"
GRANDCHILDREN = "孙子女 孙子 孙女 孙 外孙 外孙子 外孙女 外孙子女 长孙 长孙子 长孙女 grandchild"
GRANDPARENTS = "祖父母 祖父 祖母 爷爷 奶奶 外祖父母 外祖父 外祖母 外公 外婆 姥爷 姥姥 grandparent"
CHILDREN_IN_LAW = "女婿 儿媳 儿媳妇 子媳 婿 child_in_law"
PARENTS_IN_LAW = "岳父 岳母 岳父母 公公 婆婆 公婆 丈人 丈母娘 家公 家婆 parent_in_law"
OTHERS = (
    "其他 其他亲属 非亲属 孙媳 孙女婿 孙婿 侄子 侄女 侄 外甥 外甥女 伯父 伯母 叔父 叔叔 婶婶 婶母 姑姑 姑母"
    " 姑父 舅舅 舅父 舅母 姨 姨母 姨父 嫂子 嫂 弟媳 姐夫 妹夫 曾孙 曾孙子 曾孙女 other"
)
RELATIONS: dict[str, Relation | None] = {
    **dict.fromkeys(("", "户主", "本人", "head"), None),
    **dict.fromkeys(SPOUSES.split(), Relation.SPOUSE),
    **dict.fromkeys(CHILDREN.split(), Relation.CHILD),
    **dict.fromkeys(PARENTS.split(), Relation.PARENT),
    **dict.fromkeys(SIBLINGS.split(), Relation.SIBLING),
    **dict.fromkeys(GRANDCHILDREN.split(), Relation.GRANDCHILD),
    **dict.fromkeys(GRANDPARENTS.split(), Relation.GRANDPARENT),
    **dict.fromkeys(CHILDREN_IN_LAW.split(), Relation.CHILD_IN_LAW),
    **dict.fromkeys(PARENTS_IN_LAW.split(), Relation.PARENT_IN_LAW),
    **dict.fromkeys(OTHERS.split(), Relation.OTHER),
    "不详": Relation.UNKNOWN,
}
DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|(\d{2})(\d{2}))(?:[ T]0?0:00(?::00)?)?")
PHONE = re.compile(r"1\d{10}|0\d{9,11}")
SHORTENED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
OLDEST = 130


def read_code(text: str) -> str | Message:
    """Return the number of a person or household, as written but in plain letters and digits."""
    return plain_text(_without_point(folded(text)), at_most=32)


def read_group(text: str) -> str | Message:
    """Return the name of a villagers' group."""
    return plain_text(text, at_most=50)


def read_sex(text: str) -> Sex | Message:
    """Return the sex; nothing is guessed from a name."""
    return SEXES.get(folded(text).casefold()) or _("Write 男 or 女.")


def read_born(text: str, *, today: date) -> date | Message | None:
    """Return the date of birth, or none where the cell is empty."""
    plain = folded(text).replace("年", "-").replace("月", "-").removesuffix("日")
    plain = re.sub(r"(?<!\s)\s*+[-/.]\s*+", "-", plain)
    if not plain:
        return None
    found = DATE.fullmatch(plain)
    if found is None:
        return _("This is not a date such as 1969-06-26.")
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        born = date(year, month, day)
    except ValueError:
        return _("There is no such day in the calendar.")
    if born > today:
        return _("This day is still to come.")
    return born if today.year - born.year <= OLDEST else _("Nobody is that old.")


def read_head(text: str) -> bool | Message:
    """Return whether the row is the head of the household."""
    answer = HEADS.get(folded(text).casefold())
    return _("Write 是 for the head of the household, or leave it empty.") if answer is None else answer


def read_namesake(text: str) -> bool | Message:
    """Return whether the row says that it is another person of the same name and birth date."""
    answer = HEADS.get(folded(text).casefold())
    return _("Write 是 for another person of the same name, or leave it empty.") if answer is None else answer


def read_phone(text: str) -> str | Message:
    """Return the phone's digits, or nothing where there is no phone."""
    plain = _without_point(folded(text))
    if SHORTENED.fullmatch(plain):
        return _("Excel has shortened this number. Format the column as text and type the number again.")
    digits = re.sub(r"[\s()-]", "", plain)
    digits = re.sub(r"^(?:\+|00)86", "", digits)
    if not digits or PHONE.fullmatch(digits):
        return digits
    return _("This is not a phone number: a mobile has 11 digits, a landline begins with its area code.")


def read_party(text: str) -> Party | Message:
    """Return where the person stands in the Party."""
    return PARTIES.get(folded(text).casefold()) or _("Write 正式 or 预备, or leave it empty.")


def read_relation(text: str) -> Relation | Message | None:
    """Return the relation to the head, however it is said (“户主之妻”); a word we don't know is never guessed."""
    said = plain_text(text, at_most=20)
    if isinstance(said, Message):
        return said
    word = folded(said).casefold().removeprefix("户主").removeprefix("之").removeprefix("的")
    return RELATIONS.get(word or "户主", Relation.UNKNOWN)


def _without_point(number: str) -> str:
    """Take off the “.0” that a spreadsheet adds to a number."""
    return re.sub(r"^(\d+)\.0+$", r"\1", number)
