"""report.docx, the short report, and report_appendix.docx: all of its tables in full, and what each figure rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from pipeline.exports.charts.pictures import Drawn, drawn
from pipeline.exports.report import layout
from pipeline.exports.report.brief import Brief, brief
from pipeline.exports.report.content import Block, Grid, Heading, Inline, Picture, Prose, Ref, Report, Support, plain
from pipeline.exports.report.word import WordFile, link, run, warning

# An appendix of every passage of a large corpus is no report; each entry says where all of them stand.
_ITEMS, _ALL_ITEMS = 12, 600
# The rows of a table that even an appendix shows.
_ROWS = 400
_EVIDENCE = "附：证据"


def documents(report: Report, charts: Path) -> tuple[bytes, bytes]:
    """The Word files, the report and its appendix; the same report gives the same bytes."""

    @cache
    def chart(name: str) -> Drawn:
        return drawn(charts / f"{name}.png")

    def size(block: Picture) -> tuple[float, float, str]:
        found = chart(block.name)
        width = min(layout.WIDTH, found.width * layout.PIXEL)
        return width, width * found.height / found.width, found.caption

    made = brief(report, size)
    return _short(report, made, chart), _appendix(report, made, chart)


def _short(report: Report, made: Brief, chart: Callable[[str], Drawn]) -> bytes:
    word = WordFile(report.title, f"{report.title}　{report.scope}")
    word.heading(report.title, 0, "")
    word.paragraph(run(f"{report.scope}。表中各数所数的每一行和全部的表见同目录的 report_appendix.docx。"))
    headed = [(b.text, page) for page, blocks in enumerate(made.pages, 1) for b in blocks if isinstance(b, Heading)]
    word.paragraph(run("目录", marks="<w:b/>"))
    word.contents([(text, _mark(text), page) for text, page in headed])
    for number, blocks in enumerate(made.pages):
        for place, block in enumerate(blocks):
            _block(word, block, chart, made.picture, new_page=place == 0 and number > 0)
    return word.bytes()


def _block(
    word: WordFile,
    block: Block,
    chart: Callable[[str], Drawn],
    most: float,
    *,
    new_page: bool = False,
    led: bool = False,
) -> None:
    """A block; a picture is at most so many points high, and figures lead to the evidence where it is in the file."""
    if isinstance(block, Heading):
        word.heading(block.text, 1, _mark(block.text), new_page=new_page)
    elif isinstance(block, Prose):
        shown = (warning(plain(part)) if block.warning else _inline(part, led) for part in block.parts)
        word.paragraph("".join(shown), new_page=new_page)
    elif isinstance(block, Picture):
        found = chart(block.name)
        width = min(layout.WIDTH, found.width * layout.PIXEL, most * found.width / found.height)
        word.picture(found, width, new_page=new_page)
    elif isinstance(block, Grid):
        rows = ([(plain(part), _inline(part, led)) for part in row] for row in block.rows)
        word.table(block.caption, block.heads, rows, new_page=new_page)


def _inline(part: Inline, led: bool) -> str:
    return link(part.text, _bookmark(part.evidence)) if led and isinstance(part, Ref) else run(plain(part))


def _mark(heading: str) -> str:
    """The bookmark that contents know a heading by."""
    return "_Toc" + hashlib.sha256(heading.encode()).hexdigest()[:12]


def _bookmark(evidence: str) -> str:
    """Word's bookmark names hold letters, digits and underscores, forty at most."""
    return "e_" + hashlib.sha256(evidence.encode()).hexdigest()[:30]


def _appendix(report: Report, made: Brief, chart: Callable[[str], Drawn]) -> bytes:
    title = f"{report.title}·附录"
    word = WordFile(title, f"{title}　{report.scope}")
    word.heading(title, 0, "")
    word.paragraph(run(f"{report.scope}。正文见同目录的 report.docx。"))
    headings = [block.text for block in made.left if isinstance(block, Heading)]
    word.contents([(text, _mark(text), None) for text in (*headings, _EVIDENCE)])
    for block in made.left:
        if isinstance(block, Grid) and len(block.rows) > _ROWS:
            shorter = Grid(block.caption, block.heads, tuple(block.rows[n] for n in _foremost(block)))
            _block(word, shorter, chart, layout.WIDTH, led=True)
            word.paragraph(run(f"上表共{len(block.rows)}行，此处列{_ROWS}行；全表见 report.html 和工作簿。"))
        else:
            _block(word, block, chart, layout.WIDTH, led=True)
    _evidence(word, report)
    return word.bytes()


def _foremost(block: Grid) -> list[int]:
    return sorted((block.first or tuple(range(len(block.rows))))[:_ROWS])


def _evidence(word: WordFile, report: Report) -> None:
    word.heading(_EVIDENCE, 1, _mark(_EVIDENCE), new_page=True)
    most = max(3, min(_ITEMS, _ALL_ITEMS // max(1, len(report.evidence))))
    word.paragraph(
        run(
            f"表中的蓝色数字链到这里。每条至多列{most}处并写明共有几处；全部各处在工作簿的哪些行，每条末尾写明，"
            "原文全文也见同目录的 report.html。"
        )
    )
    for evidence, support in report.evidence.items():
        word.heading(f"{support.title}（{support.counted}{support.unit}）", 2, _bookmark(evidence))
        lines = _evidence_lines(report, support)
        for line in lines[:most]:
            word.paragraph(run(line))
        word.paragraph("".join(_whereabouts(report, support, len(lines) - most)))


def _evidence_lines(report: Report, support: Support) -> list[str]:
    lines = [f"{d.where}：{d.counted}{support.unit}" for d in support.documents]
    for item in support.items:
        quote = report.quotes[item.passage_id]
        text = quote.text if item.end <= item.start else quote.text[max(0, item.start - 30) : item.end + 30]
        lines.append(f"{quote.where}：{text[:120]}{'…' if len(text) > 120 else ''}")
    return lines


def _whereabouts(report: Report, support: Support, left: int) -> Iterable[str]:
    """What was left out, where all rows stand, and what the figure is a share of."""
    if not support.counted:
        yield run(f"所看的范围里没有一{support.unit}。")
    if left > 0:
        yield run(f"另有{left}行未列。")
    if support.address:
        yield run(f"工作簿：{support.address}。")
    if support.base:
        base = report.evidence[support.base]
        yield run("分母（所看的范围）：")
        yield link(f"{base.title}（{base.counted}{base.unit}）", _bookmark(support.base))
