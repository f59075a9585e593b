"""The rows that a figure counts."""

from __future__ import annotations

from pipeline.catalogue import tables as run_tables
from pipeline.records import table_name
from pipeline.workbench.ask import Ask, AskError
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Block, Remark, View
from pipeline.workbench.rows import counted_rows, row_grid

TITLE, PATH, ORDER = "所数的行", "/rows", 0


def view(bench: Bench, ask: Ask) -> View:
    """The rows of a figure of a yearly table."""
    record = next((r for r in run_tables() if table_name(r) == ask.get("table")), None)
    if record is None:
        raise AskError(f"{ask.get('table')}：没有这张表")
    key, scope, when = ask.get("key"), ask.get("scope", "all"), ask.get("year")
    figure = ask.get("figure", "numerator")
    found = counted_rows(bench, ask.get("table"), figure, key, scope, when, ask.window)
    named = bench.named("theme", key) if key else "全部"
    told = "年度不明" if when == "none" else f"{when}年" if when else "各年度"
    said = f"{record.zh}：{named}，{told}，{bench.scope_zh(scope)}：{found.amount:,}"
    if found.amount != found.total:
        said += f"（{found.total:,}行）"
    blocks: list[Block] = [row_grid(said, found.rows, found.total)]
    if not found.total:
        blocks.insert(0, Remark("这个数是零：下面没有行；分母的各行见上一页的“分母”。"))
    return View(f"{TITLE}：{named}", "", (), blocks)
