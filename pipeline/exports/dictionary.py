"""The data dictionary: what each table and column holds, in English from the record types, in Chinese from a file.

`python -m pipeline.exports.dictionary docs/tables.md` writes the page of all tables anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalogue import record_types
from pipeline.codes import NAMES
from pipeline.config import Config, SettingsError
from pipeline.profile import profile
from pipeline.records import Field, Record, fields_of, table_name

EVERY_TABLE = "*"
# A code with its name, as the Chinese descriptions list them: `counted 已统计，…`.
_CODE = re.compile(r"(?<![a-z0-9_])([a-z][a-z0-9]*(?:_[a-z0-9]+)*) ([^，；。、（ ]+)")
# Codes that the profile names.
_OF_THE_FIELD = ("genre", "level")
_LIST = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class ColumnEntry:
    """A column with its description in both languages."""

    field: Field
    zh: str


@dataclass(frozen=True)
class DataDictionary:
    """The Chinese descriptions: of tables by name, of columns by table and name."""

    tables: dict[str, str]
    columns: dict[tuple[str, str], str]

    def table(self, record: type[Record]) -> str:
        """What a row of the table is, one Chinese sentence. Raises SettingsError where the dictionary has none."""
        name = table_name(record)
        if name not in self.tables:
            raise SettingsError(f"columns/tables.csv：没有 {name} 表的说明；请加一行")
        return self.tables[name]

    def entries(self, record: type[Record]) -> Iterator[ColumnEntry]:
        """The columns of a table in their order. Raises SettingsError where the dictionary lacks one."""
        name = table_name(record)
        for field in fields_of(record):
            zh = self.columns.get((name, field.name)) or self.columns.get((EVERY_TABLE, field.name))
            if zh is None:
                raise SettingsError(f"columns/columns.csv：没有 {name} 表 {field.name} 列的说明；请加一行")
            yield ColumnEntry(field, zh)

    def codes(self, record: type[Record], field: Field) -> dict[str, str]:
        """The Chinese names of the codes that a column holds; empty for a column of anything else."""
        if "·" not in field.column.text:
            return {}
        name = table_name(record)
        zh = self.columns.get((name, field.name)) or self.columns.get((EVERY_TABLE, field.name), "")
        return dict(_CODE.findall(zh))


def data_dictionary(config: Config) -> DataDictionary:
    """Read the dictionary `columns`. Raises SettingsError where it cannot be used."""
    tables = config.rows("columns/tables.csv", ("table", "description"))
    columns = config.rows("columns/columns.csv", ("table", "column", "description"))
    return DataDictionary(
        {row["table"]: row["description"] for row in tables},
        {(row["table"], row["column"]): _with_codes(row["description"], config) for row in columns},
    )


def _with_codes(description: str, config: Config) -> str:
    """A description with the codes that it asks for, as `genre` in braces does, listed with their names."""
    return _LIST.sub(lambda asked: _listed(asked[1], config), description)


def _listed(name: str, config: Config) -> str:
    known = (*_OF_THE_FIELD, *NAMES)
    if name not in known:
        raise SettingsError(f"columns/columns.csv：没有 {{{name}}} 这组代码；有 {'、'.join(known)}")
    names = profile(config).names[name] if name in _OF_THE_FIELD else NAMES[name]
    return "，".join(f"{code} {zh}" for code, zh in names.items())


def page(config: Config) -> str:
    """All tables as Markdown, English and Chinese side by side."""
    dictionary = data_dictionary(config)
    lines = [
        "# Tables 数据表",
        "",
        "Made from the record types and `dictionaries/columns`; edit those. Offsets count characters, half-open.",
        "本页由记录类型和 `dictionaries/columns` 生成，请勿直接改动。起止位置按字符计，含起点、不含终点。",
        "",
    ]
    types = record_types()
    lines += [f"- [`{table_name(t)}`](#{table_name(t)}) {t.zh}" for t in types]
    for record in types:
        lines += ["", f'<a id="{table_name(record)}"></a>', f"## `{table_name(record)}` {record.zh}", ""]
        lines += [" ".join((record.__doc__ or "").split()), "", dictionary.table(record), ""]
        lines += ["| column | 名称 | type | what it holds | 含义 |", "|---|---|---|---|---|"]
        lines += [_line(entry) for entry in dictionary.entries(record)]
    return "\n".join(lines) + "\n"


def _line(entry: ColumnEntry) -> str:
    field = entry.field
    cells = (f"`{field.name}`", field.column.zh, str(field.type), field.column.text, entry.zh)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(Config()), encoding="utf-8")
