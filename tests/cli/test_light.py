"""Help and version answer at once: they import no library that only a run needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"pandas", "spacy", "scipy", "sklearn", "pyarrow", "numpy", "matplotlib", "jieba", "opencc", "lxml", "docx",
         "duckdb", "starlette", "uvicorn", "networkx", "plotly"}  # fmt: skip
PROBE = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr))
"""
CALLS = [
    "version",
    "--help",
    "run --help",
    "tables --help",
    "tables",
    "code --help",
    "code settle --help",
    "docbin --help",
    "open --help",
]


def imported(program: str, *arguments: str) -> set[str]:
    """The top-level packages that a program has imported when it ends."""
    call = [sys.executable, "-c", PROBE + program, *arguments]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("call", CALLS)
def test_a_command_imports_nothing_heavy_before_it_needs_it(call: str) -> None:
    assert not HEAVY & imported("from pipeline.cli import main; main()", *call.split())


def test_the_package_imports_nothing_heavy_before_it_is_asked() -> None:
    assert not HEAVY & imported("import pipeline; dir(pipeline); pipeline.__version__")
    assert "pandas" in imported("import pipeline; pipeline.load")
