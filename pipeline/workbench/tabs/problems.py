"""What was met while reading that a person should look at."""

from __future__ import annotations

from pipeline.codes import SEVERITIES
from pipeline.workbench.ask import Ask
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Listing, Slot, View
from pipeline.workbench.forms import select

TITLE, PATH, ORDER = "问题", "/problems", 0


def view(bench: Bench, ask: Ask) -> View:
    """The problems, the gravest first."""
    severity = ask.one_of("severity", ["", *SEVERITIES])
    form = [select("severity", "程度", severity, [("", "全部"), *SEVERITIES.items()])]
    test, values = ("where severity = ?", [severity]) if severity else ("", [])
    limit, offset = ask.window
    rows = bench.rows(
        f"select * from problems {test} order by list_position(['error', 'warning', 'note'], severity), source, "
        "message limit ? offset ?",
        [*values, limit, offset],
    )
    total = bench.ask(f"select count(*) from problems {test}", values)
    lines = [[Slot(SEVERITIES.get(r["severity"], r["severity"])), Slot(r["source"]), Slot(r["message"])] for r in rows]
    return View(TITLE, "", form, [Listing(f"{total:,}条", ["程度", "来源文件", "说明"], lines, total)])
