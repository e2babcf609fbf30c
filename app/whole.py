"""Keeps dates, amounts of money and measures, votes and telephone numbers whole where a line of a page breaks."""

import re

MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
CHINESE_DAY = r"(?:年\d{1,2}月|月)\d{1,2}日"
ENGLISH_DAY = rf" {MONTH}(?: \d{{4}})?"
MONEY = r"万?元|万(?!\d)| (?:ten thousand )?yuan\b"
MEASURE = "平方米|公里|[米亩户盏名人天岁]"
KEPT = re.compile(rf"\d[\d,.]*(?:{CHINESE_DAY}|{ENGLISH_DAY}|{MONEY}|{MEASURE}|-\d{{7,8}})(?!-)")
TALLY = re.compile(r"(?:赞成|反对|弃权|无效)\d+票?")
LEFT_ALONE = ("title", "text", "tspan", "option", "script", 'span class="nb"')  # no spans inside, or whole already


def keep_whole(html: str) -> str:
    """Return the page with each date, amount and number in a span that does not break; tags stay as they are."""

    def span(found: re.Match[str]) -> str:
        tag = html.rfind("<", 0, found.start()) + 1
        in_text = html.find(">", tag, found.start()) > 0 and not html.startswith(LEFT_ALONE, tag)
        return f'<span class="nb">{found[0]}</span>' if in_text else found[0]

    html = KEPT.sub(span, html)
    return TALLY.sub(span, html) if "赞成" in html else html
