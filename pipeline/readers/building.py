"""A source text put together from blocks: the readers of derived formats write it line by line."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.readers.grid import GridCell
from pipeline.readers.reading import Anchor, Mark
from pipeline.text.marks import tidy


class Builder:
    """Collects the text, its marks and its anchors; offsets are those of the finished text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.anchors: list[Anchor] = []
        self._table: tuple[int, int] | None = None
        self._rows = 0

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

    def row(self, cells: Sequence[GridCell], table: int, *, head: bool = False) -> None:
        """Append a row of the table with that number, its cells parted by tabs; rows of one table that follow one
        another are one table. head: the format calls it a head."""
        start = self.line("\t".join(cell.text for cell in cells))
        at = start
        for cell in cells:
            if cell.text and (cell.columns > 1 or cell.rows > 1):
                self.marks.append(Mark(at, at + len(cell.text), "merged", f"{cell.columns}x{cell.rows}"))
            at += len(cell.text) + 1
        heads = int(head)
        if self._table == (table, start):
            before = self.marks.pop(self._last_table())
            start, known = before.start, int(before.reason)
            heads = known + head if known == self._rows else known
        else:
            self._rows = 0
        self._rows += 1
        self.marks.append(Mark(start, self.length - 1, "table", str(heads)))
        self._table = (table, self.length)

    def _last_table(self) -> int:
        return next(n for n in reversed(range(len(self.marks))) if self.marks[n].kind == "table")

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
