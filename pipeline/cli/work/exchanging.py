"""Findings for labelling tools and their corrections back; the corpus as a spaCy DocBin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.api import load
from pipeline.cli.console import out
from pipeline.config import Config, SettingsError, read_text
from pipeline.extract import interchange
from pipeline.extract.interchange import LabelledPassage, Labels
from pipeline.records import Document, Formulation, Mention, Passage, Place, Quantity, Record, Segment, Unit, table_name
from pipeline.store import Tables, read_table, write_aside
from pipeline.text.located import Located, locate

_RECORDS: dict[str, type[Mention]] = {table_name(r): r for r in (Place, Unit, Quantity, Formulation)}


def to_label_studio(file: Path, output: Path, table: str) -> None:
    """Write passages with one table's findings for Label Studio, and beside them its labelling interface."""
    items = _labelled(output, table)
    write_aside(file, _json(interchange.to_label_studio(items)))
    view = file.with_suffix(".xml")
    write_aside(view, interchange.label_studio_view(table, Config()).encode())
    out.print(f"{view}：标注界面，贴进标注项目的设置", markup=False)
    out.print(f"{file}：{_counts(items)}", markup=False)


def to_doccano(file: Path, output: Path, table: str) -> None:
    """Write passages with one table's findings for doccano."""
    items = _labelled(output, table)
    write_aside(file, _jsonl(interchange.to_doccano(items)))
    out.print(f"{file}：{_counts(items)}", markup=False)


def _labelled(output: Path, table: str) -> list[LabelledPassage]:
    record = _RECORDS[table]
    tables = _tables(output, record)
    return interchange.labelled(_passages(tables), tables[record], table)


def from_label_studio(file: Path) -> Labels:
    """The corrected spans in a file of Label Studio. Raises SettingsError where it cannot be used."""
    return interchange.from_label_studio(_read_json(file))


def from_doccano(file: Path) -> Labels:
    """The corrected spans in a file of doccano. Raises SettingsError where it cannot be used."""
    return interchange.from_doccano(_read_lines(file))


def take(labels: Labels, file: Path, into: Path) -> None:
    """Put labels that were read from `file` into the folder, in the place of earlier ones of the same passages.

    Raises SettingsError where no person submitted any.
    """
    if not labels.reviewed:
        raise SettingsError(f"{file}：里面没有人提交的标注；标几段再导出")
    done = {(row["source"], row["passage_id"]) for row in labels.reviewed}
    for name, rows in ((labels.table, labels.spans), (f"{labels.table}.reviewed", labels.reviewed)):
        path = into / f"{name}.jsonl"
        kept = [r for r in _earlier(path) if (r["source"], r["passage_id"]) not in done]
        ordered = sorted([*kept, *rows], key=lambda r: (r["source"], r["start"], r["end"]))
        write_aside(path, _jsonl(ordered))
        out.print(f"{path}：{len(ordered)}行，其中{len(rows)}行来自 {file}", markup=False)


def docbin(file: Path, output: Path, config: Config) -> None:
    """Write every passage with its findings as a DocBin."""
    tables = _tables(output, Document)
    passages = _passages(tables)
    write_aside(file, interchange.to_docbin(tables[Document], passages, config))
    out.print(f"{file}：{len(passages)}段", markup=False)


def _tables(output: Path, record: type[Record]) -> Tables:
    load(output)
    return Tables({r: read_table(output / "tables", r) for r in (Passage, Segment, record)})


def _passages(tables: Tables) -> list[Located]:
    return locate(tables[Passage], tables[Segment])


def _counts(items: list[LabelledPassage]) -> str:
    return f"{len(items)}段，{sum(len(item.spans) for item in items)}个片段"


def _earlier(path: Path) -> list[dict[str, Any]]:
    return _read_lines(path) if path.is_file() else []


def _read_json(path: Path) -> list[dict[str, Any]]:
    try:
        tasks = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise SettingsError(f"{path} 第{error.lineno}行：不是 JSON（{error.msg}）；请导出为 JSON") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise SettingsError(f"{path}：不是任务列表；请导出为 JSON")
    return tasks


def _read_lines(path: Path) -> list[dict[str, Any]]:
    rows = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            try:
                rows.append(dict(json.loads(line)))
            except (ValueError, TypeError) as error:
                raise SettingsError(f"{path} 第{number}行：不是 JSON 对象；请导出为 JSONL") from error
    return rows


def _text(path: Path) -> str:
    if not path.is_file():
        raise SettingsError(f"{path}：没有这个文件；请给出标注工具导出的文件")
    return read_text(path)


def _json(rows: list[dict[str, Any]]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _jsonl(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
