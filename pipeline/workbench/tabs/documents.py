"""The documents of a choice."""

from __future__ import annotations

from pipeline.workbench.ask import Ask, Choice, address
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Listing, Slot, View, year
from pipeline.workbench.forms import choice_inputs

TITLE, PATH, ORDER = "文档", "/documents", 0


def view(bench: Bench, ask: Ask) -> View:
    """The documents by year, with how much of each counts."""
    choice = Choice.read(ask)
    where, values = choice.where("d", theme=False)
    if ask.get("undated"):
        where += " and d.year is null"
    limit, offset = ask.window
    rows = bench.rows(
        "select d.*, count(c.passage_id) as passages, coalesce(sum(c.n_characters), 0)::bigint as characters "
        f"from docs d left join counted c using (doc_id) where {where} group by all "
        "order by d.year nulls last, d.source, d.doc_id limit ? offset ?",
        [*values, limit, offset],
    )
    total = bench.ask(f"select count(*) from docs d where {where}", values)
    lines = [
        [
            year(r["year"]),
            Slot(r["title"], href=address("/document", id=r["doc_id"])),
            Slot(bench.named("genre", r["genre"])),
            Slot(bench.named("level", r["level"])),
            Slot(r["home"]),
            Slot(r["passages"]),
            Slot(r["characters"]),
            Slot(r["source"]),
        ]
        for r in rows
    ]
    heads = ["年度", "标题", "文种", "层级", "所属省份", "计数段落", "字数", "来源文件"]
    said = f"{total:,}份文档；{choice.zh(bench.names)}"
    return View(TITLE, "", choice_inputs(bench, ask, theme=False), [Listing(said, heads, lines, total, "cards")])
