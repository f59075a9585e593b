"""Groups of copies, verified pair by pair: nothing joins a group by a chain of weak links.

The whole copies of a group are verified each against each other. A piece (cut off, or standing inside a longer
passage) is verified against every whole copy of its group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.dedupe.corpus import Copy, Text
from pipeline.dedupe.pairs import Pair

# Two places in longer passages that hold the same piece must hold it alike, in per cent.
_ALIKE = 80
# Pieces that together are a split copy cover at least this share of the whole.
_SPLIT_COVER = 0.8


@dataclass(frozen=True)
class Piece:
    """A text that stands in `[start, end)` of the whole copies' normal form; `run` are the passages of one split
    copy in order, where the piece is the first of them."""

    text: Text
    pair: Pair
    run: tuple[Copy, ...] = ()


@dataclass(frozen=True)
class Group:
    """Whole copies and their pieces; or, where `inside` is not empty, a text and the places in longer ones."""

    wholes: tuple[Text, ...]
    pairs: tuple[Pair, ...] = ()
    pieces: tuple[Piece, ...] = ()
    inside: tuple[Pair, ...] = ()


def grouped(texts: Sequence[Text], pairs: Sequence[Pair], tells: Callable[[Text], bool]) -> list[Group]:
    """Every verified pair stands in a group; so does every text with more than one passage that `tells` something."""
    near = [p for p in pairs if p.kind == "near"]
    partial = [p for p in pairs if p.kind in {"truncated", "contained"}]
    cliques = _cliques(near)
    splits = _splits(partial)
    settled = {(p.text.number, p.pair.long.number) for pieces in splits.values() for p in pieces if _is_all(p, pieces)}
    whole, inside = _sorted_out([p for p in partial if (p.short.number, p.long.number) not in settled], cliques)
    groups = list(_whole_groups(cliques, near, whole, splits))
    groups += [g for number, found in inside.items() for g in _inside_groups(texts[number], found)]
    groups += [Group((p.short,), inside=(p,)) for p in pairs if p.kind == "partial"]
    covered = {t.number for g in groups if not g.inside or not _in_part(g) for t in g.wholes}
    return [*groups, *(Group((t,)) for t in texts if len(t.copies) > 1 and t.number not in covered and tells(t))]


def _in_part(group: Group) -> bool:
    """Whether only a part of the group's text stands elsewhere, so that its own copies need a group too."""
    return group.inside[0].kind == "partial"


def _cliques(near: Sequence[Pair]) -> list[tuple[Text, ...]]:
    """Sets of texts that are copies each of each other, so that every near pair stands in one."""
    adjacent: dict[int, set[int]] = defaultdict(set)
    text_of: dict[int, Text] = {}
    for pair in near:
        for one, other in ((pair.short, pair.long), (pair.long, pair.short)):
            adjacent[one.number].add(other.number)
            text_of[one.number] = one
    done: set[tuple[int, int]] = set()
    cliques = []
    for first in sorted(adjacent):
        for second in sorted(adjacent[first]):
            if first < second and (first, second) not in done:
                clique = _grown(first, second, adjacent)
                done.update((a, b) for a in clique for b in clique if a < b)
                cliques.append(tuple(text_of[n] for n in clique))
    return cliques


def _grown(first: int, second: int, adjacent: Mapping[int, set[int]]) -> list[int]:
    clique = [first, second]
    shared = adjacent[first] & adjacent[second]
    while shared:
        clique.append(min(shared))
        shared = shared & adjacent[clique[-1]]
    return sorted(clique)


def _sorted_out(
    partial: Sequence[Pair], cliques: Sequence[tuple[Text, ...]]
) -> tuple[dict[frozenset[int], list[Pair]], dict[int, list[Pair]]]:
    """Cut copies by the wholes they are cut from; pieces inside longer passages by the piece.

    A cut text that begins several unrelated passages is no cut copy of any: it stands inside them.
    """
    sets = {frozenset(t.number for t in clique) for clique in cliques}
    by_short: dict[int, list[Pair]] = defaultdict(list)
    for pair in partial:
        by_short[pair.short.number].append(pair)
    whole: dict[frozenset[int], list[Pair]] = defaultdict(list)
    inside: dict[int, list[Pair]] = {}
    for number, found in by_short.items():
        longs = frozenset(p.long.number for p in found)
        if all(p.kind == "truncated" for p in found) and (len(longs) == 1 or longs in sets):
            whole[longs].extend(found)
        else:
            inside[number] = found
    return whole, inside


def _whole_groups(
    cliques: Sequence[tuple[Text, ...]],
    near: Sequence[Pair],
    cut: Mapping[frozenset[int], list[Pair]],
    splits: Mapping[int, list[Piece]],
) -> Iterator[Group]:
    by_pair = {(p.short.number, p.long.number): p for p in near}
    left = dict(cut)
    left_splits = dict(splits)
    for clique in cliques:
        numbers = frozenset(t.number for t in clique)
        pairs = tuple(p for key, p in _within(clique, by_pair))
        split = left_splits.pop(next((n for n in sorted(numbers) if n in left_splits), -1), [])
        yield Group(clique, pairs, (*_pieces(left.pop(numbers, [])), *split))
    for numbers, found in left.items():
        split = left_splits.pop(min(numbers), []) if len(numbers) == 1 else []
        yield Group((found[0].long,), (), (*_pieces(found), *split))
    for pieces in left_splits.values():
        yield Group((pieces[0].pair.long,), (), tuple(pieces))


def _within(clique: Sequence[Text], by_pair: Mapping[tuple[int, int], Pair]) -> Iterator[tuple[tuple[int, int], Pair]]:
    for one in clique:
        for other in clique:
            key = (one.number, other.number)
            if key in by_pair:
                yield key, by_pair[key]


def _pieces(found: Iterable[Pair]) -> list[Piece]:
    by_text = {p.short.number: Piece(p.short, p) for p in sorted(found, key=lambda p: -p.long.number)}
    return [by_text[n] for n in sorted(by_text)]


def _inside_groups(piece: Text, found: Sequence[Pair]) -> Iterator[Group]:
    """A piece with the places that hold it; places that hold it in another wording make a group of their own."""
    groups: list[list[Pair]] = []
    for pair in found:
        here = pair.long.normal[pair.start : pair.end]
        for group in groups:
            if all(fuzz.ratio(here, p.long.normal[p.start : p.end]) >= _ALIKE for p in group):
                group.append(pair)
                break
        else:
            groups.append([pair])
    for group in groups:
        yield Group((piece,), (), (), tuple(group))


def _splits(partial: Sequence[Pair]) -> dict[int, list[Piece]]:
    """For each long text the copies of it that are split over passages that follow one another."""
    by_long: dict[int, list[Pair]] = defaultdict(list)
    for pair in partial:
        by_long[pair.long.number].append(pair)
    found = {n: [piece for run in _runs(pairs) for piece in run] for n, pairs in by_long.items() if len(pairs) > 1}
    return {n: pieces for n, pieces in found.items() if pieces}


def _runs(pairs: Sequence[Pair]) -> Iterator[list[Piece]]:
    placed = sorted(
        ((c.document.doc_id, c.passage.position, pair, c) for pair in pairs for c in pair.short.copies),
        key=lambda item: item[:2],
    )
    run: list[tuple[Pair, Copy]] = []
    last = ("", -9)
    for doc_id, position, pair, copy in placed:
        follows = doc_id == last[0] and position == last[1] + 1
        if not (follows and run and pair.start >= run[-1][0].end - 4):
            yield from _run_pieces(run)
            run = []
        run.append((pair, copy))
        last = (doc_id, position)
    yield from _run_pieces(run)


def _run_pieces(run: Sequence[tuple[Pair, Copy]]) -> Iterator[list[Piece]]:
    if len(run) < 2:
        return
    covered = sum(p.end - p.start for p, _ in run)
    if covered < _SPLIT_COVER * len(run[0][0].long.normal):
        return
    copies = tuple(copy for _, copy in run)
    yield [Piece(p.short, p, copies if n == 0 else (c,)) for n, (p, c) in enumerate(run)]


def _is_all(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether all passages of the piece's text stand in split copies, so that it needs no group of its own."""
    placed = {p.run[0].passage.passage_id for p in pieces if p.text.number == piece.text.number}
    return all(c.passage.passage_id in placed for c in piece.text.copies)
