"""The Word files: a short report whose contents are right, and an appendix that has what it leaves out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html

from pipeline.exports.report.brief import PAGES, Brief, brief
from pipeline.exports.report.content import Block, Grid, Heading, Picture, Prose, Ref, Report, plain
from pipeline.exports.report.layout import HEIGHT, WIDTH, cut_grid, front, height, lines, widths

SHORT, APPENDIX = "report.docx", "report_appendix.docx"


@pytest.fixture(scope="module")
def files(sample_outputs: Path) -> dict[str, Any]:
    return {name: docx.Document(str(sample_outputs / name)) for name in (SHORT, APPENDIX)}


@pytest.mark.parametrize("name", [SHORT, APPENDIX])
def test_every_link_lands(files: dict[str, Any], name: str) -> None:
    body = files[name].element.body
    bookmarks = [b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))]
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert len(bookmarks) == len(set(bookmarks)) and len(anchors) > 5 and anchors <= set(bookmarks)


@pytest.mark.parametrize("name", [SHORT, APPENDIX])
def test_no_clock_stands_in_the_archive(sample_outputs: Path, name: str) -> None:
    with zipfile.ZipFile(sample_outputs / name) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(("name", "least"), [(SHORT, 5), (APPENDIX, 2)])
def test_pictures_are_described_and_fit(files: dict[str, Any], name: str, least: int) -> None:
    shapes = list(files[name].inline_shapes)
    assert len(shapes) >= least and all(shape.width.pt <= WIDTH + 1 for shape in shapes)
    described = [shape._inline.docPr.get("descr") for shape in shapes]
    captions = [p.text for p in files[name].paragraphs if p.style.name == "Note"]
    for text in described:
        assert text.startswith("图：") and any(caption and caption in text for caption in captions)


def test_the_contents_name_every_section_and_its_page(files: dict[str, Any]) -> None:
    paragraphs = files[SHORT].paragraphs
    entries = [tuple(p.text.split("\t")) for p in paragraphs if p.style.name == "toc 1"]
    pages, page = {}, 1
    for paragraph in paragraphs:
        page += paragraph._p.find(f".//{qn('w:pageBreakBefore')}") is not None
        if paragraph.style.name == "Heading 1":
            pages[paragraph.text] = str(page)
    assert len(entries) > 6 and dict(entries) == pages and 1 < page <= PAGES
    assert "PAGE" in _codes(files[SHORT].sections[0].footer._element)
    assert any(code.startswith("TOC") for code in _codes(files[SHORT].element.body))


@pytest.mark.parametrize("name", [SHORT, APPENDIX])
def test_properties_of_paragraphs_stand_in_the_order_of_the_standard(files: dict[str, Any], name: str) -> None:
    order = [qn(f"w:{tag}") for tag in ("pStyle", "keepNext", "pageBreakBefore", "tabs", "spacing", "jc")]
    for properties in files[name].element.body.iter(qn("w:pPr")):
        places = [order.index(child.tag) for child in properties if child.tag in order]
        assert places == sorted(places)


def _codes(element: Any) -> list[str]:
    return [code.text.strip() for code in element.iter(qn("w:instrText"))]


def test_the_appendix_has_every_table_of_the_page(files: dict[str, Any], tree: html.HtmlElement) -> None:
    web = {tuple(cell.text_content() for cell in row.xpath("./th|./td")) for row in tree.xpath("//table//tr")}
    assert _rows(files[APPENDIX]) == web and _rows(files[SHORT]) < web


def _rows(made: Any) -> set[tuple[str, ...]]:
    return {tuple(_text(cell) for cell in row.iter(qn("w:tc"))) for row in made.element.body.iter(qn("w:tr"))}


def _text(cell: Any) -> str:
    return "".join(t.text or "" for t in cell.iter(qn("w:t")))


def test_what_the_short_report_has_not_in_full_the_appendix_has(files: dict[str, Any], tree: html.HtmlElement) -> None:
    told = {p.text_content() for p in tree.xpath("//p[following::h2[@id='evidence']][not(@class='scope')]")}
    found = {p.text for made in files.values() for p in made.paragraphs}
    assert len(told) > 20 and told <= found


def size(picture: Picture) -> tuple[float, float, str]:
    """Every picture as high as it is wide, with a long caption."""
    return WIDTH, WIDTH, "口径：全部文档。" * 30


def crowded(sections: int = 10, paragraphs: int = 40, rows: int = 500) -> Report:
    report = Report("拥挤的报告", "口径：全部文档")
    for number in range(sections):
        report.blocks.append(Heading(f"第{number}节"))
        for place in range(paragraphs):
            report.say(f"{number}.{place}", "很长的一段话，" * 90, Ref("12", "e"), warning=place % 2 == 0)
        cells = tuple((str(n), "说明很长，" * (n % 40), Ref("7", "e")) for n in range(rows))
        report.blocks += [Grid("表", ("年", "说明", "数"), cells), Picture(f"p{number}", "图")]
    return report


def every(made: Brief) -> Iterator[Block]:
    for page in made.pages:
        yield from page


def test_ten_pages_hold_whatever_there_is_to_tell() -> None:
    report = crowded()
    made = brief(report, size)
    assert len(made.pages) <= PAGES
    whole = [block for block in report.blocks if isinstance(block, (Prose, Grid))]
    shown = list(every(made))
    assert all(block in made.left or block in shown for block in whole)
    assert [b for b in shown if isinstance(b, Heading)] == [b for b in report.blocks if isinstance(b, Heading)]


def test_no_page_is_fuller_than_a_page() -> None:
    made = brief(crowded(4, 3, 30), size)

    def shrunk(picture: Picture) -> tuple[float, float, str]:
        wide, high, note = size(picture)
        return wide * made.picture / high, made.picture, note

    for number, page in enumerate(made.pages):
        taken = front(4) if number == 0 else 0
        assert taken + sum(height(block, shrunk) for block in page) <= HEIGHT
        assert not isinstance(page[-1], Heading), "a heading stands with what follows"


def test_a_table_keeps_the_rows_that_matter_in_their_order() -> None:
    rows = tuple((str(year), "无") for year in range(1990, 2020))
    short = cut_grid(Grid("", ("年度", "提示"), rows, tuple(range(29, -1, -1))), 4)
    assert [row[0] for row in short.rows] == ["2016", "2017", "2018", "2019"]
    one = cut_grid(Grid("", ("甲",), (("长" * 5000,), ("短",))), 4)
    assert len(one.rows) == 1, "a row that is longer than all lines is shown, not an empty table"


def test_columns_share_the_width_and_none_is_starved() -> None:
    shared = widths([("年度", "说明"), ("2016→2017", "很长的说明" * 40)])
    assert sum(shared) == pytest.approx(WIDTH)
    assert lines("2016→2017", shared[0] - 11, 9) == 1


def test_a_report_of_which_all_is_short_is_not_cut() -> None:
    report = Report("短", "口径：全部文档")
    report.blocks.append(Heading("一、语料"))
    report.say("没有文档。")
    made = brief(report, size)
    assert list(every(made)) == report.blocks and not made.left
    assert [plain(part) for part in ("甲", Ref("乙", "e"))] == ["甲", "乙"]
