"""审校: what an editor should decide, and the page on which it is decided."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.codes import CONFLICT_NAMES, COPIES
from pipeline.workbench.ask import Ask
from pipeline.workbench.bench import Bench, Row
from pipeline.workbench.blocks import Block, Deed, Listing, Remark, Slot, Subtitle, View
from pipeline.workbench.rows import source_address

TITLE, PATH, ORDER = "审校", "/review", 70

_LEAD = (
    "不能同时成立的说法、重复的段落、疑似的笔误，待编辑逐条采纳或驳回；"
    "决定写进语料文件夹的 decisions.csv，下次运行生效。"
)
_STATUS = {"open": "待定", "accepted": "已采纳", "dismissed": "已驳回"}


def view(bench: Bench, ask: Ask) -> View:
    """The findings as the last run has them."""
    return View(TITLE, _LEAD, (), [*_blocks(bench)])


def _blocks(bench: Bench) -> Iterator[Block]:
    yield Deed("open", "review", "打开编辑页逐条决定")
    yield Remark("下面是最近一次运行时的情况；编辑页上刚作的决定要再运行一次才会反映到这里和各表。")
    yield Subtitle("矛盾之处")
    rows = bench.rows("select * from contradictions order by status = 'open' desc, kind, source_a, start_a")
    lines = [
        [
            Slot(_STATUS.get(r["status"], r["status"])),
            Slot(CONFLICT_NAMES.get(r["kind"], r["kind"])),
            Slot(r["text_a"], href=_there(bench, r["source_a"], r["start_a"])),
            Slot(r["text_b"], href=_there(bench, r["source_b"], r["start_b"])),
            Slot(r["explanation"]),
        ]
        for r in rows
    ]
    yield Listing(f"{len(rows)}处", ["状态", "类型", "甲", "乙", "说明"], lines, kind="cards", empty="没有发现矛盾")
    yield Subtitle("重复段落")
    yield _copies(bench)
    rows = bench.rows("select * from suggestions order by status = 'open' desc, source, source_start")
    lines = [
        [
            Slot(_STATUS.get(r["status"], r["status"])),
            Slot(r["surface"], href=_there(bench, r["source"], r["source_start"])),
            Slot(r["likely"]),
            Slot(r["explanation"]),
        ]
        for r in rows
    ]
    yield Subtitle("疑似笔误")
    yield Listing(f"{len(rows)}处", ["状态", "原文", "疑为", "说明"], lines, kind="cards", empty="没有发现疑似笔误")


def _copies(bench: Bench) -> Listing:
    """The copies that count nowhere, each with the passage that it repeats."""
    rows: list[Row] = bench.rows(
        "select d.*, p.text, o.passage_id as original from duplicates d join passages p using (passage_id) "
        "left join (select group_id, any_value(passage_id) as passage_id from duplicates where role = 'original' "
        "group by 1) o using (group_id) where d.role = 'repeat' "
        "order by d.status = 'open' desc, d.similarity, d.source, d.source_start"
    )
    lines = [
        [
            Slot(_STATUS.get(r["status"], r["status"])),
            Slot(COPIES.get(r["kind"], r["kind"])),
            Slot(r["similarity"], f"{r['similarity']:.2f}"),
            Slot(r["text"][:120] + ("…" if len(r["text"]) > 120 else ""), href=source_address(r["passage_id"])),
            Slot(r["original"], "看原段", source_address(r["original"]) if r["original"] else ""),
        ]
        for r in rows
    ]
    heads = ["状态", "类型", "相似度", "重复的段落", "重复自"]
    return Listing(f"{len(rows)}个重复的段落，最不像的在前", heads, lines, kind="cards", empty="没有发现重复段落")


def _there(bench: Bench, source: str, start: int) -> str:
    found = bench.ask(
        "select passage_id from passages where source = ? and source_start <= ? and source_end > ? limit 1",
        [source, start, start],
    )
    return source_address(found) if found else ""
