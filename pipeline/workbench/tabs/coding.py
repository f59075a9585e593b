"""编码: hand coding of themes, and what it says of the shares."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exports.percent import percent
from pipeline.workbench.ask import Ask
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Block, Deed, Listing, Remark, Slot, View, year

TITLE, PATH, ORDER = "编码", "/coding", 80

_LEAD = (
    "甲、乙两名编码员互不相见地给同样的段落编主题，再看一致程度、裁定分歧；写入 coding.csv 后，运行时用它校正主题占比。"
)


def view(bench: Bench, ask: Ask) -> View:
    """The page for coders, and the shares that a coding corrected."""
    return View(TITLE, _LEAD, (), [*_blocks(bench)])


def _blocks(bench: Bench) -> Iterator[Block]:
    yield Deed("open", "code", "打开编码页")
    yield Remark("第一次打开会随机抽取100段，并在语料文件夹里写出两份编码表 coding.甲.csv、coding.乙.csv。")
    rows = bench.rows("select * from corrected_shares order by scope, review_year nulls last, theme")
    lines = [
        [
            Slot(bench.scope_zh(r["scope"])),
            year(r["review_year"]),
            Slot(bench.named("theme", r["theme"])),
            Slot(r["raw"], _share(r["raw"])),
            Slot(r["corrected"], _share(r["corrected"])),
            Slot("" if r["low"] is None else f"{_share(r['low'])}—{_share(r['high'])}"),
            Slot(r["n_coded"]),
        ]
        for r in rows
    ]
    heads = ["口径", "年度", "主题", "分类器的占比", "校正后", "区间", "编码段数"]
    empty = "还没有商定的编码，占比没有校正。"
    yield Listing("人工编码校正的主题占比", heads, lines, empty=empty)


def _share(value: float | None) -> str:
    return "" if value is None else percent(value, 1)
