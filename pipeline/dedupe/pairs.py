"""A candidate pair, aligned: is it a copy, and of which kind; and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.dedupe.alignment import Alignment, Difference, align
from pipeline.dedupe.changes import Change, changes_of
from pipeline.dedupe.corpus import Copy, Text
from pipeline.dedupe.templates import is_template

# Share of the characters that must align: (texts shorter than, share). Of a short text more must.
_SIMILAR = ((25, 0.9), (60, 0.85))
_SIMILAR_LONG = 0.8
# Figures and names left out, a copy is as similar as that; with them it is at least so similar.
_WITH_FACTS = 0.7
# One differing stretch as long as this makes two texts of their own, whatever they share.
_STRETCH = 10
_STRETCH_SHARE = 0.15
# Characters that a whole copy may lack at its ends.
_ENDS = 3
_ENDS_SHARE = 0.04


@dataclass(frozen=True)
class Pair:
    """Two texts, the shorter and the longer, of which one is a copy of the other or of a part of it.

    kind: near · truncated · contained. The shorter stands in `[start, end)` of the longer's normal form.
    """

    short: Text
    long: Text
    kind: str
    start: int
    end: int
    similarity: float
    witnesses: tuple[Copy, Copy]
    changes: tuple[Change, ...]


def verified(texts: Sequence[Text], candidates: Iterable[tuple[int, int]]) -> Iterator[Pair]:
    """The candidates that alignment confirms."""
    for left, right in candidates:
        one, other = texts[left], texts[right]
        pair = compare(other, one) if len(one.normal) > len(other.normal) else compare(one, other)
        if pair is not None:
            yield pair


def compare(short: Text, long: Text) -> Pair | None:
    """Align two texts; None where neither is a copy of the other or of a part of it."""
    alignment = align(short.normal, long.normal)
    if alignment is None or _too_long(alignment.differences, len(short.normal)):
        return None
    witnesses = nearest(short.copies, long.copies)
    changes = changes_of(*witnesses, alignment)
    size = max(len(short.normal), alignment.end - alignment.start)
    similarity = alignment.equal / size
    if similarity < _WITH_FACTS or max(similarity, _masked(alignment, changes, size)) < _needed(short):
        return None
    if is_template(*witnesses, changes, alignment):
        return None
    kind = _kind(alignment, long)
    return Pair(short, long, kind, alignment.start, alignment.end, similarity, witnesses, changes)


def _needed(short: Text) -> float:
    return next((share for below, share in _SIMILAR if len(short.normal) < below), _SIMILAR_LONG)


def _too_long(differences: Iterable[Difference], length: int) -> bool:
    allowed = max(_STRETCH, _STRETCH_SHARE * length)
    return any(d.size > allowed for d in differences)


def _masked(alignment: Alignment, changes: Iterable[Change], size: int) -> float:
    """The similarity when changed facts are left out on both sides."""
    facts = sum(c.difference_size for c in changes if c.kind != "wording")
    return min(1.0, alignment.equal / max(1, size - facts))


def _kind(alignment: Alignment, long: Text) -> str:
    before, after = alignment.start, len(long.normal) - alignment.end
    ends = max(_ENDS, _ENDS_SHARE * len(long.normal))
    if before + after <= ends:
        return "near"
    return "truncated" if min(before, after) <= _ENDS else "contained"


def nearest(left: Sequence[Copy], right: Sequence[Copy]) -> tuple[Copy, Copy]:
    """The two passages that stand closest: in one document, else about one year, else the first of each."""
    by_document = {copy.document.doc_id: copy for copy in reversed(right)}
    by_year = {copy.year: copy for copy in reversed(right)}
    for copy in left:
        if copy.document.doc_id in by_document:
            return copy, by_document[copy.document.doc_id]
    for copy in left:
        if copy.year in by_year:
            return copy, by_year[copy.year]
    for copy in left:
        if copy.year is None or None in by_year:
            return copy, by_year.get(None, right[0])
    return left[0], right[0]
