"""Commands for an analyst who puts texts into the corpus: what was read, and what was inferred of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from pipeline.cli.options import CORPUS, CorpusFolder, CorpusPaths, Dictionaries, SettingsFile, app, config_of, err, out
from pipeline.config import SettingsError, read_text
from pipeline.corpus import METADATA
from pipeline.ingest import quality
from pipeline.records import Document, Passage, Problem, Quality, Segment, SourceText
from pipeline.runner import ingested
from pipeline.sidecar import COLUMNS, YES, inferred_rows
from pipeline.store import Tables, write_aside
from pipeline.whereabouts import whereabouts


@app.command()
def check(
    corpus: CorpusPaths = None,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there is something to mend.")] = False,
) -> None:
    """Report on each source: noise, wraps undone, defects, masks, unknown metadata, and the lines to look at."""
    tables = ingested(corpus or [CORPUS], config_of(settings, dictionaries))
    rows = quality(tables[Document], tables[Segment], tables[Passage], tables[Problem])
    for row in rows:
        out.print(Text(row.source, style="bold").append(f"  {_summary(row)}", style="not bold"))
    for line in _places(tables):
        out.print(line)
    if strict and any(row.problems or row.defects or row.unknown for row in rows):
        raise typer.Exit(1)


def _summary(row: Quality) -> str:
    unknown = "、".join(sorted({field.rpartition(":")[2] for field in row.unknown}))
    return (
        f"{row.encoding or '未读取'} · {row.documents}篇 · {row.characters}字 · 噪声{row.noise_share:.1%} · "
        f"断行复原{row.wraps_undone} · 缺陷{row.defects} · 隐去{row.masks} · "
        f"未知元数据 {unknown or '无'} · 问题{row.problems}"
    )


def _places(tables: Tables) -> list[Text]:
    """The lines to look at: each defect and each problem, where it stands."""
    where = whereabouts(tables[SourceText])
    lines = [
        Text(f"  {p.source} {where[p.source].place(p.source_start)} {'、'.join(p.defects)}：{p.text[:30]}…")
        for p in tables[Passage]
        if p.defects
    ]
    return [*lines, *(Text(f"  {p.source} {p.severity}：{p.message}") for p in tables[Problem])]


@app.command()
def init(corpus: CorpusFolder = CORPUS, settings: SettingsFile = None, dictionaries: Dictionaries = None) -> None:
    """Write metadata.csv with what was inferred of each article, to be corrected and confirmed in a spreadsheet.

    Rows that are confirmed already (yes in the last column) are kept as they are; only they count in a run.
    """
    if not corpus.is_dir():
        raise SettingsError(f"{corpus}: not a folder; give the corpus folder")
    path = corpus / METADATA
    kept = {(row["source"], row.get("doc_id", "")): row for row in _confirmed(path)}
    tables = ingested([corpus], config_of(settings, dictionaries))
    rows = [kept.pop((row["source"], row["doc_id"]), row) for row in inferred_rows(tables[Document])]
    write_aside(path, _csv([*rows, *kept.values()]))
    out.print(f"{path}: {len(rows)} articles, {sum(r['confirm'] != '' for r in rows)} confirmed", markup=False)
    for row in rows:
        if not row["review_year"]:
            err.print(f"warning: {row['doc_id']}: the year under review is unknown", markup=False)


def _confirmed(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    rows = csv.DictReader(io.StringIO(read_text(path), newline=""), restval="")
    return [row for row in rows if (row.get("confirm") or "").strip().lower() in YES]


def _csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
