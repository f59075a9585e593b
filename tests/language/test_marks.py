"""List marks, masks, brackets, persons and wholes: small closed grammars, each with what it must leave alone."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.language.brackets import quotations, short_quotations, titles
from pipeline.language.listmarks import (
    LOWEST_STYLE,
    inline_mark,
    line_number,
    line_style,
    numbered_style,
    ordinals,
    points,
    series,
    small_number,
)
from pipeline.language.masks import mask_before, mask_in_name, masks
from pipeline.language.persons import addressed, introduced, persons, surname_before
from pipeline.language.wholes import is_province, is_whole, wholes

CONFIG = Config()


def told(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[a:b] for a, b in spans]


@pytest.mark.parametrize(
    ("line", "rank"),
    [
        ("第二章 阵地", 0),
        ("一、修渠", 1),
        ("（三）种树", 2),
        ("2.开会", 3),
        ("（1）点名", 4),
        ("2.5公里", LOWEST_STYLE),
        ("修渠", LOWEST_STYLE),
    ],
)
def test_the_rank_of_a_mark(line: str, rank: int) -> None:
    assert numbered_style(line) == rank


def test_a_mark_inside_a_paragraph() -> None:
    text = "要做三件事。一是修渠；二是种树。"
    assert [text[slice(*span)] for at in (6, 11) if (span := inline_mark(text, at))] == ["一是", "二是"]
    assert inline_mark("统一是好事", 1) is None


def test_points_run_on_from_one() -> None:
    text = "一是修渠。二是种树。四是散会。"
    assert [p.number for p in points(text, 0)] == [1, 2]
    assert [p.number for p in points("第一，修渠。第二，种树。第三，散会。", 0)] == [1, 2, 3]


def test_the_style_of_a_list_of_lines() -> None:
    style = line_style("一、修渠")
    assert style is not None and line_number(style, "四、散会") == 4
    assert line_style("二、种树") is None


def test_ordinals_and_series() -> None:
    assert told("第二批和（三）", ordinals("第二批和（三）")) == ["第二", "（三）"]
    assert series("首批、第二批、第13届和第三季度") == ["首批", "第二批", "第13届"]
    assert (small_number("十二"), small_number("12"), small_number("二十"), small_number("几")) == (12, 12, None, None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("走访*个村", ["*"]),
        ("xx县××局", ["xx", "××"]),
        ("某县某同志", ["某", "某"]),
        ("Max和3×4", ["×"]),
        ("某种意义上", []),
    ],
)
def test_masks(text: str, wanted: list[str]) -> None:
    assert told(text, masks(text)) == wanted


def test_masks_of_names() -> None:
    assert mask_before("在xx县", 3) == 1 and mask_before("在临溪县", 3) is None
    assert mask_in_name("某某公司") == 0 and mask_in_name("临溪公司") is None


def test_quotations_and_titles() -> None:
    text = "他说“开渠放水”，照《灌溉章程》办，“三会一课”不断。"
    assert [words for _, _, words in quotations(text)] == ["开渠放水", "三会一课"]
    assert told(text, titles(text)) == ["《灌溉章程》"]
    assert told(text, short_quotations(text)) == ["“开渠放水”", "“三会一课”"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("县委书记张志远逐个点评", ["张志远"]),
        ("李志平同志发言", ["李志平"]),
        ("书记逐个点评", []),
        ("市长热线开通", []),
    ],
)
def test_persons(text: str, wanted: list[str]) -> None:
    assert told(text, persons(text, CONFIG)) == wanted


def test_what_surrounds_a_person() -> None:
    assert surname_before("张海说", 1, CONFIG) and not surname_before("山海关", 1, CONFIG)
    assert introduced("书记海南", 2, CONFIG) and addressed("海南表示", 2, CONFIG)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全省和我市", ["全省", "我市"]),
        ("本校与该县", ["本校", "该县"]),
        ("全市场、全区域、全面推开", []),
        ("全国各地", []),
        ("全自治区", ["全自治区"]),
    ],
)
def test_wholes(text: str, wanted: list[str]) -> None:
    assert told(text, wholes(text)) == wanted


def test_which_whole() -> None:
    assert is_whole("全省各级") and is_province("全省") and is_province("我省")
    assert not is_province("全县") and not is_province("全省各级") and not is_whole("浙江省")
