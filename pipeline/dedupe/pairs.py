"""A candidate pair, aligned: is it a copy, and of which kind; and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.dedupe.alignment import Alignment, Mismatch, align, shared_stretch, shifted
from pipeline.dedupe.changes import Change, changes_of
from pipeline.dedupe.corpus import Copy, Text
from pipeline.dedupe.facts import strong
from pipeline.dedupe.forms import Forms
from pipeline.dedupe.templates import is_template, of_other_years

# Share of the characters that must align: (texts shorter than, share). Of a short text more must.
_SIMILAR = ((25, 0.9), (60, 0.85))
_SIMILAR_LONG = 0.8
# Figures and names left out, a copy is as similar as that; with them it is at least so similar.
_WITH_FACTS = 0.7
# Two passages joined with other text on either side share a part: as many characters, such a share of the shorter
# passage, and so much alike that it is no common phrase.
_PART, _PART_SHARE, _PART_SIMILAR = 60, 0.4, 0.9
# At least this share of the part is complete sentences.
_PART_COMPLETE = 0.5
# One differing stretch as long as this makes two texts of their own, whatever they share.
_STRETCH = 10
_STRETCH_SHARE = 0.15
# Characters that a whole copy may lack at its ends.
_ENDS = 3
_ENDS_SHARE = 0.04


@dataclass(frozen=True)
class Pair:
    """Two texts, the shorter and the longer, of which one is a copy of the other or of a part of it.

    kind: near · truncated · contained · partial. The shorter, or of a partial pair its `[short_start, short_end)`,
    stands in `[start, end)` of the longer's normal form.
    """

    short: Text
    long: Text
    kind: str
    start: int
    end: int
    similarity: float
    witnesses: tuple[Copy, Copy]
    changes: tuple[Change, ...]
    short_start: int
    short_end: int


def verified(texts: Sequence[Text], candidates: Iterable[tuple[int, int]], forms: Forms) -> Iterator[Pair]:
    """The candidates that alignment confirms; two fillings of one form are no copies of each other."""
    for left, right in candidates:
        one, other = texts[left], texts[right]
        pair = compare(other, one) if len(one.normal) > len(other.normal) else compare(one, other)
        counts = pair is not None and bool(strong(pair.witnesses[0].facts))
        if pair is not None and not (counts and forms.own_figures(*pair.witnesses)):
            yield pair


def compare(short: Text, long: Text) -> Pair | None:
    """Align two texts; None where neither is a copy of the other or of a part of it, and no large part of one stands
    in the other."""
    witnesses = nearest(short.copies, long.copies)
    pair = _confirmed(short, long, (0, len(short.normal)), witnesses)
    if pair is None:
        part = shared_stretch(short.normal, long.normal)
        if part is None or part[1] - part[0] < max(_PART, _PART_SHARE * len(short.normal)):
            return None
        pair = _confirmed(short, long, part, witnesses)
        if pair is None or not _is_part(pair) or of_other_years(*witnesses, pair.changes):
            return None
    return None if is_template(*witnesses, pair.changes, pair.end - pair.start) else pair


def _is_part(pair: Pair) -> bool:
    """Whether what two passages share is sentences: a phrase of policy language may be as long and is no copy."""
    copy = pair.witnesses[0]
    first, last = copy.normal_map.span(pair.short_start, pair.short_end)
    complete = sum(b - a for a, b in copy.members if first - _ENDS <= a and b <= last + _ENDS)
    return pair.similarity >= _PART_SIMILAR and complete >= _PART_COMPLETE * (last - first)


def _confirmed(short: Text, long: Text, part: tuple[int, int], witnesses: tuple[Copy, Copy]) -> Pair | None:
    """The pair of that part of the shorter text with the longer one, if enough of it aligns."""
    first, last = part
    alignment = align(short.normal[first:last], long.normal)
    if alignment is None or _too_long(alignment.differences, last - first):
        return None
    alignment = shifted(alignment, first)
    changes = changes_of(*witnesses, alignment)
    size = max(last - first, alignment.end - alignment.start)
    similarity = alignment.equal / size
    if similarity < _WITH_FACTS or max(similarity, _masked(alignment, changes, size)) < _needed(last - first):
        return None
    kind = _kind(alignment, long) if last - first == len(short.normal) else "partial"
    return Pair(short, long, kind, alignment.start, alignment.end, similarity, witnesses, changes, first, last)


def _needed(length: int) -> float:
    return next((share for below, share in _SIMILAR if length < below), _SIMILAR_LONG)


def _too_long(differences: Iterable[Mismatch], length: int) -> bool:
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
