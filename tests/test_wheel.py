"""The built wheel holds everything that a run needs, and reads every kind of file away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.readers import makers

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the declared backend without the network."""
    folder = tmp_path_factory.mktemp("dist")
    call = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(call, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("zongshu-*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def files(folder: Path) -> set[str]:
    """The files below a folder, without what Python leaves beside modules."""
    found = (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {p.relative_to(folder).as_posix() for p in found}


def test_code_models_templates_and_dictionaries_are_packed(unpacked: Path) -> None:
    packed = files(unpacked / "pipeline")
    package = {name for name in packed if not name.startswith(("_dictionaries/", "_labels/", "_demo/"))}
    assert package == files(ROOT / "pipeline")
    assert {"py.typed", "classify/model/themes.npz", "exports/report/templates/report.html"} <= package
    assert files(unpacked / "pipeline" / "_dictionaries") == files(ROOT / "dictionaries")
    assert files(unpacked / "pipeline" / "_labels") == files(ROOT / "labels" / "invented")
    assert files(unpacked / "pipeline" / "_demo") == files(ROOT / "demo")


def test_nothing_else_is_packed(unpacked: Path) -> None:
    assert {name.split("/")[0].split("-")[0] for name in files(unpacked)} == {"pipeline", "zongshu"}


def test_entry_points_lead_somewhere(unpacked: Path) -> None:
    points = ConfigParser(delimiters=("=",))
    points.optionxform = str  # type: ignore[assignment,method-assign]
    points.read(next(unpacked.glob("*.dist-info/entry_points.txt")), encoding="utf-8")
    assert {"console_scripts", "spacy_factories", "spacy_tokenizers"} == set(points.sections())
    targets = [target for section in points.values() for target in section.values()]
    code = "import pkgutil, sys; [pkgutil.resolve_name(target) for target in sys.argv[1:]]"
    subprocess.run([sys.executable, "-c", code, *targets], cwd=unpacked, check=True)


def test_every_kind_of_file_is_read_away_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "2021.txt").write_text(makers.plain(), encoding="utf-8")
    (corpus / "2022.html").write_text(makers.page(), encoding="utf-8")
    (corpus / "2023.docx").write_bytes(makers.word())
    (corpus / "2024.pdf").write_bytes(makers.pdf())
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONUTF8": "1", "COLUMNS": "200"}
    call = [sys.executable, "-m", "pipeline.cli", "check", str(corpus)]
    done = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    heads = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert [head.split(" ")[0] for head in heads] == ["2021.txt", "2022.html", "2023.docx", "2024.pdf"]
    assert all("1篇" in head and head.endswith("问题0") for head in heads), done.stdout
