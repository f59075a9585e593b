"""The whole run over the sample keeps every floor; the scorer and the floors can themselves fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality import floors
from tests.quality.matching import found_and_right, mentions, pairs
from tests.quality.misses import KINDS, Misses
from tests.quality.oracle import write_truth_as_outputs
from tests.quality.score import MEASURES, score
from tests.quality.sources import Row, scale


def row(start: int, end: int, **more: object) -> Row:
    return {"source": "a.txt", "start": start, "end": end, "optional": False, **more}


def test_every_figure_keeps_its_floor(sample_outputs: Path) -> None:
    lines = floors.below(score(sample_outputs), floors.read_floors()[1])
    assert not lines, "\n".join(lines)


def test_the_floors_belong_to_this_labelled_set() -> None:
    assert floors.read_floors()[0] == floors.digest(), "run python -m tests.quality --write"


def test_there_is_a_floor_for_every_kind() -> None:
    assert set(floors.read_floors()[1]) == set(MEASURES)


def test_a_floor_falls_only_when_allowed() -> None:
    old = {"places": {"f1": 0.95}}
    with pytest.raises(ValueError, match=r"places\.f1"):
        floors.raised({"places": {"f1": 0.941}}, old, allow_lower=False)
    assert floors.raised({"places": {"f1": 0.949}}, old, allow_lower=True) == {"places": {"f1": 0.94}}
    assert floors.raised({"places": {"f1": 0.979}}, old, allow_lower=False) == {"places": {"f1": 0.97}}


def test_a_figure_that_is_no_longer_measured_is_below_its_floor() -> None:
    assert floors.below({}, {"places": {"f1": 0.5}})


def test_offsets_count_without_white_space() -> None:
    assert scale("甲 乙\n丙", "甲乙丙")(2, 5) == (1, 3)


def test_offsets_of_a_page_are_aligned() -> None:
    assert scale("首页\n甲乙丙", "甲乙丙")(3, 5) == (0, 2)
    assert scale("甲丙", "甲乙丙")(1, 2) == (2, 3)


def test_the_closest_spans_go_together() -> None:
    true, found = [row(0, 10), row(10, 12)], [row(8, 12), row(0, 9)]
    assert [(t["start"], f["start"]) for t, f in pairs(true, found)] == [(0, 0), (10, 8)]


def test_an_optional_mention_counts_neither_way() -> None:
    true = [row(0, 2), row(5, 7) | {"optional": True}]
    for found in ([row(0, 2)], [row(0, 2), row(5, 7)]):
        figures, _ = mentions(true, found, lambda t, f: True)
        assert figures == found_and_right(1, 1, 1)


def test_a_wrong_and_a_missing_mention_both_cost() -> None:
    figures, _ = mentions([row(0, 2), row(4, 6)], [row(0, 2), row(8, 9)], lambda t, f: True)
    assert figures == {"precision": 0.5, "recall": 0.5, "f1": 0.5}


def test_the_truth_itself_has_every_figure_whole(tmp_path: Path) -> None:
    figures = score(write_truth_as_outputs(tmp_path))
    assert {f"{kind}.{name}": v for kind, found in figures.items() for name, v in found.items() if v < 1} == {}


def test_without_outputs_nothing_is_found(tmp_path: Path) -> None:
    figures = score(tmp_path)
    assert figures["places"]["recall"] == figures["quantities"]["recall"] == figures["themes"]["primary"] == 0
    assert figures["duplicates"]["recall"] == figures["ledger"]["sources_tiled"] == 0


def test_the_truth_itself_misses_nothing(tmp_path: Path) -> None:
    misses = Misses(write_truth_as_outputs(tmp_path))
    assert [line for kind in KINDS for line in misses(kind)] == []


def test_a_missed_place_is_listed_with_its_context(tmp_path: Path) -> None:
    outputs = write_truth_as_outputs(tmp_path)
    (outputs / "tables" / "places.parquet").unlink()
    assert any(line.startswith("missed") and "[江苏]培训党员" in line for line in Misses(outputs)("places"))
