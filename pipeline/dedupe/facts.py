"""The facts of a passage: what a template changes and a copy keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.dedupe.figures import FIGURE, Figure, read_figure
from pipeline.records import Place, Unit

_CN = "零〇一二三四五六七八九十"
_DATE = re.compile(
    rf"(?:\d{{4}}|[{_CN}]{{4}})年度?(?:(?:\d{{1,2}}|[{_CN}]{{1,2}})月份?)?(?:(?:\d{{1,2}}|[{_CN}]{{1,3}})[日号])?"
    rf"|(?:\d{{1,2}}|[{_CN}]{{1,2}})月份?(?:(?:\d{{1,2}}|[{_CN}]{{1,3}})[日号]|底|初|中旬|上旬|下旬)?"
    r"|\d{1,2}[日号](?=[,，。、上下前至起止召开举])|[上下]半年|第?[一二三四1-4]季度|“?十[一二三四五六]五”?|(?:今|去|明|前|后)年"
)
_ORDINAL = re.compile(
    rf"第(?:\d+|[{_CN}百千]+)(?!季度)|[（(](?:\d{{1,2}}|[{_CN}]{{1,3}})[)）]|(?<![{_CN}\d])[{_CN}]{{1,2}}(?=[是、])"
)
_MASK = re.compile(r"[*＊×]+|(?<![A-Za-z])[xX]{1,4}(?![A-Za-z])")

_TITLES = (
    "总理|书记|主任|部长|局长|省长|市长|县长|区长|镇长|乡长|主席|秘书长|院长|校长|董事长|总经理|委员|同志|教授"
    "|所长|站长"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾"
    "尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛"
    "仲虞敖巩明佘池查麻苑迟邝"
)
_HEADS = ("总理", "书记", "主任", "主席", "委员", *(f"{c}长" for c in "部局省市县区镇乡校院所站会事书"))
_AFTER_TITLE = "|".join(f"(?<={head})" for head in _HEADS)
_PERSON = re.compile(rf"(?:{_AFTER_TITLE})[{_SURNAMES}][一-龥]{{1,2}}|[{_SURNAMES}][一-龥]{{1,2}}(?=(?:{_TITLES}))")

# A figure of Chinese numerals is mostly part of a word or a slogan (统一, 三会一课): it counts only where it differs.
# An organisation that a frame names every year (国务院) makes no passage what it is.
_STRONG = frozenset({"number", "date", "place"})


@dataclass(frozen=True)
class Fact:
    """A fact at `text[start:end]`. kind: number · date · ordinal · mask · place · unit · person. `weak` facts count
    only where they differ. `value` is what two copies are compared by."""

    start: int
    end: int
    kind: str
    value: str
    weak: bool = False
    figure: Figure | None = None


def facts_of(text: str, places: Iterable[Place] = (), units: Iterable[Unit] = ()) -> list[Fact]:
    """The facts of a passage in order; a fact inside an organisation's name stands beside the name."""
    facts = [Fact(m.start(), m.end(), "date", m[0]) for m in _DATE.finditer(text)]
    facts += _outside(_ORDINAL, text, "ordinal", facts)
    facts += _outside(_MASK, text, "mask", facts)
    facts += _numbers(text, facts)
    facts += _outside(_PERSON, text, "person", facts)
    facts += [Fact(p.start, p.end, "place", p.province) for p in places if p.via != "org"]
    facts += [Fact(u.start, u.end, "unit", u.surface) for u in units if u.named]
    return sorted(facts, key=lambda f: (f.start, -f.end, f.kind))


def _outside(pattern: re.Pattern[str], text: str, kind: str, taken: Sequence[Fact]) -> list[Fact]:
    found = (Fact(m.start(), m.end(), kind, m[0], weak=True) for m in pattern.finditer(text))
    return [f for f in found if not _inside(f.start, f.end, taken)]


def _inside(start: int, end: int, taken: Sequence[Fact]) -> bool:
    return any(t.start < end and start < t.end for t in taken)


def _numbers(text: str, taken: Sequence[Fact]) -> list[Fact]:
    facts = []
    for match in FIGURE.finditer(text):
        figure = read_figure(match)
        if figure is None or _inside(match.start("low"), match.end("low"), taken):
            continue
        weak = not match["low"][0].isdigit()
        facts.append(Fact(match.start(), match.end(), "number", match[0], weak, figure))
    return facts


def strong(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that make a passage what it is."""
    return [f for f in facts if f.kind in _STRONG and not f.weak]
