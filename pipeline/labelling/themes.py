"""Theme labels of real passages: they stand off, and are joined with the texts where these are at hand.

A labels file is JSON Lines, one coder's answer on one passage a line. `sha256` names the source, `start` and `end`
count the characters of its source text; `group` is shared by files that hold the same text; `split` is train or
held-out. The coder `second` coded blind what another had coded too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.classify.features import Neighbour, items_of
from pipeline.classify.labels import Label, checked, row_of
from pipeline.classify.scheme import scheme
from pipeline.classify.themes import WITHOUT_THEME
from pipeline.config import Config, SettingsError, read_csv
from pipeline.corpus import SourceFile, discover
from pipeline.readers import read
from pipeline.records import Document, Passage
from pipeline.stages import ingest
from pipeline.store import Tables

KEYS = (
    *("sha256", "start", "end", "coder", "group"),
    *("primary", "themes", "primary_alt", "easy", "stratum", "split"),
)
NAMES = "kinds.csv"
"""What a file's kind of source is called, beside the labels; without it the file's name."""
SECOND = "second"
_SAME = 0.8
"""A passage that shares less of its characters with the labelled stretch is another one."""

Row = Mapping[str, Any]


def real_labels(folder: Path, texts: Path, config: Config) -> list[Label]:
    """The labels of `folder` whose text stands below `texts`, found by its digest, as the program reads it today.

    Raises SettingsError where a line cannot be used or no text is there.
    """
    by_digest: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(folder, scheme(config).themes):
        by_digest[row["sha256"]].append(row)
    found: list[Label] = []
    for file in discover([texts], config.settings.ingest.max_megabytes).sources:
        if rows := by_digest.pop(file.sha256, None):
            found += _of_source(file, rows, config)
    if not found:
        raise SettingsError(f"{texts}：没有标注过的原文；请给出编码所用的文件夹")
    return found


def stands_off(folder: Path) -> bool:
    """Whether the labels of the folder name texts instead of holding them."""
    first = next((line for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")), "")
    return '"sha256"' in first


def _rows(folder: Path, themes: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    names = _names(folder / NAMES)
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            place = f"{path.name}, line {number}"
            row = row_of(line, place, KEYS)
            checked(row["themes"], place, themes)
            rows.append({**row, "kind": names.get(path.stem, path.stem)})
    return rows


def _names(path: Path) -> dict[str, str]:
    return {row["kind"]: row["zh"] for row in read_csv(path, ("kind", "zh"))} if path.is_file() else {}


def _of_source(file: SourceFile, rows: Iterable[Row], config: Config) -> list[Label]:
    reading = read(file.path.read_bytes(), file.source)
    tables = Tables.of(ingest(file.source, reading, dict(file.sidecar), config))
    passages = [p for p in tables[Passage] if p.role not in WITHOUT_THEME]
    items = items_of([Neighbour(p.doc_id, p.heading, p.text) for p in passages])
    genres = {d.doc_id: (d.genre, d.review_year) for d in tables[Document]}
    coders: dict[tuple[int, int], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        coders[row["start"], row["end"]][row["coder"]] = row
    found = []
    for (start, end), told in coders.items():
        at = max(range(len(passages)), key=lambda n: _shared(passages[n], start, end), default=None)
        if at is not None and _shared(passages[at], start, end) >= _SAME:
            genre, year = genres[passages[at].doc_id]
            second = told.pop(SECOND, None)
            for row in told.values():
                found.append(_label(row, second, Label(passages[at].doc_id, genre, year, items[at], (), "")))
    return found


def _shared(passage: Passage, start: int, end: int) -> float:
    """The part of both stretches together that they have in common."""
    common = min(passage.source_end, end) - max(passage.source_start, start)
    return max(common, 0) / (max(passage.source_end, end) - min(passage.source_start, start))


def _label(row: Row, second: Row | None, bare: Label) -> Label:
    others = [*row["primary_alt"], *([second["primary"]] if second else [])]
    return Label(
        doc=bare.doc,
        genre=bare.genre,
        year=bare.year,
        item=bare.item,
        themes=tuple(row["themes"]),
        difficulty="easy" if row["easy"] else "hard",
        alternatives=tuple(dict.fromkeys(theme for theme in others if theme != row["primary"])),
        kind=row["kind"],
        group=row["group"],
        split=row["split"],
        stratum=row["stratum"],
        second=second["primary"] if second else "",
        second_easy=bool(second and second["easy"]),
    )
