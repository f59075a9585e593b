"""The report's scope: one rule, and the sentence that says why is true of the corpus."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.config import Config, ReportSettings, Settings, SettingsError
from pipeline.exports.report.content import Prose, plain
from pipeline.exports.report.narrative import narrative
from pipeline.exports.selection import Selection, main_scope
from pipeline.exports.wide import wide_tables
from pipeline.narrowing import narrowed, within
from pipeline.records import Document, Quantity, Record
from pipeline.store import Tables
from pipeline.yearly import Comparability, FormulationTimeline, QuantityByYear
from tests.compare.build import of_year


def scope_of(*documents: Record) -> tuple[str, str]:
    found = main_scope(Tables.of(list(documents)))
    return found.scope, found.why


def test_the_genre_of_most_years() -> None:
    documents = [of_year(f"n{y}", y) for y in (2018, 2019, 2020)] + [
        of_year(f"s{y}", y, "speech") for y in (2018, 2019)
    ]
    assert scope_of(*documents) == ("genre=national_summary", "它覆盖3个年度，为各文种中最多")


def test_genres_of_equally_many_years_are_said_to_be() -> None:
    documents = [of_year(f"{g}{y}", y, g) for g in ("national_summary", "speech") for y in (2018, 2019)]
    scope, why = scope_of(*documents)
    assert scope == "genre=national_summary" and "2个文种同样覆盖2个年度" in why


def test_all_documents_where_no_genre_has_two_years() -> None:
    scope, why = scope_of(of_year("a", 2018), of_year("b", 2019, "speech"))
    assert scope == "all" and "没有一个文种有两个年度" in why


def test_the_only_genre_is_not_called_the_one_of_most_years() -> None:
    assert "最多" not in scope_of(of_year("a", 2018), of_year("b", 2019))[1]


ASKED = [of_year("a", 2018), of_year("b", 2019, "speech", level="county"), of_year("c", 2020, "speech")]


def asked(scope: str) -> Selection:
    config = Config(Settings(report=ReportSettings(scope)))
    return main_scope(Tables.of(ASKED), config)


@pytest.mark.parametrize(
    ("written", "scope", "zh"),
    [
        ("speech", "genre=speech", "讲话"),
        ("文种：讲话", "genre=speech", "讲话"),
        ("县级", "level=county", "层级：县级"),
        ("全部", "all", "全部文档"),
    ],
)
def test_a_scope_is_asked_for_by_code_or_name(written: str, scope: str, zh: str) -> None:
    found = asked(written)
    assert (found.scope, found.zh, found.years) == (scope, zh, (2018, 2019, 2020))
    assert "--scope" in found.why


def test_a_scope_of_which_nothing_is_there_names_those_that_are() -> None:
    with pytest.raises(
        SettingsError, match=r"口径 西藏：没有这样的文档；有 全部文档（3份）、文种：.*讲话（2份）.*县级（1份）"
    ):
        asked("西藏")


def test_narrowing_to_every_document_changes_nothing(sample_tables: Tables) -> None:
    one = {d.doc_id: replace(d, genre="report") for d in sample_tables[Document]}
    gate = [replace(r, scope="genre=report") for r in sample_tables[Comparability] if r.scope == "all"]
    tables = sample_tables.with_records([*one.values(), *gate], (Document, Comparability))
    found = narrowed(tables, "genre=report", Config().settings.compare)
    for record in (QuantityByYear, FormulationTimeline):
        before, after = (sorted(map(repr, t[record])) for t in (sample_tables, found))
        assert before == after and before


def test_narrowing_keeps_what_the_documents_of_the_scope_say(sample_tables: Tables) -> None:
    scope = main_scope(sample_tables).scope
    inside = {d.doc_id for d in within(sample_tables[Document], scope)}
    found = narrowed(sample_tables, scope, Config().settings.compare)
    said = {q.mention_id: q for q in sample_tables[Quantity]}
    ids = [name for row in found[QuantityByYear] for name in row.quantity_ids]
    all_ids = [name for row in sample_tables[QuantityByYear] for name in row.quantity_ids]
    assert sorted(ids) == sorted(name for name in all_ids if said[name].doc_id in inside) and len(ids) < len(all_ids)
    for row in found[QuantityByYear]:
        assert row.surfaces == [said[name].surface for name in row.quantity_ids] and row.n_claims == len(row.surfaces)
    assert all(row.n_documents <= len(inside) for row in found[FormulationTimeline])


def test_a_table_that_does_not_count_by_a_scope_shows_no_zero_of_it(sample_tables: Tables) -> None:
    config = Config(Settings(report=ReportSettings("县级")))
    wide = {w.name: w for w in wide_tables(sample_tables, config)}
    formulations, themes = wide["formulation_by_year_count"], wide["theme_by_year_count"]
    assert {row[2] for row in formulations.rows} == {None} and len(formulations.heads) == 5
    assert all("不按这个口径" in row[3] and row[4] == "层级：县级" for row in formulations.rows)
    assert any(row[2] for row in themes.rows) and not any("不按这个口径" in row[3] for row in themes.rows)


def test_a_report_of_a_level_says_what_is_told_by_genre_alone(sample_tables: Tables) -> None:
    told = narrative(sample_tables, Config(Settings(report=ReportSettings("县级"))), ())
    words = "".join(plain(part) for b in told.blocks if isinstance(b, Prose) for part in b.parts)
    assert told.scope == "口径：层级：县级"
    assert "关键词只按文种统计" in words and "文字沿用只按文种统计" in words and "“层级：县级”的文档" in words
