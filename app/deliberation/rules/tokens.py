"""Cuts a text into what a reader would compare: dates, numbers with their units, words, single characters."""

import re

UNITS = (
    "平方米|立方米|平方公里|公里|千米|厘米|毫米|米|万元|亿元|元|角|分|万|亩|公顷|吨|公斤|千克|斤|千瓦|瓦|度"
    "|人|户|组|个|条|盏|次|项|份|座|处|辆|台|套|日|天|年|月|时|点|％|%|‰|号"
)
TOKEN = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日"
    rf"|\d+(?:[,.]\d+)*(?:{UNITS}|[A-Za-z]+)?"
    r"|[A-Za-z][A-Za-z0-9'’-]*"
    r"|[^\S\n]+|[\s\S]"
)


def tokens(text: str) -> list[str]:
    """Return the pieces of `text` in order; joined they are the text again."""
    return TOKEN.findall(text)
