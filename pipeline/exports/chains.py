"""Exports side by side: each reads its tables from the run's files, in a process of its own.

An export that shows what others wrote names them in AFTER and is written behind them by the same process.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType

from pipeline.config import Config
from pipeline.engine import Processes, each
from pipeline.presence import name_of
from pipeline.records import Record, table_name
from pipeline.store import Tables, mapped, read_table, write_arrow

# The modules of a chain by their full names, in the order in which they are written.
Chain = tuple[str, ...]
Files = dict[str, list[Path]]


def chains(due: Iterable[ModuleType]) -> list[Chain]:
    """The exports that are due, each with those that come after it. What they come after and is not due stands."""
    found: dict[str, list[str]] = {}
    for module in due:
        first = next((name for name in getattr(module, "AFTER", ()) if name in found), name_of(module))
        found.setdefault(first, []).append(module.__name__)
    return [tuple(chain) for chain in found.values()]


@contextmanager
def written_apart(
    due: Sequence[Chain], tables: Tables, output: Path, config: Config, pool: Processes | None
) -> Iterator[Iterator[tuple[Chain, Files | None]]]:
    """Each chain with the files of its exports as soon as they are written; None where its process was ended."""
    if pool is None or len(due) < 2:
        yield each(partial(_written, tables=tables, output=output, config=config), due, None)
        return
    folder = output / ".parts"
    handed = _handed_over(tables, due, folder)
    try:
        yield each(partial(_read_and_written, handed=handed, output=output, config=config), due, pool)
    finally:
        for path in handed.values():
            path.unlink(missing_ok=True)


def _written(chain: Chain, tables: Tables, output: Path, config: Config) -> Files:
    return {name: importlib.import_module(name).export(tables, output, config) for name in chain}


def _read_and_written(chain: Chain, handed: Mapping[type[Record], Path], output: Path, config: Config) -> Files:
    """What a process does: the tables as the run wrote them, and what is no table from the files beside the parts."""
    folder = output / "tables"
    arrow = {r: mapped(handed[r]) if r in handed else read_table(folder, r) for r in _read_by(chain)}
    return _written(chain, Tables(arrow), output, config)


def _read_by(chain: Iterable[str]) -> tuple[type[Record], ...]:
    return tuple(dict.fromkeys(r for name in chain for r in importlib.import_module(name).READS))


def _handed_over(tables: Tables, due: Iterable[Chain], folder: Path) -> dict[type[Record], Path]:
    """What exports read and is no table of a run, as files to be read from where they lie."""
    handed = {r: folder / f"handed.{table_name(r)}.arrow" for chain in due for r in _read_by(chain) if not r.in_tables}
    for record, path in handed.items():
        write_arrow(path, tables.arrow(record))
    return handed
