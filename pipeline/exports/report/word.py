"""The parts of a Word file: styles, headings, paragraphs, tables, pictures, fields; each line of a fixed height.

Whole blocks are written as WordprocessingML (ECMA-376) and added at once.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor

from pipeline.exports.charts.pictures import Drawn
from pipeline.exports.report import layout

_FONT = "Microsoft YaHei"
_INK, _BLUE, _WARN, _SOFT = "1D2730", "0B5394", "8A4B00", "5B6770"
# Name, size, height of a line, space before and after, colour, bold.
_STYLES = (
    ("Normal", layout.BODY, layout.BODY_LINE, 0, layout.AFTER, _INK, False),
    ("Title", 20, 30, 0, 6, _INK, True),
    ("Heading 1", 14, 22, 10, 5, _BLUE, True),
    ("Heading 2", 10.5, 17, 6, 2, _INK, True),
    ("Caption", layout.SMALL, layout.CAPTION_LINE, 2, 2, _INK, True),
    ("Note", layout.TINY, layout.TINY_LINE, 0, layout.AFTER, _SOFT, False),
    ("Gap", 5, 6, 0, 0, _INK, False),
    ("Cell", layout.SMALL, layout.SMALL_LINE, 0, 0, _INK, False),
    ("toc 1", layout.BODY, 18, 0, 0, _INK, False),
)
_TAB = f'<w:tab w:val="right" w:leader="dot" w:pos="{int(layout.WIDTH * 20)}"/>'


def printable(text: str) -> str:
    """XML knows no control characters."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def run(text: str, *, colour: str = "", marks: str = "") -> str:
    """A piece of text."""
    coloured = f'<w:color w:val="{colour}"/>' if colour else ""
    style = f"<w:rPr>{marks}{coloured}</w:rPr>" if colour or marks else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def warning(text: str) -> str:
    """A piece of text to mind."""
    return run(text, colour=_WARN)


def link(text: str, bookmark: str) -> str:
    """A piece of text that leads to a bookmark of the file."""
    marked = run(text, colour=_BLUE, marks="")
    return f'<w:hyperlink w:anchor="{bookmark}">{marked}</w:hyperlink>'


def field(code: str, shown: str) -> str:
    """A field with what it shows until Word works it out again."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


class WordFile:
    """A Word file that is written from top to bottom."""

    def __init__(self, title: str, header: str) -> None:
        self._made = docx.Document()
        self._ids, self._captions = count(1), {"图": count(1), "表": count(1)}
        core = self._made.core_properties
        core.title, core.author, core.language = printable(title), "zongshu", "zh-CN"
        core.created = core.modified = datetime(2000, 1, 1)
        self._page()
        self._style()
        self._around(header)

    def _page(self) -> None:
        section = self._made.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2)
        section.header_distance = section.footer_distance = Cm(0.9)

    def _style(self) -> None:
        for name, size, high, before, after, colour, bold in _STYLES:
            known = {style.name for style in self._made.styles}
            style = (
                self._made.styles[name]
                if name in known
                else self._made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
            )
            style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
            style.font.color.rgb = RGBColor.from_string(colour)
            properties = style.element.get_or_add_rPr()
            fonts = properties.get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            fonts.set(qn("w:eastAsia"), _FONT)
            for old in properties.findall(qn("w:lang")):
                properties.remove(old)
            properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))
            form = style.paragraph_format
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(high)
            form.space_before, form.space_after = Pt(before), Pt(after)
            form.widow_control = False
        for old in self._made.styles["Title"].element.pPr.findall(qn("w:pBdr")):
            self._made.styles["Title"].element.pPr.remove(old)

    def _around(self, header: str) -> None:
        """What stands above and below every page."""
        section = self._made.sections[0]
        top, bottom = section.header.paragraphs[0], section.footer.paragraphs[0]
        for paragraph, content in (
            (top, run(header, colour=_SOFT)),
            (bottom, f"{run('第 ')}{field('PAGE', '1')}{run(' 页，共 ')}{field('NUMPAGES', '1')}{run(' 页')}"),
        ):
            paragraph.style = self._made.styles["Note"]
            made = parse_xml(
                f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Note"/><w:jc w:val="center"/></w:pPr>{content}</w:p>'
            )
            paragraph._p.getparent().replace(paragraph._p, made)

    def _add(self, xml: str) -> None:
        """Add blocks of WordprocessingML before the section's properties, which end the body."""
        body = self._made.element.body
        for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
            body.insert_element_before(element, "w:sectPr")

    def paragraph(self, content: str, style: str = "Normal", form: str = "", *, new_page: bool = False) -> None:
        """A paragraph of runs."""
        self._add(self._paragraph(content, style, form, new_page=new_page))

    def _paragraph(self, content: str, style: str, form: str = "", *, new_page: bool = False) -> str:
        named = self._made.styles[style].style_id
        # The standard's order: what keeps a paragraph with the next stands before what breaks the page.
        broken = "<w:pageBreakBefore/>" if new_page else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{named}"/>{form}{broken}</w:pPr>{content}</w:p>'

    def heading(self, text: str, level: int, bookmark: str, *, new_page: bool = False) -> None:
        """A heading that links and contents find by its bookmark; level 0 is the title."""
        style = f"Heading {level}" if level else "Title"
        number = next(self._ids)
        marked = (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>{run(text)}<w:bookmarkEnd w:id="{number}"/>'
            if bookmark
            else run(text)
        )
        self.paragraph(marked, style, new_page=new_page)

    def contents(self, entries: Sequence[tuple[str, str, int | None]]) -> None:
        """A filled-in table of contents: each heading with its bookmark and its page, None where pages are not told."""
        if not entries:
            return
        bare = all(page is None for _, _, page in entries)
        code = 'TOC \\o "1-1" \\h \\z' + (" \\n" if bare else "")
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        lines = []
        for text, bookmark, page in entries:
            page_of = field(rf"PAGEREF {bookmark} \h", str(page))
            number = "" if page is None else f"<w:r><w:tab/></w:r>{page_of}"
            lines.append(f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{run(text)}{number}</w:hyperlink>')
        lines[0] = begin + lines[0]
        lines[-1] += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        tabs = "" if bare else f"<w:tabs>{_TAB}</w:tabs>"
        self._add("".join(self._paragraph(line, "toc 1", tabs) for line in lines))

    def _caption(self, kind: str, text: str, form: str = "", *, new_page: bool = False) -> str:
        number = field(rf"SEQ {kind} \* ARABIC", str(next(self._captions[kind])))
        return self._paragraph(run(f"{kind} ") + number + run(f"　{text}"), "Caption", form, new_page=new_page)

    def table(
        self, caption: str, heads: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]], *, new_page: bool = False
    ) -> None:
        """A table under its caption; a cell is its words and the runs that show them."""
        body = list(rows)
        columns = layout.widths([heads, *([text for text, _ in row] for row in body)])
        twips = [int(width * 20) for width in columns]
        head = self._row([run(text, marks="<w:b/>") for text in heads], twips, head=True)
        lines = "".join(self._row([shown for _, shown in row], twips) for row in body)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
        said = quoteattr(printable(caption))
        self._add(
            self._caption("表", caption, "<w:keepNext/>", new_page=new_page)
            + f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>{_BORDERS}<w:tblLayout w:type="fixed"/>'
            f'<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/></w:tblCellMar>'
            f"<w:tblCaption w:val={said}/><w:tblDescription w:val={said}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{lines}</w:tbl>" + self._paragraph("", "Gap")
        )

    @staticmethod
    def _row(cells: Sequence[str], twips: Sequence[int], *, head: bool = False) -> str:
        marks = "<w:tblHeader/>" if head else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="DCE9F3"/>' if head else ""
        made = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>{cell}</w:p></w:tc>'
            for cell, width in zip(cells, twips, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{marks}</w:trPr>{made}</w:tr>"

    def picture(self, chart: Drawn, width: float, *, new_page: bool = False) -> None:
        """A chart of so many points with its caption below and the alternative text that says the same."""
        inline = self._made.part.new_pic_inline(io.BytesIO(chart.data), width=Emu(int(width * 12700)))
        inline.docPr.set("descr", printable(f"图：{chart.title}。{chart.caption}"))
        inline.docPr.set("title", printable(chart.title))
        paragraph = self._made.add_paragraph()
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.keep_with_next, form.space_after = WD_LINE_SPACING.SINGLE, True, Pt(0)
        form.page_break_before = new_page or None
        paragraph.add_run()._r.add_drawing(inline)
        self._add(self._caption("图", chart.title, "<w:keepNext/>") + self._paragraph(run(chart.caption), "Note"))

    def bytes(self) -> bytes:
        """The file; the same content gives the same bytes, for the clock that the zip format writes is left out."""
        buffer, undated = io.BytesIO(), io.BytesIO()
        self._made.save(buffer)
        with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
        return undated.getvalue()


def _border(side: str, size: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


_BORDERS = (
    f"<w:tblBorders>{_border('top', 8, '5B6770')}{_border('bottom', 8, '5B6770')}"
    f"{_border('insideH', 4, 'D9E0E6')}</w:tblBorders>"
)
