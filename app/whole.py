"""Keeps dates, amounts of money and measures, votes and telephone numbers whole where a line of a page breaks."""

import re

MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
CHINESE_DAY = r"(?:年\d{1,2}月|月)\d{1,2}日"
ENGLISH_DAY = rf" {MONTH}(?: \d{{4}})?"
MONEY = r"万?元|万(?!\d)| (?:ten thousand )?yuan\b"
MEASURE = "平方米|公里|[米亩户盏名人天岁]"
# The digits are taken once and for good (`*+`), with a unit or without: whoever sends ten thousand of them waits alone.
NUMBER = re.compile(rf"\d[\d,.]*+(?P<unit>(?:{CHINESE_DAY}|{ENGLISH_DAY}|{MONEY}|{MEASURE}|-\d{{7,8}})(?!-))?")
TALLY = re.compile(r"(?:赞成|反对|弃权|无效)\d++票?")
TEXT_WITH_DIGITS = re.compile(r"(<[^<>]*+>)([^<>\d]*+\d[^<>]*+)")  # a tag, and the text that follows it
LEFT_ALONE = ("title", "text", "tspan", "option", "script", 'span class="nb"')  # no spans inside, or whole already


def keep_whole(html: str) -> str:
    """Return the page with each date, amount and number in a span that does not break; tags stay as they are."""
    return TEXT_WITH_DIGITS.sub(_text_kept, html)


def _text_kept(found: re.Match[str]) -> str:
    tag, text = found.groups()
    if tag.startswith(LEFT_ALONE, 1):
        return found[0]
    text = NUMBER.sub(_number_kept, text)
    return tag + TALLY.sub(_span, text)


def _number_kept(found: re.Match[str]) -> str:
    return _span(found) if found["unit"] else found[0]


def _span(found: re.Match[str]) -> str:
    return f'<span class="nb">{found[0]}</span>'
