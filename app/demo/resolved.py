"""The matters of the demo village that were resolved: disclosed, being carried out, and finished."""

from app.demo.matter import Complaint, Ending, Matter, Money, Said, Sitting, Spent

RESOLVED = (
    Matter(
        title="垃圾集中收运和保洁员补贴",
        category="work_subsidies",
        origin="superior",
        summary="全村设垃圾收集点12个，聘保洁员2名，一年费用4.8万元。",
        text=(
            "**第一条**　全村设垃圾收集点12个，每周收运三次，送镇垃圾中转站。\n\n"
            "**第二条**　聘保洁员2名，每人每月误工补贴1200元，由村民代表会议推选，优先困难户。\n\n"
            "**第三条**　每户每年交保洁费60元，五保户和低保户免交。"
        ),
        days_ago=30,
        ending=Ending.IN_REVIEW,
        sources=(
            Money(label="镇人居环境补助", yuan=20_000, basis="镇政发〔2026〕9号"),
            Money(label="村集体经济收入", yuan=22_600, basis="2026年度收支预算"),
            Money(label="农户保洁费", yuan=5_400, basis="90户，每户60元"),
        ),
        spendings=(
            Money(label="保洁员误工补贴", yuan=28_800, basis="2人12个月"),
            Money(label="收运车费", yuan=14_400, basis="12个月"),
            Money(label="垃圾桶", yuan=4_800, basis="24个"),
        ),
        sittings=(
            Sitting(day=2), Sitting(day=6), Sitting(day=13, absent=6, against=1), Sitting(day=28, absent=4, against=2, abstain=1),
        ),
        talk=(Said(by="P0041", day=8, text="收集点不要放在水井上边。", asks=True,
                   answer="12个点的位置已同各组长看过，都离水源50米以上。", answer_by="P0150"),),
    ),
    Matter(
        title="2026年重点帮扶对象和帮扶方案",
        category="key_assistance",
        origin="cadre",
        summary="确定本年度重点帮扶对象6户，落实修缮住房、代购农资和助学三项帮扶，总额3.6万元。",
        text=(
            "**第一条**　经各组评议，确定重点帮扶对象6户，名单按组张贴，不公布病情。\n\n"
            "**第二条**　帮扶分三项：修缮住房3户，代购种苗农资4户，在校学生助学5人。\n\n"
            "**第三条**　每户确定一名党员联系，每季度走访一次，支出逐笔登记，年底公布结果。"
        ),
        days_ago=36,
        ending=Ending.PUBLISHED,
        sources=(
            Money(label="村集体经济收入", yuan=16_000, basis="2026年度收支预算"),
            Money(label="社会捐资", yuan=20_000, basis="捐资协议1份"),
        ),
        spendings=(
            Money(label="修缮住房", yuan=18_000, basis="3户"),
            Money(label="种苗农资", yuan=8_000, basis="4户"),
            Money(label="助学", yuan=10_000, basis="5人，每人2,000元"),
        ),
        sittings=(
            Sitting(day=2), Sitting(day=7, absent=1), Sitting(day=14, absent=7, against=2),
            Sitting(day=29, absent=5, against=4, abstain=2),
        ),
        talk=(
            Said(by="P0011", day=3, text="评议的时候按什么标准排的？请把标准贴出来。", asks=True,
                 answer="看收入、住房、病残、子女上学四项，各组打分表已贴在公开栏。", answer_by="P0086"),
        ),
        complaints=(
            Complaint(day=32, text="修房子的料由谁买？户主自己买还是村里统一买？", name="许金宝",
                      answer="由村民委员会询价统一购买，户主验收签字，票据交村务监督委员会核对。"),
            Complaint(day=35, text="捐资的钱到账了没有？请把进账单贴出来。"),
        ),
    ),
    Matter(
        title="曼坝寨饮水管道改造工程",
        category="public_works",
        origin="suggestion",
        summary="更换老化饮水管道2400米，蓄水池防渗，86户装水表，总额18.6万元。",
        text=(
            "**第一条**　更换曼坝寨饮水主管道2400米，采用PE管。\n\n"
            "**第二条**　蓄水池做防渗处理，86户安装水表入户。\n\n"
            "**第三条**　施工单位从5家中比选。各项支出不得超过本决议所列金额，确需超出的重新提交村民代表会议。"
        ),
        days_ago=150,
        ending=Ending.EXECUTING,
        sources=(
            Money(label="县水务局农村饮水补助", yuan=120_000, basis="县水发〔2026〕5号"),
            Money(label="村集体经济收入", yuan=66_000, basis="2026年度收支预算"),
        ),
        spendings=(
            Money(label="管材", yuan=72_000, basis="PE管2,400米"),
            Money(label="开挖与埋设", yuan=48_000, basis="2,400米"),
            Money(label="蓄水池防渗", yuan=32_000, basis="1座"),
            Money(label="水表与入户", yuan=25_800, basis="86户"),
            Money(label="监理与验收", yuan=8_200),
        ),
        sittings=(Sitting(day=2), Sitting(day=8), Sitting(day=15, absent=5), Sitting(day=30, absent=4, abstain=1)),
        talk=(
            Said(by="P0027", day=6, text="老管子一到旱季就断水，八十几岁的人还要去河边挑水。"),
            Said(by="P0029", day=138, text="蓄水池漏水是不是修好了？我看前两天还在渗。", asks=True),
        ),
        ledger=(
            Spent(day=49, kind="contract", what="管材合同（5家比选）", who="勐澜镇清泉水电安装队", line=0, yuan=70_800),
            Spent(day=49, kind="contract", what="开挖与埋设合同", who="勐澜镇清泉水电安装队", line=1, yuan=46_500),
            Spent(day=49, kind="contract", what="蓄水池防渗合同", who="勐澜镇清泉水电安装队", line=2, yuan=32_000),
            Spent(day=49, kind="contract", what="水表与入户合同", who="勐澜镇清泉水电安装队", line=3, yuan=24_940),
            Spent(day=49, kind="contract", what="监理合同", who="县水利监理站", line=4, yuan=8_000),
            Spent(day=60, kind="progress", what="管材到货2400米，村民代表3人点收", who="勐澜镇清泉水电安装队", photo=True),
            Spent(day=62, kind="payment", what="付管材款", who="勐澜镇清泉水电安装队", line=0, yuan=70_800),
            Spent(day=85, kind="payment", what="付开挖与埋设进度款（70%）", who="勐澜镇清泉水电安装队", line=1, yuan=32_550),
            Spent(day=110, kind="payment", what="付蓄水池防渗款", who="勐澜镇清泉水电安装队", line=2, yuan=32_000),
            Spent(day=135, kind="payment", what="付蓄水池防渗尾款（加固池底）", who="勐澜镇清泉水电安装队", line=2, yuan=4_480, photo=True),
            Spent(day=136, kind="payment", what="付监理费首期", who="县水利监理站", line=4, yuan=2_400),
        ),
    ),
    Matter(
        title="村内主干道太阳能路灯亮化工程",
        category="public_works",
        origin="suggestion",
        summary="村委会至三组、四组主干道安装太阳能路灯48盏，总投资12.6万元，不向村民摊派。",
        text=(
            "**第一条**　在村委会至三组、四组主干道安装太阳能路灯48盏。\n\n"
            "**第二条**　工程由村务监督委员会全程监督，质保三年，坏一盏三天内修好。\n\n"
            "**第三条**　路灯建成后由村民委员会管护，费用从村集体经济收入列支。"
        ),
        days_ago=220,
        ending=Ending.CLOSED,
        sources=(
            Money(label="村集体经济收入", yuan=54_000, basis="2026年度收支预算"),
            Money(label="镇级奖补资金", yuan=72_000, basis="镇政发〔2026〕3号"),
        ),
        spendings=(
            Money(label="灯杆灯头48套", yuan=86_400, basis="每套1,800元"),
            Money(label="基础与安装", yuan=33_600, basis="48基"),
            Money(label="检测与监理", yuan=6_000),
        ),
        sittings=(Sitting(day=2), Sitting(day=6), Sitting(day=13, absent=6), Sitting(day=30, absent=3, against=1)),
        talk=(Said(by="P0037", day=10, text="弯道和桥头先装，直路可以远一点。", asks=True,
                   answer="已同施工单位说好，弯道、桥头加密。", answer_by="P0086"),),
        ledger=(
            Spent(day=50, kind="contract", what="灯杆灯头合同（村民代表会议票决比选）", who="勐澜镇宏光机电安装有限公司", line=0, yuan=84_000),
            Spent(day=50, kind="contract", what="基础与安装合同", who="勐澜镇宏光机电安装有限公司", line=1, yuan=33_000),
            Spent(day=51, kind="contract", what="检测与监理合同", who="县质量检测站", line=2, yuan=6_000),
            Spent(day=70, kind="payment", what="付灯杆灯头款", who="勐澜镇宏光机电安装有限公司", line=0, yuan=84_000, photo=True),
            Spent(day=100, kind="payment", what="付基础与安装款", who="勐澜镇宏光机电安装有限公司", line=1, yuan=33_000),
            Spent(day=104, kind="payment", what="付检测与监理费", who="县质量检测站", line=2, yuan=6_000),
            Spent(day=106, kind="acceptance", what="村务监督委员会、施工单位、村民代表5人联合验收，48盏全部点亮，合格", who="联合验收组", photo=True),
        ),
        explanation="灯杆统一采购，每套节省50元；节余3000元退回村集体经济账户，用于路灯后续维护。",
    ),
    Matter(
        title="村文书室电脑和打印机购置",
        category="collective_funds",
        origin="cadre",
        summary="购置电脑2台、打印机1台，总额1.2万元。",
        text="**第一条**　购置电脑2台、打印机1台，用于村务公开和档案。\n\n**第二条**　询价三家以上，发票入账。",
        days_ago=180,
        ending=Ending.CLOSED,
        sources=(Money(label="村集体经济收入", yuan=12_000, basis="2026年度收支预算"),),
        spendings=(Money(label="电脑2台", yuan=9_000), Money(label="打印机1台", yuan=3_000)),
        sittings=(Sitting(day=2), Sitting(day=6), Sitting(day=13, absent=8), Sitting(day=30, absent=6, abstain=2)),
        ledger=(
            Spent(day=48, kind="contract", what="向三家询价，选最低价", who="勐澜镇万通电脑店"),
            Spent(day=50, kind="payment", what="付电脑款", who="勐澜镇万通电脑店", line=0, yuan=9_000),
            Spent(day=50, kind="payment", what="付打印机款", who="勐澜镇万通电脑店", line=1, yuan=2_880),
            Spent(day=52, kind="acceptance", what="村务监督委员会验收，设备运行正常", who="村务监督委员会"),
        ),
        explanation="打印机询价后少付120元，节余退回村集体经济账户。",
    ),
)  # fmt: skip

SUGGESTIONS = (
    ("P0033", 6, "给三组装一个公交候车棚", "三组路口等车的老人多，下雨没处躲，建议修一个候车棚。", ""),
    (
        "P0045",
        25,
        "禁止在河里电鱼",
        "河里电鱼越来越多，建议写进村规民约。",
        "电鱼是违法的，已报镇派出所。村规民约今年底修订时一并提出。",
    ),
)
