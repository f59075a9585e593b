"""A source text put together from blocks: the readers of derived formats write it line by line."""

from __future__ import annotations

from pipeline.readers.reading import Anchor, Mark
from pipeline.text.marks import tidy


class Builder:
    """Collects the text, its marks and its anchors; offsets are those of the finished text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.anchors: list[Anchor] = []

    def add(self, text: str) -> int:
        """Append text; returns its start."""
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        return start

    def line(self, text: str, kind: str = "", reason: str = "") -> int:
        """Append text and a line end; `kind` marks the text without the white space around it."""
        start = self.add(text)
        self.add("\n")
        self.mark(text, start, kind, reason)
        return start

    def mark(self, text: str, start: int, kind: str, reason: str = "") -> None:
        """Mark `text`, which stands at `start`, without the white space around it."""
        bare = text.strip()
        if kind and bare:
            at = start + text.index(bare)
            self.marks.append(Mark(at, at + len(bare), kind, reason))

    def anchor(self, place: str) -> None:
        """What comes next stands at `place`; an anchor behind which nothing was written gives way."""
        if self.anchors and self.anchors[-1].start == self.length:
            self.anchors.pop()
        self.anchors.append(Anchor(self.length, place))

    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def tidy_marks(self) -> tuple[Mark, ...]:
        """The marks, tidy."""
        return tidy(self.marks, self.length)
