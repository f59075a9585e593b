"""Reports made of one template: two places' own figures never contradict each other, wherever the places are named."""

from __future__ import annotations

import pytest

from pipeline.records import Contradiction, Duplicate, Record
from tests.build import read_text
from tests.dedupe.build import found, only, search
from tests.dedupe.own_figures import PLACES, WHERE, own_figures


@pytest.fixture(scope="module")
def reports() -> list[list[Record]]:
    """A report of each kind of place for each way of naming it: twenty files."""
    files = [file for kind in PLACES for where in WHERE for file in own_figures(kind, where, 1)]
    return [read_text(file.name, file.text) for file in files]


def test_own_figures_contradict_nothing_and_are_no_copies(reports: list[list[Record]]) -> None:
    rows = search(*reports)
    assert [(c.text_a, c.text_b) for c in only(rows, Contradiction)] == []
    assert len(only(rows, Duplicate)) <= 2


def test_a_report_that_was_changed_contradicts_its_other_version(reports: list[list[Record]]) -> None:
    """The same report twice, one figure changed: it is one county's, whoever names it."""
    file = next(own_figures("县", "title", 1))
    changed = file.text.replace("其中预备党员", "其中预备党员1", 1)
    (row,) = found(read_text("a.txt", file.text), read_text("b.txt", changed))
    assert row.kind == "number"
