"""report.docx: the narrative as a Word document, each figure a link to its evidence in the appendix."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pipeline.exports.report.content import Grid, Heading, Inline, Picture, Prose, Ref, Report, Support

# An appendix of every passage of a large corpus is no report; each entry says where all of them stand.
_ITEMS, _ALL_ITEMS = 12, 600
_FONT = "Microsoft YaHei"
_TEXT_WIDTH = 16.6


def document(report: Report, charts: Path) -> bytes:
    """The Word file; the same report gives the same bytes."""
    made = docx.Document()
    _page(made)
    made.core_properties.title = report.title
    made.core_properties.author = "zongshu"
    made.core_properties.created = made.core_properties.modified = datetime(2000, 1, 1)
    made.add_heading(report.title, 0)
    for block in report.blocks:
        _block(made, block, charts)
    _appendix(made, report)
    buffer = io.BytesIO()
    made.save(buffer)
    return _undated(buffer.getvalue())


def _page(made: Any) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Number", "Caption"):
        style = made.styles[name]
        style.font.name = _FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    made.styles["Normal"].font.size = Pt(10.5)


def _block(made: Any, block: Any, charts: Path) -> None:
    if isinstance(block, Heading):
        made.add_heading(block.text, block.level)
    elif isinstance(block, Prose):
        paragraph = made.add_paragraph()
        for part in block.parts:
            _inline(paragraph, part, colour=RGBColor(0x8A, 0x4B, 0x00) if block.warning else None)
    elif isinstance(block, Picture):
        made.add_picture(str(charts / f"{block.name}.png"), width=Cm(_TEXT_WIDTH))
    elif isinstance(block, Grid):
        _grid(made, block)


def _inline(paragraph: Any, part: Inline, colour: RGBColor | None = None) -> None:
    if isinstance(part, Ref):
        _link(paragraph, part.text, _bookmark(part.evidence))
        return
    run = paragraph.add_run(part)
    if colour is not None:
        run.font.color.rgb = colour


def _bookmark(evidence: str) -> str:
    """Word's bookmark names hold letters, digits and underscores, forty at most."""
    return "e_" + hashlib.sha256(evidence.encode()).hexdigest()[:30]


def _link(paragraph: Any, text: str, anchor: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), "0B5394")
    underline = OxmlElement("w:u")
    underline.set(qn("w:val"), "single")
    properties.extend([colour, underline])
    content = OxmlElement("w:t")
    content.text = _printable(text)
    run.extend([properties, content])
    link.append(run)
    paragraph._p.append(link)


def _printable(text: str) -> str:
    """XML knows no control characters."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def _grid(made: Any, block: Grid) -> None:
    made.add_paragraph(block.caption, style="Caption")
    table = made.add_table(rows=1, cols=len(block.heads), style="Light Grid Accent 1")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        cell.text = head
    _repeat_head(table.rows[0])
    table.autofit = False
    for column, width in zip(table.columns, _widths(block), strict=True):
        column.width = width
    for row in block.rows:
        for cell, part in zip(table.add_row().cells, row, strict=True):
            _inline(cell.paragraphs[0], part if isinstance(part, Ref) else _printable(part))
    widths = [column.width for column in table.columns]
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(9)


def _widths(block: Grid) -> list[Any]:
    """The text width shared out by the longest cell of each column, no column starved by a very long one."""
    cells = [block.heads, *([c.text if isinstance(c, Ref) else c for c in row] for row in block.rows)]
    longest = [min(max(len(text) for text in column), 30) + 2 for column in zip(*cells, strict=True)]
    return [Cm(_TEXT_WIDTH * n / sum(longest)) for n in longest]


def _repeat_head(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _appendix(made: Any, report: Report) -> None:
    made.add_page_break()
    made.add_heading("附：证据", 1)
    most = max(3, min(_ITEMS, _ALL_ITEMS // max(1, len(report.evidence))))
    made.add_paragraph(
        f"表中的蓝色数字链到这里。每条至多列{most}处并写明共有几处；全部各处在工作簿的哪些行，每条末尾写明，"
        "原文全文也见同目录的 report.html。"
    )
    for number, (evidence, support) in enumerate(report.evidence.items(), 1):
        heading = made.add_heading(f"{support.title}（{support.counted}{support.unit}）", 2)
        _mark(heading, _bookmark(evidence), number)
        lines = _evidence_lines(report, support)
        for line in lines[:most]:
            made.add_paragraph(_printable(line))
        _whereabouts(made, report, support, len(lines) - most)


def _evidence_lines(report: Report, support: Support) -> list[str]:
    lines = [f"{d.where}：{d.counted}{support.unit}" for d in support.documents]
    for item in support.items:
        quote = report.quotes[item.passage_id]
        text = quote.text if item.end <= item.start else quote.text[max(0, item.start - 30) : item.end + 30]
        lines.append(f"{quote.where}：{text[:120]}{'…' if len(text) > 120 else ''}")
    return lines


def _whereabouts(made: Any, report: Report, support: Support, left: int) -> None:
    """What was left out, where all rows stand, and what the figure is a share of."""
    paragraph = made.add_paragraph()
    if not support.counted:
        paragraph.add_run(f"所看的范围里没有一{support.unit}。")
    if left > 0:
        paragraph.add_run(f"另有{left}行未列。")
    if support.address:
        paragraph.add_run(f"工作簿：{support.address}。")
    if support.base:
        base = report.evidence[support.base]
        paragraph.add_run("分母（所看的范围）：")
        _link(paragraph, f"{base.title}（{base.counted}{base.unit}）", _bookmark(support.base))


def _mark(paragraph: Any, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(0, start)
    paragraph._p.append(end)


def _undated(data: bytes) -> bytes:
    """The archive again without the clock that the zip format writes beside each file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
