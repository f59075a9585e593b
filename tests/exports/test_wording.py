"""Sentences of the reports, charts and workbook on tables made by hand: true for small, undated and unlike corpora."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from pipeline.catalogue import sheets
from pipeline.compare.base import base_of
from pipeline.compare.comparability import comparability
from pipeline.compare.counted import theme_by_year
from pipeline.compare.keyness import key_words
from pipeline.config import Config
from pipeline.exports import charts
from pipeline.exports.charts.captions import gate
from pipeline.exports.charts.quantities import quantity_chart
from pipeline.exports.charts.style import caption, new_figure, style
from pipeline.exports.charts.theme_shares import chosen_rows, shares_caption
from pipeline.exports.columns import Names
from pipeline.exports.percent import percent
from pipeline.exports.report.content import Grid, Prose, Ref, Report
from pipeline.exports.report.narrative import narrative
from pipeline.exports.report.terms import tell_formulations, tell_keyness
from pipeline.exports.selection import Selection, spans
from pipeline.exports.workbook import extent
from pipeline.profile import profile
from pipeline.records import Document, Problem, Record, fields_of
from pipeline.store import Tables
from pipeline.yearly import FormulationTimeline, Keyness, QuantityByYear, ThemeByYear
from tests.compare.build import of_year, part, theme

CONFIG = Config()
COMPARE = CONFIG.settings.compare


def words(report: Report) -> str:
    parts = [part for block in report.blocks if isinstance(block, Prose) for part in block.parts]
    return "".join(part.text if isinstance(part, Ref) else part for part in parts)


def yearly(*rows: Record) -> list[Record]:
    """The rows with the yearly tables that the comparison makes of them."""
    tables = Tables.of(list(rows))
    base = base_of(tables)
    compared = comparability(tables, base, profile(CONFIG))
    themes = theme_by_year(tables, base, {(r.scope, r.review_year): r for r in compared}, CONFIG)
    return [*rows, *compared, *themes]


def report_of(*rows: Record) -> Report:
    return narrative(Tables.of(yearly(*rows)), CONFIG, ())


def told(*rows: Record) -> str:
    return words(report_of(*rows))


def real(name: str, year: int | None, **more: Any) -> Document:
    return replace(of_year(name, year), synthetic=False, **more)


PUBLISHED = [real(name, None, published=f"{year}-05-01") for name, year in (("a", 2021), ("b", 2023))]


def formulation(
    name: str, years: list[int], first: int | None, earlier: tuple[int, int] = (0, 0)
) -> FormulationTimeline:
    return FormulationTimeline(
        canonical=name, category="", coined=None, source="", first_year=first, last_year=None, years=years,
        absent_years=[], no_document_years=[], earlier_documents=earlier[0], earlier_characters=earlier[1],
        later_documents=0, later_characters=0, mentions=1, n_documents=1, earliest_doc_id="", earliest_place="body",
        note="", warning="",
    )  # fmt: skip


def of_formulations(*rows: FormulationTimeline) -> str:
    report = Report("")
    tell_formulations(report, rows, COMPARE)
    return words(report)


def of_keyness(*rows: Keyness) -> str:
    report = Report("")
    tell_keyness(report, rows)
    return words(report)


def key(year: int, term: str, note: str, level: str = "national") -> Keyness:
    return Keyness(
        review_year=year, scope="all", level=level, term=term, n_documents=9, reference_documents=9, note=note
    )


def claims(year: int | None, value: float, locality: str = "", n: int = 1) -> QuantityByYear:
    return QuantityByYear(
        indicator="走访户数", proposed=False, review_year=year, province="四川", level="prefecture", locality=locality,
        unit="户", value_low=value, value_high=value, bound="exact", n_claims=n, n_masked=0, n_disputed=0,
        n_documents=1, status="single", quantity_ids=[], surfaces=[f"{value:g}户"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("share", "places", "said"),
    [(0, 0, "0%"), (1 / 400, 0, "<1%"), (2 / 16, 0, "13%"), (5 / 16, 1, "31.3%"), (1, 0, "100%"), (0.0004, 1, "<0.1%")],
)
def test_shares_round_as_by_hand_and_no_share_looks_like_none(share: float, places: int, said: str) -> None:
    assert percent(share, places) == said


def test_years_that_follow_each_other_are_one_span() -> None:
    assert spans({2019, 2016, 2017, 2018, 2021}) == "2016—2019、2021年"
    assert spans(range(1960, 2000, 2)) == "1960、1962、1964、1966……1996、1998年（共20个年度）"


def test_a_corpus_that_is_all_invented_is_not_said_to_be_so_in_part() -> None:
    assert "全部文档都是虚构样例" in told(of_year("a", 2019), of_year("b", 2019))
    assert "其中1份为虚构样例" in told(of_year("a", 2019), real("b", 2019))


def test_documents_without_a_year_are_named_by_their_titles_or_files() -> None:
    undated = [real("甲", None), real("乙", None, title="", source="栏目/乙.md")]
    assert "年度未知、不进入年度比较：《甲》、《乙》。" in told(*undated)


def test_sources_that_failed_are_told_where_the_corpus_is_counted() -> None:
    unread = [Problem(f"{n}.pdf", "read", "error", "文件加密") for n in range(11)]
    said = told(real("a", 2019), Problem("长.txt", "dedupe", "error", "超时"), *unread)
    corpus = said.partition("年度比较以")[0]
    assert "未能处理完 长.txt：超时" in corpus and "未能读取 8.pdf：文件加密" in corpus and "9.pdf" not in corpus
    assert "共12份，其余见工作簿“问题”" in corpus


def test_what_no_document_mentions_has_no_table_and_no_list() -> None:
    said = told(of_year("a", 2019))
    assert "全部文档没有提到任何省级单位。" in said and "没有提到：" not in said


def test_claims_of_unknown_year_are_not_said_to_be_none() -> None:
    said = told(of_year("a", None), claims(None, 30, n=2))
    assert "词典收录的指标有2条说法，所在文档的年度都不明" in said and "没有词典收录的指标" not in said


def test_formulations_are_first_only_where_enough_was_read_before() -> None:
    assert of_formulations() == "没有找到词典中的提法。"
    assert "年度都不明" in of_formulations(formulation("党建联建", [], None))
    assert of_formulations(formulation("党建联建", [2019, 2020], None)) == "2020年的提法在更早的年度都已出现过。"
    alone = of_formulations(formulation("党建联建", [2020], None))
    assert "没有早于2020年的文档" in alone and "0份" not in alone
    few = of_formulations(formulation("党建联建", [2020], None, (76, 59_204)))
    assert "只见于2020年" in few and "不足60000字，不说首次出现" in few and "不足5份" not in few
    new = of_formulations(formulation("党建联建", [2020], 2020, (9, 90_000)))
    assert "2020年首次出现的提法有1个：“党建联建”" in new and "9份文档、90000字" in new


def test_years_that_were_not_tested_are_not_said_to_have_no_key_words() -> None:
    untested = key_words(csr_matrix(np.ones((2, 3))), np.array([True, False]), "two", COMPARE).note
    dealt = "把两边的文档重新分配；没有词的p值不大于0.025"
    assert of_keyness(key(2018, "", untested), key(2019, "", untested)).startswith(
        "文档或词太少而没有检验的年度：2018—2019年。"
    )
    rows = [key(2018, "难题", dealt), key(2019, "", dealt), key(2019, "", untested, "county"), key(2020, "", untested)]
    assert of_keyness(*rows).startswith(
        "有关键词的年度：2018年；检验过而没有词能与偶然区分的年度：2019年；文档或词太少而没有检验的年度：2020年。"
    )


def test_a_year_without_text_has_no_shares() -> None:
    documents = [real("a", 2018), real("b", 2019)]
    passage = part(documents[1], 1)
    report = report_of(*documents, passage, theme(passage, "other"))
    grid = next(block for block in report.blocks if isinstance(block, Grid) and block.heads[-1] == "段落")
    shares = {
        str(year): {cell.text if isinstance(cell, Ref) else cell for cell in cells} for year, *cells, _ in grid.rows
    }
    assert shares == {"2018": {"—"}, "2019": {"0%", "100%"}}
    assert chosen_rows(Tables.of(yearly(*documents)), Selection("all", "全部文档", (2018, 2019), ())) == []


def test_masked_figures_alone_have_no_scale() -> None:
    rows = [replace(claims(year, 1), value_low=None, value_high=None, status="masked") for year in (2019, 2020)]
    with style():
        figure = quantity_chart(rows, [2019, 2020], [], "")
    assert not len(figure.axes[0].get_yticks())


def test_one_year_has_no_neighbours_that_compare() -> None:
    assert gate(Tables.of([]), Selection("all", "全部文档", (2019,), ())) == "只有一个年度，没有相邻年度可比"


def theme_row(year: int, low: float | None, interval: str) -> ThemeByYear:
    return ThemeByYear(
        review_year=year, scope="all", theme="other", numerator=1, base=4, base_unit="段", n_documents=1, share=0.25,
        low=low, high=low, interval=interval, characters=400, rate=None, previous_year=None, change_previous=None,
        change_low=None, change_high=None, change_p=None, change_note="", first_year=None, change_first=None,
        status="counted", warning="",
    )  # fmt: skip


def test_the_caption_says_of_each_year_that_it_has_one_document() -> None:
    one = "仅一份文档，无区间"
    said = shares_caption([theme_row(2018, None, one), theme_row(2019, None, one)], "全部文档", "灰色底纹", "x")
    assert "n＝2份文档" in said and f"各年度：{one}" in said and "灰色底纹" not in said
    few = [theme_row(2018, None, one), theme_row(2019, None, "仅2份文档，少于5份，不给区间")]
    assert "各年度文档太少，不给区间" in shares_caption(few, "全部文档", "灰色底纹", "x")
    some = [theme_row(2018, None, one), theme_row(2019, 0.1, "区间")]
    assert "竖线为以文档为抽样单位的区间" in shares_caption(some, "全部文档", "灰色底纹", "x")
    empty = replace(theme_row(2018, None, one), base=0, share=None)
    told = shares_caption([empty, theme_row(2019, None, one)], "全部文档", "灰色底纹", "x")
    assert "灰色底纹：该年度没有可比文档或没有正文。" in told


def test_a_label_stands_beside_its_own_mark_or_nowhere() -> None:
    rows = [claims(2019, 1, "成都")] + [claims(2020, value, place) for value, place in
                                      ((20, "绵阳"), (26, "德阳"), (27, "宜宾"), (31, "泸州"))]  # fmt: skip
    with style():
        figure = quantity_chart(rows, [2019, 2020], [], "")
    value_of = {row.whom: row.value_low or 0.0 for row in rows}
    labels = {text.get_text(): text.xy[1] for text in figure.axes[0].texts}
    assert "四川绵阳" in labels
    for body, height in labels.items():
        nearest = min(value_of.values(), key=lambda value: abs(value - height))
        assert value_of[body] == nearest, f"{body} stands beside {nearest:g}"


def test_captions_stay_within_the_picture() -> None:
    with style():
        figure = new_figure(7, 3)
        figure.subplots()
        caption(figure, f"{'层级不同（2022年：县级；2023年：地市级）；' * 6}\n数据：theme_by_year")
        figure.canvas.draw()
        told = figure._supxlabel  # type: ignore[attr-defined]
        box = told.get_window_extent(figure.canvas.get_renderer())  # type: ignore[attr-defined]
    lines = told.get_text().split("\n")
    assert box.x1 <= figure.bbox.x1 and len(lines) > 2 and lines[-1] == "数据：theme_by_year"
    assert not any(line.startswith(("；", "）", "。")) for line in lines)


def test_one_panel_is_wide_enough_for_its_legend() -> None:
    with style():
        figure = quantity_chart([claims(2019, 1), claims(2020, 2)], [2019, 2020], [], "")
        figure.canvas.draw()
        renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
        legend, title = figure.legends[0].get_window_extent(renderer), figure.texts[0].get_window_extent(renderer)
    assert legend.x1 <= figure.bbox.x1 and not legend.overlaps(title)


def test_only_charts_of_the_corpus_are_marked_as_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    marked: list[str] = []
    monkeypatch.setattr(charts, "save", lambda figure, folder, name: [])
    monkeypatch.setattr(charts, "mark_invented", lambda figure, text: marked.append(f"{figure.name}:{text}"))

    def drawn(name: str, of_corpus: bool) -> charts.Chart:
        return charts.Chart(name, "", "", (), lambda *_: SimpleNamespace(name=name), of_corpus)  # type: ignore[arg-type,return-value]

    wanted = [drawn("shares", True), drawn("classifier", False)]
    for documents in ([of_year("a", 2019)], [of_year("a", 2019), real("b", 2019)], [real("b", 2019)]):
        charts.write(wanted, Tables.of(documents), Path(), CONFIG)
    assert marked == ["shares:虚构样例", "shares:含虚构样例"]
    assert [chart.name for chart in charts.charts() if not chart.of_corpus] == ["classifier"]


def test_the_workbook_and_the_report_name_the_same_years() -> None:
    assert extent(PUBLISHED) == "2份文档，发布年度2021—2023年"
    assert "2份文档，200字，发布年度2021—2023年" in told(*PUBLISHED)
    assert extent([real("a", None)]) == "1份文档，回顾年度未知"


def test_the_last_line_names_the_scope_as_the_rest_does() -> None:
    assert "口径：全国综述（按发布年度）；" in told(*PUBLISHED)
    assert told(of_year("a", None)).endswith("口径：全部文档。")


def test_every_level_and_genre_in_the_workbook_is_a_word() -> None:
    names, codes = Names(CONFIG), profile(CONFIG).names
    columns = [(r, f) for r in sheets() for f in fields_of(r) if f.name in ("level", "levels", "genre", "genres")]
    assert (Keyness, "level") in [(record, field.name) for record, field in columns]
    for record, field in columns:
        assert codes[field.name.removesuffix("s")].keys() <= names.of(record, field).keys(), (record, field.name)
