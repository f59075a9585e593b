"""zongshu.sqlite: every table for queries, with the column descriptions in the table `columns`."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from pipeline.catalogue import tables as run_tables
from pipeline.config import Config
from pipeline.records import fields_of, table_name
from pipeline.store import Tables, write_aside

READS = run_tables()
ORDER = 30

_TYPES = {"string": "TEXT", "int64": "INTEGER", "double": "REAL", "bool": "INTEGER"}


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Write the database; lists are JSON arrays, so that `json_each` opens them."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE columns (table_name TEXT, name TEXT, zh TEXT, description TEXT)")
    for record in READS:
        fields, name = fields_of(record), table_name(record)
        connection.executemany(
            "INSERT INTO columns VALUES (?, ?, ?, ?)", [(name, f.name, f.column.zh, f.column.text) for f in fields]
        )
        columns = ", ".join(f'"{f.name}" {_TYPES.get(str(f.type), "TEXT")}' for f in fields)
        connection.execute(f'CREATE TABLE "{name}" ({columns})')
        rows = [[_value(getattr(row, f.attribute)) for f in fields] for row in tables[record]]
        connection.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(fields))})', rows)
    connection.commit()
    path = output / "zongshu.sqlite"
    write_aside(path, connection.serialize())
    connection.close()
    return [path]


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
