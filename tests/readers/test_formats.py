"""What each format knows of its text: titles, headings, tables, notes, furniture, metadata."""

from __future__ import annotations

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from pipeline.ingest import ingest
from pipeline.readers import ReadError, Reading, read
from pipeline.readers.reading import PageFact
from pipeline.records import Passage
from tests.ingest.support import CONFIG
from tests.readers import makers

LONG = "县委听取各乡镇党委书记述职，逐一点评，指出差距，要求会后拿出整改清单并向社会公开承诺。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def marked(reading: Reading, kind: str) -> list[tuple[str, str]]:
    """The words and reason of every mark of a kind."""
    return [(reading.text[m.start : m.end], m.reason) for m in reading.marks if m.kind == kind]


def word(body: str, **parts: str) -> Reading:
    """A document with this WordprocessingML body."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    files = {f"word/{name}.xml": text.encode() for name, text in {"document": document, **parts}.items()}
    return read(makers.package(files), "a.docx")


def test_front_matter_is_metadata() -> None:
    reading = read("---\ntitle: 甲县综述\ndate: 2024-01-09\n---\n# 甲县综述\n正文\n".encode(), "a.md")
    assert reading.metadata == (("title", "甲县综述"), ("published", "2024-01-09"))
    assert marked(reading, "title") == [("甲县综述", "h1")]


def test_web_page_furniture_has_its_reason() -> None:
    reading = read(makers.page().encode(), "a.html")
    reasons = {reason for _, reason in marked(reading, "noise")}
    assert reasons == {"网页标题栏", "导航", "相关阅读", "页脚"}
    assert "var x" not in reading.text and "color" not in reading.text
    assert reading.metadata == (("published", "2024-01-09"), ("publisher", "青禾日报"))


def test_hidden_words_are_noise_and_datelines_metadata() -> None:
    text = (
        f"<title>甲县开会_某网</title><h1>甲县开会</h1><div>2024-01-09 来源：某报 【字号：大 中 小】</div><p>{LONG}</p>"
        f'<p style="display: none">复制自某处</p><p>{LONG}</p><p>责任编辑：某某</p>'
    )
    reading = read(text.encode(), "a.html")
    assert ("复制自某处", "隐藏文字") in marked(reading, "noise")
    assert [words for words, _ in marked(reading, "metadata")] == [
        "2024-01-09 来源：某报 【字号：大 中 小】",
        "责任编辑：某某",
    ]
    assert [words for words, _ in marked(reading, "paragraph")] == [LONG, LONG]


def test_a_line_end_between_chinese_characters_is_nothing() -> None:
    assert read("<p>述职\n 评议 and\n more</p>".encode(), "a.html").text == "述职评议 and more\n"


def test_page_without_heading_takes_its_title_from_the_head() -> None:
    text = f"<title>甲县召开述职评议会_某某网</title><p>{LONG}</p><p>{LONG}</p>"
    reading = read(text.encode(), "a.html")
    assert marked(reading, "title") == [("甲县召开述职评议会", "")]
    assert marked(reading, "noise") == [("_某某网", "网站名称")]


def test_forced_breaks_are_no_paragraph_marks() -> None:
    reading = read(f"<p>{LONG}<br><br>　　{LONG}</p>".encode(), "a.html")
    assert marked(reading, "paragraph") == []
    assert reading.text.count("\n") == 3


def test_tables_row_by_row() -> None:
    page = "<table><tr><td>甲县</td><td>12个</td></tr><tr><td>乙县</td><td>9个</td></tr></table>"
    assert read(page.encode(), "a.html").text == "甲县\t12个\n乙县\t9个\n"
    document = docx.Document()
    table = document.add_table(2, 2)
    for number, words in enumerate(("甲县", "12个", "乙县", "9个")):
        table.cell(number // 2, number % 2).text = words
    reading = read(makers.saved(document), "a.docx")
    assert reading.text.startswith("甲县\t12个\n乙县\t9个\n")
    assert [a.place for a in reading.anchors[:2]] == ["表1第1行", "表1第2行"]


def test_a_table_that_lays_out_the_page_gives_paragraphs() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = LONG * 3
    cell.add_paragraph(LONG)
    assert read(makers.saved(document), "a.docx").text.startswith(f"{LONG * 3}\n{LONG}\n")


def test_title_and_headings_by_print() -> None:
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("甲县述职评议会综述").font.size = Pt(22)
    document.add_paragraph().add_run("抓责任落实").bold = True
    document.add_paragraph(LONG)
    document.sections[0].header.paragraphs[0].text = "内部资料"
    reading = read(makers.saved(document), "a.docx")
    assert marked(reading, "title") == [("甲县述职评议会综述", "size")]
    assert marked(reading, "heading") == [("抓责任落实", "strong")]
    assert marked(reading, "paragraph") == [(LONG, "")]
    assert marked(reading, "noise") == [("内部资料", "页眉")]


def test_numbers_that_word_makes_are_read() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text) in enumerate((("chineseCounting", "%1、"), ("decimal", "%1.%2")))
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr></w:pPr>'
        "<w:r><w:t>甲</w:t></w:r></w:p>"
        for level in (0, 1, 1, 0)
    )
    assert word(body, numbering=numbering).text.split() == ["一、甲", "一.1甲", "一.2甲", "二、甲"]


def test_revisions_boxes_notes_and_glosses() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:r><w:ruby><w:rt><w:r><w:t>yuè</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>刖</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    note = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator"/>'
        "<w:footnote><w:p><w:r><w:t>注释</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    reading = word(body, footnotes=note)
    assert reading.text == "新增刖（yuè）\n框内文字\n注释\n"
    assert marked(reading, "noise") == [("（yuè）", "注音")]
    assert "修订" in reading.warnings[0]
    assert reading.anchors[-1].place == "脚注1"


def test_rows_become_articles_with_their_own_facts() -> None:
    table = f'标题,年度,正文,备注\n甲,2023,{LONG},旁注\n乙,,"{LONG}\n{LONG}",\n坏行\n丙,2022,,\n'
    reading = read(table.encode("gb18030"), "a.csv")
    articles = [m for m in reading.marks if m.kind == "article"]
    assert [m.reason for m in articles] == ["第2行", "第3行"]
    assert reading.text[articles[1].start : articles[1].end] == f"乙\n{LONG}\n{LONG}"
    assert reading.facts == (
        PageFact(0, "title", "甲"),
        PageFact(0, "review_year", "2023"),
        PageFact(articles[1].start, "title", "乙"),
    )
    assert marked(reading, "noise")[0] == ("备注：旁注", "未用的列")
    assert [w.split("：")[0] for w in reading.warnings[1:]] == ["第5行", "第6行"]
    assert "“备注”列没有用到" in reading.warnings[0]
    assert "“正文”列" in reading.notes[0]


def test_json_lines() -> None:
    lines = '{"content": "正文一。"}\n\n{坏\n["列表"]\n{"text": "\\ud800"}\n{"text": "正文二。", "year": 2023}\n'
    reading = read(lines.encode(), "a.jsonl")
    assert [m.reason for m in reading.marks if m.kind == "article"] == ["第1行", "第6行"]
    assert [w.split("：")[0] for w in reading.warnings] == ["第3行", "第4行", "第5行"]


@pytest.mark.parametrize("data", ["甲,乙\n1,2\n", "标题,正文\n甲\n"])
def test_a_table_without_texts_says_so(data: str) -> None:
    with pytest.raises(ReadError, match="正文"):
        read(data.encode(), "a.csv")


def test_a_cell_without_end_takes_nothing_with_it() -> None:
    reading = read(f'标题,正文\n甲,{LONG}\n乙,"{LONG}\n丙,{LONG}\n'.encode(), "a.csv")
    assert reading.text.count(LONG) == 3
    assert "第3行" in reading.warnings[0]


def test_paragraphs_of_a_word_document_may_be_rows() -> None:
    document = docx.Document()
    for text in ("下表列出各乡镇的党员和支部。", "乡镇\t党员\t支部", "柳河镇\t120\t8", "石桥乡\t54\t5"):
        document.add_paragraph(text)
    reading = read(makers.saved(document), "a.docx")
    found = [p for p in ingest("a.docx", reading, {}, CONFIG) if isinstance(p, Passage)]
    assert [p.role for p in found] == ["body", "table", "table", "table"]


def test_a_table_in_a_pdf_is_no_columns() -> None:
    rows = [(60.0, 700.0 - 20 * n, f"第{n}个县") for n in range(8)]
    cells = [(300.0, 700.0 - 20 * n, f"{n}个支部") for n in range(8)]
    reading = read(makers.drawn([rows + cells]), "a.pdf")
    assert reading.text.splitlines()[:2] == ["第0个县\t0个支部", "第1个县\t1个支部"]


def test_the_last_page_keeps_the_columns_of_the_others() -> None:
    line = "述职评议考核推动各级书记抓党建促发展"
    full = [(x, 700.0 - 18 * n, line) for x in (60.0, 320.0) for n in range(20)]
    last = [(60.0, 700.0, "左一" + line[2:]), (60.0, 682.0, "左二。"), (320.0, 700.0, "右一。")]
    texts = read(makers.drawn([full, last]), "a.pdf").text.splitlines()
    assert [t.strip()[:2] for t in texts[-3:]] == ["左一", "左二", "右一"]


def test_running_heads_are_noise_only_where_they_run() -> None:
    pages = [
        [(60.0, 800.0, f"青禾简报第{n}期"), (60.0, 600.0, LONG[:30]), (280.0, 30.0, f"- {n} -")] for n in (1, 2, 3)
    ]
    reading = read(makers.drawn(pages), "a.pdf")
    assert [reason for _, reason in marked(reading, "noise")] == ["页眉", "页码"] * 3
    assert [a.place for a in reading.anchors] == ["第1页", "第2页", "第3页"]


def test_an_old_page_laid_out_by_tables() -> None:
    links = "".join(f"<tr><td><a href={n}>别的通知第{n}条的标题</a></td></tr>" for n in range(6))
    text = (
        "<title>甲县召开书记述职评议会_甲县网</title><table><tr><td><a href=/>首页</a></td></tr></table>"
        f"<table><tr><td><table>{links}</table></td><td><table><tr><td><font>甲县召开书记述职评议会</font></td></tr>"
        f"<tr><td>发布时间：2024-01-09　点击数：123</td></tr><tr><td>　　{LONG}<br><br>　　{LONG}</td></tr>"
        "<tr><td>上一篇：<a href=x>另一条消息</a></td></tr></table></td></tr></table><p>主办：甲县网 某ICP备1号</p>"
    )
    reading = read(text.encode("gb18030"), "a.htm")
    assert marked(reading, "title") == [("甲县召开书记述职评议会", "")]
    assert marked(reading, "metadata") == [("发布时间：2024-01-09　点击数：123", "")]
    noise = marked(reading, "noise")
    assert ("点击数：123", "页面工具") in noise and ("上一篇：另一条消息", "页面工具") in noise
    assert noise[-1] == ("主办：甲县网 某ICP备1号", "页脚")
    assert not any(LONG in words for words, _ in noise)


def test_short_lines_of_the_article_are_not_noise() -> None:
    body = f"<p><span>一、总体情况</span></p><p>{LONG}</p><p>{LONG}</p><p>（记者 某某）</p><p>甲县县委组织部</p>"
    reading = read(f"<h1>甲县召开述职评议会</h1><div>{body}</div>".encode(), "a.html")
    assert marked(reading, "noise") == []


def test_a_table_of_one_text_a_sentence_a_row_is_one_document() -> None:
    # Invented.
    lines = ["全县上下同心协力。", "新修道路三十公里。", "村村通了自来水。", "明年再建两座水库。", "谢谢大家。"]
    table = "序,中文,English\n" + "".join(f'{n},{line},"Line {n}."\n' for n, line in enumerate(lines))
    reading = read(table.encode(), "两种文字.csv")
    noise = [(m.start, m.end) for m in reading.marks if m.kind == "noise"]
    kept = "".join(c for n, c in enumerate(reading.text) if not any(a <= n < b for a, b in noise))
    assert kept.split() == lines
    assert any("一行一句" in note for note in reading.notes) and not [m for m in reading.marks if m.kind == "article"]
