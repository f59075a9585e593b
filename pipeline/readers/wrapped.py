"""Text files whose text stands inside something else: SQL dumps, JavaScript and JSON literals, tables under .txt.

What is written in the literals is the text; what stands around them is markup and keeps its place. Escapes are
undone, so that the source text is derived. A file is taken for wrapped only where its Chinese stands in literals
and next to none outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.readers.building import Builder
from pipeline.readers.columns import columns_of, is_running, named
from pipeline.readers.decoding import Decoded
from pipeline.readers.reading import Reading
from pipeline.readers.rows import documents, json_rows, separator, table_rows
from pipeline.readers.rowtext import Row, RowWriter
from pipeline.text.characters import HAN

_HAN = re.compile(f"[{HAN}]")
_FEWEST = 20
_MOST_OUTSIDE = 0.05
_LONGEST_LINE = 1_000_000
_COMMENT = r"/\*.{0,5000}?\*/|(?:--|//)[^\n]*+"
_BEGINS = re.compile(
    rf"\s*+(?:(?:{_COMMENT}|\#[^\n]*+);?\s*+)*+"
    r"(?:(?:var|let|const|export|return|function|insert|replace|create|drop|set|use|lock|begin|start)\b"
    r"|[{\[$(]|[\w$.\[\]'\"]{1,80}\s*[=(:])",
    re.IGNORECASE | re.S,
)
_LITERAL = re.compile(rf"'(?:[^'\\]|\\.|'')*+'|\"(?:[^\"\\]|\\.|\"\")*+\"|`(?:[^`\\]|\\.)*+`|{_COMMENT}", re.S)
_NAME = re.compile(r"([\w\u4e00-\u9fff]+)[\"'`\])]*\s*(?:[:=]|\()\s*\Z")
_JOIN = re.compile(r"\s*\+\s*(?:\\\s*)?\Z")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.S)
_SINGLE = {"n": "\n", "r": "", "t": "\t", "b": "", "f": "", "v": "", "0": "", "\n": "", "\r\n": "", "\r": ""}
_INSERT = re.compile(
    r"(?:insert|replace)\s+(?:ignore\s+)?into\s+(?P<table>[`\"\[\]\w.]+)\s*(?:\((?P<columns>[^()]*)\)\s*)?values?\s*",
    re.IGNORECASE,
)
_CREATE = re.compile(r"create\s+table\s+(?:if\s+not\s+exists\s+)?(?P<table>[`\"\[\]\w.]+)\s*\(", re.IGNORECASE)
_COLUMN = re.compile(r"^\s*[`\"\[]?(?P<name>\w+)[`\"\]]?\s+(?P<type>[a-z]+)", re.IGNORECASE | re.M)
_NO_COLUMNS = {"primary", "key", "unique", "index", "constraint", "foreign", "check", "fulltext"}
_VALUE = re.compile(
    r"\s*(?:N?(?P<text>'(?:[^'\\]|\\.|'')*+'|\"(?:[^\"\\]|\\.|\"\")*+\")|(?P<bare>[^,()']*(?:\([^()]*\))?))\s*"
    r"(?P<end>[,)])",
    re.S,
)
_NULLS = {"null", "default", ""}


def unwrapped(decoded: Decoded) -> Reading | None:
    """The reading of a wrapped text; None for a text that is none."""
    text = decoded.text
    if table := _table(decoded):
        return table
    if not _BEGINS.match(text) or not _is_wrapped(text):
        return None
    if _INSERT.search(text):
        return _dump(decoded)
    return _script(decoded)


def _is_wrapped(text: str) -> bool:
    """Whether the Chinese stands in literals and comments, and next to none outside."""
    inside = longest = 0
    for found in _LITERAL.finditer(text):
        count = len(_HAN.findall(found.group()))
        inside += count
        longest = max(longest, count if found.group()[0] in "'\"`" else 0)
    escaped = len(re.findall(r"\\u[4-9][0-9a-fA-F]{3}", text))
    heads = sum(len(_HAN.findall(found.group())) for found in _INSERT.finditer(text))
    outside = len(_HAN.findall(text)) - inside - heads
    return max(longest, escaped) >= _FEWEST and outside <= _MOST_OUTSIDE * (inside + escaped)


def _table(decoded: Decoded) -> Reading | None:
    """Lines of a table: a header that names a column, or texts in quotation marks, and as many cells in each row."""
    first = decoded.text.lstrip()[:_LONGEST_LINE].partition("\n")[0]
    if first.startswith(("{", "[")):
        return _json(decoded)
    sign = separator(decoded.text)
    header = [cell.strip().strip('"') for cell in first.split(sign)]
    quoted = first.rstrip().endswith('"') or f'"{sign}' in first
    if sign not in first or not (quoted or (any(map(named, header)) and max(map(len, header)) <= 20)):
        return None
    rows = list(table_rows(decoded.text))
    sound = [row for row in rows if not row.fault]
    columns = columns_of(row.cells for row in rows)
    if columns is None or not columns.running or len(sound) * 5 < len(rows) * 4:
        return None
    if quoted and not any(map(named, header)) and not all(_quoted(decoded.text, row) for row in sound):
        return None
    return documents(decoded, rows)


def _json(decoded: Decoded) -> Reading | None:
    """Objects of one document each, a line each or in a list."""
    rows = list(json_rows(decoded.text))
    columns = columns_of(row.cells for row in rows)
    sound = sum(not row.fault for row in rows)
    return documents(decoded, rows) if columns is not None and columns.running and sound * 5 >= len(rows) * 4 else None


def _quoted(text: str, row: Row) -> bool:
    """Whether the row's running text stands in quotation marks in the file."""
    cells = [cell for _, cell in row.cells if is_running(cell)]
    return all('"' + cell.replace('"', '""')[:40] in text for cell in cells)


class _Rows(NamedTuple):
    """Rows of an INSERT with what stands before and between them: (wrapping before it, row)."""

    pairs: list[tuple[str, Row]]
    rest: str


def _dump(decoded: Decoded) -> Reading:
    """The rows of a SQL dump, whose statements are markup."""
    found = _inserted(decoded.text)
    columns = columns_of(row.cells for _, row in found.pairs)
    if columns is None:
        return _script(decoded)
    out = Builder()
    writer = RowWriter(out, columns)
    for wrapping, row in found.pairs:
        _wrap(out, wrapping, "SQL 语句")
        writer.rows([row])
    _wrap(out, found.rest, "SQL 语句")
    return Reading(
        text=out.text(),
        encoding=decoded.encoding,
        marks=out.tidy_marks(),
        anchors=tuple(out.anchors),
        warnings=(*decoded.warnings, *columns.warnings(), *writer.faults()),
        notes=("内容是 SQL 语句，只读取其中的文字", *columns.notes()),
        derived=True,
        facts=tuple(writer.facts),
    )


def _wrap(out: Builder, text: str, reason: str) -> None:
    for line in text.splitlines():
        if line.strip():
            out.line(line, "markup", reason)


def _inserted(text: str) -> _Rows:
    known = {_bare(m["table"]): _created(text, m.end()) for m in _CREATE.finditer(text)}
    pairs: list[tuple[str, Row]] = []
    at = 0
    line = _LineNumbers(text)
    for statement in _INSERT.finditer(text):
        if statement.start() < at:
            continue  # it stands in a literal of the statement before
        names = [_bare(c) for c in (statement["columns"] or "").split(",")] if statement["columns"] else []
        names = names or known.get(_bare(statement["table"]), [])
        place = statement.end()
        while place < len(text) and text[place] == "(":
            cells, end = _values(text, place + 1)
            if end < 0:
                break
            header = names if len(names) == len(cells) else [f"第{n}列" for n in range(1, len(cells) + 1)]
            row = Row(line.number(place), tuple(zip(header, cells, strict=True)))
            pairs.append((text[at : place + 1], row))
            at = end - 1
            between = re.compile(r"\s*,\s*").match(text, end)
            place = between.end() if between else len(text)
    return _Rows(pairs, text[at:])


class _LineNumbers:
    """Line numbers of places that are asked for in order."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._number = text, 0, 1

    def number(self, place: int) -> int:
        """The number of the line at `place`, from 1."""
        self._number += self._text.count("\n", self._at, place)
        self._at = place
        return self._number


def _bare(name: str) -> str:
    return name.strip().strip('`"[]').rpartition(".")[2].strip('`"[]')


def _created(text: str, start: int) -> list[str]:
    """The names of a table's columns by its definition."""
    end = text.find(";", start)
    body = text[start : end if end >= 0 else len(text)]
    lines = body.splitlines() if "\n" in body.strip() else re.split(r",(?![^()]*\))", body)
    found = (_COLUMN.match(line) for line in lines)
    return [m["name"] for m in found if m and m["name"].lower() not in _NO_COLUMNS]


def _values(text: str, start: int) -> tuple[list[str], int]:
    """The values up to the closing bracket and the place behind it; -1 where it does not close."""
    cells: list[str] = []
    while value := _VALUE.match(text, start):
        bare = (value["bare"] or "").strip()
        cells.append(_content(value["text"]) if value["text"] else "" if bare.lower() in _NULLS else bare)
        start = value.end()
        if value["end"] == ")":
            return cells, start
    return cells, -1


def _content(literal: str) -> str:
    """What a literal says, its escapes undone."""
    quote, inner = literal[0], literal[1:-1]
    if quote != "`":
        inner = inner.replace(quote * 2, quote)
    found = _ESCAPE.sub(_unescaped, inner)
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _unescaped(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        return chr(int(code, 16))
    return _SINGLE.get(found[3], found[3])


def _script(decoded: Decoded) -> Reading:
    """The literals of a script that hold Chinese; the rest is markup."""
    out = Builder()
    text, line = decoded.text, _LineNumbers(decoded.text)
    at = 0
    for start, end, content in _literals(text):
        before = text[at:start]
        at = end
        if out.length and _JOIN.match(before):
            mark = out.add(" + ")
            out.mark(" + ", mark, "markup", "程序代码")
        else:
            out.add("\n" if out.length else "")
            _wrap(out, before, "程序代码")
            out.anchor(f"第{line.number(start)}行")
        _literal(out, content, before)
    out.add("\n")
    _wrap(out, text[at:], "程序代码")
    return Reading(
        text=out.text(),
        encoding=decoded.encoding,
        marks=out.tidy_marks(),
        anchors=tuple(out.anchors),
        warnings=decoded.warnings,
        notes=("内容是程序代码，只读取其中的文字",),
        derived=True,
    )


def _literals(text: str) -> Iterator[tuple[int, int, str]]:
    """The span and content of every literal that holds Chinese and is no key."""
    for found in _LITERAL.finditer(text):
        if found.group()[0] not in "'\"`" or re.match(r"\s*:(?!:)", text[found.end() : found.end() + 8]):
            continue
        content = _content(found.group())
        if _HAN.search(content):
            yield found.start(), found.end(), content


def _literal(out: Builder, content: str, before: str) -> None:
    """A literal's text; one that the name before it calls a title or a date is marked as that."""
    name = _NAME.search(before[-200:])
    field = named(name[1]) if name else ""
    start = out.add(content)
    if field == "title" and "\n" not in content:
        out.mark(content, start, "title")
    elif field and field != "text":
        out.mark(content, start, "metadata")
