"""Tables and JSON lines with one document a row.

The source text is built from the rows in their order: the title, one line `column：cell` for each cell that says
something of the document, the text, and a blank line. Every row is an `article` mark; its metadata stand in
`Reading.facts` under the start of that mark, under the same names as in a sidecar. Columns that mean nothing here
and rows that cannot be used stand in the text as noise, so that nothing is lost.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.readers.building import Builder
from pipeline.readers.decoding import decode
from pipeline.readers.reading import Mark, PageFact, ReadError, Reading

SUFFIXES = (".jsonl", ".ndjson", ".csv", ".tsv")

_COLUMNS = {
    "text": ("text", "正文", "content", "内容", "全文", "full_text", "fulltext", "body", "文本"),
    "title": ("title", "标题", "题目"),
    "published": ("published", "date", "publish_date", "pub_date", "日期", "发布日期", "发布时间"),
    "review_year": ("review_year", "year", "年度", "年份"),
    "publisher": ("publisher", "source", "来源", "发布者", "发布机构"),
    "genre": ("genre", "文种"),
    "level": ("level", "层级"),
    "home_province": ("home_province", "province", "省份", "所属省份"),
}
_NAMES = {alias: name for name, aliases in _COLUMNS.items() for alias in aliases}
_MOST_WARNINGS = 50


class Row(NamedTuple):
    """A row at a line of the file: its cells by column, or what is wrong with it and its own characters."""

    line: int
    cells: tuple[tuple[str, str], ...]
    fault: str = ""
    raw: str = ""


def read(data: bytes, name: str) -> Reading:
    """Read a table of documents. Raises ReadError where it has no column of texts."""
    decoded = decode(data, name)
    as_json = name.lower().endswith(("jsonl", "ndjson"))
    rows = list(_json_rows(decoded.text) if as_json else _table_rows(decoded.text))
    writer = _Writer()
    for row in rows:
        writer.row(row)
    if rows and not writer.articles:
        raise ReadError("没有一行可用：需要正文列（text、正文、content 或 内容），每行一篇；请核对列名")
    return Reading(
        text=writer.out.text(),
        encoding=decoded.encoding,
        marks=writer.out.tidy_marks(),
        anchors=tuple(writer.out.anchors),
        warnings=(*decoded.warnings, *_few(writer.warnings)),
        derived=True,
        facts=tuple(writer.facts),
    )


def _few(warnings: Sequence[str]) -> list[str]:
    if len(warnings) <= _MOST_WARNINGS:
        return list(warnings)
    return [*warnings[:_MOST_WARNINGS], f"另有 {len(warnings) - _MOST_WARNINGS} 行不可用；请核对文件"]


def _json_rows(text: str) -> Iterator[Row]:
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


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _table_rows(text: str) -> Iterator[Row]:
    """The rows under the header; csv's limit on a cell's size would refuse long documents and is lifted."""
    csv.field_size_limit(2**31 - 1)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
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
        if header is None:
            header = [cell.strip() for cell in cells]
            if "text" not in {_NAMES.get(cell.lower()) for cell in header}:
                raise ReadError("表头没有正文列（text、正文、content 或 内容）；请改正列名后重新运行")
        elif len(cells) == len(header):
            yield Row(number, tuple(zip(header, cells, strict=True)))
        elif cells:
            fault = f"有 {len(cells)} 格，表头有 {len(header)} 列"
            yield Row(number, (), fault, "\t".join(cells))
        number = lines.line_num + 1


def _delimiter(text: str) -> str:
    """The separator that cuts a column of texts out of the header."""
    header = text[: text.find("\n") + 1 or len(text)]
    for sign in (",", "\t", ";"):
        names = {cell.strip().strip('"').lower() for cell in header.split(sign)}
        if any(_NAMES.get(name) == "text" for name in names) and len(names) > 1:
            return sign
    return ","


def _rest(text: str, line: int) -> str:
    """The text from that line on, lines counted as csv counts them."""
    return "".join(io.StringIO(text, newline="").readlines()[line - 1 :]) or text


class _Writer:
    def __init__(self) -> None:
        self.out = Builder()
        self.facts: list[PageFact] = []
        self.warnings: list[str] = []
        self.articles = 0

    def row(self, row: Row) -> None:
        """Write a row as an article, or as noise with a warning."""
        named = {_NAMES.get(column.strip().lower(), ""): cell for column, cell in reversed(row.cells)}
        self.out.anchor(f"第{row.line}行")
        if row.fault or not named.get("text", "").strip():
            fault = row.fault or "没有正文"
            self.warnings.append(f"第{row.line}行：{fault}；此行未作为文档，请改正")
            raw = row.raw or "\t".join(cell for _, cell in row.cells)
            self.out.line(raw, "noise", "不可用的行")
            return
        self.articles += 1
        start = self.out.length
        self._cells(row, named, start)
        self.out.add(named["text"])
        self.out.marks.append(Mark(start, self.out.length, "article", f"第{row.line}行"))
        self.out.add("\n\n")

    def _cells(self, row: Row, named: dict[str, str], start: int) -> None:
        if title := named.get("title", "").strip():
            self.out.line(" ".join(title.split()), "title")
        used = set()
        for column, cell in row.cells:
            name = _NAMES.get(column.strip().lower(), "")
            value = " ".join(cell.split())
            first = name not in used
            used.add(name)
            if not value or (name == "text" and first):
                continue
            if name and first:
                self.facts.append(PageFact(start, name, value))
            if name != "title" or not first:
                known = bool(name) and first
                self.out.line(
                    f"{column.strip()}：{value}", "metadata" if known else "noise", "" if known else "未用的列"
                )
