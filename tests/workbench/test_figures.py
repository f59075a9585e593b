"""Every figure is that of the yearly tables, or made as they are made, and leads to its rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.api import Outputs
from pipeline.compare.base import base_of
from pipeline.compare.intervals import DocumentSample, share_intervals
from pipeline.records import Document, Passage
from pipeline.store import Tables, read_table
from pipeline.workbench.ask import Ask, AskError, Choice
from pipeline.workbench.bench import Bench
from pipeline.workbench.concordance import Sought, concordance
from pipeline.workbench.rows import counted_rows, found_in_source
from pipeline.workbench.tabs import tabs
from pipeline.workbench.trends import TABLES, table_series, term_series

EVERY = (1_000_000, 0)


@pytest.mark.parametrize(("table", "key"), [*TABLES.values()])
def test_the_rows_of_a_figure_are_those_that_it_counts(bench: Bench, outputs: Outputs, table: str, key: str) -> None:
    rows = outputs[table]
    rows = rows[(rows["status"] == "counted") & (rows["numerator"] > 0)].head(8)
    for _, row in rows.iterrows():
        scope, when = row["scope"], str(row["review_year"])
        found = counted_rows(bench, table, "numerator", row[key], scope, when, EVERY)
        assert found.amount == row["numerator"]
        assert len(found.rows) == found.total == len(outputs.grounds(table, row))
        assert counted_rows(bench, table, "numerator", "", scope, when, EVERY).amount == row["base"]


@pytest.mark.parametrize("scope", ["all", "genre=report", "level=county"])
def test_the_series_of_a_term_has_the_base_and_the_interval_of_the_tables(
    bench: Bench, sample_outputs: Path, scope: str
) -> None:
    tables = Tables({r: read_table(sample_outputs / "tables", r) for r in (Document, Passage)})
    base = base_of(tables)
    series = term_series(bench, "党建", scope)
    assert [p.year for p in series.points] == base.years
    for point in series.points:
        documents = base.scopes[scope].get(point.year, ())
        if not documents:
            assert point.share is None and point.n_documents == 0
            continue
        having = {
            d.doc_id: sum(
                "党建" in p.text for p in tables[Passage] if p.doc_id == d.doc_id and p.passage_id in base.counted
            )
            for d in documents
        }
        sample = DocumentSample(
            np.array([[having[d.doc_id]] for d in documents]),
            np.array([base.passages.get(d.doc_id, 0) for d in documents]),
        )
        made = share_intervals(sample, bench.settings.confidence)
        assert (point.numerator, point.base) == (sample.counts.sum(), sample.bases.sum())
        assert point.low == (None if made.low is None else pytest.approx(made.low[0]))
        assert point.interval == made.note


def test_a_point_of_a_term_opens_as_many_passages_as_it_counts(bench: Bench) -> None:
    for point in term_series(bench, "述职", "all").points:
        if point.numerator:
            ask = Ask.read("/search", point.rows.partition("?")[2])
            found = concordance(bench, Sought.read(ask), Choice.read(ask), "year", 50, 0)
            assert found.passages == point.numerator


def test_what_a_year_does_not_have_is_a_zero_and_a_year_without_documents_none(bench: Bench, outputs: Outputs) -> None:
    name = outputs.formulation_by_year["canonical"].iloc[0]
    wide = outputs.wide("formulation_by_year", "canonical", "numerator")[name]
    points = {p.year: p.numerator for p in table_series(bench, "formulation", name, "all").points}
    assert points == {int(year): None if np.isnan(n) else n for year, n in wide.astype(float).items()}


def test_a_row_leads_to_its_sentence_in_the_source(bench: Bench, outputs: Outputs) -> None:
    for _, row in outputs.quantities.head(8).iterrows():
        found = found_in_source(bench, row["passage_id"], row["start"], row["end"])
        assert found.source_span == (row["source_start"], row["source_end"])
        assert found.excerpt[slice(*found.excerpt_span)] == outputs.source_of(row)
        assert found.sentence[0] <= found.span[0] < found.span[1] <= found.sentence[1]


@pytest.mark.parametrize("path", tabs())
def test_a_page_that_is_asked_nothing_says_something(bench: Bench, path: str) -> None:
    if path in ("/rows", "/document", "/source", "/together"):
        with pytest.raises(AskError):
            tabs()[path].view(bench, Ask(path, {}))
    else:
        view = tabs()[path].view(bench, Ask(path, {}))
        assert view.title and (view.blocks or view.form)
