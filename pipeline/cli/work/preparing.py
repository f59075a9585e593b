"""What was read of the corpus, source by source, and the metadata table to correct."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from pipeline.cli.console import err, out
from pipeline.codes import SEVERITIES
from pipeline.companions import METADATA, METADATA_BOOK
from pipeline.config import Config, SettingsError
from pipeline.exports.metasheet import metadata_workbook
from pipeline.ingest import quality
from pipeline.metadata import csv_of, read_sheets, renewed
from pipeline.profile import profile
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
    """Write the metadata table in both its forms; what was edited or confirmed in either is kept.

    Raises SettingsError where it cannot, and where both were edited differently: then nothing is written.
    """
    if not corpus.is_dir():
        raise SettingsError(f"{corpus}：不是文件夹；请给出语料文件夹")
    field = profile(config)
    sheets = read_sheets(corpus, field)
    inferred = inferred_rows(ingested([corpus], config)[Document])
    made, waiting = renewed(inferred, sheets, field)
    if made.conflicts:
        more = f"等{len(made.conflicts)}处" if len(made.conflicts) > _NAMED else ""
        raise SettingsError(f"{'；'.join(made.conflicts[:_NAMED])}{more}；两边改得不一样，没有写出，请改成一致后再运行")
    columns, rows = (*COLUMNS[:-1], *sheets.columns, COLUMNS[-1]), list(made.rows.values())
    write_aside(corpus / METADATA, csv_of(rows, columns, chinese=sheets.chinese or config.settings.report.chinese))
    write_aside(corpus / METADATA_BOOK, metadata_workbook(rows, inferred, columns, _choices(config)))
    ticked = sum(row.get("confirm", "").lower() in YES for row in rows)
    out.print(f"{corpus / METADATA}、{METADATA_BOOK}：{len(rows)}篇，其中{ticked}篇已确认", markup=False)
    for told in waiting:
        err.print(f"提示：{told}；保留所写的，确认后起作用", markup=False)
    for row in rows:
        if not row.get("review_year"):
            err.print(f"提示：{row.get('doc_id') or row['source']}：回顾年度未知", markup=False)


# The conflicts that are named one by one.
_NAMED = 5


def _choices(config: Config) -> dict[str, dict[str, str]]:
    """The values to choose from, by column and Chinese name, with their codes."""
    names = profile(config).names
    codes = {name: {zh: code for code, zh in names[name].items()} for name in ("genre", "level")}
    return {**codes, "home_province": {p: p for p in config.provinces}, "confirm": {"是": "是"}}
