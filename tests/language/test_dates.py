"""Dates and spans of time: read in every writing, compared by what they say."""

from __future__ import annotations

import pytest

from pipeline.language.dates import agree, calendar_end, days, is_year, month_day, periods, stated, years


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021年3月4日", "2021-03-04"),
        ("二〇二一年三月四日", "2021-03-04"),
        ("2021-03-04 10:20", "2021-03-04"),
        ("4.3.2021", "2021-03-04"),
        ("2021 年 3 月 4 日", "2021-03-04"),
        ("2O21年", None),
        ("2021年2月30日", None),
    ],
)
def test_a_full_date(text: str, iso: str | None) -> None:
    assert [d.iso() for d in days(text)] == ([iso] if iso else [])


def test_a_day_without_a_year() -> None:
    found = month_day("会议于十一月二十日开到深夜")
    assert found is not None and (found.month, found.day, found.iso(2020)) == (11, 20, "2020-11-20")
    assert month_day("2月31日") is None and month_day("2020年3月4日") is None


def test_years_by_name() -> None:
    assert [y.year for y in years("2018年至2022年，二〇一九年居中")] == [2018, 2022, 2019]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2018年至2022年新修水渠", ["2018年至2022年"]),
        ("2018—2022年新修水渠", ["2018—2022年"]),
        ("2018年修渠，2022年种树", ["2018年", "2022年"]),
        ("3月4日到4月5日", ["3月4日", "4月5日"]),
        ("上半年和第三季度", ["上半年", "第三季度"]),
        ("修渠2018米", []),
    ],
)
def test_what_a_statement_is_about(text: str, wanted: list[str]) -> None:
    found = [text[a:b] for a, b in stated(text)]
    assert [w for w in found if not w.isdigit()] == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025年3月4日", "3月4日"),
        ("二〇二五年三月", "2025年3月4日"),
        ("2019年", "2019年度"),
        ("2019年底", "2019年"),
        ("2018—2022年", "2018年至2022年"),
    ],
)
def test_dates_that_can_be_one(one: str, other: str) -> None:
    assert agree(one, other) and agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025年3月4日", "3月5日"),
        ("2025年3月4日", "2024年3月4日"),
        ("2018—2022年", "2019—2022年"),
        ("上半年", "下半年"),
        ("十三五", "十四五"),
        ("3月初", "3月底"),
    ],
)
def test_dates_that_cannot(one: str, other: str) -> None:
    assert not agree(one, other) and not agree(other, one)


@pytest.mark.parametrize(
    ("words", "year", "same"),
    [
        ("全年", None, True),
        ("2021年", 2021, True),
        ("2021年全年", 2021, True),
        ("二〇二一年度", 2021, True),
        ("今年", 2021, True),
        ("2020年", 2021, False),
        ("2021年上半年", 2021, False),
        ("2021年", None, False),
        ("近三年", 2021, False),
    ],
)
def test_the_year_under_review(words: str, year: int | None, same: bool) -> None:
    assert is_year(words, year) is same


def test_periods_and_the_calendar() -> None:
    text = "截至2020年底，近三年来连年增产，每季度一报"
    assert [text[a:b] for a, b in periods(text)] == ["截至2020年底", "近三年来", "每季度"]
    assert calendar_end("20××年×月", 0) == 7 and calendar_end("2019个", 0) is None
