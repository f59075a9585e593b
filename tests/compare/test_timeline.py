"""When a formulation stands in a corpus: titles count, a first year needs text before it, the dictionary is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.compare import compare
from pipeline.config import Config
from pipeline.records import Formulation, Problem, Record
from pipeline.store import Tables
from pipeline.wordings import FormulationDocument
from pipeline.yearly import FormulationByYear, FormulationTimeline
from tests.compare.build import of_year, part

YEARS = (2010, 2011, 2012, 2012, 2012, 2013, 2014, 2019, 2019, 2019, 2019, 2019)


def standing(doc_id: str, name: str, place: str = "body") -> FormulationDocument:
    return FormulationDocument(
        doc_id=doc_id, canonical=name, count=1, place=place, source=f"{doc_id}.txt", source_start=0, source_end=9
    )


def mention(doc_id: str, name: str) -> Formulation:
    return Formulation(
        mention_id=f"{doc_id}.{name}", doc_id=doc_id, passage_id=f"{doc_id}.0", source=f"{doc_id}.txt", source_start=0,
        source_end=4, start=0, end=4, surface=name, canonical=name,
    )  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Tables:
    """Twelve documents of 20,000 characters each: five before 2013, seven from then on."""
    documents = [of_year(f"d{n:02d}", year) for n, year in enumerate(YEARS)]
    parts = [replace(part(d, 0), n_characters=20_000) for d in documents]
    found: list[Record] = [
        standing("d02", "管党治党", "title"), standing("d05", "管党治党"), mention("d05", "管党治党"),
        standing("d05", "双碳"), mention("d05", "双碳"),
        standing("d06", "三会一课"), mention("d06", "三会一课"),
        standing("d00", "一岗双责"), mention("d00", "一岗双责"),
    ]  # fmt: skip
    return Tables.of(compare(Tables.of([*documents, *parts, *found]), Config()))


@pytest.fixture(scope="module")
def rows(tables: Tables) -> dict[str, FormulationTimeline]:
    return {row.canonical: row for row in tables[FormulationTimeline]}


def test_what_stands_in_a_title_stands_in_that_year_and_counts_in_no_table(
    rows: dict[str, FormulationTimeline], tables: Tables
) -> None:
    row = rows["管党治党"]
    assert (row.years, row.earliest_doc_id, row.earliest_place, row.mentions) == ([2012, 2013], "d02", "title", 1)
    counted = [r for r in tables[FormulationByYear] if r.canonical == "管党治党" and r.scope == "all" and r.numerator]
    assert [r.review_year for r in counted] == [2013]


def test_a_first_year_is_told_with_what_was_looked_at(rows: dict[str, FormulationTimeline]) -> None:
    row = rows["三会一课"]
    assert (row.first_year, row.earlier_documents, row.earlier_characters) == (2014, 6, 120_000)
    assert (row.last_year, row.later_documents, row.note) == (2014, 5, "")


def test_without_text_before_it_nothing_is_said_of_a_first_year(rows: dict[str, FormulationTimeline]) -> None:
    row = rows["管党治党"]
    assert (row.first_year, row.earlier_documents) == (None, 2)
    assert row.note == "更早的年度不足5份文档、60000字，不说首见"
    assert rows["一岗双责"].first_year is None and rows["一岗双责"].earlier_documents == 0


def test_a_text_of_before_its_coinage_asks_the_dictionary(rows: dict[str, FormulationTimeline], tables: Tables) -> None:
    row = rows["双碳"]
    assert row.coined == 2020 and row.source.endswith("2020-09-22")
    assert row.warning.startswith("词典存疑：词典记为2020年提出，《d05》（最迟2014年写成）已有")
    assert [p.message for p in tables[Problem] if "词典存疑" in p.message] == [f"提法“双碳”{row.warning}"]
    assert not rows["管党治党"].warning
