"""One invented document in every format, made by the formats' own tools."""

from __future__ import annotations

import datetime
import io
import zipfile
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pypdfium2
import zhplot
from openpyxl.comments import Comment
from pptx.util import Cm
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

TITLE = "青禾县召开党组织书记述职评议会"
HEADING = "压实责任链条"
PARAGRAPHS = (
    "岁末年初，青禾县用三天时间听取十九个乡镇党委书记现场述职，会场里少了客套话，多了问题单和路线图。",
    "县委组织部把平时调研掌握的情况整理成清单，逐条请述职人回应。全年排查软弱涣散村党组织12个，已整顿转化11个。",
    "柳河镇党委书记谈到，去年盯住村集体经济这块短板，8个村的经营性收入突破30万元，占比达到66.7％。",
    "点评环节不留情面：有的支部生活走形式，有的书记对老旧小区改造过问不多，会后三日内须报整改方案。",
    "下一步，青禾县将把评议结果与评先评优、资金安排挂钩，让抓实基层的人有干头、有奔头。",
)


def plain(end: str = "\n") -> str:
    """The document as plain text."""
    return end.join([TITLE, "", HEADING, *PARAGRAPHS, ""])


def characters(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def markdown() -> str:
    """The document in Markdown."""
    return f"# {TITLE}\n\n**{HEADING}**\n\n" + "\n\n".join(PARAGRAPHS) + "\n"


def page() -> str:
    """The document as a web page among the usual furniture."""
    body = "".join(f"<p>　　{p}</p>\n" for p in PARAGRAPHS)
    links = "".join(f'<li><a href="/{n}">另外一条不相干的消息之{n}</a></li>' for n in range(8))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}-青禾网</title>
<meta name="PubDate" content="2024-01-09 08:30"><meta name="ContentSource" content="青禾日报">
<style>p {{ color: red }}</style><script>var x = "<p>不是正文</p>";</script></head><body>
<div class="nav"><a href="/">首页</a> <a href="/a">要闻</a> <a href="/b">党建</a></div>
<div class="article"><h1>{TITLE}</h1><h2>{HEADING}</h2>{body}</div>
<div class="related"><h3>相关阅读</h3><ul>{links}</ul></div>
<footer>版权所有 青禾网</footer></body></html>"""


def word() -> bytes:
    """The document as .docx."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_heading(HEADING, 1)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    return saved(document)


def saved(document: Any) -> bytes:
    """The bytes of what python-docx, openpyxl or python-pptx made."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@cache
def font(name: str) -> str:
    """A registered font with Chinese characters: reportlab's own CID font, or Noto Sans SC with its outlines."""
    if name == "STSong-Light":
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    else:
        file = next(Path(zhplot.__file__).parent.rglob("NotoSansSC-Regular.ttf"))
        pdfmetrics.registerFont(TTFont(name, str(file)))
    return name


def pdf(
    columns: int = 1,
    *,
    face: str = "STSong-Light",
    repeat: int = 1,
    password: str = "",
    packed: bool = True,
) -> bytes:
    """The document as PDF with running heads and page numbers; `repeat` writes the paragraphs several times."""
    file = io.BytesIO()
    width, height = A4
    gap = 28
    breadth = (width - 120 - gap * (columns - 1)) / columns
    frames = [Frame(60 + n * (breadth + gap), 110, breadth, height - 260, id=str(n)) for n in range(columns)]
    top = Frame(60, height - 150, width - 120, 60, id="top")
    lock = {"encrypt": StandardEncryption(password)} if password else {}
    document = BaseDocTemplate(file, pagesize=A4, invariant=1, pageCompression=int(packed), **lock)

    def furniture(canvas: Canvas, _: object) -> None:
        canvas.setFont(font(face), 9)
        canvas.drawString(60, height - 40, "青禾党建简报")
        canvas.drawCentredString(width / 2, 40, f"— {canvas.getPageNumber()} —")

    document.addPageTemplates(PageTemplate(frames=[top, *frames], onPage=furniture))
    large = ParagraphStyle("t", fontName=font(face), fontSize=20, leading=26, alignment=TA_CENTER, wordWrap="CJK")
    mid = ParagraphStyle("h", fontName=font(face), fontSize=15, leading=22, wordWrap="CJK")
    body = ParagraphStyle("b", fontName=font(face), fontSize=11, leading=17, firstLineIndent=22, wordWrap="CJK")
    texts = [Paragraph(p, body) for _ in range(repeat) for p in PARAGRAPHS]
    document.build([Paragraph(TITLE, large), Paragraph(HEADING, mid), *texts])
    return file.getvalue()


def drawn(pages: list[list[tuple[float, float, str]]], *, size: float = 11) -> bytes:
    """A PDF with strings at points (x, y from below) on each page."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for strings in pages:
        canvas.setFont(font("STSong-Light"), size)
        for x, y, text in strings:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    """A zip file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook() -> bytes:
    """A workbook with a sheet of documents, a sheet of figures, a text in a cell, a comment and a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "汇编"
    sheet.append(["青禾县述职材料汇编"])
    sheet.merge_cells("A1:D1")
    sheet.append(["序号", "题名", "印发日期", "材料原文"])
    for number, text in enumerate(PARAGRAPHS[:3], 1):
        sheet.append([number, f"材料之{number}", datetime.date(2024, 1, number), text])
    figures = book.create_sheet("各镇情况")
    figures.append(["青禾县各镇整顿情况"])
    figures.append([None, None, None, "单位：个"])
    figures.append(["乡镇", "排查", "转化率", "投入"])
    figures.append(["柳河镇", 12, 0.917, 1234.5])
    figures.append(["石桥镇", 7, 1, "=SUM(D4:D4)"])
    figures["C4"].number_format = figures["C5"].number_format = "0.0%"
    figures["D4"].number_format = '#,##0.00"万元"'
    figures["A4"].comment = Comment("请核对", "甲")
    book.create_sheet("Sheet3")["A1"] = "\n".join(PARAGRAPHS[3:])
    hidden = book.create_sheet("草稿")
    hidden["A1"] = "未定稿"
    hidden.sheet_state = "hidden"
    return saved(book)


def presentation() -> bytes:
    """Three slides: a title, text with notes, two boxes side by side over a table with a merged cell."""
    show = pptx.Presentation()
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = TITLE, "青禾县委组织部"
    second = show.slides.add_slide(show.slide_layouts[1])
    second.shapes.title.text, second.placeholders[1].text = HEADING, "\n".join(PARAGRAPHS[:2])
    second.notes_slide.notes_text_frame.text = PARAGRAPHS[2]
    third = show.slides.add_slide(show.slide_layouts[5])
    third.shapes.title.text = "整改情况"
    for left, text in ((13, PARAGRAPHS[4]), (1, PARAGRAPHS[3])):
        third.shapes.add_textbox(Cm(left), Cm(5), Cm(10), Cm(4)).text_frame.text = text
    table = third.shapes.add_table(2, 3, Cm(1), Cm(10), Cm(20), Cm(5)).table
    table.cell(0, 0).merge(table.cell(0, 1))
    for row, column, text in ((0, 0, "乡镇"), (0, 2, "排查"), (1, 0, "柳河"), (1, 1, "东片"), (1, 2, "12个")):
        table.cell(row, column).text = text
    return saved(show)


def letter() -> EmailMessage:
    """The document as a letter in two forms with an attachment."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = TITLE, "青禾县委组织部 <a@example.cn>", "b@example.cn"
    message["Date"] = "Tue, 09 Jan 2024 23:30:00 +0800"
    message.set_content("\n\n".join(PARAGRAPHS), charset="gb18030")
    message.add_alternative(page(), subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="msword", filename="述职报告.doc")
    return message


def archive() -> bytes:
    """The web page with a picture in one file; its own charset is wrong, that of its part is right."""
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by a browser>", "x"
    wrong = page().replace('charset="utf-8"', 'charset="utf-16"')
    message.set_content(wrong, subtype="html", charset="gb18030", cte="quoted-printable")
    message.add_related(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", cid="<a>")
    return message.as_bytes()


def ofd(columns: int = 1) -> bytes:
    """The document as OFD (GB/T 33190), lines of 30 or 13 characters; the running head stands in a template."""
    size, per_line, gap = 4.2, 30 if columns == 1 else 16, 6.0
    breadth = per_line * size
    texts = [f"　　{p}" for p in PARAGRAPHS]
    lines = [t[at : at + per_line] for t in texts for at in range(0, len(t), per_line)]
    half = -(-len(lines) // columns)
    objects = [_run(TITLE, (210 - len(TITLE) * 7) / 2, 40, 7.0), _run(HEADING, 30, 58, 5.6)]
    for number, line in enumerate(lines):
        column, row = divmod(number, half)
        lead = len(line) - len(line.lstrip("　"))
        left = (210 - columns * breadth - (columns - 1) * gap) / 2 + column * (breadth + gap)
        objects.append(_run(line.lstrip("　"), left + lead * size, 75 + row * 7, size))
    objects.append(_run("—1—", 98, 280, 3.5))
    name = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    head = _run("青禾党建简报", 30, 12, 3.5)
    parts = {
        "OFD.xml": f"<ofd:OFD {name} Version='1.0'><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml"
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {name}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID='2' BaseLoc='Tpls/Tpl_0/Content.xml'/></ofd:CommonData>"
        "<ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/Tpl_0/Content.xml": f"<ofd:Page {name}><ofd:Content><ofd:Layer>{head}</ofd:Layer></ofd:Content>"
        "</ofd:Page>",
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {name}><ofd:Template TemplateID='2'/><ofd:Content><ofd:Layer>"
        f"{''.join(reversed(objects))}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    return package({path: content.encode() for path, content in parts.items()})


def _run(text: str, left: float, top: float, size: float) -> str:
    step = f"g {len(text) - 1} {size}" if len(text) > 1 else ""
    return (
        f"<ofd:TextObject Boundary='{left:.2f} {top} {len(text) * size:.2f} {size}' Size='{size}'>"
        f"<ofd:TextCode X='0' Y='{0.88 * size:.2f}' DeltaX='{step}'>{text}</ofd:TextCode></ofd:TextObject>"
    )


def scan(printed: bytes, *, dots: int = 150, tilt: float = 0.0, stamp: str = "") -> bytes:
    """A PDF of the pages' pictures; `stamp`: what an app prints on every page as text."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for picture in pictures(printed, dots=dots, tilt=tilt):
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.setFont(font("STSong-Light"), 8)
        canvas.drawString(450, 10, stamp)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pictures(printed: bytes, *, dots: int = 150, tilt: float = 0.0) -> list[io.BytesIO]:
    """The pages of a PDF as JPEG pictures."""
    found = []
    for sheet in pypdfium2.PdfDocument(printed):
        file = io.BytesIO()
        picture = sheet.render(scale=dots / 72).to_pil().convert("L").rotate(tilt, fillcolor=255)
        picture.save(file, "JPEG", quality=70)
        file.seek(0)
        found.append(file)
    return found
