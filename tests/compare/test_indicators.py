"""Indicators claim what was counted: the dictionary's examples, and what is never a value of the year."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.compare.indicators import NOTHING, ClaimFrame, Indicator, load, name_of
from pipeline.compare.periods import load_periods
from pipeline.config import Config, SettingsError

CONFIG = Config()
INDICATORS = load(CONFIG)
PERIODS = load_periods(CONFIG)


def examples(kind: str) -> list[Any]:
    """Every example of that kind with the indicator that it is one of."""
    document = CONFIG.document("indicators/examples.yaml")
    return [
        pytest.param(name, row, id=f"{name}-{n}") for name, e in document.items() for n, row in enumerate(e[kind], 1)
    ]


def frame(row: list[str]) -> ClaimFrame:
    """An example: object, action, unit, actor and, where it has one, the sentence."""
    counted, action, unit, actor, *sentence = row
    return ClaimFrame(counted, action, actor, unit, "".join(sentence))


@pytest.mark.parametrize(("name", "row"), examples("takes"))
def test_an_indicator_takes_what_it_counts(name: str, row: list[str]) -> None:
    assert name_of(frame(row), INDICATORS) == name


@pytest.mark.parametrize(("name", "row"), examples("leaves"))
def test_an_indicator_leaves_what_it_does_not_count(name: str, row: list[str]) -> None:
    assert name_of(frame(row), INDICATORS) != name


def test_every_indicator_has_examples_of_both_kinds_and_no_example_is_of_another() -> None:
    assert set(CONFIG.document("indicators/examples.yaml")) == {i.name for i in INDICATORS}


@pytest.mark.parametrize("case", CONFIG.document("indicators/periods.yaml")["examples"]["of_the_year"])
def test_a_period_is_the_year_under_review(case: list[Any]) -> None:
    assert PERIODS.of_the_year(*case)


@pytest.mark.parametrize("case", CONFIG.document("indicators/periods.yaml")["examples"]["of_another"])
def test_a_period_is_another_time(case: list[Any]) -> None:
    assert not PERIODS.of_the_year(*case)


def asking(**lists: tuple[str, ...]) -> Indicator:
    """An indicator that asks for people and what is given."""
    names = ("heads", "needs", "only", "without", "actions", "not_actions", "actors", "context", "not_context")
    return Indicator(name="指标", units=("名",), **{**dict.fromkeys(names, ()), **lists})


def test_the_object_is_a_phrase_that_ends_with_its_head() -> None:
    indicator = asking(heads=("党委",))
    assert indicator.covers(ClaimFrame("链上党委", "", "", "名", ""))
    assert not indicator.covers(ClaimFrame("乡镇党委书记", "", "", "名", ""))


def test_a_closed_list_lets_nothing_else_stand_before_the_head() -> None:
    indicator = asking(heads=("问题",), only=("突出", "各类"))
    assert indicator.covers(ClaimFrame("各类的突出问题", "", "", "名", ""))
    assert not indicator.covers(ClaimFrame("物业突出问题", "", "", "名", ""))
    assert not asking(heads=("覆盖率",), only=(NOTHING,)).covers(ClaimFrame("森林覆盖率", "", "", "名", ""))


def test_quotation_marks_are_no_part_of_an_object() -> None:
    assert asking(heads=("第一书记",)).covers(ClaimFrame("连队“第一书记”", "", "", "名", ""))


def test_a_row_without_a_head_is_one_line_of_error(tmp_path: Any) -> None:
    folder = tmp_path / "indicators"
    folder.mkdir()
    head = "indicator,heads,needs,only,without,actions,not_actions,actors,units,context,not_context,note\n"
    (folder / "indicators.csv").write_text(head + "空,,,,,,,,名,,,\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="空 没有中心词或单位"):
        load(Config(dictionaries=tmp_path))
