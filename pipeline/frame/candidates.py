"""What each slot of a frame could be: spans listed by where they stand, each with the way it was come by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pipeline.frame.scene import Scene
from pipeline.frame.tokens import NOMINAL, VERBS, Token

# How far a slot is looked for: words of a noun phrase, verbs before the number, sentences before its own.
_WORDS, _VERBS, _SENTENCES = 7, 6, 3
_SKIPPED = frozenset("dbVLWvMu@pt,、rc")
_OPENERS = frozenset("cdt@up,bM#")


class SlotCandidate(NamedTuple):
    """A span of the text (`start == end`: none), the way it was come by, and its first and last word's place in the
    sentence (-1 outside)."""

    start: int
    end: int
    way: str
    first: int = -1
    last: int = -1


NONE = SlotCandidate(0, 0, "none")


class Spot(NamedTuple):
    """A number in its sentence: its words, its own place in them, and the first word of each clause up to its own."""

    scene: Scene
    number: int
    sentence: int
    words: list[Token]
    at: int
    clauses: list[tuple[int, int]]

    @property
    def clause(self) -> tuple[int, int]:
        """The half-open range of words of the number's own clause."""
        return self.clauses[-1]


def spot(scene: Scene, number: int) -> Spot:
    """Where a number stands."""
    start = scene.numbers[number].start
    syntax = scene.syntax
    own = syntax.clause_at(start)
    sentence = syntax.clauses[own].sentence
    words = scene.words(sentence)
    first = own
    while first and syntax.clauses[first - 1].sentence == sentence:
        first -= 1
    ranges = []
    for clause in syntax.clauses[first : own + 1]:
        a, b = scene.word_at(sentence, clause.start), scene.word_at(sentence, clause.end)
        ranges.append((a, max(a, b)))
    return Spot(scene, number, sentence, words, scene.word_at(sentence, start), ranges)


def span(words: list[Token], first: int, last: int, way: str) -> SlotCandidate:
    """The candidate of `words[first:last]`."""
    return SlotCandidate(words[first].start, words[last - 1].end, way, first, last)


def objects(here: Spot, before: SlotCandidate | None) -> list[SlotCandidate]:
    """The nouns that a number may count. `before`: the object of the number before it."""
    found = [NONE, *_behind(here, here.at, "behind"), *_in_front(here), *_from(here), *_measure(here)]
    if before is not None and before.end:
        found.append(before._replace(way="as before", first=-1, last=-1))
    found += [*_shared(here), *_respective(here)]
    found += _phrases_at_start(here.words, here.clause[0], here.at, "own subject")
    for back, (a, b) in enumerate(reversed(here.clauses[:-1][-2:]), 1):
        found += _phrases_at_start(here.words, a, b, f"subject {back}")
        found += _phrase_at_end(here.words, a, b, f"tail {back}")
    return _distinct(found)


def _behind(here: Spot, at: int, way: str) -> Iterator[SlotCandidate]:
    words, (_, limit) = here.words, here.clause
    limit = max(limit, _end_of_clause(words, at))
    first = at + 1
    while first < limit and (words[first].cls in "的u" or words[first].word in "（("):
        first += 1
    for last in range(first + 1, min(limit, first + _WORDS) + 1):
        word = words[last - 1]
        if word.cls in "#,b" or (word.cls in "pdMLtu@" and last - 1 > first):
            return
        if word.cls not in "的、c" and (last - 1 > first or word.cls not in "pduM"):
            yield span(words, first, last, way)


def _end_of_clause(words: list[Token], at: int) -> int:
    while at < len(words) and words[at].cls != ",":
        at += 1
    return at


def _in_front(here: Spot) -> Iterator[SlotCandidate]:
    words, (limit, _) = here.words, here.clause
    ends: list[int] = []
    last = here.at
    while last > limit and len(ends) < 4:
        word = words[last - 1]
        if word.cls == "#":
            break
        if word.cls not in _SKIPPED or word.cls in "WwvV":
            ends.append(last)
            if word.cls not in "WwvVfaS@":
                break
        last -= 1
    for order, last in enumerate(ends):
        for first in range(last - 1, max(limit, last - _WORDS) - 1, -1):
            if words[first].cls in "#,的pdMLu@b" and (first < last - 1 or words[first].cls != "L"):
                break
            yield span(words, first, last, f"front {order}")


def _from(here: Spot) -> Iterator[SlotCandidate]:
    """覆盖率由2012年的60%提高到95%: the noun before what it rose from, for either number."""
    words, (begin, _) = here.words, here.clause
    at = next((i for i in range(here.at - 1, begin, -1) if words[i].word in ("由", "从", "比", "较")), None)
    if at is not None:
        yield from _phrase_at_end(words, begin, at, "before from")


def _measure(here: Spot) -> Iterator[SlotCandidate]:
    number = here.scene.numbers[here.number]
    if number.measure is not None and number.kind in ("noun", "person"):
        yield SlotCandidate(number.end - len(number.measure.word), number.end, "measure")


def _shared(here: Spot) -> Iterator[SlotCandidate]:
    """120、150和180名党员: the noun behind the last number of a list."""
    words, at = here.words, here.at
    last = at
    while last + 2 < len(words) and words[last + 1].cls in "、c" and words[last + 2].cls == "#":
        last += 2
    if last > at:
        yield from (c for c in _behind(here, last, "behind list"))


def apart_at(here: Spot) -> int | None:
    """The word of the number's clause that deals numbers out to the members of a list (分别, 分别为, 各, 依次)."""
    words, (begin, _) = here.words, here.clause
    return next((i for i in range(here.at, begin - 1, -1) if words[i].word.startswith(_APART)), None)


_APART = ("分别", "各", "依次")


def _respective(here: Spot) -> Iterator[SlotCandidate]:
    """甲、乙分别增长5%、7%: the member of the list that the number takes by its place."""
    words, apart = here.words, apart_at(here)
    if apart is None:
        return
    place = sum(words[i].cls == "#" for i in range(apart, here.at))
    for way, (first, last) in zip(("respective", *_EARLIER), reversed(here.clauses), strict=False):
        if edges := _members(words, first, apart if last > apart else last):
            if place < len(edges) - 1 and edges[place] + 1 < edges[place + 1]:
                yield span(words, edges[place] + 1, edges[place + 1], way)
            return


_EARLIER = ("respective 1", "respective 2", "respective 3")


def _members(words: list[Token], begin: int, last: int) -> list[int]:
    """The words at which a list breaks, its edges included; empty where no list stands before `last`."""
    while last > begin and (words[last - 1].cls in "dVLvtu@" or words[last - 1].tag in _ADVERBIAL):
        last -= 1
    first = last
    while first > begin and words[first - 1].cls in _LISTED:
        first -= 1
    joints = [i for i in range(first, last) if words[i].cls in "、c"]
    return [first - 1, *joints, last] if joints else []


_ADVERBIAL = frozenset("mj")
_LISTED = NOMINAL | {"#"}


def actions(here: Spot, before: SlotCandidate | None) -> list[SlotCandidate]:
    """The verbs that may govern a number."""
    words = here.words
    found, seen = [NONE], 0
    for at in range(here.at - 1, -1, -1):
        if words[at].cls in VERBS:
            found += _chains(words, at, "before")
            seen += 1
            if seen == _VERBS:
                break
        elif words[at].cls == "a" and at == here.at - 1:
            found.append(span(words, at, at + 1, "adjective"))
    found += _later(words, here.at, seen)
    found += _unmarked(words, here.at)
    if before is not None and before.end:
        found.append(before._replace(way="as before", first=-1, last=-1))
    return _distinct(found)


def _later(words: list[Token], at: int, seen: int) -> Iterator[SlotCandidate]:
    """Verbs behind the number: three in its clause, and where none stood before it, the next in the clauses behind."""
    way, left = "after", 3
    for i in range(at + 1, min(len(words), at + 30)):
        if words[i].cls == ",":
            if seen or words[i].word not in "，," or way == "after late":
                return
            way, left = ("after next", 2) if way == "after" else ("after late", 1)
        elif words[i].cls in VERBS and left:
            yield from _chains(words, i, way)
            left -= 1


def _unmarked(words: list[Token], at: int) -> Iterator[SlotCandidate]:
    """What the segmenter takes for a noun may be the verb: before the number (收获|超|1.2亿亩), last in its clause
    (几百人|用餐)."""
    first = at
    while first and words[first - 1].cls in "bud":
        first -= 1
    if first and words[first - 1].cls in _UNMARKED:
        yield span(words, first - 1, first, "noun before")
    last = _end_of_clause(words, at)
    while last - 1 > at and words[last - 1].cls in "uy":
        last -= 1
    if last - 1 > at and words[last - 1].cls in _UNMARKED:
        yield span(words, last - 1, last, "noun at end")


_UNMARKED = frozenset("nXhaf")


_RESULTS = frozenset("至到为成出上下好")


def _chains(words: list[Token], at: int, way: str) -> Iterator[SlotCandidate]:
    """A verb, and the verb with those directly before it (查找解决; 接访、下访), or with its complement (提高|到)."""
    yield span(words, at, at + 1, way)
    first = at
    if first and words[first - 1].cls in VERBS:
        yield span(words, first - 1, at + 1, f"{way} chain")
    elif first > 1 and words[first - 1].cls in "、c" and words[first - 2].cls in VERBS:
        yield span(words, first - 2, at + 1, f"{way} chain")
    if at + 1 < len(words) and words[at + 1].word in _RESULTS:
        yield span(words, at, at + 2, f"{way} full")


def actors(here: Spot, before: SlotCandidate | None, counted: SlotCandidate | None) -> list[SlotCandidate]:
    """Who may have acted: subjects of the clauses of the sentence, of earlier sentences, the counted noun itself."""
    words = here.words
    found = [NONE]
    if counted is not None and counted.end:
        found.append(counted._replace(way="counted"))
    for back, (a, b) in enumerate(reversed(here.clauses)):
        end = here.at if not back else b
        found += _phrases_at_start(words, a, end, f"subject {min(back, 3)}")
        found += _performers(words, a, end, f"inner {min(back, 2)}")
        if len(found) > 30:
            break
    if before is not None and before.end:
        found.append(before._replace(way="as before", first=-1, last=-1))
    for back in range(1, _SENTENCES + 1):
        if here.sentence - back < 0:
            break
        earlier = here.scene.words(here.sentence - back)
        subjects = islice(_phrases_at_start(earlier, 0, len(earlier), f"sentence {back}"), 3)
        found += [c._replace(first=-1, last=-1) for c in subjects]
    return _distinct(found)


def _phrases_at_start(words: list[Token], first: int, limit: int, way: str) -> Iterator[SlotCandidate]:
    """The noun phrases that a clause can begin with: up to each of its first verbs, behind their last 的, and the name
    that opens them."""
    while first < limit and (words[first].cls in _OPENERS or words[first].word in _OPENING_MARKS):
        first += 1
    last, edges = first, 0
    while last < limit and edges < _EDGES:
        cls = words[last].cls
        verbal = cls not in NOMINAL or cls in "wWX"
        if verbal or last == limit - 1:
            # A word at the end that is as often a noun may be the verb: 青山县下辖|12个乡镇.
            ends = ([last] if verbal else []) + ([last + 1] if cls in NOMINAL and last == limit - 1 else [])
            for end in ends:
                yield from _phrase(words, first, end, f"{way}" if not edges else f"{way} longer")
                edges += 1
            if cls in _CLOSES:
                return
        last += 1


_OPENING_MARKS = frozenset("（(“——·—•")
_CLOSES = frozenset("dpMLub@,t#")
_EDGES = 3


def _phrase(words: list[Token], first: int, last: int, way: str) -> Iterator[SlotCandidate]:
    while last > first and words[last - 1].cls in "的、cfda":
        last -= 1
    if last == first:
        return
    yield span(words, first, last, way)
    of = next((i for i in range(last - 1, first, -1) if words[i].cls == "的"), None)
    if of is not None and of + 1 < last:
        yield span(words, of + 1, last, f"{way} head")
    if last - first > 1:
        if words[first].cls in "SUr":
            yield span(words, first, first + 1, f"{way} name")
            yield span(words, first + 1, last, f"{way} rest")
        elif words[last - 1].cls in "n":
            yield span(words, last - 1, last, f"{way} last")


def _performers(words: list[Token], first: int, limit: int, way: str) -> Iterator[SlotCandidate]:
    """由…, and what stands between a verb that makes others act and the next verb (组织|各级书记|领办)."""
    for at in range(first, limit):
        if words[at].cls in "VvWL" or words[at].word in ("由", "让", "使"):
            last = at + 1
            while last < limit and words[last].cls in NOMINAL and words[last].cls not in "wW":
                last += 1
            if last > at + 1 and last < limit and words[last].cls in "VvWwLd":
                yield span(words, at + 1, last, way)


def _phrase_at_end(words: list[Token], first: int, limit: int, way: str) -> Iterator[SlotCandidate]:
    last = limit
    while last > first and words[last - 1].cls in ",、的u":
        last -= 1
    start = last
    while start > first and words[start - 1].cls in "nXwWSUQrahm" and last - start < 5:
        start -= 1
    if start < last:
        yield span(words, start, last, way)
        if last - start > 1:
            yield span(words, last - 1, last, f"{way} last")


def _distinct(found: list[SlotCandidate]) -> list[SlotCandidate]:
    seen: set[tuple[int, int]] = set()
    kept = []
    for candidate in found:
        if (key := (candidate.start, candidate.end)) not in seen:
            seen.add(key)
            kept.append(candidate)
    return kept
