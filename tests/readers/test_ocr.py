"""Scans and pictures: read by recognition where the extra is installed, else told in one line."""

from __future__ import annotations

import io

import pytest
from rapidfuzz.distance import Levenshtein

from pipeline.readers import ReadError, ocr, read
from pipeline.readers.pdf import printed
from pipeline.readers.pdfglyphs import Fragment
from pipeline.readers.pdflines import PrintedPage, lines_in_order
from pipeline.readers.pdfscans import recognise_scans
from tests.readers import makers
from tests.readers.test_offices import noise, sound

needs = pytest.mark.skipif(not ocr.installed(), reason="needs the extra ocr")


def without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)


def test_without_the_extra_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch)
    with pytest.raises(ReadError, match=r"没有文字层.*pip install rapidocr"):
        read(makers.pictures(makers.pdf(), dots=30)[0].getvalue(), "a.jpg")
    reading = read(makers.scan(makers.pdf(), dots=30, stamp="扫描全能王 创建"), "a.pdf")
    assert len(reading.warnings) == 1
    assert "全文是扫描图片，没有文字层" in reading.warnings[0] and "pip install rapidocr" in reading.warnings[0]
    sound(reading)


@needs
def test_a_scan_in_two_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """The print is large and the picture small, so that the test is quick."""
    monkeypatch.setattr(ocr, "_DPI", 90)
    text = "".join(makers.PARAGRAPHS[:2]).replace("％", "%")
    lines = [text[at : at + 12] for at in range(0, 96, 12)]
    columns = [(60 + 255 * (n // 4), 700 - 30 * (n % 4), line) for n, line in enumerate(lines)]
    data = makers.scan(makers.drawn([columns], size=19), dots=90, tilt=0.4, stamp="扫描全能王 创建")
    reading = read(data, "a.pdf")
    found = sound(reading)
    body = "".join(p.text for p in found.passages if p.role == "body")
    assert Levenshtein.distance(body, text[:96]) <= 3
    assert "OCR" in reading.warnings[0]


@needs
def test_pictures_of_pages() -> None:
    from PIL import Image

    texts = ["述职评议会议记录", "整改问题清单"]
    pages = makers.pictures(makers.drawn([[(60.0, 700.0, text)] for text in texts], size=24), dots=60)
    file = io.BytesIO()
    first, second = (Image.open(page) for page in pages)
    first.save(file, "TIFF", save_all=True, append_images=[second])
    reading = read(file.getvalue(), "a.tif")
    sound(reading)
    assert reading.text.split() == texts
    assert [a.place for a in reading.anchors] == ["第1页", "第2页"]


@needs
def test_a_picture_without_text_and_a_damaged_one() -> None:
    from PIL import Image

    blank = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(blank, "PNG")
    with pytest.raises(ReadError, match="没有识别出文字"):
        read(blank.getvalue(), "a.png")
    with pytest.raises(ReadError, match="损坏"):
        read(blank.getvalue()[:60], "a.png")


def page(*lines: tuple[str, float]) -> PrintedPage:
    """A page of lines with their scores."""
    pieces = [
        Fragment(text, 60, 60 + 11 * len(text), 200 + 18 * n, 211 + 18 * n, 11, "", score)
        for n, (text, score) in enumerate(lines)
    ]
    return PrintedPage(lines_in_order(pieces, []), 842)


def test_a_photograph_among_pages_of_text_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text, photo, stamped = page((makers.PARAGRAPHS[0], 1.0)), PrintedPage([], 842, picture="alone"), page(("甲", 1.0))
    drawn = {"scan": page(*((p, 0.99) for p in makers.PARAGRAPHS)), "photo": page(("车站", 0.99), ("囗冖彡亻", 0.5))}
    shown = ["photo", "scan"]
    monkeypatch.setattr(ocr, "installed", lambda: True)
    monkeypatch.setattr(ocr, "pages_of_pdf", lambda _, numbers: [drawn[shown[n % 2]] for n in numbers])
    read_too, said = recognise_scans(b"", [photo, photo, text, text, text, text, stamped._replace(picture="covered")])
    assert [p.lines for p in read_too if p][:2] == [[], drawn["scan"].lines]
    assert [s.split("，")[0] for s in said] == ["第2页是扫描图片", "第1页是图片"]
    read_too, said = recognise_scans(b"", [photo, stamped._replace(picture="covered"), text])
    assert [p.lines for p in read_too if p] == [drawn["photo"].lines, drawn["scan"].lines, text.lines]


def test_a_line_of_which_recognition_is_not_sure_is_a_defect_of_its_passage() -> None:
    sure, unsure = makers.PARAGRAPHS[0], makers.PARAGRAPHS[1]
    reading = printed([page((sure, 0.999), (unsure, 0.9), ("囗冖彡亻", 0.4), (makers.PARAGRAPHS[2], 0.99))], "ocr")
    found = sound(reading)
    assert {p.text: p.defects for p in found.passages if p.defects} == {unsure: ["uncertain_recognition"]}
    assert noise(reading) == {"囗冖彡亻": "无法辨认"}
    assert [w.split("，")[0] for w in reading.warnings] == ["有 1 行识别把握不大", "有 1 行无法辨认"]
