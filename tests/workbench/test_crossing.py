"""Charts that filter one another: every mark opens as many rows as it counts."""

from __future__ import annotations

import pytest

from pipeline.api import Outputs
from pipeline.workbench.ask import Ask
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Plot
from pipeline.workbench.crossing import Crossing
from pipeline.workbench.tabs import tabs

CROSS = tabs()["/cross"]


def marks(bench: Bench, ask: Ask) -> list[tuple[str, int, str]]:
    """The marks of all charts: chart, count, where it leads."""
    found = []
    for block in CROSS.view(bench, ask).flat():
        if isinstance(block, Plot):
            found += [(block.title, row[1].value, row[1].href) for row in block.grid.rows]
    return found


@pytest.mark.parametrize("query", ["", "theme=serving_the_masses", "place=浙江", "genre=report"])
def test_a_mark_opens_as_many_rows_as_it_counts(bench: Bench, query: str) -> None:
    looked = 0
    for title, count, href in marks(bench, Ask.read("/cross", query)):
        if href and count and "（已选）" not in title:
            ask = Ask.read("/cross", href.partition("?")[2])
            if len(ask.values) <= len(Ask.read("/cross", query).values):
                continue  # a chosen mark takes its choice away
            rows, total = Crossing.read(ask).rows(bench, ask.get("show"), (5, 0))
            assert total == count, (title, href)
            assert len(rows) == min(5, count)
            looked += 1
    assert looked > 5


def test_without_a_choice_the_charts_are_the_yearly_tables(bench: Bench, outputs: Outputs) -> None:
    crossing = Crossing.read(Ask("/cross", {}))
    for table, key, counts in (
        ("theme_by_year", "theme", crossing.by_theme(bench)),
        ("place_by_year", "province", crossing.by_province(bench)),
    ):
        rows = outputs[table]
        rows = rows[(rows["scope"] == "all") & (rows["numerator"].fillna(0) > 0)]
        assert rows.groupby(key)["numerator"].sum().to_dict() == counts


def test_results_of_a_province_are_those_that_it_alone_is_credited_with(bench: Bench, outputs: Outputs) -> None:
    rows = outputs.place_by_year
    rows = rows[(rows["scope"] == "all") & (rows["n_results"].fillna(0) > 0)]
    totals = rows.groupby("province")["n_results"].sum()
    assert len(totals)
    for province, n in totals.items():
        _, total = Crossing.read(Ask("/cross", {"place": str(province)})).rows(bench, "results", (1, 0))
        assert total == n
