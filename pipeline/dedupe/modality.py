"""Planned or done, affirmed or denied: words that turn a sentence round."""

from __future__ import annotations

import re

# A mark inside another word turns nothing round: 不断, 不仅, 无论, 未来, 非公, 要求, 重要.
_DENIED = re.compile(
    r"不(?![断仅少同但论管忘够良懈折一光只])(?<![毫从无绝]不)|(?<![前从所])未(?!来|必|雨)|没有?"
    r"|(?<!毫)无(?!论|私|缝|疑|偿|限|人|线|数|微|愧|悔|声|形|穷)|非(?!公|常|法|凡|遗|物质|党|洲|营利)"
)
_PLANNED = re.compile(
    r"将(?![来领士军]|[^，。；]{2,24}(?:作为|纳入|列入|列为|转化|转为|变为|打造|建成|融入|贯穿|用于|落到))|(?<!模)拟(?!定)"
    r"|计划(?!生育)|力争|争取|预计|准备|打算|有望|即将|尚待|(?<![重主需纲必紧扼简摘])要(?![求素闻点领职])"
)
_DONE = re.compile(r"已经?|业已|完成了|曾")
# What may stand where the other copy has the mark.
_PLAIN = re.compile("[已曾能会可须应该得是有正在全均都尚未不没无将拟要了]{1,2}")
_WINDOW = 26


def is_modal(a: str, a_start: int, a_end: int, b: str, b_start: int, b_end: int) -> bool:
    """Whether the differing stretches turn the sentence: one denies and the other does not, or plans and has done."""
    return _turns(a, a_start, a_end, b, b_start, b_end, _DENIED) or _turns(
        a, a_start, a_end, b, b_start, b_end, _PLANNED
    )


def planned(text: str) -> bool:
    """Whether a sentence says of what it tells that it is to be done."""
    return _PLANNED.search(text) is not None


def _turns(a: str, a_start: int, a_end: int, b: str, b_start: int, b_end: int, mark: re.Pattern[str]) -> bool:
    one, other = _marked(a, a_start, a_end, mark), _marked(b, b_start, b_end, mark)
    if one == other:
        return False
    plain = b[b_start:b_end] if one else a[a_start:a_end]
    turned = a[a_start:a_end] if one else b[b_start:b_end]
    # The rest of the stretch must be the mark's own counterpart, not a sentence of another content.
    return len(turned) <= 6 and (not plain or _PLAIN.fullmatch(plain) is not None or _DONE.search(plain) is not None)


def _marked(text: str, start: int, end: int, mark: re.Pattern[str]) -> bool:
    """Whether a mark begins inside the stretch (its neighbours decide whether it is a mark)."""
    return any(start <= m.start() < end for m in mark.finditer(text, max(0, start - 2), end + _WINDOW))
