"""Passages in pieces: a row of a table by its cells; a very long one at ends of sentences, so that time is linear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.cells import Cell
from pipeline.language.sentences import MEMBER_STOPS
from pipeline.records import LanguageSpan, Mention
from pipeline.text.located import Located

# Far above any paragraph of prose; what is longer is a file without line ends.
WINDOW = 6000
_PAUSES = "，、, \u3000"


def pieces(passage: Located, cells: Sequence[Cell]) -> Iterator[tuple[int, Located]]:
    """The passage in pieces, each with its first offset: the cells of a row by themselves, prose in windows."""
    if not cells:
        yield from windows(passage)
    for cell in cells:
        yield cell.start, _piece(passage, cell.start, cell.end)


def windows(passage: Located, size: int = WINDOW) -> Iterator[tuple[int, Located]]:
    """The passage in pieces of at most `size` characters that end at a sentence's end, each with its first offset."""
    text, start = passage.text, 0
    if len(text) <= size:
        yield 0, passage
        return
    while start < len(text):
        end = _end(text, start, start + size)
        yield start, _piece(passage, start, end)
        start = end


def _end(text: str, start: int, limit: int) -> int:
    """Where a piece ends: after its last full stop, or its last pause, or at the limit."""
    if limit >= len(text):
        return len(text)
    for marks in (MEMBER_STOPS, _PAUSES):
        at = max(text.rfind(mark, start, limit) for mark in marks)
        if at > start:
            return at + 1
    return limit


def _piece(passage: Located, start: int, end: int) -> Located:
    inside = [(at - start, source) for at, source in passage.pieces if start < at < end]
    row = replace(passage.passage, text=passage.text[start:end])
    return Located(row, ((0, passage.source_offset(start)), *inside))


def shifted(row: Mention | LanguageSpan, offset: int) -> Mention | LanguageSpan:
    """A row of a piece as one of its passage, whose characters stand `offset` further on."""
    if not offset:
        return row
    start, end = row.start + offset, row.end + offset
    if isinstance(row, LanguageSpan):
        return replace(row, start=start, end=end)
    head = row.mention_id.rpartition(".")[0]
    return replace(row, start=start, end=end, mention_id=f"{head}.{start}-{end}")
