"""The documents of the tests: a village in Xishuangbanna, its road lights, and honest defaults."""

from datetime import date
from pathlib import Path
from typing import Any

from app.disclosure.rules.printed import (
    RESOLUTION_DOCUMENT,
    RESULTS_DOCUMENT,
    BudgetLine,
    Contact,
    Period,
    PhotoOnPaper,
    ResolutionPaper,
    ResultsPaper,
    StepRow,
    Verification,
)
from app.village.rules.printed import CARDS_DOCUMENT, CardSheet, LoginCard

TEST_TEMPLATES = Path(__file__).parent / "templates"
RESOLUTION = RESOLUTION_DOCUMENT
RESULTS = RESULTS_DOCUMENT
CARDS = CARDS_DOCUMENT

CONTACT = Contact(phone="0691-8216045", person="村务监督委员会主任 龚喆", township_phone="0691-8210012")
PERIOD = Period(first=date(2026, 3, 23), last=date(2026, 4, 7))
VERIFICATION = Verification(url="https://yishi.example.org/verify/MGB-2026-0007-9F3C", code="MGB-2026-0007-9F3C")
STEPS = (
    ("村党支部会提议", "村党支部委员会", date(2026, 3, 6), 5, 5, 5, 0, 0),
    ("村“两委”会商议", "村“两委”", date(2026, 3, 10), 9, 8, 8, 0, 0),
    ("党员大会审议", "党员大会", date(2026, 3, 15), 46, 39, 36, 1, 2),
    ("村民代表会议决议", "村民代表会议", date(2026, 3, 22), 58, 52, 47, 3, 2),
)
MATTER = (
    "在村委会至曼岗组、石桥组、老寨组主干道安装太阳能路灯48盏，不向村民摊派。"
    "工程由村务监督委员会全程监督，计划于2026年6月30日前完工并公示实施结果。"
)


def steps(**last: Any) -> tuple[StepRow, ...]:
    """Return the four discussions; `last` changes the deciding one."""
    names = ("name", "body", "date", "due", "present", "in_favour", "against", "abstain")
    rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) | {"result": "通过"} for row in STEPS]
    rows[-1] |= last
    return tuple(StepRow(**row) for row in rows)


def resolution(**changes: Any) -> ResolutionPaper:
    """Return the notice of the road lights."""
    facts: dict[str, Any] = {
        "village": "曼岗村",
        "township": "勐罕镇",
        "issuer": "曼岗村村民委员会",
        "supervisors": "曼岗村村务监督委员会",
        "number": "曼村决〔2026〕7号",
        "title": "关于村内主干道路灯亮化工程的决议公告",
        "basis": "根据《中华人民共和国村民委员会组织法》和“四议两公开”工作法有关规定，"
        "现将村内主干道路灯亮化工程的决议情况公告如下。",
        "matter": MATTER,
        "total": 19_200_000,
        "sources": (("村集体经济收入", 12_000_000), ("镇级奖补资金", 7_200_000)),
        "steps": steps(),
        "period": PERIOD,
        "contact": CONTACT,
        "verification": VERIFICATION,
        "issued": date(2026, 3, 23),
    }
    return ResolutionPaper(**(facts | changes))


def results(**changes: Any) -> ResultsPaper:
    """Return the results of the road lights, 6,412 yuan under budget."""
    facts: dict[str, Any] = {
        "village": "曼岗村",
        "township": "勐罕镇",
        "issuer": "曼岗村村民委员会",
        "supervisors": "曼岗村村务监督委员会",
        "number": "曼村公〔2026〕12号",
        "title": "关于村内主干道路灯亮化工程实施结果的公示",
        "basis": "村内主干道路灯亮化工程经2026年3月22日村民代表会议决议通过（曼村决〔2026〕7号），于2026年4月18日开工，"
        "6月21日完工，6月28日通过验收。现将实施结果公示如下，请全体村民监督。",
        "facts": (
            ("施工单位", "勐罕镇宏光机电安装有限公司（村民代表会议票决比选产生）"),
            ("完成工程量", "安装太阳能路灯48盏，覆盖曼岗组、石桥组、老寨组主干道2.1公里"),
            ("质量验收", "村务监督委员会、施工单位、村民代表5人联合验收，48盏全部点亮，合格"),
        ),
        "lines": LINES,
        "explanation": "节余资金退回村集体经济账户，专项用于路灯后续维护。票据、合同、验收单原件存村务档案室。",
        "photos": (),
        "opinion": "经查阅合同、票据和验收单，并到现场核对，情况属实，同意公示。",
        "period": Period(first=date(2026, 7, 3), last=date(2026, 7, 18)),
        "contact": CONTACT,
        "verification": Verification(
            url="https://yishi.example.org/verify/MGB-2026-0012-41D7", code="MGB-2026-0012-41D7"
        ),
        "issued": date(2026, 7, 3),
    }
    return ResultsPaper(**(facts | changes))


LINES = (
    BudgetLine(name="C25混凝土基础浇筑", budget=1_248_000, actual=1_238_400, note="48个"),
    BudgetLine(name="6米热镀锌灯杆", budget=3_936_000, actual=3_868_800, note="48根"),
    BudgetLine(name="磷酸铁锂蓄电池（12V60AH）", budget=3_312_000, actual=3_244_800, note="48组"),
    BudgetLine(name="吊车台班", budget=720_000, actual=768_000, note="6台班"),
    BudgetLine(name="村民投工（清障、移栽）", budget=540_000, actual=540_000, note="36工日"),
    BudgetLine(name="不可预见费", budget=300_000, actual=0),
)
TWO_PHOTOS = (
    PhotoOnPaper(name="photo-1.jpg", caption="施工完成后的石桥组路段（2026年6月21日）"),
    PhotoOnPaper(name="photo-2.jpg", caption="夜间亮灯效果（2026年6月28日验收当晚）"),
)


def card(name: str = "玉罕叫", **changes: Any) -> LoginCard:
    """Return one login card."""
    facts = {
        "group": "一组",
        "household": "H011",
        "code": "K7MR-42PX",
        "url": "https://yishi.example.org/v/mgb/login?c=K7MR42PX",
    }
    return LoginCard(name=name, **(facts | changes))


def card_sheet(*cards: LoginCard) -> CardSheet:
    """Return the cards of one printing."""
    return CardSheet(
        village="曼岗村",
        site="yishi.example.org/v/mgb",
        cards=cards,
        issued=date(2026, 3, 1),
        valid_until=date(2026, 4, 30),
    )
