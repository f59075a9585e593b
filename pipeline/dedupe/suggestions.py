"""Typing and copying errors: two copies differ in a character that states no fact, so one of them is a slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.dedupe.changes import Change
from pipeline.dedupe.corpus import Copy, Text
from pipeline.dedupe.identity import finding_id
from pipeline.dedupe.normal import normal
from pipeline.dedupe.pairs import Pair
from pipeline.dedupe.templates import of_other_years
from pipeline.records import Suggestion
from pipeline.text.terms import TermIndex

# Characters that a slip adds, drops or replaces, those that it only moves not counted; more was written on purpose.
_SLIP = 1
# Equal characters between two differences that are one slip (保政 for 政绩), and slips that a sentence may hold.
_NEAR = 2
_IN_SENTENCE = 2
# Words that an editor changes without a slip.
_FREE = frozenset("的地得了着过和与及并且在对于把将等也都还又更再就而以向从为其该这那是有已曾正共均")
# Characters of context on either side that make a form recognisable elsewhere.
_CONTEXT = 2
_SHOWN = 6
# Either form stands in its own copy; what counts is where else.
_OWN = 1
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
    slips = [slip for pair in pairs if not of_other_years(*pair.witnesses, pair.changes) for slip in _slips(pair)]
    counts = _counts({form.gram for slip in slips for form in slip}, texts)
    rows = {row.suggestion_id: row for row in (_row(*slip, counts) for slip in reversed(slips)) if row is not None}
    return list(rows.values())[::-1]


def _slips(pair: Pair) -> Iterator[tuple[_Form, _Form]]:
    short, long = pair.witnesses
    stretches = _joined([c for c in pair.changes if c.kind == "wording"])
    for a_start, a_end, b_start, b_end in stretches:
        first, last = short.member_around(a_start, a_end)
        here = [s for s in stretches if first <= s[0] <= last]
        a, b = short.text[a_start:a_end], long.text[b_start:b_end]
        if len(here) <= _IN_SENTENCE and _is_slip(normal(a), normal(b)):
            yield _form(short, a_start, a_end), _form(long, b_start, b_end)


def _joined(changes: Sequence[Change]) -> list[tuple[int, int, int, int]]:
    """The changed stretches of both copies, those hardly apart made one."""
    joined: list[tuple[int, int, int, int]] = []
    for c in changes:
        if joined and c.a_start - joined[-1][1] <= _NEAR and c.b_start - joined[-1][3] <= _NEAR:
            joined[-1] = (joined[-1][0], c.a_end, joined[-1][2], c.b_end)
        else:
            joined.append((c.a_start, c.a_end, c.b_start, c.b_end))
    return joined


def _is_slip(a: str, b: str) -> bool:
    """Whether the stretches differ in one character, whatever only moved; and not in one that is written freely."""
    gone, come = Counter(a) - Counter(b), Counter(b) - Counter(a)
    if a == b or max(gone.total(), come.total()) > _SLIP:
        return False
    return not (set(gone) | set(come)) <= _FREE or not (gone or come)


def _form(copy: Copy, start: int, end: int) -> _Form:
    # Where a character is missing the phrase must stand on both sides of the gap.
    inside = (start, end) if start < end else (start - 1, end + 1)
    known = any(f.start <= inside[0] and inside[1] <= f.end for f in copy.found.formulations)
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


def _row(one: _Form, other: _Form, counts: Counter[str]) -> Suggestion | None:
    """The row of a slip; None where both forms are in use elsewhere, so that neither is one."""
    if min(counts[one.gram], counts[other.gram]) > _OWN and one.known == other.known:
        return None
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
    first, second = counts[one.gram] - _OWN, counts[other.gram] - _OWN
    if max(first, second) >= _OFTEN * max(1, min(first, second)):
        wrong, right = (one, other) if second > first else (other, one)
        return wrong, right, f"后者在语料中另见{max(first, second)}处"
    return one, other, "尚无旁证判断何者为误"
