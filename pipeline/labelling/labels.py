"""Frames that people read off real sentences: labels that stand off, joined with the texts where these are at hand.

A labels file is JSON Lines. A line with `paragraph` names a stretch of a source that was annotated whole; any other
line is one string in such a stretch: a quantity with its frame, or with `none` the reason why it is no quantity. `file`
and `sha256` name the source, `start` and `end` count the characters of its source text. The texts stay where they are.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
SLOTS = ("action", "actor", "object")


@dataclass
class Labelled:
    """One source's labels; `path`: its text, found by its digest."""

    file: str
    path: Path
    split: str
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    second: list[Row] = field(default_factory=list)

    @property
    def source_kind(self) -> str:
        """The kind of source: the first folder of its path."""
        return self.file.partition("/")[0]


def labelled(labels: Path, texts: Sequence[Path]) -> Iterator[Labelled]:
    """The sources with labels whose text stands below one of `texts`, unchanged, in the order of their names."""
    by_file: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(labels.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            by_file[row["file"]].append(row)
    for file, rows in sorted(by_file.items()):
        there = (folder / file for folder in texts if (folder / file).is_file())
        text = next((p for p in there if hashlib.sha256(p.read_bytes()).hexdigest() == rows[0]["sha256"]), None)
        if text is not None:
            yield _of(file, text, rows)


def _of(file: str, path: Path, rows: list[Row]) -> Labelled:
    found = Labelled(file, path, str(rows[0]["split"]))
    for row in rows:
        if "paragraph" in row:
            found.paragraphs.append((row["paragraph"][0], row["paragraph"][1]))
        else:
            (found.second if row["coder"] == "second" else found.rows).append(row)
    return found


def accepted(row: Row, slot: str) -> list[str | None]:
    """The answers that hold in a slot; None stands for none."""
    return [row[slot], *row[f"{slot}_alt"]]
