"""A row's sentence in the source."""

from __future__ import annotations

from pipeline.workbench.ask import Ask, address
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Block, Excerpt, Listing, Remark, Slot, View
from pipeline.workbench.rows import found_in_source

TITLE, PATH, ORDER = "原文", "/source", 0


def view(bench: Bench, ask: Ask) -> View:
    """The passage with its sentence and span marked, then the source's own characters around them."""
    most = 100_000_000
    found = found_in_source(bench, ask.get("passage"), ask.whole("start", 0, 0, most), ask.whole("end", 0, 0, most))
    passage = found.passage
    document = bench.row("select * from docs where doc_id = ?", [passage.doc_id])
    theme = bench.ask("select theme from themes where passage_id = ? and rank = 1", [passage.passage_id])
    about = [
        ("文档", document["title"], address("/document", id=passage.doc_id, at=passage.passage_id)),
        ("年度", str(document["year"] or "不明") + f"（{bench.year_basis}）", ""),
        (
            "文种、层级、省份",
            "；".join(
                filter(
                    None,
                    [
                        bench.named("genre", document["genre"]),
                        bench.named("level", document["level"]),
                        document["home"],
                    ],
                )
            ),
            "",
        ),
        ("小标题", passage.heading, ""),
        ("主题", bench.named("theme", theme) if theme else "", ""),
        ("来源文件", passage.source, ""),
        ("位置", found.place or "运行结果里没有保留这份来源的文本", ""),
        ("来源起止", f"{found.source_span[0]}—{found.source_span[1]}", ""),
        ("段落编号", passage.passage_id, ""),
    ]
    if passage.repeated:
        about.append(
            ("重复", f"这一段重复 {passage.repeats}，不计入年度表", address("/source", passage=passage.repeats))
        )
    rows = [[Slot(name), Slot(value, href=href)] for name, value, href in about if value]
    blocks: list[Block] = [
        Excerpt(passage.text, found.sentence, found.span, "清理后的段落（所在的句子加底色，所指的文字加粗）")
    ]
    if found.excerpt:
        span = found.excerpt_span
        blocks.append(Excerpt(found.excerpt, span, span, "来源文件里的原样（前后各多取一些）"))
    else:
        blocks.append(
            Remark(
                "这份来源的原样文本不在运行结果里，只能显示清理后的段落；再运行一次 zongshu run 即可。", warning=True
            )
        )
    blocks.append(Listing("这一段从哪里来", ["项目", "内容"], rows))
    return View(f"{TITLE}：{document['title']}", "", (), blocks)
