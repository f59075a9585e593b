"""The title of an article as a reader sees it: its lines put together, without a list's number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.ingest.roles import WRAPPED
from pipeline.ingest.shapes import unspaced
from pipeline.text.lines import width

# 7. 在新闻提要里；a numbered section is none.
_NUMBER = re.compile(r"^\d{1,2}\s?[.．、]\s?(?=[^\d\s])")
# 通 知: the last word of a title, set apart to fill its line.
_SET_APART = re.compile(r"([通报公决意方办批纪简总讲])\s([知告报定见案法复要结话])$")
# （1/3）: one of the pages that the text was cut into.
_PART = re.compile(r"\s?[（(]\s?\d{1,2}\s?/\s?\d{1,2}\s?[)）]$")
_LABEL = re.compile(r"^(?:名称|标题|题目)\s?[:：]\s?")
_SUBTITLE = re.compile(r"[—–\-－（(《“【]")


def headline(lines: Iterable[str]) -> str:
    """The title with its subtitle; a line that repeats what stands above it is left out, a line broken at the edge of
    the page goes on without a space."""
    kept: list[str] = []
    for line in (_LABEL.sub("", _PART.sub("", unspaced(line))) for line in lines):
        if any(line in above for above in kept):
            continue
        if kept and width(kept[-1]) >= WRAPPED and not _SUBTITLE.match(line):
            kept[-1] += line
        else:
            kept.append(line)
    return _SET_APART.sub(r"\1\2", _NUMBER.sub("", " ".join(kept), count=1))
