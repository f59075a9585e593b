"""Commands that hand findings to labelling tools and take corrections back, and that write a spaCy DocBin."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.api import load
from pipeline.cli.options import OUTPUT, Dictionaries, Output, SettingsFile, app, config_of, out
from pipeline.config import Config, SettingsError, read_text
from pipeline.extract.interchange import (
    Labelled,
    from_doccano,
    from_label_studio,
    label_studio_view,
    labelled,
    to_docbin,
    to_doccano,
    to_label_studio,
)
from pipeline.records import Document, Formulation, Mention, Passage, Place, Quantity, Record, Segment, Unit
from pipeline.store import Tables, read_table, write_aside
from pipeline.text.located import Located, locate

LABELS = Path("corpus/labels/spans")


class Format(StrEnum):
    """The labelling tools."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"


class Table(StrEnum):
    """The tables whose spans can be labelled."""

    PLACES = "places"
    UNITS = "units"
    QUANTITIES = "quantities"
    FORMULATIONS = "formulations"


_RECORDS: dict[Table, type[Mention]] = {
    Table.PLACES: Place,
    Table.UNITS: Unit,
    Table.QUANTITIES: Quantity,
    Table.FORMULATIONS: Formulation,
}
ToolFormat = Annotated[Format, typer.Argument(metavar="FORMAT", help="label-studio or doccano.")]


@app.command("export-labels")
def export_labels(
    format: ToolFormat,
    file: Annotated[Path, typer.Argument(help="File to write.")],
    output: Output = OUTPUT,
    table: Annotated[Table, typer.Option(help="The table whose spans are to be labelled.")] = Table.PLACES,
) -> None:
    """Write passages with the findings of one table for a labelling tool, to be corrected there."""
    record = _RECORDS[table]
    tables = _tables(output, record)
    items = labelled(_passages(tables), tables[record], table.value)
    if format is Format.LABEL_STUDIO:
        write_aside(file, _json(to_label_studio(items)))
        view = file.with_suffix(".xml")
        write_aside(view, label_studio_view(table.value, Config()).encode())
        out.print(f"{view}: the labelling interface for the project's settings", markup=False)
    else:
        write_aside(file, _jsonl(to_doccano(items)))
    out.print(f"{file}: {_counts(items)}", markup=False)


@app.command("import-labels")
def import_labels(
    format: ToolFormat,
    file: Annotated[Path, typer.Argument(help="File that the tool exported.")],
    into: Annotated[Path, typer.Option(help="Folder of the labels.")] = LABELS,
) -> None:
    """Take corrected spans back as labels, TABLE.jsonl, in the place of earlier labels of the same passages."""
    labels = from_label_studio(_read_json(file)) if format is Format.LABEL_STUDIO else from_doccano(_read_lines(file))
    if not labels.reviewed:
        raise SettingsError(f"{file}: nothing in it was submitted by a person; label some passages and export again")
    done = {(row["source"], row["passage_id"]) for row in labels.reviewed}
    for name, rows in ((labels.table, labels.spans), (f"{labels.table}.reviewed", labels.reviewed)):
        path = into / f"{name}.jsonl"
        kept = [r for r in _earlier(path) if (r["source"], r["passage_id"]) not in done]
        ordered = sorted([*kept, *rows], key=lambda r: (r["source"], r["start"], r["end"]))
        write_aside(path, _jsonl(ordered))
        out.print(f"{path}: {len(ordered)} rows, {len(rows)} of them from {file}", markup=False)


@app.command()
def docbin(
    file: Annotated[Path, typer.Argument(help="File to write, such as corpus.spacy.")],
    output: Output = OUTPUT,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
) -> None:
    """Write every passage with its findings as a spaCy DocBin."""
    tables = _tables(output, Document)
    passages = _passages(tables)
    write_aside(file, to_docbin(tables[Document], passages, config_of(settings, dictionaries)))
    out.print(f"{file}: {len(passages)} passages", markup=False)


def _tables(output: Path, record: type[Record]) -> Tables:
    load(output)
    return Tables({r: read_table(output / "tables", r) for r in (Passage, Segment, record)})


def _passages(tables: Tables) -> list[Located]:
    return locate(tables[Passage], tables[Segment])


def _counts(items: list[Labelled]) -> str:
    return f"{len(items)} passages, {sum(len(item.spans) for item in items)} spans"


def _earlier(path: Path) -> list[dict[str, Any]]:
    return _read_lines(path) if path.is_file() else []


def _read_json(path: Path) -> list[dict[str, Any]]:
    try:
        tasks = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise SettingsError(f"{path}, line {error.lineno}: not JSON ({error.msg}); export as JSON") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise SettingsError(f"{path}: not a list of tasks; export as JSON")
    return tasks


def _read_lines(path: Path) -> list[dict[str, Any]]:
    rows = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            try:
                rows.append(dict(json.loads(line)))
            except (ValueError, TypeError) as error:
                raise SettingsError(f"{path}, line {number}: not a JSON object; export as JSONL") from error
    return rows


def _text(path: Path) -> str:
    if not path.is_file():
        raise SettingsError(f"{path}: no such file; give the file that the tool exported")
    return read_text(path)


def _json(rows: list[dict[str, Any]]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _jsonl(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
