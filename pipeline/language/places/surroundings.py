"""What stands around a name and decides whether it names the place: organisations, products, lists, datelines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.config import Config
from pipeline.language.dates import MONTH_AND_DAY
from pipeline.language.persons import addressed, introduced, surname_before

_HAN = r"\u4e00-\u9fff"
_COMPANY_NAME = rf"(?:(?![的和与等在是有为了对将把被到从及向])[{_HAN}（）()]){{1,12}}?"
_OPEN = rf"(?:^|[^{_HAN}]|[在到赴从由对至往和与及])"
_CLOSE = rf"(?:$|[^{_HAN}\d]|等|调研|考察|召开|举行|境内|全[县市区])"
_SUBJECT_BEFORE = re.compile(rf"(?:^|[^{_HAN}、“‘《（(])$")
_SUBJECT_AFTER = re.compile("把|将|推[动行进]|突出|建立|紧[扣盯抓]|县委")
_BEFORE = re.compile(rf"{_OPEN}$")
_AFTER = re.compile(_CLOSE)
_COUNTY_AFTER = re.compile(rf"{_CLOSE}|[县市]委|人民|党[委政的员]|政府|[干群]|[实开把将坚组出推以]|的")
_PARTY = re.compile(r"中共$|中国共产党$")
_DATELINE_BEFORE = re.compile(r"(?:社|报|网|台|刊|本报|讯)$")
_DATELINE_AFTER = re.compile(rf"{MONTH_AND_DAY}(?:专?电|讯)|[电讯]\s?[（(]")
_LINK = frozenset("、和与及")
_END_OF_CLAUSE = re.compile(rf"$|[^{_HAN}]")
_END_OF_LIST = re.compile(rf"$|[^{_HAN}]|等|[和与及]|[省市县区州]|[两三四五六七八九十]")
_BRACKET_BEFORE = re.compile(r"[（(]$")
_BRACKET_AFTER = re.compile(r"[）)]")


@dataclass(frozen=True)
class Surroundings:
    """The grammar of names that begin with a place, from `places/names_around.yaml`."""

    organisation: re.Pattern[str]
    owner: re.Pattern[str]
    bracketed: re.Pattern[str]
    thing: re.Pattern[str]
    landscape: re.Pattern[str]

    def in_organisation(self, text: str, start: int, end: int) -> bool:
        """The place at `text[start:end]` begins or stands inside the name of an enterprise, school or medium."""
        if _BRACKET_AFTER.match(text, end) and _BRACKET_BEFORE.search(text[max(0, start - 1) : start]):
            return bool(self.bracketed.match(text, end + 1))
        return bool(self.organisation.match(text, end) or self.owner.search(text[max(0, start - 8) : start]))

    def in_thing(self, text: str, end: int) -> bool:
        """The name that ends at `end` is the first half of a dish, a brand, a road, an event, a spirit."""
        return bool(self.thing.match(text, end))

    def in_landscape(self, text: str, end: int) -> bool:
        """The name that ends at `end` is that of a mountain, a river, a lake: 铜官山, 疏勒河."""
        return bool(self.landscape.match(text, end))


@cache
def surroundings(config: Config) -> Surroundings:
    rules = config.document("places/names_around.yaml")
    middle = f"(?:{_any(rules['modifiers'])})*"
    heads, things, landscape = (_guarded(rules, kind) for kind in ("heads", "things", "landscape"))
    return Surroundings(
        re.compile(f"{middle}(?:{heads})|{_COMPANY_NAME}(?:{_any(rules['legal_forms'])})"),
        re.compile(f"(?:{_any(rules['owners'])})$"),
        re.compile(f"(?:{_any(rules['bracketed'])})|{middle}(?:{heads})"),
        re.compile(things),
        re.compile(landscape),
    )


def _guarded(rules: Mapping[str, Any], kind: str) -> str:
    unless = rules[f"{kind}_unless"]
    return "|".join(_unless(word, unless.get(word, [])) for word in _longest(rules[kind]))


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _any(words: Iterable[str]) -> str:
    return "|".join(_longest(words))


def _unless(word: str, following: Iterable[str]) -> str:
    guard = _any(following)
    return f"{word}(?!{guard})" if guard else word


def linked(text: str, end: int, start: int) -> bool:
    """Two names with nothing but 、 or 和 between them."""
    return start - end == 1 and text[end] in _LINK


def closes_item(text: str, end: int) -> bool:
    """An item of a list may end here."""
    return bool(_END_OF_LIST.match(text, end))


_NO_NAME_AFTER = re.compile("[省市县州全各的大]|地区|农垦")


def names_official(text: str, start: int, end: int, config: Config) -> bool:
    """书记王海南、: a title and a surname before the name of a province, and nothing of a province behind it."""
    return (
        surname_before(text, start, config)
        and introduced(text, start - 1, config)
        and not _NO_NAME_AFTER.match(text, end)
    )


_TOWN = re.compile(
    "镇(?:(?=党委|党工委|党政办|政府|人大|纪委|机关)|(?![村街乡级区党政直域江海]))|乡(?![镇村土贤情音亲党政])|苏木(?!镇)"
)
_HAMLET = "村(?![级干党民两“集务居社组支书医均里庄镇落规容企官情小改寨屯超播电])"
_STREET_OR_VILLAGE = re.compile(f"街道(?!社区|乡镇)|{_HAMLET}")
# Streets of a prefecture are many (武汉街道、社区) more often than one that is called after another.
_OF_PREFECTURE = re.compile(f"街道(?!社区|乡镇|党|干|层面|和|治理|[、（(，。])|{_HAMLET}")


def names_township(text: str, end: int, city: bool) -> bool:
    """华亭镇, 长丰村: a town or a village of the same name somewhere. `city`: the name is a prefecture's."""
    smaller = _OF_PREFECTURE if city else _STREET_OR_VILLAGE
    return bool(_TOWN.match(text, end) or smaller.match(text, end))


# 四川北路, 南京东路; 鞍山三村, 延安新村, 河南村: streets and villages that are called after places far away.
_STREET = re.compile("[东西南北中环一二三四五六七八九十]{1,2}(?:路(?![网线径政局])|街(?!道)|大道|大街|马路)")
_VILLAGE = re.compile(
    f"[新营庄屯头家沟湾岭坡口坪洼一二三四五六七八九十]村(?![级干镇集])|村(?=$|[^{_HAN}]|[在为是将与和位村的]|党支部|党总支|驻村|第一书记)"
    rf"|街道的?[{_HAN}]{{1,4}}(?:村|社区)"
)


def names_street(text: str, end: int) -> bool:
    """A street of a city, or a village, that bears the name ending at `end`."""
    return bool(_STREET.match(text, end) or _VILLAGE.match(text, end))


_ALONG_RIVER = re.compile("[上中下]游|流域|干流|支流|源头|水系|河道|沿岸|两岸")


def names_river(text: str, end: int) -> bool:
    """黑河下游, 黑龙江流域: what only a river has."""
    return text[end - 1] in "江河" and bool(_ALONG_RIVER.match(text, end))


_TRANSCRIBED = re.compile("[尔罗斯克夫诺维奇拉莫塞弗布洛萨哥谢茨伊曼]{3}$")


def transcribed(text: str, start: int) -> bool:
    """别尔哥罗|德州: the name is the end of a foreign one."""
    return bool(_TRANSCRIBED.search(text[max(0, start - 3) : start]))


_RIVER_BEFORE = re.compile("[江河][、和]$")
_RIVER_AFTER = re.compile(rf"[、和]([{_HAN}]{{1,3}}[江河])(?![{_HAN}]*[省市县])")


def among_rivers(text: str, start: int, end: int, edges: Collection[int]) -> bool:
    """牡丹江 or 嫩江 beside 松花江 is the river. `edges`: where names of places begin and end."""
    if text[end - 1] not in "江河":
        return False
    if _RIVER_BEFORE.search(text[max(0, start - 2) : start]) and start - 1 not in edges:
        return True
    after = _RIVER_AFTER.match(text, end)
    return bool(after) and end + 1 not in edges


def ends_clause(text: str, end: int) -> bool:
    """No character of a word follows."""
    return bool(_END_OF_CLAUSE.match(text, end))


def in_dateline(text: str, start: int, end: int) -> bool:
    """新华社…1月5日电, 本报…讯."""
    return bool(_DATELINE_AFTER.match(text, end) and _DATELINE_BEFORE.search(text[:start]))


def stands_free(text: str, start: int, end: int) -> bool:
    """Nothing that could make a longer word stands beside the name."""
    return bool(_BEFORE.search(text[max(0, start - 1) : start]) and _AFTER.match(text, end))


def is_subject(text: str, start: int, end: int) -> bool:
    """The name begins a clause and a verb of the register follows: 日照推行…, 朝阳把…."""
    return bool(_SUBJECT_BEFORE.search(text[max(0, start - 1) : start]) and _SUBJECT_AFTER.match(text, end))


def names_county(text: str, start: int, end: int) -> bool:
    """A county whose name is one character and 县 (开县, 和县) where 县 cannot belong to what comes before."""
    before = text[max(0, start - 5) : start]
    if _PARTY.search(before):
        return True
    clear = start == 0 or not re.match(rf"[{_HAN}]", text[start - 1]) or text[start - 1] in "在赴到从"
    return clear and bool(_COUNTY_AFTER.match(text, end)) and not text.startswith("委", end)


def names_person(text: str, start: int, end: int, config: Config) -> bool:
    """A surname before, and a title before that or behind the name: 张德江同志, 书记刘德清."""
    if not surname_before(text, start, config):
        return False
    return introduced(text, start - 1, config) or addressed(text, end, config)
