"""Typing and copying errors: two copies differ in a character that states no fact, so one of them is a slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.dedupe.changes import Change
from pipeline.dedupe.conflicts import of_other_years
from pipeline.dedupe.corpus import Copy, Text
from pipeline.dedupe.identity import finding_id
from pipeline.dedupe.normal import normal
from pipeline.dedupe.pairs import Pair
from pipeline.records import Suggestion
from pipeline.text.terms import TermIndex

# Characters on the larger side of a slip; a longer difference was written on purpose.
_SLIP = 2
# Words that an editor changes without a slip.
_FREE = frozenset("的地得了着过和与及并且在对于把将等也都还又更再就而以向从为其该这那是有")
# Characters of context on either side that make a form recognisable elsewhere.
_CONTEXT = 2
_SHOWN = 6
# How many times as often as the other a form must stand elsewhere to be the likely one.
_OFTEN = 3


@dataclass(frozen=True)
class _Form:
    """One side of a difference: the stretch, and the stretch with its context, by which it is counted elsewhere."""

    copy: Copy
    start: int
    end: int
    gram: str
    known: bool

    @property
    def shown(self) -> tuple[int, int]:
        return max(0, self.start - _SHOWN), min(len(self.copy.text), self.end + _SHOWN)

    @property
    def surface(self) -> str:
        first, last = self.shown
        return self.copy.text[first:last]


def suggestions(pairs: Iterable[Pair], texts: Sequence[Text]) -> list[Suggestion]:
    """One row for each slip; where nothing decides which copy is right, the row says so and shows both."""
    slips = [slip for pair in pairs if not of_other_years(*pair.witnesses) for slip in _slips(pair)]
    counts = _counts({form.gram for slip in slips for form in slip}, texts)
    rows = {row.suggestion_id: row for row in (_row(*slip, counts) for slip in reversed(slips))}
    return list(rows.values())[::-1]


def _slips(pair: Pair) -> Iterator[tuple[_Form, _Form]]:
    short, long = pair.witnesses
    for change in pair.changes:
        if change.kind == "wording" and _is_slip(change):
            yield (
                _form(short, change.a_start, change.a_end),
                _form(long, change.b_start, change.b_end),
            )


def _is_slip(change: Change) -> bool:
    a, b = normal(change.a), normal(change.b)
    if a == b or max(len(a), len(b)) > _SLIP:
        return False
    return not ({*a} | {*b}) <= _FREE


def _form(copy: Copy, start: int, end: int) -> _Form:
    known = any(f.start <= start and end <= f.end and f.start < f.end for f in copy.formulations)
    gram = normal(copy.text[max(0, start - _CONTEXT) : end + _CONTEXT])
    return _Form(copy, start, end, gram, known)


def _counts(grams: set[str], texts: Sequence[Text]) -> Counter[str]:
    """How many texts each gram stands in."""
    index = TermIndex(dict.fromkeys(sorted(g for g in grams if g), None))
    counts: Counter[str] = Counter()
    if len(index):
        for text in texts:
            counts.update({m.term for m in index.every(text.normal)})
    return counts


def _row(one: _Form, other: _Form, counts: Counter[str]) -> Suggestion:
    wrong, right, reason = _decided(one, other, counts)
    surface, likely = wrong.surface, right.surface
    text = f"两处文字几乎相同，一处作“{surface}”，另一处作“{likely}”，{reason}，请核对原文。"
    start, end = wrong.copy.located.source_span(*wrong.shown)
    return Suggestion(
        suggestion_id=finding_id("S", *sorted((normal(surface), normal(likely)))),
        source=wrong.copy.passage.source,
        source_start=start,
        source_end=end,
        surface=surface,
        likely=likely,
        witness=right.copy.passage.passage_id,
        status="open",
        explanation=text,
    )


def _decided(one: _Form, other: _Form, counts: Counter[str]) -> tuple[_Form, _Form, str]:
    """The likely slip, the likely right form, and why."""
    if one.known != other.known:
        wrong, right = (one, other) if other.known else (other, one)
        return wrong, right, "后者为规范提法"
    # Either form stands in its own copy; what counts is where else.
    first, second = counts[one.gram] - 1, counts[other.gram] - 1
    if max(first, second) >= _OFTEN * max(1, min(first, second)):
        wrong, right = (one, other) if second > first else (other, one)
        return wrong, right, f"后者在语料中另见{max(first, second)}处"
    return one, other, "尚无旁证判断何者为误"
