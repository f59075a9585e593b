"""Frames that people read off real sentences: labels that stand off, joined with the texts where these are at hand.

A labels file is JSON Lines. A line with `paragraph` names a stretch of a source that was annotated whole; any other
line is one string in such a stretch: a quantity with its frame, or with `none` the reason why it is no quantity.
`sha256` names the source, `start` and `end` count the characters of its source text, and the labels file is called like
the kind of source. The texts stay where they are, whatever their names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.readers import ReadError, read

Row = Mapping[str, Any]
SLOTS = ("action", "actor", "object")


@dataclass
class Labelled:
    """One source's labels; `path`: its text, found by its digest; `file`: its path below the folder of texts."""

    file: str
    path: Path
    source_kind: str
    split: str
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    second: list[Row] = field(default_factory=list)


def labelled(labels: Path, texts: Sequence[Path]) -> Iterator[Labelled]:
    """The sources with labels whose text stands below one of `texts`, unchanged, in the order of their names."""
    by_source: dict[str, tuple[str, list[Row]]] = {}
    for path in sorted(labels.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            by_source.setdefault(row["sha256"], (path.stem, []))[1].append(row)
    for file, path in sorted(_files(texts)):
        if found := by_source.pop(hashlib.sha256(path.read_bytes()).hexdigest(), None):
            yield _of(file, path, *found)


def unlabelled(labels: Path, texts: Sequence[Path]) -> Iterator[str]:
    """The texts below `texts` that can be read, without those of held-out sources, in order of their names."""
    held_out = {
        row["sha256"]
        for path in labels.glob("*.jsonl")
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if row["split"] != "train"
    }
    for file, path in sorted(_files(texts)):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() not in held_out:
            with suppress(ReadError):
                yield read(data, file).text


def _files(texts: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    for folder in texts:
        yield from ((p.relative_to(folder).as_posix(), p) for p in folder.rglob("*") if p.is_file())


def _of(file: str, path: Path, kind: str, rows: list[Row]) -> Labelled:
    found = Labelled(file, path, kind, str(rows[0]["split"]))
    for row in rows:
        if "paragraph" in row:
            found.paragraphs.append((row["paragraph"][0], row["paragraph"][1]))
        else:
            (found.second if row["coder"] == "second" else found.rows).append(row)
    return found


def accepted(row: Row, slot: str) -> list[str | None]:
    """The answers that hold in a slot; None stands for none."""
    return [row[slot], *row[f"{slot}_alt"]]
