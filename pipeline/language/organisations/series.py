"""Bodies of a series, told apart by a number or a place: divisions, inspection teams, regional companies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.organisations.body import Body

_N = "一二三四五六七八九十〇零百"
_CORPS = "(?:新疆生产建设兵团|兵团)"
_DIVISION = re.compile(
    rf"(?:{_CORPS}?第[{_N}\d]{{1,3}}|{_CORPS}[{_N}\d]{{1,3}})师(?![范傅生长资德兄])(?:[{_N}\d]{{1,4}}团(?![员结体队伙组]))?"
    rf"|{_CORPS}?第?(?<![{_N}\d])[{_N}\d]{{1,4}}团(?=党委|场|机关)"
)
_BUILDERS = re.compile(
    rf"中(?:建|铁|交|冶|核|水|煤|电建)(?:(?<=铁)(?:大桥|隧道|电气化|建工))?[{_N}\d]{{0,3}}"
    r"(?:(?<!中建)(?<!中铁)(?<!中交)(?<!中冶)(?<!中核)(?<!中水)(?<!中煤)(?<!电建))(?:[航公]?局|建局|冶|建)(?:集团)?"
)
_TEAM = re.compile(rf"中央第[{_N}\d]{{1,3}}(?:巡视|督导|指导|生态环境保护督察)组")
_GRID = re.compile(r"国网[\u4e00-\u9fff]{2,6}?(?:省)?(?:电力公司|电力有限公司|电力|供电公司)")
_ARMED_POLICE = re.compile(r"武警(?:部队)?[\u4e00-\u9fff]{2,6}?(?:总队|支队)")
_SERIES = (
    (_ARMED_POLICE, "other", ""),
    (_DIVISION, "military_corps", "兵团"),
    (_BUILDERS, "enterprise", ""),
    (_TEAM, "party", ""),
    (_GRID, "enterprise", ""),
)


def series(text: str) -> Iterator[Body]:
    """第八师, 兵团第十师一八三团, 中铁十四局集团, 中央第八巡视组 and their like."""
    for pattern, kind, province in _SERIES:
        for match in pattern.finditer(text):
            yield Body(match.start(), match.end(), match[0], kind, province, "series")
