"""Organisations and places on strangers' texts: labels without text that still fit, floors, a tally that can fail."""

from __future__ import annotations

import json
import re

import pytest

from pipeline.config import Config
from pipeline.labelling.names import DEV, HELD_OUT, TRAIN
from tests.quality import names
from tests.quality.floors import below, read_floors
from tests.quality.names import LABELS, NAME_FLOORS, TEXTS, Tally, tally
from tests.quality.sources import Row

at_hand = pytest.mark.skipif(not TEXTS.is_dir(), reason="the labelled texts do not lie beside this checkout")
ROWS = {
    part: [json.loads(line) for line in (LABELS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    for part in (DEV, TRAIN, HELD_OUT)
}
TYPES = {"party", "government", "enterprise", "university", "hospital", "media", "industry_body", "military_corps"}


def test_labels_hold_codes_and_no_text() -> None:
    provinces = set(Config().provinces)
    for row in (row for rows in ROWS.values() for row in rows):
        assert set(row) == {"sha256", "kind", "start", "end", "text", "units", "places"}
        assert re.fullmatch("[0-9a-f]{64}", row["sha256"]) and re.fullmatch("[0-9a-f]{16}", row["text"])
        assert {code.rstrip("?") for *_, code in row["units"]} <= TYPES | {"other"}
        assert {code.rstrip("?") for *_, code in row["places"]} <= provinces
        assert all(0 <= a < b <= row["end"] - row["start"] for a, b, _ in (*row["units"], *row["places"]))


def test_held_out_sources_are_told_by_their_digest() -> None:
    for part, rows in ROWS.items():
        for row in rows:
            apart = row["kind"] == "provincial_work_reports_2026" or int(row["sha256"][:8], 16) % 3 == 0
            assert apart is (part == HELD_OUT)


def test_the_floors_and_the_card_belong_to_these_labels() -> None:
    assert read_floors(NAME_FLOORS)[0] == names.labelled_set(), "run python -m tests.quality --names --write"
    assert names.labelled_set()[:16] in names.CARD.read_text(encoding="utf-8")


@at_hand
def test_held_out_paragraphs_keep_their_floors() -> None:
    found = names.judged(HELD_OUT)
    assert below(names.figures(found), read_floors(NAME_FLOORS)[1]) == []


def label(start: int, end: int, code: str, optional: bool = False) -> Row:
    return {"source": "", "start": start, "end": end, "code": code, "optional": optional}


def unit(start: int, end: int, kind: str = "party", rule: str = "level") -> Row:
    return {"source": "", "start": start, "end": end, "type": kind, "rule": rule}


def test_what_is_missed_extra_or_of_another_type_is_told_apart() -> None:
    counted = Tally()
    truth = [label(0, 4, "party"), label(6, 9, "other"), label(12, 15, "media", optional=True)]
    found = [unit(1, 4), unit(12, 15), unit(20, 24), unit(30, 34, rule="generic")]
    tally(counted, "units", truth, found)
    assert counted.figures() == {"precision": 0.5, "recall": 0.5, "span": 0.0, "type": 1.0}
    assert [line.split()[0] for line in counted.lines] == ["missed", "extra", "span"]


def test_a_place_is_right_only_with_its_province_and_is_not_asked_for_inside_a_name() -> None:
    place: Row = {"source": "", "start": 0, "end": 2, "rule": "name", "via": "name"}
    counted = Tally()
    truth = [label(0, 2, "江西"), label(5, 7, "河北")]
    found = [place | {"province": "江西"}, place | {"start": 5, "end": 7, "province": "河南"}]
    tally(counted, "places", truth, [*found, place | {"start": 9, "end": 11, "province": "北京", "via": "org"}])
    assert counted.figures() == {"precision": 0.5, "recall": 0.5}
