"""Ingestion of a string, and its tables apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.config import Config
from pipeline.ingest import ingest
from pipeline.readers.reading import Reading
from pipeline.records import Document, Passage, Problem, Record, Segment
from pipeline.text.located import locate

CONFIG = Config()


@dataclass(frozen=True)
class Ingested:
    """The tables of one source."""

    text: str
    rows: Sequence[Record]

    @property
    def segments(self) -> list[Segment]:
        return [row for row in self.rows if isinstance(row, Segment)]

    @property
    def documents(self) -> list[Document]:
        return [row for row in self.rows if isinstance(row, Document)]

    @property
    def passages(self) -> list[Passage]:
        return [row for row in self.rows if isinstance(row, Passage)]

    @property
    def problems(self) -> list[Problem]:
        return [row for row in self.rows if isinstance(row, Problem)]

    @property
    def body(self) -> list[str]:
        return [p.text for p in self.passages if p.role == "body"]

    def of_kind(self, kind: str) -> list[str]:
        return [self.text[s.source_start : s.source_end] for s in self.segments if s.kind == kind]

    def noise(self) -> dict[str, str]:
        return {self.text[s.source_start : s.source_end]: s.reason for s in self.segments if s.kind == "noise"}

    def check(self) -> None:
        """The promises of the ledger: tiles, and every passage character at its place."""
        at = 0
        for segment in self.segments:
            assert segment.source_start == at < segment.source_end
            at = segment.source_end
        assert at == len(self.text)
        for located in locate(self.passages, self.segments):
            sources = [located.source_offset(i) for i in range(len(located.text))]
            assert sources == sorted(set(sources))
            assert all(located.passage.source_start <= i < located.passage.source_end for i in sources)
            assert sum(s.source_end - s.source_start for s in self.kept(located.passage)) == len(located.text)

    def kept(self, passage: Passage) -> list[Segment]:
        aside = {"blank", "markup", "noise"}
        return [s for s in self.segments if s.passage_id == passage.passage_id and s.kind not in aside]


def take(text: str, name: str = "述职.txt", sidecar: Mapping[str, str] | None = None) -> Ingested:
    """Ingest a string as a plain text file."""
    return Ingested(text, ingest(name, Reading(text, "utf-8"), sidecar or {}, CONFIG))
