"""Exports are written side by side, stay where their tables did not change, and are kept when a run breaks off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from pipeline import exports
from pipeline.catalogue import tables as run_tables
from pipeline.config import Config, SettingsError
from pipeline.engine import Processes
from pipeline.exports import database, datapackage, source_text, wide
from pipeline.exports.chains import chains
from pipeline.records import Problem, SourceText
from pipeline.store import Tables, write_table

FOUND = [database, datapackage, source_text, wide]
TEXT = "乙镇2031年工作总结\n\n全镇建成便民服务点14个。"  # invented


@pytest.fixture(autouse=True)
def _some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "exporters", lambda: FOUND)


@pytest.fixture
def tables() -> Tables:
    return Tables.of([SourceText("乙.txt", TEXT, "utf-8", True, [], [])])


def written(tables: Tables, output: Path, pool: Processes | None = None) -> dict[str, bytes]:
    for record in run_tables():
        write_table(output / "tables", record, tables.arrow(record))
    files = exports.write_all(tables, output, Config(), lambda stage, done, total: None, pool)
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def counted(monkeypatch: pytest.MonkeyPatch, fails: Sequence[ModuleType] = ()) -> list[str]:
    """The exports that are written from now on; some of them fail."""
    made: list[str] = []

    def counting(module: ModuleType, export: Callable[..., list[Path]]) -> Callable[..., list[Path]]:
        def called(*args: Any) -> list[Path]:
            if module in fails:
                raise OSError(28, "No space left on device")
            made.append(module.__name__.rpartition(".")[2])
            return export(*args)

        return called

    for module in FOUND:
        monkeypatch.setattr(module, "export", counting(module, module.export))
    return made


def test_two_processes_write_the_bytes_of_one(tables: Tables, tmp_path: Path) -> None:
    apart, alone = (written(tables, tmp_path / name, pool) for name, pool in (("2", Processes(2)), ("1", None)))
    assert apart == alone and {"zongshu.sqlite", "source_text/乙.txt.txt"} <= set(alone)
    assert not list((tmp_path / "2/.parts").glob("handed*"))


def test_an_export_whose_tables_did_not_change_stays(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(monkeypatch)
    written(tables, tmp_path)
    assert sorted(made) == ["database", "datapackage", "source_text", "wide"]
    made.clear()
    written(tables, tmp_path)
    assert made == []
    told = Problem("乙.txt", "ingest", "note", "invented")
    written(tables.with_records([told], [Problem]), tmp_path)
    assert sorted(made) == ["database", "datapackage"], "they alone read the problems"


def test_what_was_written_before_a_run_broke_off_is_not_written_again(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, pytest.raises(OSError, match="No space"):
        counted(broken, fails=[source_text])
        written(tables, tmp_path)
    made = counted(monkeypatch)
    written(tables, tmp_path)
    assert made == ["source_text", "wide"]


class Ended(Processes):
    """Processes that the system ends."""

    def results(self, function: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        return iter([None for _ in items])


def test_a_process_that_was_ended_is_one_line(tables: Tables, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^输出 database：写它的进程被系统终止.*再运行一次 zongshu run"):
        written(tables, tmp_path, Ended(2))


def test_what_comes_after_another_is_written_behind_it_by_the_same_process() -> None:
    charts, report = SimpleNamespace(__name__="x.charts"), SimpleNamespace(__name__="x.report", AFTER=("charts",))
    page = SimpleNamespace(__name__="x.page")
    due: Any = [charts, page, report]
    assert chains(due) == [("x.charts", "x.report"), ("x.page",)]
    assert chains(due[1:]) == [("x.page",), ("x.report",)], "charts that are not due stand"
