"""The matters of the demo village that are still being discussed, and those that ended there."""

from app.demo.matter import Asked, Change, Ending, Matter, Money, Said, Sitting

DISCUSSED = (
    Matter(
        title="村小组活动室添置桌椅",
        category="collective_funds",
        origin="cadre",
        summary="为六个村民小组活动室添置折叠桌椅，总额2.4万元，从村集体经济收入列支。",
        text=(
            "**第一条**　为六个村民小组活动室各添置折叠桌8张、椅子40把。\n\n"
            "**第二条**　由村民委员会询价三家以上，村务监督委员会全程参加。\n\n"
            "**第三条**　桌椅登记造册，由各组长保管，红白喜事可以借用，损坏照价赔偿。"
        ),
        days_ago=3,
        ending=Ending.AT_PROPOSE,
        sources=(Money(label="村集体经济收入", yuan=24_000, basis="2026年度收支预算"),),
        spendings=(Money(label="折叠桌48张", yuan=9_600), Money(label="椅子240把", yuan=14_400)),
        talk=(Said(by="P0001", day=1, text="我们组活动室漏雨，桌椅买来放哪里？建议先修屋顶。", asks=True),),
    ),
    Matter(
        title="曼坝寨村庄规划（2026—2030年）",
        category="village_plan",
        origin="cadre",
        summary="编制曼坝寨五年村庄规划，定好建房范围、寨内道路、排水和公共用地，编制费9.6万元。",
        text=(
            "**第一条**　规划范围为曼坝寨及寨前水田边，期限五年，先听各组意见，草图张贴征求意见。\n\n"
            "**第二条**　寨心、古井、大青树周围三十米内不新建房屋，寨内道路留足四米。\n\n"
            "**第三条**　编制单位三家以上比选，成果经村民代表会议讨论后报镇人民政府。"
        ),
        days_ago=12,
        ending=Ending.AT_CONFER,
        sources=(
            Money(label="村集体经济收入", yuan=56_000, basis="2026年度收支预算"),
            Money(label="县级规划编制补助", yuan=40_000, basis="县自然资发〔2026〕22号"),
        ),
        spendings=(
            Money(label="测绘", yuan=32_000, basis="1:500地形图"),
            Money(label="规划编制", yuan=52_000, basis="曼坝寨"),
            Money(label="征求意见与印制", yuan=12_000),
        ),
        sittings=(Sitting(day=2),),
        talk=(
            Said(by="P0007", day=3, text="老房子翻修还在原来的地方，规划会不会不让修？", asks=True),
            Said(by="P0021", day=5, text="我家门口的路一直只有两米，消防车进不来，请一起画进去。"),
        ),
    ),
    Matter(
        title="修建村中心文化广场",
        category="public_works",
        origin="suggestion",
        summary="在原晒谷场修建文化广场600平方米，供跳舞、赶摆和红白喜事使用，总投资12.8万元。",
        text=(
            "**第一条**　在村中心原晒谷场修建文化广场600平方米，铺防滑地砖，设排水沟和四盏照明灯。\n\n"
            "**第二条**　晚上十点以后不放音响，不影响老人和学生休息。\n\n"
            "**第三条**　施工单位由村民代表5人参加比选，村务监督委员会全程监督。"
        ),
        days_ago=20,
        ending=Ending.AT_REVIEW,
        sources=(
            Money(label="县级“一事一议”财政奖补", yuan=80_000, basis="县财农〔2026〕18号"),
            Money(label="村集体经济收入", yuan=48_000, basis="2026年度收支预算"),
        ),
        spendings=(
            Money(label="场地平整与排水", yuan=32_000, basis="600平方米"),
            Money(label="防滑地砖", yuan=72_000, basis="600平方米"),
            Money(label="照明", yuan=24_000, basis="4盏"),
        ),
        sittings=(Sitting(day=2), Sitting(day=6, against=1), Sitting(day=12, absent=24, held=False)),
        talk=(
            Said(
                by="P0017", day=3, text="年轻人跳舞放音响到半夜，老人睡不着。几点停要写清楚。", asks=True,
                answer="已写入第二条：晚上十点以后不放音响。", answer_by="P0150",
            ),
            Said(by="P0195", day=4, text="姑娘们练孔雀舞一直没有平整的地方，早就盼着了。"),
            Said(
                by="P0025", day=5, text="某某家就是想在自家门口修广场。",
                hidden_because="指名道姓，没有根据",
            ),
        ),
    ),
    Matter(
        title="曼坝寨至新寨道路硬化工程",
        category="public_works",
        origin="cadre",
        summary="硬化1.2公里寨间道路，修排水沟620米，总投资48.6万元，不向村民筹资。",
        text=(
            "**第一条**　硬化曼坝寨村口至新寨凉亭道路1.2公里，路面宽3.5米，C30混凝土厚18厘米。\n\n"
            "**第二条**　沿线修排水沟620米，经过水井处加盖板。\n\n"
            "**第三条**　工期自决议公示期满起90日内，避开雨季。早晨六时至九时割胶收胶车辆优先通行。\n\n"
            "**第四条**　施工单位由村民代表5人参加比选，村务监督委员会全程监督。"
            "超出本决议金额的，须重新提交村民代表会议决议。"
        ),
        days_ago=34,
        ending=Ending.AT_RESOLVE,
        sources=(
            Money(label="县级“一事一议”财政奖补", yuan=260_000, basis="县财农〔2026〕18号"),
            Money(label="村集体经济收入", yuan=176_000, basis="2025年度收益分配表"),
            Money(label="社会捐资", yuan=50_000, basis="捐资协议2份"),
        ),
        spendings=(
            Money(label="路基平整", yuan=96_000, basis="1.2公里"),
            Money(label="混凝土路面", yuan=318_000, basis="4,800平方米"),
            Money(label="排水沟", yuan=52_000, basis="620米"),
            Money(label="设计与监理", yuan=20_000, basis="1项"),
        ),
        sittings=(Sitting(day=2), Sitting(day=7, absent=1), Sitting(day=14, absent=24, held=False), Sitting(day=22, absent=7, against=1)),
        change=Change(day=5, reason="两委会商议前按群众意见修改", old="路面宽3.5米", new="路面宽4米"),
        talk=(
            Said(
                by="P0009", day=2, text="三米五太窄，收胶的三轮车和拖拉机错不开，建议加宽。", asks=True,
                answer="已采纳，修订稿改为4米。", answer_by="P0150",
            ),
            Said(by="P0013", day=24, text="施工时收胶的三轮车从哪里绕？请在开会前说清楚。", asks=True),
            Said(by="P0031", day=25, text="支持。娃娃上学下雨天一身泥，早修早好。"),
        ),
        households=(
            Asked(by="P0003", day=27, household="H001", stance="for"),
            Asked(by="P0003", day=27, household="H003", stance="conditional", words="排水沟不要占我家菜地"),
            Asked(by="P0003", day=28, household="H004", stance="against", words="担心以后还要出工"),
        ),
    ),
    Matter(
        title="村干部误工补贴每日提高到200元",
        category="work_subsidies",
        origin="cadre",
        summary="村组干部误工补贴从每日120元提高到200元，全年约需3.6万元。",
        text=(
            "**第一条**　村民小组组长、护林员、水管员参加村务的误工补贴，从每日120元提高到每日200元。\n\n"
            "**第二条**　全年发放不超过450个工日，从村集体经济收入列支。\n\n"
            "**第三条**　误工情况按月登记，每季度在村务公开栏公布一次。"
        ),
        days_ago=60,
        ending=Ending.REJECTED,
        sittings=(
            Sitting(day=2, against=1),
            Sitting(day=8, against=1, abstain=1),
            Sitting(day=15, absent=8, against=5, abstain=2),
            Sitting(day=22, absent=3, against=10, abstain=2, method="paper"),
        ),
        talk=(
            Said(by="P0005", day=4, text="一下子提高八十元太多了。去年的误工登记先贴出来看看。"),
            Said(by="P0035", day=6, text="450个工日怎么算出来的？去年实际是多少？", asks=True,
                 answer="去年登记310个工日，清单已贴在公开栏。", answer_by="P0150"),
        ),
    ),
)  # fmt: skip
