"""The tables of a run and their columns, as grids for the terminal."""

from __future__ import annotations

from rich.table import Table

from pipeline import catalogue
from pipeline.cli.console import out
from pipeline.config import SettingsError
from pipeline.records import fields_of, table_name


def tables() -> None:
    """Print the tables of a run."""
    grid = Table("表", "名称", "一行是什么")
    for record in catalogue.tables():
        summary = (record.__doc__ or "").strip().splitlines()[0]
        grid.add_row(table_name(record), record.zh, summary)
    out.print(grid)


def columns(name: str) -> None:
    """Print the columns of one table. Raises SettingsError where there is none of that name."""
    known = {table_name(r): r for r in catalogue.tables()}
    if name not in known:
        raise SettingsError(f"{name}：没有这张表；有 {'、'.join(known)}")
    grid = Table("列", "名称", "类型", "内容")
    for field in fields_of(known[name]):
        grid.add_row(field.name, field.column.zh, str(field.type), field.column.text)
    out.print(grid)
