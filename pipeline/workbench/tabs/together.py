"""The passages in which things stand together."""

from __future__ import annotations

from pipeline.workbench.ask import Ask, AskError, Choice
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import View
from pipeline.workbench.concordance import Sought
from pipeline.workbench.rows import row_grid
from pipeline.workbench.together import KINDS, passages_of_both

TITLE, PATH, ORDER = "同段出现", "/together", 0


def view(bench: Bench, ask: Ask) -> View:
    """The passages that have all that is named."""
    keys = [key for key in (ask.get("x"), ask.get("y")) if key]
    if not keys:
        raise AskError("没有写看什么；请从搭配与网络页点开")
    sought = Sought.read(ask) if ask.get("q") else None
    choice, kind = Choice.read(ask), ask.one_of("kind", KINDS)
    rows, total = passages_of_both(bench, kind, keys, sought, choice, ask.window)
    names = [bench.named("theme", key) if kind == "theme" else key for key in keys]
    told = " 与 ".join([*(f"“{name}”" for name in names), *([sought.zh()] if sought else [])])
    return View(
        f"{TITLE}：{told}", "", (), [row_grid(f"{told}：{total:,}个段落；{choice.zh(bench.names)}", rows, total)]
    )
