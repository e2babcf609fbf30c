"""For every form of the house: who may send it, and one way of filling it in well."""

from dataclasses import dataclass

from tests.cast import Cast
from tests.everywhere import Things


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form: its address, who of the cast sends it, its fields, and those shown again when it is refused."""

    path: str
    by: str
    fields: dict[str, str]
    words: tuple[str, ...] = ()


WORDING = {
    "summary": "硬化道路1.2公里", "text": "第一条　硬化道路。", "source_label": "财政奖补", "source_basis": "一事一议",
    "source_yuan": "480000", "spending_label": "路面", "spending_basis": "4800平方米", "spending_yuan": "480000",
}  # fmt: skip
MATTER, MEETING, VOTE = (
    "/v/{village}/proposals/{number}",
    "/v/{village}/meetings/{meeting_id}",
    "/v/{village}/votes/{vote_id}",
)


def forms_of(village: Cast, things: Things) -> tuple[Form, ...]:
    """Return the forms in an order in which an early one does not take the ground from a later one."""
    v, person, member, recorder = "/v/{village}", things["person"], things["member"], str(village.clerk.person)
    return (
        Form(path=f"{v}/login", by="resident", fields={"who": "P0001", "password": "过河摸石头"}, words=("who",)),
        Form(path=f"{v}/login", by="resident", fields={"card": "K7MR-42PX", "next": "/v/mgb"}, words=("card",)),
        Form(
            path="/found", by="resident",
            fields={"key": "K7MR-42PX-0000", "name": "岩脚村", "code": "yanjiao", "town": "勐澜镇",
                    "administrator": "张伟", "sex": "male",
                    "password": "过河摸石头", "again": "过河摸石头", "clerk_phone": "0691-1234567"},
            words=("key", "name", "town", "administrator"),
        ),
        Form(path=f"{v}/login/password", by="resident", fields={"password": "过河摸石头", "again": "过河摸石头"}),
        Form(
            path=f"{v}/account/password", by="resident",
            fields={"old": "旧的旧的旧的", "password": "过河摸石头", "again": "过河摸石头"},
        ),
        Form(
            path=f"{v}/proposals/new", by="secretary",
            fields={"title": "村内道路硬化", "category": "public_works", "origin": "cadre", "sponsor": member,
                    **WORDING},
            words=("title", "summary", "text", "source_label", "source_basis", "spending_label", "spending_basis"),
        ),
        Form(
            path=f"{MATTER}/revise", by="secretary", fields={"reason": "补充数字", "base": "1", **WORDING},
            words=("reason", "summary", "text"),
        ),
        Form(path=f"{MATTER}/posts", by="resident", fields={"text": "几时开工？", "asks": "yes"}, words=("text",)),
        Form(
            path=f"{MATTER}/households/{{household}}", by="representative",
            fields={"stance": "conditional", "words": "别占菜地"}, words=("words",),
        ),
        Form(path=f"{v}/posts/{{post_id}}/reply", by="resident", fields={"text": "我也想知道"}, words=("text",)),
        Form(path=f"{v}/posts/{{post_id}}/answer", by="committee", fields={"answer": "下个月"}, words=("answer",)),
        Form(path=f"{v}/posts/{{post_id}}/hide", by="supervisor", fields={"reason": "骂人"}, words=("reason",)),
        Form(
            path=f"{v}/suggestions/new", by="resident", fields={"title": "候车棚", "text": "下雨没处躲"},
            words=("title", "text"),
        ),
        Form(path=f"{v}/suggestions/{{suggestion_id}}", by="secretary", fields={"answer": "已列入"}, words=("answer",)),
        Form(
            path=f"{v}/notices/{{slug}}/object", by="resident",
            fields={"text": "水沟多长？", "name": "老岩", "contact": "10000010001"}, words=("text", "contact"),
        ),
        Form(path=f"{v}/objections/{{objection}}/answer", by="supervisor", fields={"text": "六百米"}, words=("text",)),
        Form(path=f"{v}/objections/{{objection}}/hide", by="supervisor", fields={"reason": "骂人"}, words=("reason",)),
        Form(
            path=f"{MATTER}/execution/new", by="clerk",
            fields={"kind": "progress", "done_on": "2026-04-19", "what": "开工", "who": "宏光公司", "line": "",
                    "fen": ""},
            words=("what", "who"),
        ),
        Form(
            path=f"{MATTER}/execution/{{entry}}/take-back", by="clerk", fields={"reason": "记错"}, words=("reason",)
        ),
        Form(
            path=f"{MATTER}/execution/reopen", by="supervisor", fields={"reason": "漏记一笔"}, words=("reason",)
        ),
        Form(
            path=f"{MATTER}/execution/lines/{{line}}/resolved", by="clerk", fields={"resolution": things["notice"]}
        ),
        Form(path=f"{MATTER}/draft-results", by="clerk", fields={"explanation": "没有差额"}, words=("explanation",)),
        Form(
            path=f"{v}/review/{{notice}}", by="supervisor", fields={"opinion": "数字不符", "act": "return"},
            words=("opinion",),
        ),
        Form(path=f"{v}/review/{{notice}}/give-up", by="clerk", fields={"reason": "看错了"}, words=("reason",)),
        Form(
            path=f"{v}/review/correct/{{slug}}", by="supervisor",
            fields={"reason": "长度误写", "old": "道路1.2公里", "new": "道路1.25公里", "explanation": ""},
            words=("reason", "old", "new"),
        ),
        Form(
            path=f"{v}/meetings/new?proposal={things['undecided']}", by="secretary",
            fields={"day": "2026-05-20", "clock": "19:30", "place": "村活动室", "chair": member, "recorder": recorder,
                    "items": things["undecided"], "told_by": "phone", "short_notice_reason": ""},
            words=("place", "short_notice_reason"),
        ),
        Form(
            path=f"{MEETING}/officers", by="secretary",
            fields={"chair": member, "recorder": recorder, "reason": "主持人生病"}, words=("reason",),
        ),
        Form(path=f"{MEETING}/sign-in", by="secretary", fields={"code": "123456"}),
        Form(path=f"{MEETING}/tick", by="clerk", fields={"person": "", "who": "萧美玲", "back": "book"}),
        Form(path=f"{MEETING}/ticks", by="clerk", fields={"people": member}),
        Form(path=f"{MEETING}/reopen", by="clerk", fields={"reason": "点错了"}),
        Form(path=f"{MEETING}/told", by="clerk", fields={"told_by": "phone", "person": member}),
        Form(path=f"{MEETING}/excuse", by="clerk", fields={"person": member, "excuse": "外出", "back": "book"}),
        Form(
            path=f"{MEETING}/votes", by="clerk",
            fields={"item": things["item_id"], "method": "hands", "tellers": member}
        ),
        Form(path=f"{VOTE}/confirm", by="secretary", fields={"choice": "for"}),
        Form(path=VOTE, by="secretary", fields={"choice": "for"}),
        Form(path=f"{VOTE}/said", by="clerk", fields={"person": member, "choice": "for"}),
        Form(path=f"{VOTE}/hands", by="clerk", fields={"in_favour": "1", "against": "0", "abstain": "0"}),
        Form(
            path=f"{VOTE}/paper", by="secretary",
            fields=dict.fromkeys(("handed_out", "returned", "in_favour", "against", "abstain", "invalid"), "1"),
        ),
        Form(path=f"{v}/people/cards", by="clerk", fields={"person": person, "missing": ""}),
        Form(
            path=f"{v}/people/{{person}}/seats", by="administrator",
            fields={"seat": "supervision:member", "since": "2026-04-20"},
        ),
        Form(path=f"{v}/people/{{person}}/seats/{{held}}/end", by="administrator", fields={"until": "2026-04-20"}),
        Form(
            path=f"{v}/consents/{{consent}}", by="township", fields={"act": "decline", "reason": "卡还在"},
            words=("reason",),
        ),
        Form(path=f"{v}/import/{{sha256}}", by="administrator", fields={"seen": "0" * 32}),
        Form(path=f"{v}/rules", by="administrator", fields={"pack": "stricter-village"}),
        Form(
            path=f"{v}/settings", by="administrator",
            fields={"town": "勐澜镇", "supervision_phone": "0000-1", "clerk_phone": "", "township_phone": ""},
            words=("town", "supervision_phone"),
        ),
        Form(path=f"{MATTER}/withdraw", by="secretary", fields={"reason": "另行研究"}, words=("reason",)),
        Form(path=f"{MATTER}/defer", by="secretary", fields={"reason": "材料不全"}, words=("reason",)),
        Form(
            path=f"{MATTER}/return", by="secretary", fields={"to": "propose", "reason": "材料不全"}, words=("reason",)
        ),
        Form(
            path=f"{MATTER}/order-again", by="supervisor", fields={"to": "propose", "reason": "程序有误"},
            words=("reason",),
        ),
        Form(path=f"{MEETING}/depart", by="clerk", fields={"person": member, "why": "left", "back": "book"}),
        Form(path=f"{VOTE}/declare-void", by="supervisor", fields={"reason": "数字录错"}),
        Form(path=f"{v}/files/{{sha256}}/hide", by="clerk", fields={"reason": "有身份证"}, words=("reason",)),
        Form(path=f"{VOTE}/void", by="clerk", fields={"reason": "唱票有误"}),
        Form(path=f"{MEETING}/items/{{item_id}}/return", by="clerk", fields={"to": "propose", "reason": "材料不全"}),
        Form(path=f"{MEETING}/items/{{item_id}}/defer", by="clerk", fields={"reason": "材料不全"}),
        Form(path=f"{MEETING}/cancel", by="clerk", fields={"reason": "雨太大"}),
    )  # fmt: skip
