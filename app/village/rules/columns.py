"""The columns of a village list, in English or in Chinese, and what they are called on a screen."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.words import Message, _


class Column(StrEnum):
    """A column of the village list; the values are its English headings."""

    PERSON_NO = "person_no"
    NAME = "name"
    SEX = "sex"
    BORN = "born"
    HOUSEHOLD_NO = "household_no"
    GROUP = "group"
    HEAD = "head"
    PHONE = "phone"
    PARTY = "party"
    BODIES = "bodies"
    REPRESENTS = "represents"
    RELATION = "relation"
    NAMESAKE = "another_of_this_name"
    SERIAL = "serial"
    HEAD_NAME = "head_name"

    @property
    def label(self) -> Message:
        """The column's name as a reader sees it."""
        return COLUMN_LABELS[self]


COLUMN_LABELS: dict[Column, Message] = {
    Column.PERSON_NO: _("Person number"),
    Column.NAME: _("Name"),
    Column.SEX: _("Sex"),
    Column.BORN: _("Date of birth"),
    Column.HOUSEHOLD_NO: _("Household number"),
    Column.GROUP: _("Group"),
    Column.HEAD: _("Head of household"),
    Column.PHONE: _("Phone"),
    Column.PARTY: _("Party standing"),
    Column.BODIES: _("Bodies and offices"),
    Column.REPRESENTS: _("Represented households"),
    Column.RELATION: _("Relation to the head"),
    Column.NAMESAKE: _("Another person of this name"),
    Column.SERIAL: _("Serial number"),
    Column.HEAD_NAME: _("Name of the head"),
}

# Offices keep lists without our numbers; these columns are enough, and `numbering` finds the numbers.
STAND_INS = {Column.PERSON_NO: Column.SERIAL, Column.HOUSEHOLD_NO: Column.HEAD_NAME, Column.HEAD: Column.HEAD_NAME}
WRITTEN = tuple(column for column in Column if column not in STAND_INS.values())

# The other columns may be left out: a list without them simply has none of what they hold.
REQUIRED = (
    Column.PERSON_NO,
    Column.NAME,
    Column.SEX,
    Column.BORN,
    Column.HOUSEHOLD_NO,
    Column.GROUP,
    Column.HEAD,
)

HEADINGS: dict[Column, str] = {
    Column.PERSON_NO: "人员编号 编号 人员号 村民编号",
    Column.NAME: "姓名 名字",
    Column.SEX: "性别",
    Column.BORN: "出生日期 出生年月日 生日 出生年月",
    Column.HOUSEHOLD_NO: "户号 户编号 家庭编号",
    Column.GROUP: "村民小组 小组 组别 组",
    Column.HEAD: "户主 是否户主",
    Column.PHONE: "电话 手机 手机号 手机号码 联系电话 电话号码",
    Column.PARTY: "党员 政治面貌 党员情况 是否党员",
    Column.BODIES: "任职 职务 机构职务 会议机构",
    Column.REPRESENTS: "所代表户 代表户 代表户号 联系户",
    Column.RELATION: "与户主关系 关系 家庭关系",
    Column.NAMESAKE: "同名另一人",
    Column.SERIAL: "序号 顺序号",
    Column.HEAD_NAME: "户主姓名 户主名字 所属户主",
}

COLUMN_OF: dict[str, Column] = {heading: column for column, words in HEADINGS.items() for heading in words.split()} | {
    column.value: column for column in Column
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The heading line as understood: each column's place, and what stands in the way."""

    places: dict[int, Column]
    missing: tuple[Column, ...] = ()
    doubled: tuple[Column, ...] = ()
    unknown: tuple[str, ...] = ()


def read_header(cells: Sequence[str]) -> Header:
    """Find the known columns among the headings, whatever their order and width of letters."""
    places: dict[int, Column] = {}
    doubled: list[Column] = []
    unknown: list[str] = []
    for place, cell in enumerate(cells):
        column = COLUMN_OF.get(_plain(cell))
        if column is None:
            unknown += [cell.strip()] if cell.strip() else []
        elif column in places.values():
            doubled.append(column)
        else:
            places[place] = column
    there = frozenset(places.values())
    missing = tuple(column for column in REQUIRED if there.isdisjoint({column, STAND_INS.get(column, column)}))
    return Header(places=places, missing=missing, doubled=tuple(doubled), unknown=tuple(unknown))


def known_among(cells: Sequence[str]) -> int:
    """Count the cells of a line that are headings we know."""
    return sum(_plain(cell) in COLUMN_OF for cell in cells)


def _plain(heading: str) -> str:
    """Return a heading as it is looked up: no spaces, plain letters, no star that marks a required column."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(folded.split()).strip("*:")
