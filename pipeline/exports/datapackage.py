"""datapackage.json: the tables described for other tools, by the Frictionless Data Package standard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.catalogue import tables as run_tables
from pipeline.config import Config
from pipeline.profile import profile
from pipeline.records import Field, Record, fields_of, table_name
from pipeline.store import Tables, write_aside

READS = run_tables()
ORDER = 30

_TYPES = {"string": "string", "int64": "integer", "double": "number", "bool": "boolean"}


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Describe every CSV table: its columns, their types and what they hold."""
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "zongshu",
        "title": f"{profile(config).name}比较数据",
        "version": __version__,
        "resources": [_resource(record, config.settings.report.chinese) for record in READS],
    }
    path = output / "datapackage.json"
    write_aside(path, json.dumps(package, ensure_ascii=False, indent=1).encode())
    return [path]


def _resource(record: type[Record], chinese: bool) -> dict[str, Any]:
    name = table_name(record)
    return {
        "name": name.replace("_", "-"),
        "title": record.zh,
        "description": (record.__doc__ or "").strip(),
        "path": f"tables/{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {"fields": [_field(f, chinese) for f in fields_of(record)], "missingValues": [""]},
    }


def _field(field: Field, chinese: bool) -> dict[str, Any]:
    kind = _TYPES.get(str(field.type))
    title = field.head(not chinese)
    described = {"name": field.head(chinese), "title": title, "description": field.column.text}
    if kind == "boolean":
        return {**described, "type": kind, "trueValues": ["True"], "falseValues": ["False"]}
    if kind:
        return {**described, "type": kind}
    return {**described, "type": "string", "description": f"{field.column.text}; several values joined with ;"}
