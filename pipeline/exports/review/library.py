"""The passages that findings point at: by id, by place in their source, with their neighbours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.records import Document, Passage, Segment, SourceText
from pipeline.store import Tables
from pipeline.text.located import Located, locate
from pipeline.whereabouts import whereabouts


class Part(NamedTuple):
    """`text[start:end]` of a passage."""

    passage_id: str
    start: int
    end: int


class Library:
    """The documents, passages and source texts of a run."""

    def __init__(self, tables: Tables) -> None:
        self.documents = {d.doc_id: d for d in tables[Document]}
        self._located = {x.passage.passage_id: x for x in locate(tables[Passage], tables[Segment])}
        self._where = whereabouts(tables[SourceText])
        by_source: dict[str, list[Located]] = defaultdict(list)
        by_document: dict[str, list[Passage]] = defaultdict(list)
        for located in self._located.values():
            by_source[located.passage.source].append(located)
            by_document[located.passage.doc_id].append(located.passage)
        self._by_source = {s: sorted(found, key=_start) for s, found in by_source.items()}
        # How far into the source the passages up to each one reach: a passage may enclose a later one.
        self._reach = {
            s: list(accumulate((x.passage.source_end for x in found), max)) for s, found in self._by_source.items()
        }
        self._neighbours = {
            p.passage_id: (before, after)
            for found in by_document.values()
            for before, p, after in _triples(sorted(found, key=lambda p: p.position))
        }

    def passage(self, passage_id: str) -> Passage:
        """The passage of that id."""
        return self._located[passage_id].passage

    def passages(self) -> list[Passage]:
        """All passages, in the order of the table."""
        return [located.passage for located in self._located.values()]

    def neighbours(self, passage_id: str) -> tuple[str, str]:
        """The ids of the passages before and after it in its document; empty where there is none."""
        return self._neighbours[passage_id]

    def whole(self, passage_id: str) -> Part:
        """All of a passage."""
        return Part(passage_id, 0, len(self.passage(passage_id).text))

    def parts(self, source: str, start: int, end: int) -> tuple[Part, ...]:
        """The stretches of passages that stand in `[start, end)` of a source, in their order."""
        found = self._by_source.get(source, [])
        first, last = bisect_right(self._reach.get(source, []), start), bisect_left(found, end, key=_start)
        spans = ((x.passage.passage_id, *x.text_span(start, end)) for x in found[first:last])
        return tuple(Part(*span) for span in spans if span[1] < span[2])

    def text(self, parts: Sequence[Part]) -> str:
        """The characters of parts, passages divided by a line end."""
        return "\n".join(self.passage(p.passage_id).text[p.start : p.end] for p in parts)

    def place(self, parts: Sequence[Part]) -> str:
        """Where parts stand in their source, in words for a person: 第7行, 第7行至第9行."""
        first, last = self._located[parts[0].passage_id], self._located[parts[-1].passage_id]
        where = self._where.get(first.passage.source)
        if where is None:
            return ""
        start = where.place(first.source_offset(parts[0].start))
        end = where.place(last.source_offset(max(parts[-1].end - 1, parts[-1].start)))
        return start if start == end else f"{start}至{end}"


def _start(located: Located) -> int:
    return located.passage.source_start


def _triples(passages: Sequence[Passage]) -> list[tuple[str, Passage, str]]:
    names = ["", *(p.passage_id for p in passages), ""]
    return [(names[n], passage, names[n + 2]) for n, passage in enumerate(passages)]
