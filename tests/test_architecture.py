"""The structure itself: imports run downward, one outside library has one door, modules stay small."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))

# From the bottom to the top; a room may import its own floor only where it is one room.
FLOORS = [
    {"text"},
    {"schema", "records", "cells", "wordings", "yearly", "years", "reliability", "codes", "companions", "catalogue"},
    {"config"},
    {"presence", "language"},
    {"profile"},
    {
        "store",
        "stamps",
        "corpus",
        "engine",
        "libraries",
        "limits",
        "readers",
        "sites",
        "decisions",
        "codings",
        "sidecar",
        "metadata",
        "whereabouts",
        "grounds",
        "timelines",
        "narrowing",
    },
    {"words", "frame"},
    {"settle", "ingest", "dedupe", "extract", "classify", "compare"},
    {"stages"},
    {"exports", "labelling"},
    {"runner"},
    {"doctor", "explain", "serving"},
    {"review", "coders", "api"},
    {"workbench"},
    {"cli", ""},
]
STAGES = {"ingest", "dedupe", "extract", "classify", "compare", "settle"}
# What reads the results of a run asks its tables, never the rooms that made them.
MAKERS = STAGES | {"stages", "words", "frame", "language", "readers"}
READING = {"exports", "explain", "review", "api"}
# No table holds why a slot was filled as it was: to tell it, the passage is read again.
READS_AGAIN = {("explain.py", "extract")}
# text/located.py joins a passage with its ledger, for which it must know both.
UPWARD = {("text/located.py", "records")}

DOORS = {
    "PIL": ["readers/picture.py", "exports/charts/pictures.py"],
    "ahocorasick_rs": ["text/terms.py"],
    "docx": ["readers", "exports"],
    "duckdb": ["workbench"],
    "jieba": ["text/segmenter.py"],
    "jinja2": ["exports", "workbench"],
    "lxml": ["readers"],
    "matplotlib": ["exports"],
    "opencc": ["text/characters.py"],
    "networkx": ["workbench/together.py"],
    "openpyxl": ["readers/xlsx.py"],
    "pandas": ["api.py"],
    "pdfminer": ["readers/pdf.py", "readers/pdfbounds.py"],
    "pdfplumber": ["readers/pdf.py"],
    "pkuseg": ["text/segmenter.py"],
    "pyarrow": ["schema.py", "store.py", "runner.py", "api.py", "workbench/bench.py"],
    "pypdfium2": ["readers/ocr.py"],
    "rapidfuzz": ["dedupe", "text/differences.py"],
    "rapidocr": ["readers/ocr.py"],
    "rich": ["cli"],
    "rjieba": ["text/segmenter.py"],
    "sklearn": ["classify", "labelling"],
    "spacy": ["extract", "language", "text/tokenizer.py"],
    "spacy_pkuseg": ["text/segmenter.py"],
    "starlette": ["workbench/server.py"],
    "threadpoolctl": ["classify", "labelling"],
    "trafilatura": ["readers/html.py"],
    "typer": ["cli"],
    "uvicorn": ["workbench/server.py"],
    "xlrd": ["readers/xls.py"],
    "xlsxwriter": ["exports"],
    "yaml": ["config.py", "sidecar.py"],
}
# Arrays and their statistics are no room's own.
EVERYWHERE = {"numpy", "scipy"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "pipeline":
                yield from (f"pipeline.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py") if relative.as_posix() != "__init__.py" else ""


def floor(name: str) -> int:
    return next((n for n, rooms in enumerate(FLOORS) if name in rooms), -1)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_run_downward(path: Path) -> None:
    mine = room(path)
    assert floor(mine) >= 0, f"{mine} stands on no floor: say in FLOORS where it belongs"
    for name in imports(path):
        if not name.startswith("pipeline."):
            continue
        theirs = name.split(".")[1]
        if theirs == mine or theirs.startswith("__") or (path.relative_to(PACKAGE).as_posix(), theirs) in UPWARD:
            continue
        assert floor(theirs) <= floor(mine), f"{mine} must not import {theirs}, which stands above it"
        assert not {mine, theirs} <= STAGES, f"stages never import each other: {mine} imports {theirs}"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if room(p) in READING], ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_what_reads_results_asks_the_tables(path: Path) -> None:
    asked = {name.split(".")[1] for name in imports(path) if name.startswith("pipeline.")}
    asked -= {theirs for mine, theirs in READS_AGAIN if mine == path.relative_to(PACKAGE).as_posix()}
    assert not asked & MAKERS, f"{room(path)} must not import {asked & MAKERS}: read their tables"


def test_every_room_has_a_floor_and_every_floor_a_room() -> None:
    rooms = {room(path) for path in MODULES}
    assert rooms == set().union(*FLOORS)
    assert sum(map(len, FLOORS)) == len(rooms), "a room stands on one floor"


def test_every_library_has_a_door() -> None:
    own = {*sys.stdlib_module_names, "pipeline", *EVERYWHERE}
    used = {name.split(".")[0] for path in MODULES for name in imports(path)} - own
    assert used == set(DOORS), "say in DOORS which room knows the library"


@pytest.mark.parametrize("library", DOORS)
def test_one_library_one_door(library: str) -> None:
    users = {p.relative_to(PACKAGE).as_posix() for p in MODULES if library in {n.split(".")[0] for n in imports(p)}}
    strays = {u for u in users if not any(u == door or u.startswith(f"{door}/") for door in DOORS[library])}
    assert not strays, f"{library} is used in {strays}; its door is {DOORS[library]}"


def test_modules_stay_small() -> None:
    long = {p.relative_to(ROOT).as_posix(): n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 420}
    assert not long


def test_no_module_says_where_it_was_made() -> None:
    import subprocess

    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    hosts = ["files." + "pythonhosted.org", "pypi.org/" + "simple", "registry." + "npmjs.org"]
    for name in filter(None, tracked):
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".lock", ".yaml", ".csv", ".ipynb"} and path.is_file():
            content = path.read_text(encoding="utf-8", errors="ignore")
            assert not any(host in content for host in hosts), f"{name} names a package registry's host"


def test_one_name_one_thing() -> None:
    """A class that other modules can ask for has its name to itself."""
    classes = Counter(
        node.name
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert not {name for name, n in classes.items() if n > 1}
