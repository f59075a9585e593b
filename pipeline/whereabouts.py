"""Where an offset of a source stands, in words for a person: the line, or the page, paragraph or row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from pipeline.records import SourceText


class Whereabouts:
    """The lines of one source text, and the places that its reader named."""

    def __init__(self, text: SourceText) -> None:
        self._anchors = text.anchor_starts
        self._places = text.anchor_places
        self._breaks = [i for i, c in enumerate(text.text) if c == "\n"]

    def line(self, offset: int) -> int:
        """The number of the line, from 1."""
        return bisect_right(self._breaks, offset - 1) + 1

    def place(self, offset: int) -> str:
        """第3页, 第12段 or 第7行, as the format has it."""
        at = bisect_right(self._anchors, offset) - 1
        return self._places[at] if at >= 0 else f"第{self.line(offset)}行"


def whereabouts(texts: Iterable[SourceText]) -> dict[str, Whereabouts]:
    """By source."""
    return {text.source: Whereabouts(text) for text in texts}
