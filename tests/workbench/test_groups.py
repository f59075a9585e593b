"""Two groups: the same intervals, tests and gate as the yearly tables, and nothing tested that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.store import read_table
from pipeline.workbench.ask import Ask, AskError
from pipeline.workbench.bench import Bench
from pipeline.workbench.groups import group, group_words, numbers, side_by_side, standing, theme_shares
from pipeline.yearly import ThemeByYear
from tests.workbench.build import invented, write_outputs

YEARS = Ask("/contrast", {"a_from": "2019", "a_to": "2019", "b_from": "2020", "b_to": "2020"})


def test_two_years_as_groups_have_the_shares_and_the_change_of_the_table(two_years: Bench) -> None:
    one, other = (group(two_years, YEARS, side) for side in (0, 1))
    assert standing(two_years, one, other).tested
    shares = theme_shares(two_years, one, other, tested=True)
    rows = read_table(two_years.outputs / "tables", ThemeByYear).to_pylist()
    stored = {(r["review_year"], r["theme"]): r for r in rows if r["scope"] == "all"}
    for place, theme in enumerate(shares.themes):
        made = numbers(shares, place)
        for side, year in enumerate((2019, 2020)):
            row = stored[year, theme]
            assert (made["n"][side], made["base"][side]) == (row["numerator"], row["base"])
            assert [made[k][side] for k in ("share", "low", "high")] == [
                pytest.approx(row[k]) for k in ("share", "low", "high")
            ]
        later = stored[2020, theme]
        assert made["difference"] == pytest.approx(later["change_previous"])
        if later["change_low"] is not None:
            assert (made["test"]["low"] > 0) == (later["change_low"] > 0)
    assert "两组的文档" in shares.change.note and "年度" not in shares.change.note


def test_the_words_of_a_group_are_those_that_the_other_has_not(two_years: Bench) -> None:
    one, other = (group(two_years, YEARS, side) for side in (0, 1))
    early, late = group_words(two_years, one, other), group_words(two_years, other, one)
    assert {r["term"] for r in early.rows} >= {"水磨坊"} or {r["term"] for r in early.rows} >= {"水磨"}
    assert not {r["term"] for r in early.rows} & {r["term"] for r in late.rows}
    assert "合作社" in {r["term"] for r in late.rows}
    assert "甲组和乙组" in early.note


def test_groups_that_share_a_document_are_not_compared(two_years: Bench) -> None:
    ask = Ask("/contrast", {"a_from": "2019", "a_to": "2020", "b_from": "2020", "b_to": "2020"})
    found = standing(two_years, group(two_years, ask, 0), group(two_years, ask, 1))
    assert found.shared == 6 and not found.tested


def test_an_empty_group_and_one_document_each_are_not_tested(two_years: Bench, tmp_path: Path) -> None:
    nobody = Ask("/contrast", {**YEARS.values, "b_from": "1990", "b_to": "1990"})
    found = standing(two_years, group(two_years, nobody, 0), group(two_years, nobody, 1))
    assert not found.tested or found.code == "no_comparable_document"
    single = Bench(write_outputs(tmp_path, invented(per_year=1)), Config())
    one, other = (group(single, YEARS, side) for side in (0, 1))
    found = standing(single, one, other)
    assert found.code == "text_by_text" and not found.tested
    assert "年" not in found.why.replace("年度", "")
    assert group_words(single, one, other).rows == []


def test_a_saved_selection_is_a_group(two_years: Bench) -> None:
    two_years.selections.keep("头一年", "/search?q=水磨&from=2019&to=2019")
    ask = Ask("/contrast", {"a_saved": "头一年", "b_from": "2020"})
    assert len(group(two_years, ask, 0).documents) == 6
    with pytest.raises(AskError, match="没有这个名称"):
        group(two_years, Ask("/contrast", {"a_saved": "没有的"}), 0)


def test_passages_stand_side_by_side(two_years: Bench) -> None:
    one, other = (group(two_years, YEARS, side) for side in (0, 1))
    rows, total = side_by_side(two_years, one, "水磨", 4)
    assert len(rows) == 4 < total and all("水磨" in r["text"] and r["year"] == 2019 for r in rows)
    assert side_by_side(two_years, other, "水磨", 4) == ([], 0)
