"""A run over the sample writes the golden tables, byte for byte."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from tests.golden.tables import NAMES, kept, tables


@pytest.fixture(scope="module")
def found(sample_outputs: Path) -> dict[str, bytes]:
    return tables(sample_outputs)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_as_it_was(name: str, found: dict[str, bytes]) -> None:
    golden = kept()
    assert name in found, f"the run wrote no {name}"
    assert name in golden, "run python -m tests.golden --write"
    if found[name] != golden[name]:
        pytest.fail(_difference(golden[name], found[name]))


def _difference(golden: bytes, found: bytes) -> str:
    before, after = (data.decode("utf-8-sig").splitlines() for data in (golden, found))
    lines = list(unified_diff(before, after, "golden", "found", lineterm="", n=0))
    return "\n".join(["python -m tests.golden --write, if this is meant:", *lines[:40]])
