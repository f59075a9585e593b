"""Exports: one module per output format. A module that defines `export` and READS is found by its presence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.config import Config
from pipeline.presence import modules, name_of, owners
from pipeline.store import Tables, content_digest, digest, write_aside

Progress = Callable[[str, int, int], None]


def exporters() -> list[ModuleType]:
    """The export modules in the order of their ORDER (charts before the reports that show them), then name."""
    return modules(__name__, __path__, "export")


def write_all(tables: Tables, output: Path, config: Config, progress: Progress) -> list[Path]:
    """Write every export whose tables have changed since; returns all files, those left alone too.

    Raises SettingsError where two exports write the same file.
    """
    stamps = _stamps(output)
    found = exporters()
    given = digest(_code(), repr(config.settings), repr(sorted(config.digests.items())))
    contents = {record: content_digest(tables.arrow(record)) for module in found for record in module.READS}
    for number, module in enumerate(found):
        progress("输出", number, len(found))
        name = name_of(module)
        key = digest(given, *(contents[record] for record in module.READS))
        if not _intact(stamps.get(name), key, output):
            files = module.export(tables, output, config)
            stamps[name] = {"key": key, "files": {_relative(p, output): _sha(p) for p in files}}
    claims = ((file, module) for module in found for file in stamps[name_of(module)]["files"])
    files_of = owners(claims, "exports")
    write_aside(output / ".parts" / "exports.json", json.dumps(stamps, indent=0, sort_keys=True).encode())
    return [output / file for file in files_of]


def _code() -> bytes:
    """What exports are made by: the package's modules, and the templates of the pages."""
    files = (p for p in sorted(Path(__file__).parents[1].rglob("*")) if p.is_file())
    return b"".join(p.read_bytes() for p in files if p.suffix == ".py" or p.parent.name == "templates")


def _stamps(output: Path) -> dict[str, dict[str, Any]]:
    try:
        return dict(json.loads((output / ".parts" / "exports.json").read_bytes()))
    except (OSError, ValueError):
        return {}


def _intact(stamp: dict[str, Any] | None, key: str, output: Path) -> bool:
    if not stamp or stamp["key"] != key:
        return False
    return all((output / name).is_file() and _sha(output / name) == sha for name, sha in stamp["files"].items())


def _relative(path: Path, output: Path) -> str:
    return path.relative_to(output).as_posix()


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
