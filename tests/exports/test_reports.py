"""The reports: every figure leads to its evidence, the evidence to the source's own characters; nothing is fetched."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from pipeline.config import Config
from pipeline.exports.report.content import Report
from pipeline.exports.report.page import page


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


def test_pictures_are_described_and_their_captions_are_text(tree: html.HtmlElement) -> None:
    figures = tree.xpath("//figure")
    assert len(figures) >= 6
    for figure in figures:
        caption = figure.xpath("string(figcaption)").strip()
        assert "。" in caption and caption in figure.xpath("string(.//img/@alt)")


def test_source_text_is_escaped(tmp_path: Path) -> None:
    report = Report("<script>alert(1)</script>")
    report.say("<img src=x onerror=alert(1)>")
    made = html.fromstring(page(report, tmp_path))
    assert not made.xpath("//img") and all("alert" not in (s.text or "") for s in made.xpath("//script"))


def test_marks_hold_the_mentioned_words(tree: html.HtmlElement) -> None:
    marks = tree.xpath("//li//mark")
    assert marks and all(m.text_content().strip() for m in marks)


def test_no_english_code_in_the_reports_words(tree: html.HtmlElement) -> None:
    cells = [cell.text_content() for cell in tree.xpath("//td | //caption | //p[@class='warning']")]
    codes = {*Config().themes, "national_summary", "not_comparable", "with_caution", "genre=", "level="}
    codes -= {"other", "responsibility", "strictness"}
    assert not [text for text in cells if any(code in text for code in codes)]
