"""A page with every component on it, and the things that the components are shown with."""

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace as Thing
from uuid import UUID

from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from app import pages
from app.place import Place
from app.refusals import Refused, WayOn
from app.shares import AtLeast, MoreThan
from app.words import _

EIGHT = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)
TWO_THIRDS = AtLeast(Fraction(2, 3))
HALF = MoreThan(Fraction(1, 2))
LAW = Thing(
    label={"zh_CN": "《村民委员会组织法》（2025年修正）第三十条", "en": "Organic Law (2025) art. 30"}, grade="A"
)
LOCAL = Thing(label={"zh_CN": "本村程序第五步", "en": "village procedure, step 5"}, grade="C")
VILLAGE = Place(
    id=UUID(int=1),
    code="mgb",
    name="曼岗坝村",
    town="勐澜镇",
    supervision_phone="0000-8216045",
    supervision_name="玉应罕",
    township_phone="0000-8210012",
)
CLERK = Thing(name="李秋菊", village_code="mgb")


def environment() -> Environment:
    """Return the environment of the pages, strict, with the kitchen's own template beside them."""
    env = pages.environment()
    env.loader = ChoiceLoader([FileSystemLoader(pages.TEMPLATES), FileSystemLoader(Path(__file__).parent)])
    return env


def surroundings(
    *, language: str = "zh_CN", size: str = "", theme: str = "", actor: object = CLERK
) -> dict[str, object]:
    """Return what `app/pages.py` gives to every page."""
    return {
        "actor": actor,
        "village": VILLAGE,
        "language": language,
        "now": EIGHT,
        "size": size,
        "theme": theme,
        "here": "/v/mgb/proposals?page=2",
    }


def check(kind: str, actual: int, base: int, needed: int, share: object, *, klass: str = "members") -> Thing:
    """Return a check as the votes domain makes them."""
    met = actual >= needed
    return Thing(
        kind=kind, klass=klass, actual=actual, base=base, needed=needed, met=met, share=share, of="due", source=LAW
    )


PRESENT = check("attendance", 27, 31, 21, TWO_THIRDS)
SHORT = check("attendance", 18, 31, 21, TWO_THIRDS)
CARRIED = check("approval", 22, 27, 14, HALF)
LOST = check("approval", 11, 26, 14, HALF, klass="representatives")


def refusal() -> Refused:
    """Return the refusal of a vote in a meeting that is too small."""
    return Refused(
        _("Cannot go on: %(present)s present, %(needed)s needed.", present=18, needed=21),
        citation=LAW,
        checks=(SHORT,),
        ways_on=(WayOn(label=_("Wait."), href=None), WayOn(label=_("Sign in."), href="/v/mgb/meetings")),
    )


def step(position: int, state: str, title: str, body: str, day: date | None, *rows: object, **more: object) -> Thing:
    """Return a step of the rail."""
    kept = {"sittings": (), "note": ""} | more
    return Thing(position=position, state=state, title=title, body=body, date=day, figures=rows, **kept)


STEPS = [
    step(
        1, "done", "提议", "村党支部委员会", date(2026, 3, 20), [("应到", 5), ("实到", 5)], [("赞成", 5), ("反对", 0)]
    ),
    step(2, "done", "商议", "村“两委”会", date(2026, 3, 26), [("应到", 9), ("实到", 8)]),
    step(
        3,
        "failed",
        "审议",
        "党员大会",
        date(2026, 4, 8),
        [("应到", 42), ("实到", 33)],
        sittings=[Thing(date=date(2026, 4, 2), title="第一次会未开成", note="应到42，实到19，需到21。")],
    ),
    step(4, "now", "决议", "村民代表会议", EIGHT.date(), [("应到", 31), ("需到", 21)]),
    step(5, "ahead", "决议公开", "村务监督委员会", None, short="公开", note="公示15日以上"),
    step(6, "ahead", "结果公开", "村务监督委员会", None, short="结果", word="不再进行"),
]
LINES = [
    Thing(name="管材（PE管2,400米）", voted=7_200_000, contracted=7_080_000, paid=7_080_000),
    Thing(name="蓄水池防渗", voted=3_200_000, contracted=None, paid=3_648_050),
    Thing(name="水表与入户（86户）", voted=2_580_000, contracted=2_494_000, paid=0),
]


def notice(**more: object) -> Thing:
    """Return a notice as the board shows it."""
    facts = {
        "number": "曼村决〔2026〕2号",
        "kind": "决议公告",
        "title": "关于发放2026年度护林员与保洁员误工补贴的决议公告",
        "href": "/v/mgb/notices/2026-2",
        "from_day": date(2026, 4, 14),
        "until": date(2026, 4, 29),
        "days": 15,
        "days_left": 14,
        "objections": 0,
        "pdf": "/files/1",
        "objection_href": "/v/mgb/notices/2026-2/objections",
    }
    return Thing(**(facts | more))


THINGS: dict[str, object] = {
    "steps_of_matter": STEPS,
    "notices": [notice(), notice(days_left=0, objections=1, pdf="", replaced_by="5号", replaced_href="/v/mgb")],
    "good_checks": [PRESENT, CARRIED],
    "bad_checks": [PRESENT, LOST],
    "lines": LINES,
    "law": LAW,
    "ways": [WayOn(label=_("Wait."), href=None), WayOn(label=_("Sign in."), href="/v/mgb/meetings")],
    "two_thirds": TWO_THIRDS,
    "posts": [
        Thing(author="玉香叶", role="新寨，村民", at=EIGHT, official=False, body="水井边上年年积水。"),
        Thing(author="刀文亮", role="主任", at=EIGHT, official=True, body="已采纳。", id=2),
        Thing(author="者批", role="村民代表", at=EIGHT, official=False, body="", hidden_reason="骂人"),
    ],
    "events": [
        Thing(day=EIGHT, title="村民代表会议", note="村活动室", href="/v/mgb/meetings"),
        Thing(day=date(2026, 2, 2), title="管材到货2,400米", note=""),
    ],
    "tasks": [
        Thing(when="现在", what="曼坝寨至新寨道路硬化工程", detail="修订稿2", go="去表决", href="/v/mgb", now=True),
        Thing(when="4月22日前", what="核对会议记录", detail="", go="去签名", href="/v/mgb", now=False),
    ],
}
