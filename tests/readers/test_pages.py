"""How printed pages are read: columns in their order, tables as tables, what is printed over the text as noise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest import ingest
from pipeline.readers import read
from pipeline.readers.grid import GridCell, cell, grid
from tests.ingest.support import CONFIG, Ingested
from tests.readers import makers, tables


@pytest.mark.parametrize("columns", [2, 3, 4])
@pytest.mark.parametrize("last", [1, 2, 3, 5])
def test_a_short_last_column_is_read_last(columns: int, last: int) -> None:
    data, lines = tables.in_columns(
        columns, last, title="青禾县各乡镇党委书记年度述职评议情况通报" if last % 2 else "", size=9
    )
    assert [line.strip() for line in read(data, "a.pdf").text.splitlines()] == lines


def test_a_signature_at_the_right_is_no_column() -> None:
    body = [(60.0, 720.0 - 17 * n, tables.BASE[:18]) for n in range(12)]
    reading = read(makers.drawn([[*body, (380.0, 500.0, "青禾县委办公室"), (380.0, 483.0, "2024年1月5日")]]), "a.pdf")
    assert [line.strip() for line in reading.text.splitlines()][-2:] == ["青禾县委办公室", "2024年1月5日"]


def slanting(grey: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(45)
        canvas.setFillGray(grey)
        canvas.setFont(makers.font("STSong-Light"), 60)
        canvas.drawCentredString(0, 0, "内部资料")

    return draw


def large(canvas: Canvas) -> None:
    canvas.setFillGray(0.8)
    canvas.setFont(makers.font("STSong-Light"), 50)
    canvas.drawCentredString(297, 640, "机密")


def repeated(canvas: Canvas) -> None:
    canvas.setFillGray(0.85)
    canvas.setFont(makers.font("STSong-Light"), 12)
    for x in (80, 250, 420):
        for y in (690, 640, 600, 300):
            canvas.drawString(x, y, "青禾草稿")


def beside(canvas: Canvas) -> None:
    canvas.translate(30, 300)
    canvas.rotate(90)
    canvas.setFont(makers.font("STSong-Light"), 9)
    canvas.drawString(0, 0, "青禾党建装订线")


def stacked(canvas: Canvas) -> None:
    canvas.setFont(makers.font("STSong-Light"), 12)
    for column, text in enumerate(("述职评议工作简报", "压实责任抓好整改")):
        for line, character in enumerate(text):
            canvas.drawString(560 - column * 20, 700 - line * 13, character)


def head(canvas: Canvas) -> None:
    canvas.setFont(makers.font("STSong-Light"), 11)
    canvas.drawString(60, 805, "青禾县委组织部述职材料")
    canvas.drawCentredString(297, 30, "第 1 页 共 1 页")


ASIDES = [
    (slanting(0.8), {"内部资料": "水印"}),
    (slanting(0.0), {"内部资料": "水印"}),
    (large, {"机密": "水印"}),
    (repeated, {"青禾草稿": "水印"}),
    (beside, {"青禾党建装订线": "旋转文字"}),
    (stacked, {"述职评议工作简报 压实责任抓好整改": "竖排文字"}),
    (head, {"青禾县委组织部述职材料": "页眉", "第1页共1页": "页码"}),
]


@pytest.mark.parametrize("title", [True, False])
@pytest.mark.parametrize(
    ("draw", "noise"), ASIDES, ids=["slant", "dark", "large", "repeated", "beside", "stacked", "head"]
)
def test_what_is_printed_over_or_beside_the_text_is_noise(
    draw: Callable[[Canvas], None], noise: dict[str, str], title: bool
) -> None:
    reading = read(tables.page(draw, title=title), "a.pdf")
    found = Ingested(reading.text, ingest("a.pdf", reading, {}, CONFIG))
    found.check()
    assert found.noise() == noise
    assert makers.characters("".join(found.body)) == makers.characters("".join(makers.PARAGRAPHS).replace("％", "%"))
    assert [d.title for d in found.documents] == [makers.TITLE if title else ""]


def test_much_turned_writing_is_said() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(makers.font("STSong-Light"), 9)
        canvas.translate(30, 100)
        canvas.rotate(90)
        canvas.drawString(0, 0, tables.BASE[:40])

    assert any("第1页有竖排或旋转的文字" in warning for warning in read(tables.page(draw), "a.pdf").warnings)


def test_merged_cells_have_their_room() -> None:
    wide, tall = GridCell("党员", columns=2), GridCell("县区", rows=2)
    rows = grid([[tall, wide], [GridCell("总数"), GridCell("女")], [GridCell("甲县")]])
    assert [[c.text for c in row] for row in rows] == [["县区", "党员", ""], ["", "总数", "女"], ["甲县", "", ""]]


@pytest.mark.parametrize("size", ["0", "-3", "x", "", "99999999999"])
def test_senseless_sizes_are_bounded(size: str) -> None:
    rows = grid([[cell("甲", size, size), cell("乙")], [cell("丙")]])
    assert len(rows) == 2 and len({len(row) for row in rows}) == 1 and len(rows[0]) <= 400


def test_two_thirds_of_a_page_in_large_print_is_no_watermark() -> None:
    lines = [(60.0, 700.0 - 40 * n, tables.BASE[:10]) for n in range(6)]
    assert not any(m.reason == "水印" for m in read(makers.drawn([lines], size=30), "a.pdf").marks)
