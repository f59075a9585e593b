"""Where a sentence ends: one grammar of stops, in three ranks, for every room.

A *sentence* ends with 。！？ or its line; a *member* of it with ； too; a *clause* with ， and ： too, unless the
mark stands between two digits (1,000; 8:30). What reads a text asks here instead of searching for stops.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

SENTENCE_STOPS = "。！？!?\n"
MEMBER_STOPS = f"{SENTENCE_STOPS}；;"
CLAUSE_STOPS = f"{MEMBER_STOPS}，：,:"
CLOSING = "”’」』）)】》〉"
# The full-width stops that end a sentence or a member of it inside a line.
FULL_STOPS = "。！？；"
# Marks that point a text, in either width; a heading ends in none of them.
POINTS = "，、。；：！？,;:!?"
# Marks that stand behind words, so that no sentence begins with one.
BEHIND = f"，、。；：！？{CLOSING.replace(')', '')}〕％%"

# 1，120亿元: between digits a mark belongs to the figure; of full-width commas only one before three digits.
_CLAUSE_END = re.compile(
    rf"[{MEMBER_STOPS}]|(?<![0-9])[,:：]|[,:：](?![0-9])|(?<![0-9])，|，(?![0-9]{{3}}(?![0-9]))|(?<=[0-9]{{4}})，"
)
_MEMBER_END = re.compile(rf"[{MEMBER_STOPS}]+[{CLOSING}]*")
_SENTENCE_END = re.compile(rf"[{SENTENCE_STOPS}]+[{CLOSING}]*")
_TERMINAL = re.compile(rf"[。！？!?…][{CLOSING}\"']*$|[”’」』]$(?<=[。！？!?…][”’」』])")
_STOP_INSIDE = re.compile(f"[{FULL_STOPS}]")

Span = tuple[int, int]


class Clause(NamedTuple):
    """A half-open stretch between two stops, which it does not hold; `sentence` numbers its sentence, `first` marks
    its first clause."""

    start: int
    end: int
    sentence: int
    first: bool


def clauses(text: str) -> list[Clause]:
    """The clauses of a text in order, at least one; two stops in a row have an empty one between them."""
    found: list[Clause] = []
    at = sentence = 0
    first = True
    for match in _CLAUSE_END.finditer(text):
        found.append(Clause(at, match.start(), sentence, first))
        first = match[0] in SENTENCE_STOPS
        sentence += first
        at = match.end()
    if at < len(text) or not found:
        found.append(Clause(at, len(text), sentence, first))
    return found


def clause_around(text: str, start: int, end: int) -> Span:
    """The half-open span between the stops around `text[start:end]`."""
    found, starts = _laid_out(text)
    first, last = (found[max(0, bisect_right(starts, at) - 1)] for at in (start, max(start, end - 1)))
    return first.start, max(last.end, end)


@lru_cache(maxsize=4)
def _laid_out(text: str) -> tuple[list[Clause], list[int]]:
    """The clauses of a text and where each begins; a text is asked for one place after the other."""
    found = clauses(text)
    return found, [clause.start for clause in found]


def members(text: str) -> list[Span]:
    """The half-open spans of the members of sentences, their closing marks included; together they are the text."""
    return _tiles(_MEMBER_END, text)


def sentences(text: str) -> list[Span]:
    """The half-open spans of the sentences, their closing marks included; together they are the text."""
    return _tiles(_SENTENCE_END, text)


def _tiles(end: re.Pattern[str], text: str) -> list[Span]:
    spans = []
    start = 0
    for match in end.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def span_around(text: str, spans: list[Span], start: int, end: int) -> Span:
    """From the first to the last of the tiling `spans` (the members of `text`, say) that `[start, end)` touches,
    without white space before it."""
    ends = [last for _, last in spans]
    at = bisect_right(ends, start)
    touched = at
    while touched < len(spans) and spans[touched][0] < max(end, start + 1):
        touched += 1
    if touched == at:
        return start, end
    first, last = spans[at][0], spans[touched - 1][1]
    while first < start and text[first].isspace():
        first += 1
    return first, last


def is_terminal(text: str) -> bool:
    """Whether the text ends where a sentence ends."""
    return bool(_TERMINAL.search(text[-8:]))


def has_stop_inside(text: str) -> bool:
    """Whether a sentence or a member ends before the text does: a heading seldom holds one."""
    return bool(_STOP_INSIDE.search(text, 0, max(len(text) - 1, 0)))
