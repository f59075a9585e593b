"""A passage that knows, for each of its characters, where in the source it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.records import Passage, Segment


@dataclass(frozen=True)
class Located:
    """A passage with the map from its text's offsets to the source's.

    `pieces` holds, for each run of source characters that the text is made of, its first offset in the text and
    its first offset in the source, in order. A passage of loose text is its own source.
    """

    passage: Passage
    pieces: tuple[tuple[int, int], ...] = ((0, 0),)

    @property
    def text(self) -> str:
        return self.passage.text

    def source_offset(self, offset: int) -> int:
        """The source offset of the text's character at `offset`."""
        at = bisect_right(self.pieces, (offset, float("inf"))) - 1
        text_start, source_start = self.pieces[at]
        return source_start + offset - text_start

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open source span that covers `text[start:end]`; `start < end`."""
        return self.source_offset(start), self.source_offset(end - 1) + 1

    def text_span(self, source_start: int, source_end: int) -> tuple[int, int]:
        """The half-open span of the text whose characters stand in the source span; may be empty."""
        offsets = [
            (max(first, source_start) - first + at, min(first + length, source_end) - first + at)
            for at, first, length in self._runs()
            if first < source_end and source_start < first + length
        ]
        return (offsets[0][0], offsets[-1][1]) if offsets else (0, 0)

    def _runs(self) -> Iterable[tuple[int, int, int]]:
        ends = [at for at, _ in self.pieces[1:]] + [len(self.text)]
        for (at, first), end in zip(self.pieces, ends, strict=True):
            yield at, first, end - at

    def mention(self, kind: str, start: int, end: int) -> dict[str, Any]:
        """The fields that every mention of `text[start:end]` begins with; `kind` makes its id unique."""
        source_start, source_end = self.source_span(start, end)
        return {
            "mention_id": f"{self.passage.passage_id}.{kind}.{start}-{end}",
            "doc_id": self.passage.doc_id,
            "passage_id": self.passage.passage_id,
            "source": self.passage.source,
            "source_start": source_start,
            "source_end": source_end,
            "start": start,
            "end": end,
            "surface": self.text[start:end],
        }


def locate(passages: Iterable[Passage], segments: Iterable[Segment]) -> list[Located]:
    """Join each passage with the segments it is made of."""
    pieces: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lengths: dict[str, int] = defaultdict(int)
    for segment in segments:
        if segment.passage_id and segment.kind not in {"blank", "markup", "noise"}:
            name = segment.passage_id
            pieces[name].append((lengths[name], segment.source_start))
            lengths[name] += segment.source_end - segment.source_start
    return [Located(p, tuple(pieces[p.passage_id])) for p in passages]


def loose(text: str, *, heading: str = "") -> Located:
    """Text that comes from no corpus, as a passage of its own: for notebooks, tests and single questions."""
    passage = Passage(
        passage_id="loose",
        doc_id="loose",
        source="",
        source_start=0,
        source_end=len(text),
        position=0,
        role="body",
        heading=heading,
        text=text,
        n_characters=sum(not c.isspace() for c in text),
        defects=[],
        continues="",
        repeated=False,
        repeats="",
    )
    return Located(passage)
