"""One invented document in every format, made by the formats' own tools."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import docx
import zhplot
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
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


def saved(document: docx.document.Document) -> bytes:
    """A python-docx document's bytes."""
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
