"""Wholes that a text speaks of without their name: 全省, 我市, 本校, 该县. Which one it is, the document says."""

from __future__ import annotations

import re

_WHOLE = re.compile(
    r"(?:全|我|本|该|此)(?:省|自治区|市(?!场|值|面)|区(?!域|块|间|别|位)|县(?!域)|州|盟|旗|兵团|师(?!生|范|资|傅)|镇|乡(?!村振兴)|街道|社区"
    r"|村(?!级|里)|校|院|系统|集团|公司|企业)"
)
# The nation has a name: 全国 says of every document the same.
PROVINCE = frozenset("省区") | {"自治区", "兵团"}


def wholes(text: str) -> list[tuple[int, int]]:
    """The half-open spans of the wholes without a name, in order."""
    return [match.span() for match in _WHOLE.finditer(text)]


def is_whole(text: str) -> bool:
    """Whether the text is a whole and nothing more, or a part of one: 全省, 全省各级, 我校党委."""
    return _WHOLE.match(text) is not None


def is_province(text: str) -> bool:
    """Whether the text is a province without its name."""
    match = _WHOLE.fullmatch(text)
    return match is not None and match[0][1:] in PROVINCE
