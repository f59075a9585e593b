"""The claims under an indicator, each in its sentence."""

from __future__ import annotations

from pipeline.workbench.ask import Ask
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import View
from pipeline.workbench.rows import placed, row_grid

TITLE, PATH, ORDER = "各条说法", "/claims", 0

# What tells a row of the indicators' table from the others, besides its year.
_COLUMNS = ("indicator", "province", "level", "locality", "unit")


def view(bench: Bench, ask: Ask) -> View:
    """The quantities that a row of the indicators' table sets side by side."""
    tests = " and ".join(f"{name} = ?" for name in _COLUMNS)
    found = bench.rows(
        f"select unnest(quantity_ids) as id from quantity_by_year where coalesce(review_year, 0) = ? and {tests}",
        [ask.whole("year", 0, 0, 3000), *(ask.get(name) for name in _COLUMNS)],
    )
    rows = bench.rows(
        "select q.quantity_id as row_id, d.year, d.title, q.surface, q.object, q.action, q.actor "
        "from quantities q join docs d using (doc_id) where q.quantity_id in (select unnest(?)) "
        "order by d.year, d.source, q.source_start",
        [[r["id"] for r in found]],
    )
    extra = [("surface", "数字"), ("object", "对象"), ("action", "动作"), ("actor", "主体")]
    return View(
        f"{TITLE}：{ask.get('indicator')}",
        "",
        (),
        [row_grid(f"{len(rows)}条说法", placed(bench, "quantities", rows), len(rows), extra)],
    )
