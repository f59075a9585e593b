"""No span of a source in two groups: where groups meet in one, their members are dealt out again around originals.

A group is what its original is held against; a member that two groups share goes to the one whose original ranks first,
and takes with it what is like that original too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.dedupe.corpus import Copy, Text, document_order
from pipeline.dedupe.normal import normal
from pipeline.dedupe.pairs import Pair
from pipeline.dedupe.phrasebook import phrasebook

# What stands in an original, in per cent of its characters; and how much longer the original is than a whole copy.
_ALIKE = 80
_WHOLE = 0.04

Span = tuple[str, int, int]


@dataclass(frozen=True)
class Member:
    """A passage or a part of one; `kind` and `similarity` are towards the original, `exact` where the texts decide."""

    copy: Copy
    start: int
    end: int
    kind: str
    similarity: float
    whole: bool
    text: Text

    @property
    def span(self) -> Span:
        return self.copy.passage.source, self.start, self.end

    @property
    def normal(self) -> str:
        """The normal form of what stands in the span."""
        return normal(self.copy.text[slice(*self.copy.located.text_span(self.start, self.end))])


@dataclass(frozen=True)
class Named:
    """A group by its id: the members, the original first, and the pairs of texts that were verified for it."""

    name: str
    members: tuple[Member, ...]
    pairs: tuple[Pair, ...]


def rank(member: Member, continued: frozenset[str]) -> tuple[bool, bool, bool, tuple[int, str, str, int], int, int]:
    """The original is the first by this: whole before piece, complete before cut off, final before draft, then the
    earliest. `continued`: ids of the passages whose cut-off end another passage continues."""
    passage = member.copy.passage
    cut = "ends_mid_sentence" in passage.defects and passage.passage_id not in continued
    draft = phrasebook(member.copy.config).is_draft(member.copy.document)
    return not member.whole, cut, draft, document_order(member.copy.document), passage.position, member.start


def apart(groups: Sequence[Named], continued: frozenset[str]) -> Iterator[Named]:
    """The groups, no two of which hold one span."""
    for meeting in _meetings(groups):
        if len(meeting) == 1:
            yield meeting[0]
        else:
            yield from _dealt(meeting, continued)


def _meetings(groups: Sequence[Named]) -> list[list[Named]]:
    """Groups that share a span, or are joined by groups that do, in the order of the first of each."""
    root = list(range(len(groups)))

    def top(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    seen: dict[Span, int] = {}
    for n, group in enumerate(groups):
        for member in group.members:
            first = seen.setdefault(member.span, n)
            a, b = sorted((top(first), top(n)))
            root[b] = a
    met: dict[int, list[Named]] = defaultdict(list)
    for n, group in enumerate(groups):
        met[top(n)].append(group)
    return list(met.values())


def _dealt(groups: Sequence[Named], continued: frozenset[str]) -> Iterator[Named]:
    known: dict[Span, dict[str, Member]] = defaultdict(dict)
    for group in groups:
        for member in group.members:
            known[member.span][group.name] = member
    # A span that is a piece in one of its groups is one.
    as_one = {span: min(found.values(), key=lambda m: m.whole) for span, found in known.items()}
    left = sorted(as_one.values(), key=lambda m: rank(m, continued))
    used: set[str] = set()
    while left:
        original, *others = left
        taken = [m for m in (_towards(original, other, known, groups) for other in others) if m is not None]
        left = [m for m in others if m.span not in {t.span for t in taken}]
        if taken:
            name = _name(original, taken, known, used)
            used.add(name)
            pairs = tuple(p for group in groups for p in group.pairs)
            yield Named(name, (original, *taken), pairs)


def _towards(
    original: Member, other: Member, known: dict[Span, dict[str, Member]], groups: Iterable[Named]
) -> Member | None:
    """The other span as a member of the original's group; None where it is no copy of it."""
    shared = known[original.span].keys() & known[other.span].keys()
    for group in groups:
        if group.name in shared:
            member = known[other.span][group.name]
            first = group.members[0].span == original.span
            return member if first or member.kind == "exact" else _measured(original, member)
    found = _measured(original, other)
    return found if found.similarity * 100 >= _ALIKE else None


def _measured(original: Member, other: Member) -> Member:
    """The other span with its kind and similarity towards that original."""
    mine, theirs = original.normal, other.normal
    if mine == theirs:
        return replace(other, kind="reflowed", similarity=1.0)
    if len(mine) - len(theirs) <= _WHOLE * len(mine):
        return replace(other, kind="near", similarity=fuzz.ratio(theirs, mine) / 100)
    found = fuzz.partial_ratio_alignment(theirs, mine)
    at_an_edge = found is not None and (found.dest_start == 0 or found.dest_end == len(mine))
    similarity = 0.0 if found is None else found.score / 100
    return replace(other, kind="truncated" if at_an_edge else "contained", similarity=similarity)


def _name(original: Member, taken: Sequence[Member], known: dict[Span, dict[str, Member]], used: set[str]) -> str:
    """The id of the group that most of the members come from, which no other group has taken."""
    counts = Counter(name for m in (original, *taken) for name in sorted(known[m.span]) if name not in used)
    return min(counts, key=lambda name: (-counts[name], name))
