"""Genre and level of a document, from its title, its frame and how it speaks of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from typing import NamedTuple

from pipeline.language.dates import DAY_OF_MONTH
from pipeline.language.masks import INLINE

_GENRES = (
    ("briefing", re.compile(r"(?:简报|工作动态|信息专报|专报|快报|工作信息|动态信息)$")),
    ("notice", re.compile(r"(?:通知|公告|通告|通报|批复|的函|意见|方案|办法|细则|规定)(?:（[^（）]{1,20}）)?$")),
    (
        "speech",
        re.compile(
            r"(?:讲话|发言|致辞|讲稿|主持词|表态)(?:提纲|材料|稿|摘要)?(?:（[^（）]{1,20}）)?(?:[（(][^（）]{0,30}[)）])?$"
        ),
    ),
    ("summary", re.compile(r"(?:综述|述评|巡礼|扫描|纵览|回眸|纪实|侧记)(?:（[^（）]{1,20}）)?$")),
    (
        "report",
        re.compile(r"(?:报告|汇报|总结|小结|(?<!委书记)(?<!工委书记)述职)(?:提纲|材料|稿)?(?:（[^（）]{1,20}）)?$"),
    ),
)
_REVIEW = re.compile(r"述职|评议|考核")
_WIDE = re.compile(r"各省区市|各地区各部门|全国各地|全国|各地(?!级)|31个省|各省、?(?:自治)?区")
_COMMENT = re.compile(r"(?:评论员|评论|社论|观察|时评|短评|言论|杂谈|访谈|答记者问|经验|做法)")
_SPOKEN = re.compile(r"^(?:尊敬的|各位|同志们)[^。；]{0,40}[：:！!]", re.MULTILINE)
PROVINCES_OF_A_NATION = 8
_OPENING = 300
_OWN = re.compile(r"(?:全|我|本)[省市县区州镇乡]|[省市县州](?:委|各级)|[^各地级上下省市县区乡镇][省市县](?![、级区县])")


class Kind(NamedTuple):
    """A label and where it was read."""

    label: str
    read_from: str


def genre(title: str, text: str, masthead: str, provinces: Set[str], *, yearly: bool) -> Kind:
    """The genre. title: with its subtitle; masthead: the metadata above it; provinces: those that the text names;
    yearly: a year under review is known, without which a piece on reviews is an article."""
    found = _titled(title)
    nation = len(provinces) >= PROVINCES_OF_A_NATION and len(_REVIEW.findall(text)) >= 5
    if found in {"notice", "speech", "report"}:
        return Kind(found, "title")
    if found == "briefing" or any(_GENRES[0][1].search(line) for line in masthead.split("\n")):
        return Kind("briefing", "title" if found == "briefing" else "masthead")
    if found == "summary" or (yearly and _REVIEW.search(title) and not _COMMENT.search(title)):
        wide = len(provinces) >= PROVINCES_OF_A_NATION or bool(_WIDE.search(title)) or _speaks_of_all(title, text)
        return Kind("national_summary" if wide else "regional_summary", "title" if found else "text")
    if _SPOKEN.search(text[:400]):
        return Kind("speech", "text")
    if not title:
        return _untitled(text, nation=nation, yearly=yearly)
    if nation:
        return Kind("national_summary", "text")
    return Kind("other" if re.search(r"(?:决议|决定|条例|要点|规划|计划|纪要)$", title) else "article", "text")


_REPORTED = re.compile(rf"召开|举行|举办|主持|述职|听取|[报台网社]讯|{DAY_OF_MONTH}|近日|日前|本报|记者|来源")


def _untitled(text: str, *, nation: bool, yearly: bool) -> Kind:
    """What a text without a title is: a news item tells in its first sentences who met and when."""
    opening = text[:_OPENING]
    if nation:
        return Kind("national_summary", "text")
    if yearly and _REVIEW.search(opening) and _REPORTED.search(opening):
        return Kind("regional_summary", "text")
    return Kind("article", "text") if len(_REPORTED.findall(opening)) >= 2 else Kind("other", "null")


def _speaks_of_all(title: str, text: str) -> bool:
    """Neither the title nor the opening names a place of its own, and the opening speaks of all places."""
    opening = text[:_OPENING]
    return not _OWN.search(title + opening) and bool(_WIDE.search(opening))


def _titled(title: str) -> str:
    title = title.replace(" 暨", "暨")
    for part in reversed([title, *title.split(" ")]):
        bare = part.strip("—– 　")
        for name, pattern in _GENRES:
            if pattern.search(bare):
                return name
    return ""


# How a document names the place it speaks of. 区 is a district; an autonomous region says 自治区, so that a bare
# 全区 counts for the county level unless the region is named.
_SELF = (
    (
        "township",
        re.compile(r"(?:全|我|本)(?:镇|乡|街道)(?!村|镇|街)|(?<![各个])(?:镇|乡)党委(?!书记、|、|和)|街道(?:党)?工委"),
    ),
    (
        "county",
        re.compile(
            r"(?:全|我|本)县(?!级)|(?:全|我|本)旗(?!帜)|(?:全|我|本)区(?!域)|(?<![市各州省省个])(?:县|旗)委"
            rf"|(?<![省地各园社山灾自治])区委|县直|区直|[{INLINE}某]{{1,4}}县"
        ),
    ),
    ("prefecture", re.compile(r"(?:全|我|本)市(?!场|值)|(?:全|我|本)州|(?<![省各])市委(?!书记、)|州委|市直")),
    ("province", re.compile(r"(?:全|我|本)省|(?<![各])省委|自治区党委|省直|全自治区")),
)
_FRAME = (
    (
        "national",
        re.compile(
            r"^(?:中共中央|中央|国务院|全国|国家|新华社|人民日报|中华人民共和国|中组部)|中华人民共和国|全国人民代表大会|国务院总理"
        ),
    ),
    (
        "township",
        re.compile(r"(?<![市县、])[乡镇]党委|[乡镇]人民政府|街道(?:党工委|办事处)|(?<![城])[镇乡](?:委员会)?$"),
    ),
    (
        "county",
        re.compile(
            r"[县旗](?:[县旗])?(?:委|人民政府|政府|纪委)|[县旗](?:组织部|宣传部)|(?<![治])区(?:区)?委|(?<!治)区人民政府|(?<![各])县级|[县旗]$|[全我]县|全旗"
        ),
    ),
    ("province", re.compile(r"省(?:省)?委|省人民政府|自治区(?:党委|人民政府|政府)|[全我]省|[^市县区]省$|省直")),
    (
        "prefecture",
        re.compile(
            r"(?<![\d各几多]市)(?<![\d各几多])[市州盟](?:[市州盟])?(?:委|人民政府|政府|纪委)|[市州盟](?:组织部|宣传部)|[全我]市|[全我]州|地委|行署"
        ),
    ),
)
MUNICIPALITIES = ("北京", "天津", "上海", "重庆")


def level(label: str, frame: str, text: str, place_level: str) -> Kind:
    """The level a document speaks for.

    label: its genre; frame: title, publisher and the other metadata lines; place_level: the level of the place
    that the frame names, empty for none.
    """
    if label == "national_summary":
        return Kind("national", "genre")
    for line in frame.split("\n"):
        if _FRAME[0][1].search(line):
            return Kind("national", "title")
        for name, pattern in _FRAME[1:]:
            if pattern.search(line):
                return Kind(_municipal(name, line), "title")
    if place_level:
        return Kind(place_level, "title")
    said = Counter({name: len(pattern.findall(text)) for name, pattern in _SELF})
    name, count = said.most_common(1)[0]
    return Kind(name, "text") if count >= 2 else Kind("unknown", "null")


def _municipal(name: str, line: str) -> str:
    return "province" if name == "prefecture" and any(city in line for city in MUNICIPALITIES) else name
