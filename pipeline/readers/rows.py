"""Tables and JSON lines with one document a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from pipeline.readers.building import Builder
from pipeline.readers.columns import columns_of, is_running, named, sentence_column
from pipeline.readers.decoding import Decoded, decode
from pipeline.readers.reading import UNUSED, ReadError, Reading
from pipeline.readers.rowtext import Row, RowWriter

SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv")

_DEEPEST = 4
_SEPARATORS = (",", "\t", ";", "|")


def read(data: bytes, name: str) -> Reading:
    """Read a table of documents. Raises ReadError where it has no column of texts."""
    decoded = decode(data, name)
    as_json = name.lower().endswith(("json", "jsonl", "ndjson"))
    return documents(decoded, list(json_rows(decoded.text) if as_json else table_rows(decoded.text)))


def documents(decoded: Decoded, rows: list[Row]) -> Reading:
    """The documents of a table that was decoded and cut into rows. Raises ReadError where it has none."""
    columns = columns_of(row.cells for row in rows)
    if rows and columns is None and (column := sentence_column(row.cells for row in rows)):
        return _one_document(decoded, rows, column)
    if rows and columns is None:
        raise ReadError("没有一行可用：需要正文列（text、正文、content 或 内容），每行一篇；请核对列名")
    if columns is None:
        return Reading("", decoded.encoding, warnings=decoded.warnings, derived=True)
    out = Builder()
    writer = RowWriter(out, columns)
    writer.rows(rows)
    if not writer.articles:
        raise ReadError("没有一行可用：正文列都是空的；请核对文件")
    return Reading(
        text=out.text(),
        encoding=decoded.encoding,
        marks=out.tidy_marks(),
        anchors=tuple(out.anchors),
        warnings=(*decoded.warnings, *columns.warnings(), *writer.faults()),
        notes=columns.notes(),
        derived=True,
        facts=tuple(writer.facts),
    )


def _one_document(decoded: Decoded, rows: list[Row], column: str) -> Reading:
    """A table that holds one text, a sentence a row: its other columns stand beside them as noise."""
    out = Builder()
    for row in rows:
        out.anchor(f"第{row.line}行")
        sentence = " ".join(" ".join(cell for name, cell in row.cells if name == column).split())
        if sentence:
            out.line(sentence)
        rest = [cell for name, cell in row.cells if name != column and cell.strip()] or [row.raw]
        if any(rest):
            out.line(" ".join("\t".join(rest).split("\n")), "noise", row.fault or UNUSED)
    return Reading(
        text=out.text(),
        encoding=decoded.encoding,
        marks=out.tidy_marks(),
        anchors=tuple(out.anchors),
        warnings=decoded.warnings,
        notes=(f"“{column}”列一行一句，整张表作为一篇读入，其余各列不作正文；若不对，请把正文列改名为“正文”",),
        derived=True,
    )


def json_rows(text: str) -> Iterator[Row]:
    """One row for each object of a list, however deep the answer of a service holds it, else for each line; a line
    that is no object keeps its characters."""
    if text.lstrip()[:1] in {"[", "{"} and (items := _listed(text)):
        yield from items
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            content = json.loads(line)
            json.dumps(content, ensure_ascii=False).encode()  # an unpaired surrogate is no character
        except (ValueError, RecursionError):
            yield Row(number, (), "不是有效的 JSON", line)
            continue
        if isinstance(content, dict):
            yield Row(number, tuple((str(key), _cell(value)) for key, value in content.items()))
        else:
            yield Row(number, (), "不是 JSON 对象", line)


def _listed(text: str) -> list[Row]:
    """The objects of the text's list, numbered; none where the text is no one value that holds such a list."""
    try:
        content = json.loads(text)
        json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return []
    items = _objects(content, _DEEPEST)
    return [Row(n, tuple((str(k), _cell(v)) for k, v in item.items())) for n, item in enumerate(items, 1)]


def _objects(content: object, depth: int) -> list[dict[str, object]]:
    """The longest list of objects in a value; an object that itself holds running text is one document."""
    if isinstance(content, list):
        return content if all(isinstance(item, dict) for item in content) else []
    if (
        not isinstance(content, dict)
        or not depth
        or any(isinstance(v, str) and is_running(v) for v in content.values())
    ):
        return []
    return max((_objects(value, depth - 1) for value in content.values()), key=len, default=[])


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def table_rows(text: str) -> Iterator[Row]:
    """The rows under the header; where the first row holds running text there is no header, and columns are
    numbered. csv's limit on a cell's size would refuse long documents and is lifted."""
    csv.field_size_limit(2**31 - 1)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    header: list[str] | None = None
    number = 1
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            yield Row(number, (), "引号没有配对，此行以后未能读入", _rest(text, number))
            return
        if header is None and not any(map(is_running, cells)):
            header = unique([cell.strip() for cell in cells])
        else:
            header = header or [f"第{n}列" for n in range(1, len(cells) + 1)]
            yield from _table_row(number, cells, header)
        number = lines.line_num + 1


def _table_row(number: int, cells: list[str], header: list[str]) -> Iterator[Row]:
    if len(cells) == len(header):
        yield Row(number, tuple(zip(header, cells, strict=True)))
    elif cells:
        yield Row(number, (), f"有 {len(cells)} 格，表头有 {len(header)} 列", "\t".join(cells))


def unique(header: list[str]) -> list[str]:
    """The header with a name for every column, and each name once."""
    names: list[str] = []
    for number, cell in enumerate(header, 1):
        name = cell or f"第{number}列"
        names.append(name if name not in names else f"{name}（第{number}列）")
    return names


def separator(text: str) -> str:
    """The sign that cuts a column of texts out of the header, or else the one that cuts it most often."""
    header = text[: text.find("\n") + 1 or len(text)]
    for sign in _SEPARATORS:
        names = [named(cell.strip().strip('"')) for cell in header.split(sign)]
        if "text" in names and len(names) > 1:
            return sign
    return max(_SEPARATORS, key=header.count)


def _rest(text: str, line: int) -> str:
    """The text from that line on, lines counted as csv counts them."""
    return "".join(io.StringIO(text, newline="").readlines()[line - 1 :]) or text
