"""The reports: every figure leads to its evidence, the evidence to the source's own characters; nothing is fetched."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path
from unicodedata import normalize

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html

from pipeline.config import Config
from pipeline.exports.report.content import Report
from pipeline.exports.report.page import page
from pipeline.records import Passage, Segment, SourceText
from pipeline.store import Tables


@pytest.fixture(scope="module")
def tree(sample_outputs: Path) -> html.HtmlElement:
    return html.fromstring((sample_outputs / "report.html").read_text(encoding="utf-8"))


def test_every_link_target_exists(tree: html.HtmlElement) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = tree.xpath("//a/@href")
    assert len(targets) > 100 and all(t.startswith("#") and t[1:] in set(ids) for t in targets)


def test_nothing_is_fetched(tree: html.HtmlElement) -> None:
    sources = tree.xpath("//@src | //link/@href | //@srcset | //@data")
    assert sources and all(s.startswith("data:image/png;base64,") for s in sources)
    styles = "".join(tree.xpath("//style/text()"))
    assert "url(" not in styles and "@import" not in styles
    assert "fetch(" not in "".join(tree.xpath("//script/text()"))


def test_source_text_is_escaped(tmp_path: Path) -> None:
    report = Report("<script>alert(1)</script>")
    report.say("<img src=x onerror=alert(1)>")
    made = html.fromstring(page(report, tmp_path))
    assert not made.xpath("//img") and all("alert" not in (s.text or "") for s in made.xpath("//script"))


def test_ten_figures_lead_to_source_characters(tree: html.HtmlElement, sample_tables: Tables) -> None:
    """Figure → evidence → passage with its span; the characters of that span are the quoted ones."""
    passages = {p.passage_id: p for p in sample_tables[Passage]}
    texts = {t.source: t.text for t in sample_tables[SourceText]}
    figures = tree.xpath("//a[starts-with(@href, '#e-')]")
    for figure in random.Random(2024).sample(figures, 10):
        evidence = tree.get_element_by_id(figure.get("href")[1:])
        quoted = evidence.xpath(".//li/a")
        assert quoted
        for link in quoted:
            quote = tree.get_element_by_id(link.get("href")[1:])
            passage = passages[link.get("href")[3:]]
            where, shown = (p.text_content() for p in quote.findall("p"))
            start, end = map(int, re.search(r"\[(\d+):(\d+)\]", where).groups())  # type: ignore[union-attr]
            assert where.startswith(passage.source) and (start, end) == (passage.source_start, passage.source_end)
            assert shown == passage.text
            characters = _counted(texts[passage.source], passage, sample_tables)
            assert len(characters) == len(shown), "one character for one"
            assert normalize("NFKC", characters) == normalize("NFKC", shown), "but for their width"


def _counted(text: str, passage: Passage, tables: Tables) -> str:
    """The passage's characters in the source: its span less blanks, markup and noise."""
    kept = [s for s in tables[Segment] if s.passage_id == passage.passage_id and s.kind not in ("blank", "markup")]
    return "".join(text[s.source_start : s.source_end] for s in kept)


def test_marks_hold_the_mentioned_words(tree: html.HtmlElement) -> None:
    marks = tree.xpath("//li//mark")
    assert marks and all(m.text_content().strip() for m in marks)


def test_the_word_report_opens_and_its_links_land(sample_outputs: Path) -> None:
    made = docx.Document(str(sample_outputs / "report.docx"))
    body = made.element.body
    bookmarks = {b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))}
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(anchors) > 50 and set(anchors) <= bookmarks
    assert len(made.inline_shapes) >= 7 and all(shape.width.cm < 17 for shape in made.inline_shapes)
    with zipfile.ZipFile(sample_outputs / "report.docx") as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_both_reports_say_the_same_figures(tree: html.HtmlElement, sample_outputs: Path) -> None:
    made = docx.Document(str(sample_outputs / "report.docx"))
    word = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    web = [[cell.text_content() for cell in row.xpath("./th|./td")] for row in tree.xpath("//table//tr")]
    assert word == web


def test_no_english_code_in_the_reports_words(tree: html.HtmlElement) -> None:
    cells = [cell.text_content() for cell in tree.xpath("//td | //caption | //p[@class='warning']")]
    codes = {*Config().themes, "national_summary", "not_comparable", "with_caution", "genre=", "level="}
    codes -= {"other", "responsibility", "strictness"}
    assert not [text for text in cells if any(code in text for code in codes)]
