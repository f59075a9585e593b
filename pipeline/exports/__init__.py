"""Exports: one module per output format. A module that defines `export` and READS is found by its presence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

from pipeline.config import Config, SettingsError
from pipeline.engine import Processes
from pipeline.exports.chains import chains, written_apart
from pipeline.presence import modules, name_of, owners
from pipeline.stamps import intact, read_stamps, stamped, write_stamps
from pipeline.store import Tables, digest

Progress = Callable[[str, int, int], None]


def exporters() -> list[ModuleType]:
    """The export modules in the order of their ORDER (charts before the reports that show them), then name."""
    return modules(__name__, __path__, "export")


def stamp_file(output: Path) -> Path:
    """Where it stands under which key each export was written."""
    return output / ".parts" / "exports.json"


def write_all(
    tables: Tables, output: Path, config: Config, progress: Progress, pool: Processes | None = None
) -> list[Path]:
    """Write every export whose tables have changed since; returns all files, those left alone too.

    `pool`: processes that write them side by side, from the tables as they stand in `output`. Each is stamped as soon
    as it is written, so that a run that was broken off goes on behind it. Raises SettingsError where two exports write
    the same file, or where a process was ended from outside.
    """
    path, found = stamp_file(output), exporters()
    kept = read_stamps(path)
    given = digest(_code(), repr(config.settings), repr(sorted(config.digests.items())))
    keys = {m.__name__: digest(given, *map(tables.digest, m.READS)) for m in found}
    names = {m.__name__: name_of(m) for m in found}
    whole = {name for name in names if intact(kept.get(names[name]), keys[name], output)}
    stamps = {names[name]: kept[names[name]] for name in names if name in whole}
    due = chains(m for m in found if m.__name__ not in whole)
    with written_apart(due, tables, output, config, pool) as results:
        for number, (chain, files) in enumerate(results):
            progress("输出", number, len(due))
            if files is None:
                raise SettingsError(_ended(names[name] for name in chain))
            for name in chain:
                stamps[names[name]] = stamped(keys[name], files[name], output)
            write_stamps(path, {**kept, **stamps})
    claims = ((file, module) for module in found for file in stamps[name_of(module)].files)
    files_of = owners(claims, "exports")
    write_stamps(path, stamps)
    return [output / file for file in files_of]


def _ended(names: Iterable[str]) -> str:
    told = "、".join(names)
    return f"输出 {told}：写它的进程被系统终止（多为内存不足）；请关闭别的程序，再运行一次 zongshu run，做完的都已保留"


def _code() -> bytes:
    """What exports are made by: the package's modules, and the templates of the pages."""
    files = (p for p in sorted(Path(__file__).parents[1].rglob("*")) if p.is_file())
    return b"".join(p.read_bytes() for p in files if p.suffix == ".py" or p.parent.name == "templates")
