"""Organisations and places that a person read off real paragraphs: labels that stand off, laid over the texts at hand.

A line of `labels/names/PART.jsonl` is one paragraph of a source: `sha256` of the file, `kind` of source,
`start`, `end` in the reader's text without white space, `text` (a digest by which the paragraph is found again where
the reader hands over more or less), `units` as [start, end, type] and `places` as [start, end, province] counted from
the paragraph's start. A code with `?` behind it is optional: found or not, it counts nowhere.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.config import Config
from pipeline.readers import read
from pipeline.records import Document, Passage, Segment
from pipeline.stages import ingest
from pipeline.store import Tables
from pipeline.text.located import Located, locate

DEV, TRAIN, HELD_OUT = "dev", "train", "heldout"
OPTIONAL = "?"


class LabelledName(NamedTuple):
    """A labelled name at [start, end) of a source's text without white space; `code`: type or province."""

    start: int
    end: int
    code: str
    optional: bool


@dataclass(frozen=True)
class LabelledParagraph:
    """A labelled paragraph at [start, end) of its source's text without white space."""

    start: int
    end: int
    units: tuple[LabelledName, ...]
    places: tuple[LabelledName, ...]


@dataclass(frozen=True)
class NameSample:
    """A source with labelled paragraphs, taken apart by ingest; `tight`: for each offset of its text how many
    characters other than white space stand before it; `lost`: labelled paragraphs that are no longer in the text."""

    file: str
    kind: str
    text: str
    tight: Sequence[int]
    documents: Sequence[Document]
    passages: Sequence[Located]
    paragraphs: Sequence[LabelledParagraph]
    lost: int

    def inside(self, source_start: int) -> LabelledParagraph | None:
        """The labelled paragraph that a source offset stands in."""
        at = self.tight[source_start]
        return next((p for p in self.paragraphs if p.start <= at < p.end), None)

    def read(self) -> list[Located]:
        """The passages that hold labelled paragraphs."""
        return [p for p in self.passages if self._held(p.passage.source_start, p.passage.source_end)]

    def _held(self, start: int, end: int) -> bool:
        first, last = self.tight[start], self.tight[end]
        return any(p.start < last and first < p.end for p in self.paragraphs)


def samples(labels: Path, part: str, texts: Path, config: Config) -> Iterator[NameSample]:
    """The sources of a part in the order of their names. Raises ValueError where one is not at hand."""
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in (labels / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["sha256"]].append(row)
    files = _files(texts, rows)
    if missing := sorted(key[:12] for key in rows if key not in files):
        raise ValueError(
            f"{texts}: no file with the digest {', '.join(missing)}; give the folder of the labelled texts"
        )
    for sha256, path in sorted(files.items(), key=lambda item: item[1]):
        yield _sample(rows[sha256], path, texts, config)


def _files(texts: Path, wanted: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Path]:
    """The labelled files by digest; of equal ones the first that lies in the folder of the label's kind."""
    found: dict[str, Path] = {}
    for kind in sorted({row["kind"] for rows in wanted.values() for row in rows}):
        for path in sorted(p for p in (texts / kind).rglob("*") if p.is_file()):
            key = hashlib.sha256(path.read_bytes()).hexdigest()
            if key in wanted and wanted[key][0]["kind"] == kind:
                found.setdefault(key, path)
    return found


def _sample(rows: Sequence[Mapping[str, Any]], path: Path, texts: Path, config: Config) -> NameSample:
    name = path.relative_to(texts).as_posix()
    reading = read(path.read_bytes(), name)
    tables = Tables.of(ingest(name, reading, {}, config))
    passages = [p for p in locate(tables[Passage], tables[Segment]) if p.pieces and p.passage.role == "body"]
    tight = list(accumulate((not c.isspace() for c in reading.text), initial=0))
    together = "".join(reading.text.split())
    laid = [p for row in rows if (p := _laid(row, together)) is not None]
    return NameSample(
        name,
        rows[0]["kind"],
        reading.text,
        tight,
        list(tables[Document]),
        passages,
        sorted(laid, key=lambda p: p.start),
        len(rows) - len(laid),
    )


def _laid(row: Mapping[str, Any], text: str) -> LabelledParagraph | None:
    """The paragraph where its characters stand today, or None where they are gone."""
    length = row["end"] - row["start"]
    places = [row["start"], *range(len(text) - length + 1)]
    start = next((at for at in places if digest(text[at : at + length]) == row["text"]), None)
    if start is None:
        return None
    return LabelledParagraph(start, start + length, _names(start, row["units"]), _names(start, row["places"]))


def _names(start: int, labelled: Iterable[tuple[int, int, str]]) -> tuple[LabelledName, ...]:
    return tuple(
        LabelledName(start + a, start + b, code.rstrip(OPTIONAL), code.endswith(OPTIONAL)) for a, b, code in labelled
    )


def digest(text: str) -> str:
    """Of a paragraph without white space."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
