"""Passages in pieces: a row of a table by its cells; a very long one at ends of sentences, so that time is linear."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.cells import Cell
from pipeline.language.sentences import MEMBER_STOPS
from pipeline.records import LanguageSpan, Mention
from pipeline.text.located import Located

# Far above any paragraph of prose; what is longer is a file without line ends.
WINDOW = 6000
# Far above any sentence of prose; what is longer is a dump, and each number in it would be held against all of it.
LONGEST_SENTENCE = 1000
_PAUSES = "，、, \u3000"
_SENTENCE = re.compile(f"[^{MEMBER_STOPS}]+")


def pieces(passage: Located, cells: Sequence[Cell]) -> Iterator[tuple[int, Located]]:
    """The passage in pieces, each with its first offset: the cells of a row by themselves, prose in windows."""
    if not cells:
        yield from windows(passage)
    for cell in cells:
        for offset, piece in windows(_piece(passage, cell.start, cell.end)):
            yield cell.start + offset, piece


def windows(passage: Located, size: int = WINDOW) -> Iterator[tuple[int, Located]]:
    """The passage in pieces of at most `size` characters that end at a sentence's end, each with its first offset.

    What runs on without a stop for more than LONGEST_SENTENCE is cut at a pause.
    """
    text, start = passage.text, 0
    while start < len(text):
        end = _end(text, start, min(start + size, len(text)))
        yield start, passage if end - start == len(text) else _piece(passage, start, end)
        start = end
    if not text:
        yield 0, passage


def _end(text: str, start: int, limit: int) -> int:
    """Where a piece ends: at the text's end, or after its last full stop, or its last pause, or at the limit."""
    endless = next((m.start() for m in _SENTENCE.finditer(text, start, limit) if len(m[0]) > LONGEST_SENTENCE), limit)
    if start < endless < limit:
        return endless
    if endless == start < limit:
        return _last(text, start, start + LONGEST_SENTENCE, (_PAUSES,))
    return limit if limit == len(text) else _last(text, start, limit, (MEMBER_STOPS, _PAUSES))


def _last(text: str, start: int, limit: int, choices: tuple[str, ...]) -> int:
    """Behind the last mark before the limit of the first set that has one; the limit where none has."""
    for marks in choices:
        at = max(text.rfind(mark, start, limit) for mark in marks)
        if at > start:
            return at + 1
    return limit


def _piece(passage: Located, start: int, end: int) -> Located:
    pieces = passage.pieces
    first, last = bisect_left(pieces, (start + 1,)), bisect_left(pieces, (end,))
    inside = [(at - start, source) for at, source in pieces[first:last]]
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
