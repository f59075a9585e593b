"""One thing told twice in other words: sentences that share their words and all that they count but one thing.

Near copies are aligned character by character; what is told in another order, or with other words for the same, no
alignment finds. Here two sentences are held against each other figure by figure, each by the words it stands in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from rapidfuzz import fuzz

from pipeline.dedupe.candidates import candidate_pairs
from pipeline.dedupe.conflicts import Side, contradiction
from pipeline.dedupe.corpus import Copy, Text
from pipeline.dedupe.facts import Fact
from pipeline.dedupe.forms import Forms
from pipeline.dedupe.normal import normal
from pipeline.dedupe.phrasebook import phrasebook
from pipeline.dedupe.scopes import above, of_other_days, scope
from pipeline.dedupe.templates import of_other_years
from pipeline.dedupe.whose import counted
from pipeline.language import dates
from pipeline.language.sentences import MEMBER_STOPS
from pipeline.records import Contradiction

# Characters of a sentence in normal form that can be told again; candidates share that many of its shingles.
_SHORTEST = 12
_SHINGLE, _CONTAINMENT = 3, 0.35
# Share of the pairs of neighbouring characters that two tellings have in common, wherever they stand.
_COMMON = 0.6
# How alike, in per cent, are the words around two figures of one thing; and around the one that is told otherwise.
_SAME_THING, _TOLD_OTHERWISE = 60, 72
# Characters before and behind a figure that say what it counts.
_BEFORE, _BEHIND = 10, 6
# Figures told alike without which nothing says that it is one thing; of two names, more.
_WITNESSES, _OF_NAMES = 1, 2
_BREAKS = frozenset(f"{MEMBER_STOPS}，、：:,（）()“”")


@dataclass(frozen=True)
class Statement:
    """A member of a sentence at `text[start:end]` of a passage."""

    copy: Copy
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @cached_property
    def figures(self) -> list[Fact]:
        """The figures that extraction read in it."""
        return [f for f in self._facts if f.figure]

    def of(self, kind: str) -> list[Fact]:
        """The facts of a kind: dates, and names of places, organisations and persons."""
        return [f for f in self._facts if f.kind == kind]

    @cached_property
    def _facts(self) -> list[Fact]:
        facts = self.copy.facts
        first, last = bisect_left(facts, self.start, key=_START), bisect_right(facts, self.end, key=_START)
        return [f for f in facts[first:last] if f.end <= self.end]

    @cached_property
    def words(self) -> str:
        """Its normal form with a 0 for each figure and date, free words left out."""
        return self._without(self.start, self.end)

    @cached_property
    def bigrams(self) -> Counter[str]:
        return Counter(self.words[n : n + 2] for n in range(len(self.words) - 1))

    def around(self, fact: Fact) -> str:
        """The words that a fact stands in: from the break, or the fact, before it to the one behind."""
        first = max((f.end for f in self._facts if f.end <= fact.start and f.kind in _KINDS), default=self.start)
        last = min((f.start for f in self._facts if f.start >= fact.end and f.kind in _KINDS), default=self.end)
        text = self.copy.text
        start = next((n for n in range(fact.start, first, -1) if text[n - 1] in _BREAKS), first)
        end = next((n for n in range(fact.end, last) if text[n] in _BREAKS), last)
        return self._without(max(start, fact.start - _BEFORE), min(end, fact.end + _BEHIND))

    def noun(self, fact: Fact) -> str:
        """What a figure counts, as extraction read it; empty where it read nothing."""
        quantity = next((q for q in self.copy.found.quantities if q.end == fact.end), None)
        return counted(quantity, self.copy) if quantity else ""

    def _without(self, start: int, end: int) -> str:
        text, at, words = self.copy.text, start, []
        for fact in self._facts:
            if fact.kind in _KINDS and at <= fact.start and fact.end <= end:
                words += [text[at : fact.start], "0"]
                at = fact.end
        return normal(phrasebook(self.copy.config).free.sub("", "".join([*words, text[at:end]])))


_START = attrgetter("start")
_KINDS = frozenset({"number", "date"})
_NAMES = ("place", "unit", "person")


def retold(texts: Iterable[Text], forms: Forms) -> Iterator[Contradiction]:
    """The contradictions between sentences that tell one thing, in the order of the corpus."""
    found = [s for text in texts for s in _sentences(text.copies[0])]
    pairs = candidate_pairs([s.words for s in found], shingle=_SHINGLE, containment=_CONTAINMENT)
    for left, right in sorted((min(pair), max(pair)) for pair in pairs):
        row = _conflict(found[left], found[right], forms)
        if row is not None:
            yield row


def _sentences(copy: Copy) -> Iterator[Statement]:
    for start, end in copy.members:
        sentence = Statement(copy, start, end)
        if sentence.figures and len(sentence.words) >= _SHORTEST:
            yield sentence


def _conflict(one: Statement, other: Statement, forms: Forms) -> Contradiction | None:
    if one.copy.passage.passage_id == other.copy.passage.passage_id or _common(one, other) < _COMMON:
        return None
    odd = _odd(one, other)
    if odd is None or of_other_years(one.copy, other.copy, ()) or forms.two_tellers(one.copy, other.copy):
        return None
    first, second = odd
    if _of_two_scopes(one, other, dated=first.kind != "date"):
        return None
    sides = _side(one, first), _side(other, second)
    return contradiction(_kind(first, second), sides, "same_claim", _EXPLAINED)


_EXPLAINED = "两处文字说的是同一件事，其余数字相同，只有一处不一致：一处为“{a}”，另一处为“{b}”，请核对原文。"


def _common(one: Statement, other: Statement) -> float:
    """The share of neighbouring characters in common, of all that the two have on average (Dice)."""
    shared = (one.bigrams & other.bigrams).total()
    return 2 * shared / max(1, one.bigrams.total() + other.bigrams.total())


def _odd(one: Statement, other: Statement) -> tuple[Fact, Fact] | None:
    """The two facts in which the sentences differ, if they differ in nothing else and agree in something."""
    figures = _matched(one, other)
    if figures is None:
        return None
    counts = [(a, b) for a, b in figures if not _agree(a, b)]
    names = [(a, b) for kind in _NAMES for a, b in _in_turn(one, other, kind) if not _one_name(a, b)]
    days = [(a, b) for a, b in _in_turn(one, other, "date") if not dates.agree(a.value, b.value)]
    odd = [*counts, *names, *days]
    if len(odd) != 1 or len(figures) - len(counts) < (_OF_NAMES if names else _WITNESSES):
        return None
    if counts and (
        fuzz.ratio(one.around(odd[0][0]), other.around(odd[0][1])) < _TOLD_OTHERWISE or _part(one, other, odd[0])
    ):
        return None
    return odd[0]


def _matched(one: Statement, other: Statement) -> list[tuple[Fact, Fact]] | None:
    """Each figure with the one of the other sentence that stands in the same words; None where one has none."""
    if len(one.figures) != len(other.figures):
        return None
    left = list(other.figures)
    pairs = []
    for fact in one.figures:
        near = one.around(fact)
        alike = [(fuzz.ratio(near, other.around(f)), -f.start, f) for f in left if _countable(fact, f)]
        best = max(alike, key=lambda found: found[:2], default=None)
        if best is None or best[0] < _SAME_THING:
            return None
        left.remove(best[2])
        pairs.append((fact, best[2]))
    return pairs


def _in_turn(one: Statement, other: Statement, kind: str) -> Iterable[tuple[Fact, Fact]]:
    """The facts of a kind, the first of each sentence together and so on; none where one has more."""
    mine, theirs = one.of(kind), other.of(kind)
    return zip(mine, theirs, strict=True) if len(mine) == len(theirs) else ()


def _agree(one: Fact, other: Fact) -> bool:
    return bool(one.figure and other.figure and one.figure.agrees(other.figure))


def _countable(one: Fact, other: Fact) -> bool:
    return bool(one.figure and other.figure and one.figure.same_unit(other.figure))


def _one_name(one: Fact, other: Fact) -> bool:
    """Whether two names are of one place or body: 省委组织部 is that of a named province."""
    a, b = one.name or one.value, other.name or other.value
    return a.endswith(b) or b.endswith(a)


def _part(one: Statement, other: Statement, odd: tuple[Fact, Fact]) -> bool:
    """Whether one counts a part of what the other counts: 农村党员 and 党员."""
    a, b = one.noun(odd[0]), other.noun(odd[1])
    return a != b and bool(a and b) and (a.endswith(b) or b.endswith(a))


def _of_two_scopes(one: Statement, other: Statement, dated: bool) -> bool:
    near = [scope(s.copy, [s.span], dated=dated) for s in (one, other)]
    credited = [
        {p for q in s.copy.found.quantities if s.start <= q.start < s.end for p in q.provinces} for s in (one, other)
    ]
    if all(credited) and credited[0] != credited[1]:
        return True
    if near[0].apart(near[1]) or above(one.copy).apart(above(other.copy)):
        return True
    return of_other_days(one.copy, one.span, other.copy, other.span)


def _kind(one: Fact, other: Fact) -> str:
    if one.kind in {"date", "unit"}:
        return one.kind
    if one.kind != "number":
        return "province" if one.kind == "place" and one.value != other.value else "attribution"
    scaled = one.figure and other.figure and one.figure.scaled_otherwise(other.figure)
    return "measure" if scaled else "number"


def _side(sentence: Statement, fact: Fact) -> Side:
    return Side(sentence.copy, *sentence.span, fact.value, (fact.start, fact.end))
