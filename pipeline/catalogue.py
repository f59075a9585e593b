"""Every table, found where its record type is defined: adding one is adding its dataclass."""

from __future__ import annotations

from pipeline import cells, records, reliability, wordings, yearly
from pipeline.records import Record


def record_types() -> list[type[Record]]:
    """Every record type that has a name, in the order in which they are defined."""
    modules = (records, cells, wordings, reliability, yearly)
    found = [v for module in modules for v in vars(module).values() if isinstance(v, type)]
    return list(dict.fromkeys(t for t in found if issubclass(t, Record) and t.__dict__.get("zh")))


def tables() -> tuple[type[Record], ...]:
    """The tables that a run writes."""
    return tuple(t for t in record_types() if t.in_tables)


def sheets() -> tuple[type[Record], ...]:
    """The tables that have a sheet in the workbook, in the order in which an analyst opens them."""
    return tuple(sorted((t for t in tables() if t.sheet), key=lambda t: t.sheet))
