"""Rows of the duplicates table: the members of each group, which is the original, and what the others are to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.config import Config
from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.groups import Group, Piece
from pipeline.dedupe.identity import finding_id
from pipeline.dedupe.pairs import Pair
from pipeline.dedupe.phrasebook import Versions, phrasebook
from pipeline.dedupe.spans import Member, Named, apart, rank
from pipeline.records import Duplicate


def duplicate_rows(groups: Iterable[Group], continued: frozenset[str]) -> list[Duplicate]:
    """`continued`: ids of the passages whose cut-off end another passage continues."""
    named: list[Named] = []
    used: set[str] = set()
    for group in groups:
        members = sorted(_members(group), key=lambda m: rank(m, continued))
        name = _group_id(group, used)
        used.add(name)
        named.append(Named(name, tuple(members), group.pairs))
    rows = [row for group in apart(named, continued) for row in _rows(group)]
    return sorted(rows, key=lambda r: (r.group_id, r.role, r.source, r.source_start, r.source_end))


def _members(group: Group) -> Iterator[Member]:
    if group.inside:
        yield from _inside_members(group)
        return
    for text in group.wholes:
        for copy in text.copies:
            yield Member(copy, *_whole_span(copy), "exact", 1.0, True, text)
    for piece in group.pieces:
        for copy in piece.run[:1] or piece.text.copies:
            kind = "contained" if piece.run else piece.pair.kind
            yield Member(copy, *_piece_span(piece, copy), kind, piece.pair.similarity, False, piece.text)


def _inside_members(group: Group) -> Iterator[Member]:
    piece, first = group.wholes[0], group.inside[0]
    partial = first.kind == "partial"
    for copy in piece.copies:
        span = copy.source_span(first.short_start, first.short_end) if partial else _whole_span(copy)
        yield Member(copy, *span, "contained", first.similarity, partial, piece)
    for pair in group.inside:
        for copy in pair.long.copies:
            span = copy.source_span(pair.start, pair.end)
            yield Member(copy, *span, "contained", pair.similarity, True, pair.long)


def _whole_span(copy: Copy) -> tuple[int, int]:
    return copy.passage.source_start, copy.passage.source_end


def _piece_span(piece: Piece, copy: Copy) -> tuple[int, int]:
    last = piece.run[-1] if piece.run else copy
    return copy.passage.source_start, last.passage.source_end


def _rows(group: Named) -> Iterator[Duplicate]:
    members, original = group.members, group.members[0]
    kinds = [_kind(m, original, group.pairs) for m in members]
    behind = [member.copy for member in members[1:]]
    config = original.copy.config
    before = _Seen(config)
    for n, member in enumerate(members):
        kind, similarity = kinds[n] if n else (kinds[1][0], 1.0)
        scope = before.scope(member.copy) if n else _Seen(config, behind).scope(member.copy)
        before.add(member.copy)
        yield Duplicate(
            group_id=group.name,
            passage_id=member.copy.passage.passage_id,
            source=member.copy.passage.source,
            source_start=member.start,
            source_end=member.end,
            role="repeat" if n else "original",
            kind=kind,
            scope=scope,
            similarity=round(similarity, 4),
        )


def _kind(member: Member, original: Member, pairs: Sequence[Pair]) -> tuple[str, float]:
    if member.kind != "exact":
        return member.kind, member.similarity
    if member.text.number == original.text.number:
        return ("exact" if _same_layout(member.copy, original.copy) else "reflowed"), 1.0
    both = {member.text.number, original.text.number}
    pair = next(p for p in pairs if {p.short.number, p.long.number} == both)
    return pair.kind, pair.similarity


def _same_layout(one: Copy, other: Copy) -> bool:
    """Whether two passages have the same characters and the same line ends between them."""
    if one.text != other.text:
        return False
    layouts = [[(at, source - c.located.pieces[0][1]) for at, source in c.located.pieces] for c in (one, other)]
    return layouts[0] == layouts[1]


class _Seen:
    """The documents of copies seen: a line can stand in all documents of a corpus, and in one thousands of times."""

    def __init__(self, config: Config, copies: Iterable[Copy] = ()) -> None:
        self._versions = Versions(phrasebook(config))
        self._documents: set[str] = set()
        self._years: set[int | None] = set()
        for copy in copies:
            self.add(copy)

    def add(self, copy: Copy) -> None:
        """One more copy."""
        if copy.document.doc_id not in self._documents:
            self._documents.add(copy.document.doc_id)
            self._years.add(copy.year)
            self._versions.add(copy.document)

    def scope(self, copy: Copy) -> str:
        """The nearest scope in which one of them and `copy` repeat each other."""
        if copy.document.doc_id in self._documents:
            return "within_document"
        if self._versions.has_one_of(copy.document):
            return "across_versions"
        alone = copy.year is None or None in self._years or copy.year in self._years
        return "across_documents" if alone else "across_years"


def _group_id(group: Group, used: set[str]) -> str:
    """Made from the longest of the texts, of equals from the first in code order; two groups about one text are
    told apart by their other texts."""
    texts = sorted({t.normal for t in group.wholes}, key=lambda t: (-len(t), t))
    others = sorted({p.text.normal for p in group.pieces} | {p.long.normal for p in group.inside})
    name = finding_id("D", "inside" if group.inside else "whole", texts[0])
    return finding_id("D", *texts, *others) if name in used else name
