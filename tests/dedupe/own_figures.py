"""Files made of one template, each place's or school's report with figures of its own; all of it is invented.

Whose report it is stands in the title, in the signature, in the file's name, or nowhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

NAMES = {
    "县": "临溪 望山 柳湾 石渡 青岭 白泉 云坪 枫桥坡 松涧 荷浦 竹垣 杏川 梅峪 桐源 禾泽 沙陵 雁塘 鹤丘 鹿洲 麦垄",
    "区": "东湖 西岭 南屏 北渡 城中 城西 滨河 新桥 古塔 长堤 莲池 书院 鼓坊 花市 码头 桂园 松林 云门 玉泉 石井",
    "镇": "柳河 石桥 青泥 白鹭 双塘 三岔 花墙 盐井 瓦窑 油坊 竹溪 茶亭 枣园 桃坞 稻香 棉铺 磨坊 渔梁 牛栏 马铺",
    "市": "云岭 白沙 海棠 金坪 银滩 铜坡 铁山口 锡坪 玉门坳 兰沟 珠浦 翠屏 丹霞口 碧湖 紫云 蓝田坝 橙洲 黛溪 柑坪 榕江",
    "大学": "临溪 望山 柳湾 石渡 青岭 白泉 云坪 松涧 荷浦 竹垣 杏川 梅峪 桐源 禾泽 沙陵 雁塘 鹤丘 鹿洲 麦垄 海棠",
}
PLACES = {kind: names.split() for kind, names in NAMES.items()}
WHOLES = {"县": "全县", "区": "本区", "镇": "全镇", "市": "我市", "大学": "全校"}

# Paragraphs with places for figures: one figure, several, rates, money, with dates, with a whole or without one.
PARAGRAPHS = {
    "place": (
        "{w}领办党建项目{a}个，逐个立下军令状，按月晾晒进度，年底请群众打分。",
        "一年来，{w}整顿软弱涣散村党组织{a}个，选派驻村第一书记{b}名，建成党群服务中心{c}个。",
        "{w}投入资金{m}万元，修缮活动场所{a}处，群众满意率达到{p}%。",
        "3月{d}日，{w}召开述职评议会，{a}名党组织书记逐一上台，现场提问{b}个。",
        "年内共排查隐患{a}处，办结群众诉求{b}件，发放慰问金{m}万元。",
        "{w}现有基层党组织{a}个，党员{b}名，其中预备党员{e}名。",
        "{w}党员干部下沉一线{b}人次，解决实际困难{a}件，办结率{p}%，形成了一级带着一级干、一级做给一级看的局面。",
        "农村集体经济收入超过{e}万元的村达到{a}个，占比{p}%。",
        "三是抓实队伍建设。{w}培训党务骨干{b}人次，储备后备力量{a}名，调整不胜任的支部书记{e}名。",
    ),
    "school": (
        "{w}领办党建项目{a}个，逐个立下军令状，按月晾晒进度，年底请师生打分。",
        "一年来，{w}新建教师党支部{a}个，发展学生党员{b}名，配备专职辅导员{c}名。",
        "学校投入资金{m}万元，修缮活动场所{a}处，师生满意率达到{p}%。",
        "3月{d}日，学校召开述职评议会，{a}名党组织书记逐一上台，现场提问{b}个。",
        "年内共开展主题党日{a}次，办结师生诉求{b}件，发放助学金{m}万元。",
        "我校现有基层党组织{a}个，党员{b}名，其中预备党员{e}名。",
        "{w}党员教师联系学生{b}人次，解决实际困难{a}件，办结率{p}%，形成了一级带着一级干、一级做给一级看的局面。",
        "双带头人支部书记达到{a}名，占比{p}%。",
        "三是抓实队伍建设。{w}培训党务骨干{b}人次，储备后备力量{a}名，调整不胜任的支部书记{e}名。",
    ),
}  # fmt: skip
WHERE = ("title", "signature", "name", "nowhere")


@dataclass(frozen=True)
class File:
    """A file by its name and its text."""

    name: str
    text: str


def own_figures(kind: str, where: str, count: int, seed: int = 3) -> Iterator[File]:
    """`count` reports of places of one kind, of which there are twenty."""
    draw = random.Random(f"{kind}{where}{seed}")
    names = [f"{name}{kind}" for name in PLACES[kind]]
    for number in range(count):
        name = names[number % len(names)]
        body = "\n\n".join(_filled(p, WHOLES[kind], draw) for p in PARAGRAPHS["school" if kind == "大学" else "place"])
        title = f"{name if where == 'title' else ''}2021年度抓基层党建工作述职报告"
        signed = f"\n\n中共{name}委员会\n\n2022年1月{5 + number % 20}日\n" if where == "signature" else "\n"
        file = f"{name}述职报告.txt" if where == "name" else f"{number:03d}.txt"
        yield File(f"{kind}/{where}/{file}", f"{title}\n\n{body}{signed}")


def _filled(paragraph: str, whole: str, draw: random.Random) -> str:
    """Figures from narrow ranges, so that two places often count something alike by chance."""
    return paragraph.format(
        w=whole,
        a=draw.randint(11, 35),
        b=draw.randint(12, 48) * 10,
        c=draw.randint(130, 180),
        d=draw.randint(2, 28),
        e=draw.randint(5, 30),
        m=draw.randint(4, 19) * 10,
        p=draw.randint(88, 99),
    )
