"""What was read of the corpus, source by source, and the metadata table to correct."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from pipeline.cli.console import err, out
from pipeline.codes import SEVERITIES
from pipeline.companions import METADATA
from pipeline.config import Config, SettingsError, read_text
from pipeline.decisions import guarded, unguarded
from pipeline.ingest import quality
from pipeline.records import Document, Passage, Problem, Quality, Segment, SourceText
from pipeline.runner import ingested
from pipeline.sidecar import COLUMNS, YES, inferred_rows
from pipeline.store import Tables, csv_cell, write_aside
from pipeline.whereabouts import whereabouts

_REMOVED = ("来源文件", "来源起点", "来源终点", "剔出的文字", "理由")


def check(corpus: Sequence[Path], config: Config) -> bool:
    """Report on each source; false where there is something to mend."""
    tables = ingested(corpus, config)
    rows = _qualities(tables)
    for row in rows:
        out.print(Text(row.source, style="bold").append(f"  {_summary(row)}", style="not bold"))
    for line in _places(tables):
        out.print(line)
    return _sound(rows)


def removed(corpus: Sequence[Path], config: Config) -> bool:
    """List every piece that was set aside as noise as CSV, to be looked through or opened as a spreadsheet; false
    where there is something to mend."""
    tables = ingested(corpus, config)
    texts = {text.source: text.text for text in tables[SourceText]}
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(_REMOVED)
    for s in tables[Segment]:
        if s.kind == "noise":
            text = texts[s.source][s.source_start : s.source_end]
            writer.writerow([csv_cell(v) for v in (s.source, s.source_start, s.source_end, text, s.reason)])
    out.print(sheet.getvalue(), end="")
    return _sound(_qualities(tables))


def _qualities(tables: Tables) -> list[Quality]:
    return quality(tables[Document], tables[Segment], tables[Passage], tables[Problem])


def _sound(rows: Sequence[Quality]) -> bool:
    return not any(row.problems or row.defects or row.unknown for row in rows)


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
    return [*lines, *(Text(f"  {p.source} {SEVERITIES[p.severity]}：{p.message}") for p in tables[Problem])]


def init(corpus: Path, config: Config) -> None:
    """Write the metadata table; rows that are confirmed already are kept. Raises SettingsError where it cannot."""
    if not corpus.is_dir():
        raise SettingsError(f"{corpus}：不是文件夹；请给出语料文件夹")
    path = corpus / METADATA
    kept = {(row["source"], row.get("doc_id", "")): row for row in _confirmed(path)}
    tables = ingested([corpus], config)
    rows = [kept.pop((row["source"], row["doc_id"]), row) for row in inferred_rows(tables[Document])]
    write_aside(path, _csv([*rows, *kept.values()]))
    out.print(f"{path}：{len(rows)}篇，其中{sum(r['confirm'] != '' for r in rows)}篇已确认", markup=False)
    for row in rows:
        if not row["review_year"]:
            err.print(f"提示：{row['doc_id']}：回顾年度未知", markup=False)


def _confirmed(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    rows = csv.DictReader(io.StringIO(read_text(path), newline=""), restval="")
    plain = ({name: unguarded(cell) for name, cell in row.items() if isinstance(cell, str)} for row in rows)
    return [row for row in plain if row.get("confirm", "").lower() in YES]


def _csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: guarded(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")
