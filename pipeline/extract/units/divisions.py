"""The divisions and regiments of the Xinjiang Production and Construction Corps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.units.body import Body

_N = "一二三四五六七八九十〇零百"
_CORPS = "(?:新疆生产建设兵团|兵团)"
_DIVISION = re.compile(
    rf"(?:{_CORPS}?第[{_N}\d]{{1,3}}|{_CORPS}[{_N}\d]{{1,3}})师(?![范傅生长资德兄])(?:[{_N}\d]{{1,4}}团(?![员结体队伙组]))?"
    rf"|{_CORPS}?第?(?<![{_N}\d])[{_N}\d]{{1,4}}团(?=党委|场|机关)"
)


def divisions(text: str) -> Iterator[Body]:
    """第八师, 兵团第十师一八三团 and their like."""
    if "师" not in text and "团" not in text:
        return
    for match in _DIVISION.finditer(text):
        yield Body(match.start(), match.end(), match[0], "military_corps", "兵团", "division")
