"""Exports: one module per output format. A module that defines `export` and READS is found by its presence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from pipeline.config import Config
from pipeline.presence import modules, name_of, owners
from pipeline.stamps import Stamp, intact, read_stamps, stamped, write_stamps
from pipeline.store import Tables, content_digest, digest

Progress = Callable[[str, int, int], None]


def exporters() -> list[ModuleType]:
    """The export modules in the order of their ORDER (charts before the reports that show them), then name."""
    return modules(__name__, __path__, "export")


def stamp_file(output: Path) -> Path:
    """Where it stands under which key each export was written."""
    return output / ".parts" / "exports.json"


def write_all(tables: Tables, output: Path, config: Config, progress: Progress) -> list[Path]:
    """Write every export whose tables have changed since; returns all files, those left alone too.

    Raises SettingsError where two exports write the same file.
    """
    path = stamp_file(output)
    kept = read_stamps(path)
    found = exporters()
    given = digest(_code(), repr(config.settings), repr(sorted(config.digests.items())))
    contents = {record: content_digest(tables.arrow(record)) for module in found for record in module.READS}
    stamps: dict[str, Stamp] = {}
    for number, module in enumerate(found):
        progress("输出", number, len(found))
        name = name_of(module)
        key = digest(given, *(contents[record] for record in module.READS))
        known = kept.get(name)
        if known is None or not intact(known, key, output):
            known = stamped(key, module.export(tables, output, config), output)
        stamps[name] = known
    claims = ((file, module) for module in found for file in stamps[name_of(module)].files)
    files_of = owners(claims, "exports")
    write_stamps(path, stamps)
    return [output / file for file in files_of]


def _code() -> bytes:
    """What exports are made by: the package's modules, and the templates of the pages."""
    files = (p for p in sorted(Path(__file__).parents[1].rglob("*")) if p.is_file())
    return b"".join(p.read_bytes() for p in files if p.suffix == ".py" or p.parent.name == "templates")
