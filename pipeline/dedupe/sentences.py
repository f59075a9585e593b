"""Sentences and clauses around a place in a passage."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[。！？!?；;\n]+[”’」』）)]*")


def sentences(text: str) -> list[tuple[int, int]]:
    """The half-open spans of the sentences, their closing marks included; together they are the text."""
    spans = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence, or sentences, that `[start, end)` stands in, without white space at its ends."""
    touched = [s for s in sentences(text) if s[0] < max(end, start + 1) and start < s[1]]
    if not touched:
        return start, end
    first, last = touched[0][0], touched[-1][1]
    while first < start and text[first].isspace():
        first += 1
    return first, last
