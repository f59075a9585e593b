"""Workbooks, presentations, OpenDocument text and RTF, made by the formats' own tools or by LibreOffice."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from pipeline.ingest import ingest
from pipeline.readers import ReadError, Reading, read
from pipeline.readers.reading import PageFact
from pipeline.readers.sheet import shown
from tests.ingest.support import CONFIG, Ingested
from tests.readers import makers
from tests.readers.test_marks import check

ORIGINALS = Path(__file__).parent / "originals"
# Invented: a cell of running text.
LONG = "会上逐一点评了各镇党委抓党建的实绩，指出问题十六条，当场认领整改时限。"


def original(name: str) -> Reading:
    return read((ORIGINALS / name).read_bytes(), name)


def sound(reading: Reading) -> Ingested:
    """The tables of a reading, whose promises and ledger hold."""
    check(reading)
    found = Ingested(reading.text, ingest("a", reading, {}, CONFIG))
    found.check()
    return found


def marked(reading: Reading, kind: str) -> list[str]:
    return [reading.text[m.start : m.end] for m in reading.marks if m.kind == kind]


def noise(reading: Reading) -> dict[str, str]:
    return {reading.text[m.start : m.end]: m.reason for m in reading.marks if m.kind == "noise"}


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.worksheets[0] if not number else book.create_sheet()
        for row in rows:
            sheet.append(row)
    return makers.saved(book)


def test_a_workbook_holds_documents_figures_and_texts() -> None:
    reading = read(makers.workbook(), "a.xlsx")
    found = sound(reading)
    assert [d.title for d in found.documents] == ["材料之1", "材料之2", "材料之3", "青禾县各镇整顿情况"]
    assert PageFact(reading.marks[1].start, "published", "2024-01-01") in reading.facts
    assert marked(reading, "table") == [
        "\t\t\t单位：个\n乡镇\t排查\t转化率\t投入\n柳河镇\t12\t91.7%\t1234.50万元\n石桥镇\t7\t100.0%\t"
    ]
    assert makers.PARAGRAPHS[3] in [p.text for p in found.passages]
    assert noise(reading)["未定稿"] == "隐藏的工作表"
    assert noise(reading)["请核对"] == "批注"
    assert "材料原文" in reading.notes[0] and "按内容判断" in reading.notes[0]
    assert ["1 个公式" in w for w in reading.warnings] == [True]
    places = [a.place for a in reading.anchors]
    assert "“汇编”表第3行" in places and "“各镇情况”表第4行" in places


def test_a_remark_beside_figures_makes_no_table_of_documents() -> None:
    head = ["县", "村数", "转化", "投入", "说明"]
    reading = read(workbook([head, *([f"第{n}县", n, n + 1, n * 10, LONG + LONG] for n in range(4))]), "a.xlsx")
    assert not marked(reading, "article")
    assert reading.text.splitlines()[1] == f"第0县\t0\t1\t0\t{LONG}{LONG}"


def test_a_table_ends_with_an_empty_row() -> None:
    rows = [["县", "村数"], ["甲县", 3], [], ["县", "人数"], ["甲县", 40]]
    assert marked(read(workbook(rows), "a.xlsx"), "table") == ["县\t村数\n甲县\t3", "县\t人数\n甲县\t40"]


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (0.663, "0.0%", "66.3%"),
        (1, "0%", "100%"),
        (1234.5, "#,##0.00", "1234.50"),
        (1234.5, '0.00"万元"', "1234.50万元"),
        (-3.25, "0.0;[Red]-0.0", "-3.3"),
        (12, "General", "12"),
        (12.0, "@", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (1.5e7, "0,", "15000000"),
        (12, '"约"0_ ', "约12"),
        (3.14159, "0.##", "3.14"),
        (2.0, "0.##", "2"),
        (1e22, "0.00", "10000000000000000000000"),
        (True, "0", "True"),
        (None, "0", ""),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, pattern: str, text: str) -> None:
    assert shown(value, pattern) == text


def test_a_wps_sheet() -> None:
    reading = original("整顿情况.et")
    found = sound(reading)
    assert marked(reading, "table") == [
        "\t\t\t单位：个\n乡镇\t排查\t转化\t转化率\n柳河镇\t12\t11\t91.7%\n石桥镇\t7\t7\t100.0%"
    ]
    assert [d.title for d in found.documents] == ["青禾县软弱涣散村党组织整顿情况", "材料之1", "材料之2"]
    assert PageFact(reading.text.index("材料之1"), "published", "2024-01-09") in reading.facts


@pytest.mark.parametrize("suffix", ["xls", "et"])
def test_what_sites_call_a_sheet(suffix: str) -> None:
    assert "柳河镇\t12" in read(makers.workbook(), f"a.{suffix}").text
    page = f"<html><table><tr><td>县</td><td>数</td></tr><tr><td>柳河</td><td>12</td></tr></table><p>{LONG}</p></html>"
    assert LONG in read(page.encode("gb18030"), f"a.{suffix}").text
    assert LONG in read(f"标题\t正文\n甲\t{LONG}\n".encode("gb18030"), f"a.{suffix}").text


def test_a_presentation_is_read_slide_by_slide() -> None:
    reading = read(makers.presentation(), "a.pptx")
    found = sound(reading)
    one, two, three, four, five = makers.PARAGRAPHS
    assert [t for t in reading.text.splitlines() if t in makers.PARAGRAPHS] == [one, two, three, four, five]
    assert marked(reading, "title") == [makers.TITLE]
    assert marked(reading, "heading") == [makers.HEADING, "整改情况"]
    assert marked(reading, "table") == ["乡镇\t\t排查\n柳河\t东片\t12个"]
    assert {"第1页", "第2页备注", "第3页表格第2行"} <= {a.place for a in reading.anchors}
    assert found.documents[0].title == makers.TITLE


def test_slides_that_say_nothing_are_told() -> None:
    import pptx
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Cm

    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_picture(makers.pictures(makers.pdf())[0], 0, 0)
    chart = CategoryChartData()
    chart.categories = ["甲"]
    chart.add_series("乙", (3,))
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Cm(5), Cm(5), chart)
    slide._element.set("show", "0")
    slide.shapes.add_textbox(0, 0, Cm(5), Cm(5)).text_frame.text = "不放映的一页"
    reading = read(makers.saved(show), "a.pptx")
    assert [w.split("，")[0] for w in reading.warnings] == ["第1页只有图片", "第2页有 1 个图表"]
    assert noise(reading) == {"不放映的一页": "隐藏的幻灯片"}


@pytest.mark.parametrize("name", ["评议会.odt", "评议会.rtf"])
def test_a_text_document(name: str) -> None:
    reading = original(name)
    found = sound(reading)
    assert reading.text.splitlines() == [
        makers.TITLE, makers.HEADING, *makers.PARAGRAPHS[:2], "1.逐镇排查问题", "2.逐条销号整改",
        "乡镇\t整顿情况\t", "\t排查\t转化", "柳河镇\t12个\t11个",
        "压实督查责任", makers.PARAGRAPHS[4], "青禾党建简报",
    ]  # fmt: skip
    assert marked(reading, "title") == [makers.TITLE]
    assert marked(reading, "heading") == [makers.HEADING, "压实督查责任"]
    assert noise(reading) == {"青禾党建简报": "页眉"}
    assert found.documents[0].title.startswith(makers.TITLE)


def rtf(body: str, *, page: int = 936, fonts: str = r"{\f0\fnil\fcharset134 SimSun;}") -> bytes:
    return (rf"{{\rtf1\ansi\ansicpg{page}\deff0{{\fonttbl{fonts}}}" + body + "}").encode("latin-1")


def coded(text: str, codec: str = "gb18030") -> str:
    return "".join(rf"\'{byte:02x}" for byte in text.encode(codec))


@pytest.mark.parametrize(
    "body",
    [
        coded("述职") + "\r\n" + coded("评议"),
        coded("述职评")[:20] + "\r\n" + coded("述职评")[20:] + coded("议"),
        r"\u-28652?\u32844?\uc2\u-29644 ??\u-29639 ??",
        r"{\*\unknown x}{\b " + coded("述职") + r"}{\deleted " + coded("述职") + "}" + coded("评议"),
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt " + coded("述职评议") + "}}",
        "述职评议".encode("gb18030").decode("latin-1"),
        r"{\pict\bin5 \'}}{}" + coded("述职评议"),
        r"{\upr{?}{\*\ud{\u-28652?\u32844?\u-29644?\u-29639?}}}",
    ],
)
def test_the_ways_in_which_rtf_writes_characters(body: str) -> None:
    body = body.replace("-28652", str(ord("述") - 65536)).replace("32844", str(ord("职")))
    body = body.replace("-29644", str(ord("评") - 65536)).replace("-29639", str(ord("议") - 65536))
    assert read(rtf(body), "a.rtf").text.strip() == "述职评议"


def test_rtf_of_other_encodings() -> None:
    big = rtf(coded("評議會", "big5"), page=950, fonts=r"{\f0\fcharset136 X;}")
    assert read(big, "a.rtf").text == "評議會\n"
    assert read(rtf(coded("评议会"), page=1252, fonts=r"{\f0\fcharset0 X;}"), "a.rtf").text == "评议会\n"
    assert read(rtf(r"\u-10179?\u-8704?"), "a.rtf").text == "😀\n"


def test_notes_and_boxes_of_rtf_stand_beside_its_text() -> None:
    note = r"{\footnote " + coded("见附表") + r"}{\*\annotation " + coded("再核") + "}"
    box = r"{\shp{\*\shpinst{\shptxt " + coded("框内") + r"\par}}{\shprslt x}}"
    reading = read(rtf(coded("正文") + note + box + coded("续") + r"\par"), "a.rtf")
    assert reading.text.split() == ["正文续", "框内", "见附表", "再核"]
    assert noise(reading) == {"再核": "批注"}


@pytest.mark.parametrize("name", ["a.xlsx", "a.pptx", "a.odt", "a.ofd"])
@pytest.mark.parametrize("share", [0.03, 0.5, 0.98])
def test_a_package_cut_off(name: str, share: float) -> None:
    data = {
        "a.xlsx": makers.workbook, "a.pptx": makers.presentation, "a.ofd": makers.ofd,
        "a.odt": (ORIGINALS / "评议会.odt").read_bytes,
    }[name]()  # fmt: skip
    with pytest.raises(ReadError, match="损坏"):
        read(data[: int(share * len(data))], name)


@pytest.mark.parametrize(
    ("name", "part"),
    [("a.xlsx", "xl/workbook.xml"), ("a.pptx", "ppt/presentation.xml"), ("a.odt", "content.xml"), ("a.ofd", "OFD.xml")],
)
def test_hostile_packages(name: str, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.package.MAX_SHEET", 1_000_000)
    with pytest.raises(ReadError, match="压缩炸弹"):
        read(makers.package({part: b" " * 34_000_000}), name)
    with pytest.raises(ReadError, match="实体"):
        read(makers.package({part: b'<!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'}), name)
    with pytest.raises(ReadError, match="扩展名"):
        read(makers.package({"x": b""}), name)


def test_a_sheet_beyond_all_bounds_takes_no_time() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "甲"
    data = makers.saved(book)
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    parts[part] = parts[part].replace(b'r="1"', b'r="999999999"').replace(b'r="A1"', b'r="A999999999"')
    with pytest.raises(ReadError, match="上限"):
        read(makers.package(parts), "a.xlsx")


def test_a_form_gives_its_texts_under_their_labels() -> None:
    text = "".join(makers.PARAGRAPHS[:3])
    rows = [["柳河镇述职评议表"], ["单位", "柳河镇党委"], ["主要做法", text], ["存在问题", makers.PARAGRAPHS[3] * 3]]
    reading = read(workbook(rows), "a.xlsx")
    found = sound(reading)
    assert marked(reading, "heading") == ["主要做法", "存在问题"]
    assert [p.text[:5] for p in found.passages if len(p.text) > 120] == [text[:5], makers.PARAGRAPHS[3][:5]]
    assert not marked(reading, "article")


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "et"])
@pytest.mark.parametrize(
    "data", [b"", b"\0\1\2" * 99, b"PK\x03\x04" + bytes(99), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9]
)
def test_no_sheet(suffix: str, data: bytes) -> None:
    try:
        assert not read(data, f"a.{suffix}").text
    except ReadError as error:
        assert "\n" not in str(error)


def test_a_log_is_text_and_no_table_of_documents() -> None:
    done = f"{LONG}全年办结四十件。"
    rows = [["时间", "事项", "结果"], *([f"2023-0{n}-05", done, "完成"] for n in range(1, 5))]
    reading = read(workbook(rows), "a.xlsx")
    assert not marked(reading, "article")
    assert reading.text.split("\n")[1:4] == ["2023-01-05", done, "完成"]


def test_what_a_picture_is_called_is_no_text() -> None:
    import zipfile

    with zipfile.ZipFile(ORIGINALS / "评议会.odt") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    frame = (
        "<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box><svg:title>图片之一</svg:title></draw:frame>"
    )
    place = makers.PARAGRAPHS[0].encode()
    parts["content.xml"] = parts["content.xml"].replace(place, place + frame.encode())
    lines = read(makers.package(parts), "a.odt").text.splitlines()
    assert lines[2:4] == [makers.PARAGRAPHS[0], "框内"]
    assert not any("图片之一" in line for line in lines)
