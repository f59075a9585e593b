"""What an analyst writes down about a source: beside it in NAME.meta.yaml, or for many in one metadata.csv."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence

import yaml

from pipeline.config import Config, SettingsError
from pipeline.decisions import unguarded
from pipeline.language.dates import days
from pipeline.profile import Profile, profile
from pipeline.records import Document, fields_of

FIELDS = ("title", "review_year", "published", "genre", "level", "publisher", "home_province", "synthetic")
COLUMNS = (
    "source",
    "doc_id",
    "title",
    "review_year",
    "year_from",
    "published",
    "genre",
    "level",
    "publisher",
    "home_province",
    "confirm",
)
# What the columns are called in Chinese; a table may be headed by either name.
HEADINGS = {f.name: f.column.zh for f in fields_of(Document)} | {"confirm": "确认"}
COLUMN_OF = {zh: name for name, zh in HEADINGS.items()}
YES = ("yes", "true", "1", "y", "x", "是", "√")
NO = ("no", "false", "0", "n", "否")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:\.0|年度?)?")


def parse_yaml(text: str, name: str, field: Profile | None = None) -> dict[str, str]:
    """The fields in a sidecar's text; `name` is the file's name for messages, `field` the profile whose genres and
    levels hold (None: the one that is installed). Raises SettingsError with a line."""
    try:
        # Every value stays as it is written: a date that is none must be answered for, not raised over.
        content = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise SettingsError(f"{name} 第{line}行：YAML 写法有误；请一行写一项，如 review_year: 2017") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise SettingsError(f"{name} 第1行：不是一项一行的列表；请一行写一项，如 review_year: 2017")
    found = {}
    for key, value in content.items():
        line = _line_of(text, str(key))
        if str(key) not in FIELDS:
            raise SettingsError(f"{name} 第{line}行：没有 {key} 这一项；有 {'、'.join(FIELDS)}")
        if not isinstance(value, str):
            raise SettingsError(f"{name} 第{line}行：{key} 只能有一个值")
        if value.strip():
            found[str(key)] = checked(str(key), value.strip(), f"{name} 第{line}行", field)
    return found


Lines = Sequence[tuple[int, Sequence[str]]]


def csv_lines(text: str) -> Lines:
    """The lines of a table in CSV, each with its number and its cells."""
    reader = csv.reader(text.lstrip("\ufeff").splitlines())
    return [(reader.line_num, cells) for cells in reader]


def parse_csv(text: str, name: str, field: Profile | None = None) -> dict[str, dict[str, str]]:
    """The fields of each source in a metadata table's text: see `parse_lines`."""
    return parse_lines(csv_lines(text), name, field)


def rows_of(lines: Lines, name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of a metadata table by the names of its columns, which may be headed in Chinese, each with its number.

    Raises SettingsError for a column that is missing, a row of the wrong length or one without a source.
    """
    header = [COLUMN_OF.get(cell.strip(), cell.strip()) for cell in (lines[0][1] if lines else ())]
    if "source" not in header:
        raise SettingsError(f"{name} 第1行：没有 source 列；有 {'、'.join(header) or '空表头'}")
    found = []
    for number, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise SettingsError(f"{name} 第{number}行：有{len(cells)}格，应为{len(header)}格；请改正这一行")
        found.append((number, {key: unguarded(cell) for key, cell in zip(header, cells, strict=True)}))
    return found


def parse_lines(lines: Lines, name: str, field: Profile | None = None) -> dict[str, dict[str, str]]:
    """The fields of each source in a metadata table, by source, or by doc_id where a row names one.

    A row without a tick in `confirm` is a proposal and counts only where the table has no such column. Raises
    SettingsError with the line for a column that is missing, a row of the wrong length or a value that is no
    value of its field.
    """
    found: dict[str, dict[str, str]] = {}
    for number, row in rows_of(lines, name):
        where = f"{name} 第{number}行"
        if "confirm" in row and row["confirm"].lower() not in YES:
            continue
        if not row["source"]:
            raise SettingsError(f"{where}：没有 source；请写文件在语料里的路径")
        values = {key: checked(key, row[key], where, field) for key in FIELDS if row.get(key)}
        found.setdefault(row.get("doc_id") or row["source"], {}).update(values)
    return found


def fields_for(table: Mapping[str, Mapping[str, str]], source: str) -> dict[str, str]:
    """What a metadata table says of one source: its own fields, and those of its articles as `DOC_ID:FIELD`."""
    found = dict(table.get(source, {}))
    for key, values in table.items():
        if key.startswith(f"{source}#"):
            found.update({f"{key}:{field}": value for field, value in values.items()})
    return found


def checked(name: str, value: str, where: str, field: Profile | None = None) -> str:
    """The value of the field `name` in its normal form. Raises SettingsError that begins with `where`."""
    if name == "review_year":
        if not _YEAR.fullmatch(value):
            raise SettingsError(f"{where}：review_year 应为年度，如 2023，写的是“{value}”")
        return value[:4]
    if name == "published":
        return _date(value, where)
    if name in {"genre", "level"}:
        return _code(name, value, where, field or profile(Config()))
    if name == "synthetic" and value.lower() not in YES + NO:
        raise SettingsError(f"{where}：synthetic 应为是或否，写的是“{value}”")
    return value


def _code(name: str, value: str, where: str, field: Profile) -> str:
    """The code of a genre or level, written as code or by its Chinese name."""
    for code, zh in field.names[name].items():
        if value in (code, zh):
            return code
    listed = "、".join(f"{zh}（{code}）" for code, zh in field.names[name].items())
    raise SettingsError(f"{where}：{name} 写的是“{value}”；应为 {listed}")


def _date(value: str, where: str) -> str:
    found = next(iter(days(value)), None)
    if found is not None and found.start == 0 and (day := found.iso()):
        return day
    raise SettingsError(f"{where}：published 应为日期，如 2024-01-31，写的是“{value}”")


def _line_of(text: str, key: str) -> int:
    return next((n for n, line in enumerate(text.splitlines(), 1) if line.strip().strip("\"'").startswith(key)), 1)


def inferred_rows(documents: Iterable[Document]) -> list[dict[str, str]]:
    """The rows of a metadata table with what was inferred of each article, to be confirmed by hand.

    Every row has the COLUMNS as strings, empty where unknown; `confirm` is empty.
    """
    rows = []
    for document in documents:
        values = {name: getattr(document, name) for name in COLUMNS if name != "confirm"}
        row = {name: "" if value is None else str(value) for name, value in values.items()}
        rows.append({**row, "confirm": ""})
    return rows
