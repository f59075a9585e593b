"""A document, passage by passage."""

from __future__ import annotations

from pipeline.workbench.ask import Ask, AskError
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Block, Listing, Remark, Slot, View
from pipeline.workbench.rows import source_address

TITLE, PATH, ORDER = "文档全文", "/document", 0


def view(bench: Bench, ask: Ask) -> View:
    """All passages of a document with their themes; what does not count says why."""
    document = bench.row("select * from docs where doc_id = ?", [ask.get("id")])
    if not document:
        raise AskError(f"{ask.get('id')}：没有这份文档；语料可能已重新运行过")
    rows = bench.rows(
        "select p.passage_id, p.position, p.role, p.heading, p.text, p.repeated, p.repeats, t.theme from passages p "
        "left join (select passage_id, theme from themes where rank = 1) t using (passage_id) "
        "where p.doc_id = ? order by p.position",
        [ask.get("id")],
    )
    lines = [
        [
            Slot(r["position"]),
            Slot(r["heading"]),
            Slot(bench.named("theme", r["theme"]) if r["theme"] else ""),
            Slot(r["text"], href=source_address(r["passage_id"])),
            Slot("重复段落，不计" if r["repeated"] else "" if r["role"] == "body" else "不是正文，不计"),
        ]
        for r in rows
    ]
    told = [
        str(document["year"] or "年度不明"),
        bench.named("genre", document["genre"]),
        bench.named("level", document["level"]),
    ]
    said = f"{document['title']}（{'，'.join(filter(None, [*told, document['home']]))}），{document['source']}"
    blocks: list[Block] = [
        Remark(said),
        Listing(f"{len(rows)}个段落", ["序号", "小标题", "主题", "正文（点开看原文）", "说明"], lines),
    ]
    return View(document["title"], "", (), blocks)
