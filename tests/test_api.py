"""The public API says the numbers of the tables, and says plainly what is not there."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest

import pipeline
from pipeline.api import Outputs
from pipeline.config import SettingsError


@pytest.fixture(scope="module")
def outputs(sample_outputs: Path) -> Outputs:
    return pipeline.load(sample_outputs)


def counted(outputs: Outputs) -> pd.DataFrame:
    passages = outputs.passages
    return passages[(passages["role"] == "body") & ~passages["repeated"]]


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="没有完成的运行结果；请先运行 zongshu run"):
        pipeline.load(tmp_path)


def test_tables_by_name_and_as_attributes(outputs: Outputs) -> None:
    assert outputs.quantities is outputs["quantities"] and "quantities" in dir(outputs)
    with pytest.raises(SettingsError, match=r"nothing：.*没有这张表；有 .*comparability、"):
        outputs["nothing"]
    with pytest.raises(AttributeError):
        outputs.nothing  # noqa: B018


def test_years_are_whole_numbers(outputs: Outputs) -> None:
    assert str(outputs.documents["review_year"].dtype) == "Int64"
    assert outputs.documents["review_year"].isna().any(), "the sample has a document whose year nobody knows"


def test_a_wide_table_has_the_cells_of_the_long_one(outputs: Outputs) -> None:
    wide = outputs.wide("theme_by_year", "theme", "numerator")
    long = outputs.theme_by_year
    long = long[(long["scope"] == "all") & long["review_year"].notna() & (long["theme"] != "")]
    assert len(long) == wide.notna().sum().sum()
    for row in long.to_dict("records"):
        assert wide.loc[row["review_year"], row["theme"]] == row["numerator"]


def test_a_year_without_a_document_is_a_row_of_nothing(outputs: Outputs) -> None:
    wide = outputs.wide("place_by_year", "province", "numerator")
    assert wide.loc[2020].isna().all() and list(wide.index) == sorted(wide.index)


@pytest.mark.parametrize("name", ["unit_by_year", "formulation_by_year"])
def test_what_a_year_does_not_have_is_a_zero_made_for_the_reader(outputs: Outputs, name: str) -> None:
    assert (outputs[name]["numerator"].dropna() > 0).all(), "zeros of open vocabularies are not stored"
    wide = outputs.wide(name, "canonical", "numerator")
    documents = outputs.comparability
    documents = documents[documents["scope"] == "all"].set_index("review_year")["n_documents"]
    assert list(wide.index) == list(documents.index)
    for year, row in wide.iterrows():
        assert row.isna().all() if documents[year] == 0 else row.notna().all()
    assert (wide == 0).any().any()
    long = outputs[name][outputs[name]["scope"] == "all"].dropna(subset="review_year")
    assert wide.sum().sum() == long["numerator"].sum()


def test_a_wide_table_of_what_is_not_there_is_refused(outputs: Outputs) -> None:
    with pytest.raises(SettingsError, match="quantity_by_year：没有 scope 列；有 indicator"):
        outputs.wide("quantity_by_year", "indicator", "value_low")
    with pytest.raises(SettingsError, match="没有 colour 列；有"):
        outputs.wide("theme_by_year", "colour")
    with pytest.raises(SettingsError, match="genre=poem：没有这个口径；有 all、"):
        outputs.wide("theme_by_year", "theme", scope="genre=poem")


def test_kwic_finds_what_the_counted_text_holds(outputs: Outputs) -> None:
    term = "第一书记"
    hits = list(outputs.kwic(term, 8))
    texts = counted(outputs).set_index("passage_id")["text"]
    assert len(hits) == texts.str.count(term).sum() > 0
    for hit in hits:
        assert hit.left + hit.term + hit.right in texts[hit.passage_id]
        assert len(hit.left) <= 8 and len(hit.right) <= 8
    years = [9999 if hit.review_year is None else hit.review_year for hit in hits]
    assert years == sorted(years), "years in order, the unknown one last"
    assert not list(outputs.kwic("没有这个说法"))


def test_compare_says_the_numbers_of_the_yearly_table(outputs: Outputs) -> None:
    scope = "genre=national_summary"
    both = outputs.compare(2022, 2023, scope)
    table = outputs.theme_by_year
    for year in (2022, 2023):
        rows = table[(table["scope"] == scope) & (table["review_year"] == year)].set_index("theme")
        for column in ("numerator", "base", "share"):
            assert both[f"{column}_{year}"].tolist() == rows.loc[both.index, column].tolist()
    assert both["change"].tolist() == (both["share_2023"] - both["share_2022"]).tolist()
    later = table[(table["scope"] == scope) & (table["review_year"] == 2023)].set_index("theme")
    assert both["change"].tolist() == pytest.approx(later.loc[both.index, "change_previous"].tolist())


def test_comparisons_of_what_is_not_there_are_refused(outputs: Outputs) -> None:
    with pytest.raises(SettingsError, match=r"1999年没有文档；有文档的年度：2016、"):
        outputs.compare(1999, 2023)
    with pytest.raises(SettingsError, match="2022：同一年度写了两次"):
        outputs.compare(2022, 2022)
    with pytest.raises(SettingsError, match="genre=poem：没有这个口径"):
        outputs.compare(2022, 2023, "genre=poem")


def test_warnings_come_from_every_step_between_two_years(outputs: Outputs) -> None:
    gate = outputs.comparability
    gate = gate[(gate["scope"] == "all") & (gate["warning"] != "")]
    steps = [row for row in gate.to_dict("records") if 2018 < row["review_year"] <= 2022]
    expected = [f"{row['review_year']}: {row['warning']}" for row in steps]
    assert outputs.warnings(2018, 2022) == expected and len(expected) > 1


def test_new_formulations_are_those_whose_first_year_is_told(outputs: Outputs) -> None:
    assert "formulation" not in set(outputs.new(2022)["kind"]), "the sample has too little text before 2022 to say so"
    told = pipeline.load(outputs.folder)
    told.run["settings"]["compare"].update(witness_documents=1, witness_characters=1)
    new = told.new(2022)
    new = new[new["kind"] == "formulation"].set_index("name")["mentions"]
    times = outputs.formulation_timeline
    assert set(new.index) == {r["canonical"] for r in times.to_dict("records") if list(r["years"])[:1] == [2022]}
    counts = outputs.formulation_by_year
    counts = counts[(counts["scope"] == "all") & (counts["review_year"] == 2022)].set_index("canonical")["numerator"]
    assert all(n == counts[name] for name, n in new.items() if n)
    assert (new > 0).any()


def test_new_units_stand_in_no_earlier_year(outputs: Outputs) -> None:
    new = outputs.new(2022)
    years = outputs.documents.set_index("doc_id")["review_year"]
    mentions = outputs.units[~outputs.units["repeated"] & outputs.units["named"]]
    mentions = mentions[mentions["passage_id"].isin(counted(outputs)["passage_id"])]
    when = mentions["doc_id"].map(years)
    found = set(new[new["kind"] == "unit"]["name"])
    assert found == set(mentions[when == 2022]["canonical"]) - set(mentions[when < 2022]["canonical"]) and found


def test_new_indicators_have_their_claims(outputs: Outputs) -> None:
    table = outputs.quantity_by_year
    table = table[table["n_claims"] > 0]
    new = outputs.new(2019)
    new = new[new["kind"] == "indicator"]
    assert len(new), "the sample brings new indicators every year"
    for row in new.to_dict("records"):
        own = table[table["indicator"] == row["name"]]
        assert own["review_year"].min() == 2019
        assert row["mentions"] == own[own["review_year"] == 2019]["n_claims"].sum()


@pytest.mark.parametrize("table", ["places", "units", "quantities", "formulations", "passages"])
def test_every_row_leads_back_to_its_source(outputs: Outputs, table: str) -> None:
    rows = outputs[table].to_dict("records")
    for row in rows[::7]:
        found = outputs.source_of(row)
        text = row.get("surface", row.get("text"))
        if not outputs.texts[row["source"]].derived:
            plain = "".join(c for c in found if not c.isspace())
            assert plain and len(plain) >= len("".join(text.split()))
        assert outputs.place(row).startswith(f"{row['source']} 第")


def test_a_figure_leads_to_the_rows_that_it_counts(outputs: Outputs) -> None:
    table = outputs.place_by_year[outputs.place_by_year["status"] == "counted"]
    for _, row in table[table["numerator"] > 0].iloc[::40].iterrows():
        rows = outputs.grounds("place_by_year", row)
        assert len(rows) == row["numerator"] and set(rows["province"]) == {row["province"]}
        assert all(outputs.source_of(r).startswith(r["surface"][0]) for _, r in rows.iterrows())
    for _, row in table[table["numerator"] == 0].iloc[::200].iterrows():
        looked_at = outputs.grounds("place_by_year", row)
        assert len(looked_at) == row["base"] or (row["base"] == 0 and "role" in looked_at), "mentions, or the text"
        assert row["province"] not in set(looked_at.get("province", ()))


@pytest.mark.parametrize(("table", "column", "kind"), [
    ("theme_by_year", "base", "text"), ("keyness", "n_documents", "title"), ("quantity_by_year", "n_claims", "unit"),
    ("comparability", "n_documents", "title"), ("reuse_by_year", "share", "from_year"),
])  # fmt: skip
def test_rows_come_as_they_stand_in_their_own_table(outputs: Outputs, table: str, column: str, kind: str) -> None:
    rows = outputs[table]
    row = rows[rows[column].fillna(0) > 0].iloc[0]
    assert kind in outputs.grounds(table, row, column) and len(outputs.grounds(table, row, column))


def test_a_figure_of_which_no_evidence_is_kept_is_refused(outputs: Outputs) -> None:
    row = outputs.theme_by_year.iloc[0]
    with pytest.raises(SettingsError, match="theme_by_year：theme 列没有计数依据；有依据的列：base、"):
        outputs.grounds("theme_by_year", row, "theme")
    with pytest.raises(SettingsError, match="segments：kind 列没有计数依据；有依据的列：无"):
        outputs.grounds("segments", row, "kind")


def test_chart_style_holds_inside_and_nothing_outside() -> None:
    before = dict(mpl.rcParams)
    with pipeline.chart_style():
        assert mpl.rcParams["font.family"] == ["Noto Sans SC"]
    assert dict(mpl.rcParams) == before


def test_an_empty_term_is_one_line(outputs: Outputs) -> None:
    with pytest.raises(SettingsError, match="kwic：检索词是空的；请至少给一个字"):
        list(outputs.kwic(""))
