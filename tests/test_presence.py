"""Registries that nobody writes: adding a reader, an export, a chart or a table is adding it in one place."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from pipeline import catalogue, codes, exports, readers
from pipeline.config import Config, SettingsError
from pipeline.exports import charts, report, workbook
from pipeline.exports.charts.style import style
from pipeline.exports.dictionary import data_dictionary
from pipeline.exports.report.narrative import SECTIONS, narrative
from pipeline.presence import name_of, owners
from pipeline.records import Contradiction, Duplicate, Record, fields_of, table_name
from pipeline.stages import TABLES
from pipeline.store import Tables

PACKAGE = Path(__file__).parents[1] / "pipeline"
Add = Callable[[ModuleType, str, str], None]

READER = """
from pipeline.readers.reading import Reading
SUFFIXES = {suffixes}
def read(data, name):
    return Reading(text="读过", encoding="utf-8")
"""
EXPORT = """
READS = ()
def export(tables, output, config):
    path = output / "{file}"
    path.write_text("")
    return [path]
"""
CHART = """
from pipeline.exports.charts.style import new_figure
from pipeline.records import Document
TITLE, SECTION, READS = "新图", "{section}", (Document,)
def draw(tables, chosen, config):
    return new_figure(2, 1)
"""


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Add]:
    """Add a module to a package for one test, as if its file lay there."""
    added = []

    def add(package: ModuleType, name: str, source: str) -> None:
        folder = tmp_path / package.__name__
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
        added.append((package, name))

    readers.readers.cache_clear()
    yield add
    readers.readers.cache_clear()
    for package, name in added:
        sys.modules.pop(f"{package.__name__}.{name}", None)
        vars(package).pop(name, None)


def test_a_reader_is_one_module(add: Add) -> None:
    add(readers, "invented", READER.format(suffixes='(".INV",)'))
    assert readers.read(b"", "a/b.inv").text == "读过"


def test_a_library_that_is_missing_is_the_sources_own_accident(add: Add) -> None:
    add(readers, "invented", "SUFFIXES = ('.inv',)\ndef read(data, name):\n    import no_such_library\n")
    with pytest.raises(readers.ReadError, match="缺少程序库 no_such_library"):
        readers.read(b"", "a.inv")


def test_two_readers_of_one_suffix_are_one_line(add: Add) -> None:
    add(readers, "invented", READER.format(suffixes='(".inv", ".txt")'))
    with pytest.raises(SettingsError) as error:
        readers.read(b"", "a.md")
    assert str(error.value) == "readers：.txt 由 invented and txt 同时占用；请从其中一个去掉"


def test_an_export_is_one_module(add: Add, tmp_path: Path) -> None:
    add(exports, "invented", EXPORT.format(file="invented.txt"))
    assert "invented" in map(name_of, exports.exporters())


def test_two_exports_of_one_file_are_one_line(add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "other"):
        add(exports, name, EXPORT.format(file="same.txt"))
    both = [m for m in exports.exporters() if name_of(m) in {"one", "other"}]
    monkeypatch.setattr(exports, "exporters", lambda: both)
    with pytest.raises(SettingsError, match=r"^exports：same\.txt 由 one and other 同时占用"):
        exports.write_all(Tables({}), tmp_path, Config(), lambda stage, done, total: None)


def test_one_module_may_claim_a_thing_twice() -> None:
    assert owners([("a", readers), ("a", readers)], "readers") == {"a": readers}


def test_a_chart_is_one_module(add: Add, tmp_path: Path) -> None:
    add(charts, "invented", CHART.format(section="corpus"))
    assert {p.name for p in charts.export(Tables({}), tmp_path, Config())} == {"invented.png", "invented.svg"}
    (shown,) = [b for b in narrative(Tables({}), Config(), ["invented"]).blocks if getattr(b, "name", "") == "invented"]
    assert getattr(shown, "title", "") == "新图"


def test_a_chart_of_no_section_is_told(add: Add) -> None:
    add(charts, "invented", CHART.format(section="nowhere"))
    with pytest.raises(ValueError, match="chart invented: no section nowhere in the report; there are"):
        narrative(Tables({}), Config(), [])


def test_every_chart_says_what_it_reads() -> None:
    found = charts.charts()
    assert len({chart.title for chart in found}) == len(found) and {chart.section for chart in found} <= set(SECTIONS)
    assert {record for chart in found for record in chart.reads} <= set(charts.READS) <= set(report.READS)
    with style():
        assert all(chart.draw(Tables({}), charts.main_scope(Tables({})), Config()) is None for chart in found)


def test_every_table_that_a_stage_writes_is_found_and_every_sheet_has_its_place() -> None:
    assert set(catalogue.tables()) == set(TABLES)
    places = [record.sheet for record in catalogue.sheets()]
    assert places == sorted(set(places)) and catalogue.sheets() == workbook.SHEETS
    for record in catalogue.record_types():
        assert not record.key or record.key in {field.attribute for field in fields_of(record)}


NAMED: list[tuple[type[Record], str, str]] = [
    (Contradiction, "kind", "conflict"),
    (Contradiction, "basis", "basis"), (Duplicate, "kind", "copy"), (Duplicate, "scope", "scope"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "column", "name"), NAMED, ids=lambda value: getattr(value, "__name__", value))
def test_a_code_has_one_name_everywhere(record: type[Record], column: str, name: str) -> None:
    field = next(f for f in fields_of(record) if f.name == column)
    assert data_dictionary(Config()).codes(record, field) == codes.NAMES[name]
    assert field.column.text.split(" · ") == list(codes.NAMES[name])


def test_no_other_module_names_codes() -> None:
    """A dict with several codes of one list for its keys names them a second time."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict) and path.name != "codes.py":
                keys = {getattr(key, "value", None) for key in node.keys}
                twice = [name for name, listed in codes.NAMES.items() if len(keys & set(listed)) > 2]
                assert not twice, f"{path.relative_to(PACKAGE)}, line {node.lineno}: take the names from codes.py"


def test_a_description_that_asks_for_unknown_codes_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "columns").mkdir()
    (tmp_path / "columns" / "tables.csv").write_text("table,description\n", encoding="utf-8")
    (tmp_path / "columns" / "columns.csv").write_text("table,column,description\na,b,{colour}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^columns/columns.csv：没有 \{colour\} 这组代码；有 genre、level"):
        data_dictionary(Config(dictionaries=tmp_path))


def test_table_names_are_told_apart() -> None:
    names = [table_name(record) for record in catalogue.record_types()]
    assert len(set(names)) == len(names) == len({record.zh for record in catalogue.record_types()})


def test_a_reader_whose_library_is_missing_takes_nothing_but_its_own_files(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def without(name: str, package: str | None = None) -> ModuleType:
        if name == "pipeline.readers.docx":
            raise ModuleNotFoundError("No module named 'lxml'", name="lxml")
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    readers.readers.cache_clear()
    try:
        assert readers.read("正文。".encode(), "a.txt").text == "正文。"
        with pytest.raises(readers.ReadError, match=r"^缺少程序库 lxml，未能读取；请重新安装 zongshu 后再运行$"):
            readers.read(b"PK", "a.docx")
    finally:
        readers.readers.cache_clear()
