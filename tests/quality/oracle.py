"""The truth written as if a run had found it, to hold the scorer itself to account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.quality.sources import Outputs, Row
from tests.truth.build import originals
from tests.truth.markup import Original


class Oracle:
    """Rows of every table, made from the labels."""

    def __init__(self, outputs: Outputs) -> None:
        self.labels = outputs.labels
        self.texts = {o.source: _source_text(o) for o in originals()}
        self.at = {s: [n for n, c in enumerate(t) if not c.isspace()] for s, t in self.texts.items()}

    def placed(self, row: Row, **more: object) -> Row:
        """A label with its offsets in the source text."""
        at = self.at[row["source"]]
        return {**row, "source_start": at[row["start"]], "source_end": at[row["end"] - 1] + 1, **more}

    def segments(self) -> Iterator[Row]:
        for label in self.labels("documents"):
            source, position = label["source"], 0
            for start, end in [*label["noise"], *label["ignore"]]:
                noise = self.placed({"source": source, "start": start, "end": end}, kind="noise")
                if noise["source_start"] >= position:
                    yield {
                        "source": source,
                        "source_start": position,
                        "source_end": noise["source_start"],
                        "kind": "body",
                    }
                    yield noise
                    position = noise["source_end"]
            rest = len(self.texts[source])
            yield {"source": source, "source_start": position, "source_end": rest, "kind": "body"}

    def documents(self) -> Iterator[Row]:
        for label in self.labels("documents"):
            for start, end in label["articles"]:
                yield self.placed({**label, "start": start, "end": end}, synthetic=True)

    def passages(self) -> Iterator[Row]:
        copies = [r for r in self.labels("duplicates") if r["occurrence"] > 1]
        for number, label in enumerate(self.labels("themes")):
            yield self.placed(label, passage_id=str(number), role="body", repeated=False)
        for label in copies:
            yield self.placed(label, passage_id="copy", role="body", repeated=True)

    def themes(self) -> Iterator[Row]:
        for number, label in enumerate(self.labels("themes")):
            for rank, theme in enumerate(label["themes"], 1):
                yield {"passage_id": str(number), "theme": theme, "rank": rank}

    def formulations(self) -> Iterator[Row]:
        for label in self.labels("formulations"):
            yield from [self.placed({**label, "start": 0, "end": 1}, repeated=False)] * label["count"]

    def duplicates(self) -> Iterator[Row]:
        for name, scope in (("duplicates", "within_document"), ("reuse", "across_years")):
            for label in self.labels(name):
                yield self.placed(label, group_id=label["group"], scope=scope)

    def contradictions(self) -> Iterator[Row]:
        for label in self.labels("contradictions"):
            moved = dict(label)
            for side in ("_a", "_b"):
                row = {name: label[f"{name}{side}"] for name in ("source", "start", "end")}
                found = self.placed(row)
                moved[f"start{side}"], moved[f"end{side}"] = found["source_start"], found["source_end"]
            yield moved

    def mentions(self, name: str) -> Iterator[Row]:
        yield from map(self.placed, self.labels(name))


def _source_text(original: Original) -> str:
    return original.tight if original.head.get("html") else original.raw


def write_truth_as_outputs(folder: Path) -> Path:
    """Write the tables of a run that found exactly what is true."""
    oracle = Oracle(Outputs(folder))
    (folder / "source_text").mkdir()
    for original in originals():
        if original.head.get("html"):
            (folder / "source_text" / f"{original.source}.txt").write_text(original.tight, encoding="utf-8")
    tables = {
        name: getattr(oracle, name)
        for name in ("segments", "documents", "passages", "themes", "formulations", "duplicates", "contradictions")
    }
    (folder / "tables").mkdir()
    for name in (*tables, "places", "units", "quantities"):
        rows = list(tables[name]() if name in tables else oracle.mentions(name))
        pq.write_table(pa.Table.from_pylist(rows, _columns(rows)), folder / "tables" / f"{name}.parquet")
    return folder


def _columns(rows: list[Row]) -> pa.Schema:
    """Every column that any row has; a column of nothing but nulls keeps its type."""
    merged = {name: None for row in rows for name in row}
    filled = [{name: row.get(name) for name in merged} for row in rows]
    return pa.Table.from_pylist(filled).schema
