"""Exports: one module per output format. A module that defines `export` and READS is found by its presence."""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.config import Config
from pipeline.store import Tables, content_digest, digest, write_aside

Progress = Callable[[str, int, int], None]


def exporters() -> list[ModuleType]:
    """The export modules in the order of their ORDER (charts before the reports that show them), then name."""
    modules = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    found = [module for module in modules if hasattr(module, "export")]
    return sorted(found, key=lambda m: (getattr(m, "ORDER", 50), m.__name__))


def write_all(tables: Tables, output: Path, config: Config, progress: Progress) -> list[Path]:
    """Write every export whose tables have changed since; returns all files, those left alone too."""
    stamps = _stamps(output)
    written: list[Path] = []
    modules = exporters()
    given = digest(_code(), repr(config.settings), repr(sorted(config.digests.items())))
    contents = {record: content_digest(tables.arrow(record)) for module in modules for record in module.READS}
    for number, module in enumerate(modules):
        progress("输出", number, len(modules))
        name = module.__name__.rsplit(".", 1)[-1]
        key = digest(given, *(contents[record] for record in module.READS))
        if not _intact(stamps.get(name), key, output):
            files = module.export(tables, output, config)
            stamps[name] = {"key": key, "files": {_relative(p, output): _sha(p) for p in files}}
        written += [output / file for file in stamps[name]["files"]]
    write_aside(output / ".parts" / "exports.json", json.dumps(stamps, indent=0, sort_keys=True).encode())
    return written


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
