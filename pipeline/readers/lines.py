"""Anchors by line for the formats whose text is the file's own."""

from __future__ import annotations

import re

from pipeline.readers.reading import Anchor

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FULL = 200_000
_STEP = 100


def line_anchors(text: str) -> tuple[Anchor, ...]:
    """One anchor for each line that is not blank, as an editor numbers lines (line ends \\n, \\r\\n and \\r).

    A text of more than 200,000 lines gets one for every hundred, so that memory stays bounded.
    """
    coarse = text.count("\n") + text.count("\r") > _FULL
    anchors = []
    for number, found in enumerate(_LINE.finditer(text), 1):
        if coarse:
            if number % _STEP == 1:
                anchors.append(Anchor(found.start(), f"第{number}行起"))
        elif not found.group().isspace() and found.end() > found.start():
            anchors.append(Anchor(found.start(), f"第{number}行"))
    return tuple(anchors)
