"""The sample and its labels are what the marked originals say, and each label stands where it says it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.truth.amounts import amount
from tests.truth.build import CORPUS, HERE, build, originals
from tests.truth.markup import Original


@pytest.fixture(scope="module")
def texts() -> tuple[Original, ...]:
    return originals()


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_files_on_disk_follow_from_the_originals() -> None:
    stale = [path.name for path, data in build().items() if not path.exists() or path.read_bytes() != data]
    assert not stale, "run python -m tests.truth"


def test_nothing_else_stands_in_the_sample() -> None:
    assert {p for p in CORPUS.rglob("*") if p.is_file()} == {p for p in build() if p.parent == CORPUS}


@pytest.mark.parametrize("name", ["places", "units", "quantities", "non_quantities", "traps"])
def test_every_labelled_surface_stands_at_its_offsets(name: str, texts: tuple[Original, ...]) -> None:
    visible = {o.source: o.tight for o in texts}
    wrong = [row for row in rows(name) if visible[row["source"]][row["start"] : row["end"]] != row["surface"]]
    assert not wrong


def test_offsets_count_the_characters_of_the_file(texts: tuple[Original, ...]) -> None:
    for original in texts:
        if not original.head.get("html"):
            text = original.data.decode(original.head.get("encoding", "utf-8"))
            assert "".join(c for c in text if not c.isspace()) == original.tight


def test_every_document_says_that_it_is_invented(texts: tuple[Original, ...]) -> None:
    assert all("本文为虚构样例" in o.tight for o in texts)


def test_the_sample_covers_what_it_is_for(texts: tuple[Original, ...]) -> None:
    years = {o.head["year"] for o in texts if o.head["year"]}
    summaries = {o.head["year"] for o in texts if o.head["genre"] == "national_summary"}
    assert len(texts) >= 10
    assert len(years) >= 7 and 2020 not in years
    assert len(summaries) >= 6
    assert len({o.head["genre"] for o in texts}) >= 5
    assert all(800 <= len(o.tight) <= 4000 for o in texts)


def test_labels_name_only_files_of_the_sample(texts: tuple[Original, ...]) -> None:
    sources = {o.source for o in texts}
    for path in Path(HERE).glob("*.jsonl"):
        for row in rows(path.stem):
            assert {v for k, v in row.items() if k.startswith("source")} <= sources


@pytest.mark.parametrize(
    ("surface", "before", "low", "high", "bound", "unit"),
    [
        ("3200多个", "", 3200, None, "more_than", "个"),
        ("95%以上", "", 95, None, "at_least", "%"),
        ("1/3", "不超过", None, 0.333333, "at_most", ""),
        ("1.5亿元", "近", 150_000_000, 150_000_000, "approx", "元"),
        ("3至5户", "人均联系群众", 3, 5, "range", "户"),
        ("２６个", "对", 26, 26, "exact", "个"),
    ],
)
def test_amounts(surface: str, before: str, low: float, high: float, bound: str, unit: str) -> None:
    found = amount(surface, before)
    assert (found["value_low"], found["value_high"], found["bound"], found["unit"]) == (low, high, bound, unit)


def test_a_masked_amount_has_no_value() -> None:
    assert amount("××万元", "") == {
        "value_low": None,
        "value_high": None,
        "bound": "exact",
        "masked": True,
        "unit": "元",
    }
