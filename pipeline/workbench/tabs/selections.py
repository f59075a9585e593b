"""我的选择: pages that were saved under a name."""

from __future__ import annotations

from pipeline.workbench.ask import Ask, Choice
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Block, Deed, Listing, Remark, Slot, View
from pipeline.workbench.tabs import tabs

TITLE, PATH, ORDER = "我的选择", "/selections", 90

_LEAD = (
    "在任何一页按“保存选择”，那一页的全部条件就存在这里，可以再打开、发链接，也可以在“对比”里当作一组文档。"
    "每一页的地址就是它的全部条件，复制地址栏即可引用。"
)


def view(bench: Bench, ask: Ask) -> View:
    """The saved selections."""
    rows = []
    for name, address in bench.selections.all().items():
        path, _, query = address.partition("?")
        there = Ask.read(path, query)
        page = tabs()[path].TITLE if path in tabs() else "已没有的页面"
        told = Choice.read(there).zh(bench.names)
        asked = f"“{there.get('q')}”；{told}" if there.get("q") else told
        report = Slot("Word 报告", href=f"/export.docx{address}" if path in tabs() else "")
        rows.append(
            [Slot(name, href=address), Slot(page), Slot(asked), report, Slot(None, deed=Deed("remove", name, "删去"))]
        )
    blocks: list[Block] = [
        Listing(f"{len(rows)}个", ["名称", "页面", "条件", "导出", ""], rows, empty="还没有保存过。"),
        Remark(f"存在 {bench.selections.path.name}（语料文件夹里），可以连同语料一起交给别人。"),
    ]
    return View(TITLE, _LEAD, (), blocks, exports=False)
