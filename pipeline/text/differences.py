"""Where two texts differ, character by character, as a reader would mark it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

# Per cent of two texts' characters that must align for marks to say anything.
_RELATED = 50.0


Words = Callable[[str], Iterable[str]]


class Edit(NamedTuple):
    """`a[a_start:a_end]` stands where the other text has `b[b_start:b_end]`; one side may be empty, not both."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int

    @property
    def size(self) -> int:
        """Characters of the larger side."""
        return max(self.a_end - self.a_start, self.b_end - self.b_start)


def differences(a: str, b: str, words: Words | None = None) -> list[Edit]:
    """The changes that make `b` of `a`, in order, without overlap; none where the texts have too little in common.

    A number is changed as a whole, and so is a word where `words` cuts a text into them; what stays equal between two
    larger changes by chance is changed with them.
    """
    if fuzz.ratio(a, b) < _RELATED:
        return []
    codes = [c for c in Levenshtein.opcodes(a, b) if c.tag != "equal"]
    edits = _swallowed([Edit(c.src_start, c.src_end, c.dest_start, c.dest_end) for c in codes])
    ends = [0, *(change.a_end for change in edits)]
    starts = [*(change.a_start for change in edits[1:]), len(a)]
    numbers = [any(map(_numeric, a[c.a_start : c.a_end] + b[c.b_start : c.b_end])) for c in edits]
    grown = (
        _whole_number(change, a, first, last) if number else change
        for change, number, first, last in zip(edits, numbers, ends, starts, strict=False)
    )
    found = _joined(grown)
    return _whole_words(found, a, b, words) if words and found else found


def _swallowed(edits: list[Edit]) -> list[Edit]:
    """Neighbours become one where the equal run between them is at most half as long as either."""
    found = edits[:1]
    for left, right in pairwise(edits):
        gap = right.a_start - left.a_end
        if 2 * gap <= min(left.size, right.size):
            found[-1] = Edit(found[-1].a_start, right.a_end, found[-1].b_start, right.b_end)
        else:
            found.append(right)
    return found


def _whole_number(change: Edit, a: str, first: int, last: int) -> Edit:
    """The change with the digits that stand around it on both sides, none beyond `a[first:last]`."""
    before = after = 0
    while change.a_start - before > first and _numeric(a[change.a_start - before - 1]):
        before += 1
    while change.a_end + after < last and _numeric(a[change.a_end + after]):
        after += 1
    return Edit(change.a_start - before, change.a_end + after, change.b_start - before, change.b_end + after)


def _whole_words(edits: list[Edit], a: str, b: str, words: Words) -> list[Edit]:
    """The changes grown, over what is equal around them, until none begins or ends inside a word of either text."""
    cuts_a, cuts_b = _cuts(words(a)), _cuts(words(b))
    while True:
        ends = [0, *(edit.a_end for edit in edits)]
        starts = [*(edit.a_start for edit in edits[1:]), len(a)]
        grown = []
        for edit, first, last in zip(edits, ends, starts, strict=False):
            before = after = 0
            while edit.a_start - before > first and not (
                edit.a_start - before in cuts_a and edit.b_start - before in cuts_b
            ):
                before += 1
            while edit.a_end + after < last and not (edit.a_end + after in cuts_a and edit.b_end + after in cuts_b):
                after += 1
            grown.append(Edit(edit.a_start - before, edit.a_end + after, edit.b_start - before, edit.b_end + after))
        joined = _joined(grown)
        if joined == edits:
            return edits
        edits = joined


def _cuts(words: Iterable[str]) -> set[int]:
    return {0, *accumulate(len(word) for word in words)}


def _numeric(character: str) -> bool:
    return character in "0123456789."


def _joined(changes: Iterable[Edit]) -> list[Edit]:
    """Changes that grew into one another, as one."""
    found: list[Edit] = []
    for change in changes:
        if found and change.a_start <= found[-1].a_end and change.b_start <= found[-1].b_end:
            last = found.pop()
            change = Edit(last.a_start, max(last.a_end, change.a_end), last.b_start, max(last.b_end, change.b_end))
        found.append(change)
    return found
