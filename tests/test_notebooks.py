"""The notebooks run on the sample from the first cell to the last, draw every glyph, and rest without outputs."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHINESE, ENGLISH = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"^\*[A-Z]", re.M)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def code_of(path: Path) -> list[Any]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def test_there_are_four() -> None:
    assert [path.name[:3] for path in NOTEBOOKS] == ["01-", "02-", "03-", "04-"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_runs_on_the_sample(path: Path, sample_outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONGSHU_OUTPUTS", str(sample_outputs))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = read(path)
    # Raises where a cell does.
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    results = [result for cell in notebook.cells for result in cell.get("outputs", [])]
    complaints = [result.text for result in results if result.output_type == "stream" and result.name == "stderr"]
    assert not complaints, "a missing glyph, a deprecation or any other warning"
    drawings = sum("plt.show()" in cell.source for cell in notebook.cells)
    assert sum("image/png" in result.get("data", {}) for result in results) == drawings
    marked = [r for r in results if 'class="entities"' in r.get("data", {}).get("text/html", "")]
    assert bool(marked) == ("displacy" in str(code_of(path)))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_rests_without_outputs(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    assert all(not cell.outputs and cell.execution_count is None for cell in code_of(path))
    assert all(not cell.metadata for cell in notebook.cells)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert dict(notebook.metadata.language_info) == {"name": "python"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_explores_and_defines_nothing(path: Path) -> None:
    for cell in code_of(path):
        kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
        assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_every_section_is_in_both_languages(path: Path) -> None:
    for cell in read(path).cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            assert CHINESE.search(cell.source) and ENGLISH.search(cell.source), cell.source.splitlines()[0]
