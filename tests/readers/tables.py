"""One invented table in every format that has tables, and PDFs of invented pages."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from tests.readers import makers

TITLE = "青禾市各县党建情况统计"
LEAD = "现将各县党员发展和经费投入的情况印发给你们，请对照查找不足，抓好整改。"
# Two rows of heads: 党员 stands over two columns, the others over both rows.
ROWS = (
    ("县（市、区）", "党员", "", "投入（万元）"),
    ("", "总数", "其中：女", ""),
    ("柯城区", "120", "31", "3,200.5"),
    ("衢江区", "98", "*", "-"),
    ("龙游县", "45", "7", "120"),
    ("合计", "263", "38", "3,320.5"),
)
# (value, unit, object, actor, provinces) of every figure; the masked one has no value.
FIGURES = [
    (120.0, "", "党员", "柯城区", ["浙江"]),
    (31.0, "", "党员 / 女", "柯城区", ["浙江"]),
    (32_005_000.0, "元", "投入", "柯城区", ["浙江"]),
    (98.0, "", "党员", "衢江区", ["浙江"]),
    (None, "", "党员 / 女", "衢江区", ["浙江"]),
    (45.0, "", "党员", "龙游县", ["浙江"]),
    (7.0, "", "党员 / 女", "龙游县", ["浙江"]),
    (1_200_000.0, "元", "投入", "龙游县", ["浙江"]),
    (263.0, "", "党员", "", []),
    (38.0, "", "党员 / 女", "", []),
    (33_205_000.0, "元", "投入", "", []),
]


def tabbed() -> bytes:
    """As text parted by tabs, as a spreadsheet copies it."""
    return "\n".join([TITLE, "", LEAD, "", *("\t".join(row) for row in ROWS), ""]).encode()


def markdown() -> bytes:
    """As Markdown, which knows one row of heads."""
    heads = ["县（市、区）", "党员总数", "其中：女党员", "投入（万元）"]
    lines = [f"| {' | '.join(row)} |" for row in (heads, ["---"] * 4, *ROWS[2:])]
    return "\n".join([f"# {TITLE}", "", LEAD, "", *lines, ""]).encode()


def web_page() -> bytes:
    """As a web page with merged cells, boxes in the cells and a head of its own."""
    body = "".join("<tr>" + "".join(f"<td><div>{c}</div></td>" for c in row) + "</tr>" for row in ROWS[2:])
    return f"""<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{LEAD}</p>
<table><tr><td rowspan="2">县（市、区）</td><td colspan="2">党员</td><td rowspan="2">投入（万元）</td></tr>
<tr><td>总数</td><td>其中：女</td></tr>{body}</table></body></html>""".encode()


def word() -> bytes:
    """As a Word table with merged cells."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(LEAD)
    table = document.add_table(len(ROWS), 4)
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    for column in (0, 3):
        table.cell(0, column).merge(table.cell(1, column))
    return makers.saved(document)


def pdf(*, ruled: bool = True) -> bytes:
    """As a PDF, its cells parted by lines or only set under one another."""
    face = makers.font("STSong-Light")
    large = ParagraphStyle("t", fontName=face, fontSize=18, leading=26, alignment=TA_CENTER, wordWrap="CJK")
    body = ParagraphStyle("b", fontName=face, fontSize=11, leading=17, firstLineIndent=22, wordWrap="CJK")
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (3, 0), (3, 1))]
    style = [("FONT", (0, 0), (-1, -1), face, 10), *spans]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)))
    file = io.BytesIO()
    table = Table([list(row) for row in ROWS], style=style)
    story = [Paragraph(TITLE, large), Paragraph(LEAD, body), Spacer(1, 12), table, Spacer(1, 12), Paragraph(LEAD, body)]
    SimpleDocTemplate(file, invariant=1).build(story)
    return file.getvalue()


FORMATS: dict[str, Callable[[], bytes]] = {
    "a.txt": tabbed,
    "a.html": web_page,
    "a.docx": word,
    "ruled.pdf": pdf,
}

BASE = "岁末年初青禾县用几天时间听取各乡镇党委书记现场述职会场里少了客套话多了问题单和路线图清单逐条请述职人回应"
WIDTH, HEIGHT = A4


def in_columns(columns: int, last: int, *, size: float = 11, title: str = "") -> tuple[bytes, list[str]]:
    """A page of full columns, the last of which has `last` lines, and its lines in reading order."""
    gap, left, filled = 24.0, 60.0, 30
    breadth = (WIDTH - 2 * left - gap * (columns - 1)) / columns
    each = int(breadth // size)
    strings = [(WIDTH / 2 - len(title) * size / 2, 780.0, title)] if title else []
    for column in range(columns):
        lines = filled if column < columns - 1 else last
        for line in range(lines):
            at = len(strings) * each
            text = "".join(BASE[(at + n) % len(BASE)] for n in range(each))
            if column == columns - 1 and line == lines - 1:
                text = text[: max(4, each // 3)] + "。"
            strings.append((left + column * (breadth + gap), 720.0 - line * 17, text))
    return makers.drawn([strings], size=size), [text for _, _, text in strings]


def page(draw: Callable[[Canvas], None], *, title: bool = True) -> bytes:
    """A page of the invented document with something drawn on it beforehand."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.saveState()
    draw(canvas)
    canvas.restoreState()
    face = makers.font("STSong-Light")
    if title:
        canvas.setFont(face, 18)
        canvas.drawCentredString(WIDTH / 2, 750, makers.TITLE)
    canvas.setFont(face, 11)
    y = 700
    for text in makers.PARAGRAPHS:
        for at in range(0, len(text), 40):
            canvas.drawString(60 + (0 if at else 22), y, text[at : at + 40])
            y -= 17
    canvas.showPage()
    canvas.save()
    return file.getvalue()
