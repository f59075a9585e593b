"""The yearly tables: zeros are rows, absent years say so, repeats count nowhere, claims are never summed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.compare import compare
from pipeline.config import Config
from pipeline.records import Document, Problem, Record
from pipeline.store import Tables
from pipeline.yearly import Comparability, PlaceByYear, QuantityByYear, ThemeByYear, move
from tests.compare.build import of_year, part, quantity, theme


def compared(records: list[Record]) -> Tables:
    return Tables.of(compare(Tables.of(records), Config()))


def years(of: Tables, name: str, scope: str = "all") -> dict[int | None, ThemeByYear]:
    return {r.review_year: r for r in of[ThemeByYear] if r.scope == scope and r.theme in (name, "")}


@pytest.fixture(scope="module")
def tables() -> Tables:
    a, b, c = of_year("a", 2018), of_year("b", 2020), of_year("c", 2021, "speech", "county")
    unknown = of_year("u", None)
    pa = [part(a, n) for n in range(4)]
    pb = [part(b, n) for n in range(2)] + [part(b, 2, repeated=True)]
    pc, pu = part(c, 0), part(unknown, 0)
    themes = [theme(p, "strictness") for p in (*pa[:1], *pb)] + [theme(p, "other") for p in (*pa[1:], pc, pu)]
    claims = [
        quantity(pa[0], 2018, 100.0),
        quantity(pb[0], 2020, 120.0),
        quantity(pb[1], 2020, 300.0, bound="more_than", value_high=None),
        quantity(pb[2], 2020, 999.0, repeated=True),
        quantity(pc, 2021, None),
    ]
    return compared([a, b, c, unknown, *pa, *pb, pc, pu, *themes, *claims])


def test_a_share_has_its_numerator_base_and_documents(tables: Tables) -> None:
    row = years(tables, "strictness")[2018]
    assert (row.numerator, row.base, row.n_documents, row.share) == (1, 4, 1, 0.25)
    assert row.rate == pytest.approx(1000 / 400)


def test_a_repeat_counts_neither_above_nor_below_the_line(tables: Tables) -> None:
    row = years(tables, "strictness")[2020]
    assert (row.numerator, row.base, row.characters) == (2, 2, 200)


def test_zero_is_a_row_and_a_year_without_documents_says_so(tables: Tables) -> None:
    series = years(tables, "responsibility")
    assert (series[2018].numerator, series[2018].status) == (0, "counted")
    assert (series[2019].numerator, series[2019].share, series[2019].status) == (None, None, "no_comparable_document")
    assert sum(r.province == "西藏" for r in tables[PlaceByYear] if r.scope == "all" and r.review_year == 2018) == 1


def test_change_is_against_the_last_year_that_has_documents(tables: Tables) -> None:
    row = years(tables, "strictness")[2020]
    assert (row.previous_year, row.change_previous, row.first_year) == (2018, 0.75, 2018)


def test_one_document_has_no_interval(tables: Tables) -> None:
    row = years(tables, "strictness")[2018]
    assert (row.low, row.high, row.interval) == (None, None, "仅一份文档，无区间")


def test_an_unknown_year_stands_apart_and_is_compared_with_nothing(tables: Tables) -> None:
    row = next(r for r in tables[ThemeByYear] if r.review_year is None and r.theme == "other" and r.scope == "all")
    assert (row.status, row.change_previous) == ("year_unknown", None)
    assert any("年度未知" in p.message for p in tables[Problem])


def test_another_genre_and_level_are_not_comparable_and_a_gap_is_named(tables: Tables) -> None:
    gate = {r.review_year: r for r in tables[Comparability] if r.scope == "all"}
    assert [gate[y].verdict for y in (2018, 2019, 2020, 2021)] == [
        "first", "no_comparable_document", "text_by_text", "not_comparable",
    ]  # fmt: skip
    assert "中间缺1个年度" in gate[2020].warning
    assert any("2021年与2020年不可比" in p.message and p.severity == "warning" for p in tables[Problem])
    assert years(tables, "strictness")[2021].warning == gate[2021].warning


def gate_of(first: list[Document], second: list[Document], passages: tuple[int, int] = (1, 1)) -> Comparability:
    """What the gate says of 2021 against 2020, with so many passages in each document of either year."""
    parts = [part(d, k) for n, year in zip(passages, (first, second), strict=True) for d in year for k in range(n)]
    rows = compared([*first, *second, *parts])[Comparability]
    return next(r for r in rows if r.scope == "all" and r.review_year == 2021)


def of_years(n_first: int, n_second: int, level: str = "national") -> tuple[list[Document], list[Document]]:
    late = [of_year(f"b{n}", 2021, level=level) for n in range(n_second)]
    return [of_year(f"a{n}", 2020) for n in range(n_first)], late


def test_one_document_against_one_is_read_text_by_text() -> None:
    row = gate_of(*of_years(1, 1))
    assert (row.verdict, row.warning) == ("text_by_text", "两年各仅一份文档，差别是两篇文字的差别")


def test_few_documents_are_compared_with_caution_and_enough_without() -> None:
    assert gate_of(*of_years(6, 6)).verdict == "comparable"
    row = gate_of(*of_years(1, 6))
    assert row.verdict == "with_caution"
    assert row.warning == "文档少于5份（2020年1份），不能由文档推断年度；文档数相差3倍以上（1份与6份）"


def test_more_documents_of_the_same_length_are_no_longer_texts() -> None:
    assert gate_of(*of_years(5, 16)).warning == "文档数相差3倍以上（5份与16份）"
    row = gate_of(*of_years(5, 5), (1, 4))
    assert (row.passages_previous, row.passages) == (5, 20)
    assert row.warning == "平均篇幅相差3倍以上（100字与400字）；平均段落数相差3倍以上（1段与4段）"


def test_documents_of_unknown_kind_are_told() -> None:
    row = gate_of(*of_years(6, 6, level="unknown"))
    assert row.unknown_share == 1 and "2021年100%的文档文种或层级不明" in row.warning


def test_where_years_do_not_compare_no_change_is_tested(tables: Tables) -> None:
    row = years(tables, "strictness")[2020]
    assert (row.change_low, row.change_note) == (None, "只能逐篇对照，不检验变化")
    assert move(row) == "untested"


def test_warnings_name_genres_and_levels_in_chinese(tables: Tables) -> None:
    told = "".join([*(r.warning for r in tables[Comparability]), *(p.message for p in tables[Problem])])
    assert "文种不同（2020年：全国综述；2021年：讲话）" in told and "层级不同（2020年：全国；2021年：县级）" in told
    assert "national" not in told and "speech" not in told


def test_claims_stand_side_by_side(tables: Tables) -> None:
    rows = {r.review_year: r for r in tables[QuantityByYear] if r.indicator == "第一书记选派"}
    assert (rows[2018].value_low, rows[2018].value_high, rows[2018].status) == (100, 100, "single")
    assert (rows[2020].value_low, rows[2020].value_high, rows[2020].n_claims) == (120, None, 2)
    assert rows[2020].bound == "mixed"
    assert rows[2019].status == "no_comparable_document"
    assert (rows[2021].status, rows[2021].value_low, rows[2021].n_masked) == ("masked", None, 1)


def test_a_joint_total_is_a_result_of_none_of_its_units_alone() -> None:
    a = of_year("a", 2018)
    p = part(a, 0)
    claims = [quantity(p, 2018, 3.0), quantity(p, 2018, 5.0, provinces=["四川", "贵州"])]
    found = {r.province: r for r in compared([a, p, *claims])[PlaceByYear] if r.scope == "all"}
    assert (found["四川"].n_results, found["四川"].n_joint) == (1, 1)
    assert (found["贵州"].n_results, found["贵州"].n_joint) == (0, 1)


def test_themes_are_weighed_by_characters_too() -> None:
    a = of_year("a", 2018)
    short, long = part(a, 0), replace(part(a, 1), n_characters=300)
    found = years(compared([a, short, long, theme(short, "strictness"), theme(long, "other")]), "strictness")
    assert (found[2018].share, found[2018].by_characters) == (0.5, 0.25)


def test_a_corpus_that_reviews_no_known_year_is_told_by_publication_and_says_so() -> None:
    early, late = (replace(of_year(n, None), published=f"{y}-03-05") for n, y in (("a", 2021), ("b", 2022)))
    parts = [part(early, 0), part(late, 0)]
    found = compared([early, late, *parts, *(theme(p, "other") for p in parts)])
    assert set(years(found, "other")) == {2021, 2022}
    assert {r.year_basis for r in found[Comparability]} == {"published"}
    assert any("按发布年度" in p.message for p in found[Problem])


def test_review_and_publication_years_are_never_mixed() -> None:
    known, other = of_year("a", 2018), replace(of_year("b", None), published="2022-03-05")
    parts = [part(known, 0), part(other, 0)]
    found = compared([known, other, *parts, *(theme(p, "other") for p in parts)])
    assert set(years(found, "other")) == {2018, None}
    assert {r.year_basis for r in found[Comparability]} == {"review"}
