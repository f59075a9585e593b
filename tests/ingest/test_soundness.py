"""What a reader has to know before trusting a source is a row in problems."""

from __future__ import annotations

from pipeline.readers import read
from pipeline.records import Problem
from tests.ingest.support import take
from tests.ingest.test_sites import taken

# Invented.
PROSE = "石桥镇的述职会开在敬老院里，老人们听得仔细，问得也仔细，会后还要去灶房里看一看米缸。"


def said(problems: list[Problem], word: str) -> list[Problem]:
    return [p for p in problems if word in p.message]


def test_a_title_without_a_body_warns() -> None:
    head = "<html><head><title>石桥镇述职评议办法-石桥网</title></head>"
    page = f"{head}<body><h1>石桥镇述职评议办法</h1><p><img src='1.jpg'></p></body></html>"
    (found,) = said(taken(page.encode(), "图.html").problems, "只有标题")
    assert found.severity == "warning"
    assert not said(take(f"石桥镇述职评议办法\n{PROSE}\n").problems, "只有标题")


def test_a_table_is_no_empty_body() -> None:
    cells = (("镇", "党员人数", "支部个数"), ("石桥镇", "320", "12"), ("柳湾镇", "287", "9"))
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    page = f"<html><body><h1>石桥县各镇党员统计表</h1><table>{rows}</table></body></html>"
    done = taken(page.encode(), "表.html")
    assert {row.role for row in done.passages} >= {"table"}
    assert not said(done.problems, "只有标题")


def test_more_prose_aside_than_kept_warns() -> None:
    # The long text stands in what its markup calls comments.
    aside = f"<div class='comment'>{f'<p>{PROSE}</p>' * 4}</div>"
    page = f"<html><body><h1>石桥镇述职评议</h1><p>{PROSE}</p>{aside}</body></html>"
    (found,) = said(taken(page.encode(), "评.html").problems, "剔出")
    assert found.severity == "warning"
    assert "77%" in found.message


def test_a_long_menu_is_no_lost_text() -> None:
    links = "".join(f"<li><a href='/{n}'>第{n}号栏目的名称</a></li>" for n in range(80))
    page = f"<html><body><ul class='nav'>{links}</ul><h1>石桥镇述职评议</h1><p>{PROSE}</p></body></html>"
    assert not said(taken(page.encode(), "单.html").problems, "剔出")


def test_unseen_and_private_characters_are_counted_and_placed() -> None:
    text = f"石桥镇述职评议\n{PROSE[:9]}\u00ad{PROSE[9:20]}\u200b{PROSE[20:]}\n{PROSE}\ue5d2\n"
    problems = taken(text.encode(), "符.txt").problems
    (unseen,), (private,) = said(problems, "不显示"), said(problems, "私用区")
    assert "有 2 个" in unseen.message
    assert "软连字符 1、零宽空格 1" in unseen.message
    assert "第2行" in unseen.message
    assert "U+E5D2" in private.message
    assert "第3行" in private.message
    assert {unseen.severity, private.severity} == {"note"}
    assert not said(take(f"{PROSE}\n").problems, "字符")


def test_wrongly_decoded_text_is_said_and_flagged() -> None:
    broken = f"石桥镇述职评议\n{PROSE}".encode().decode("gb18030", "replace")
    done = taken(broken.encode(), "乱.txt")
    (found,) = said(done.problems, "乱码（“")
    assert found.severity == "warning"
    assert "UTF-8 的文字被当作 GBK" in found.message
    assert all("garbled" in p.defects for p in done.passages if p.role == "body")


def test_seven_bit_chinese_is_read() -> None:
    for codec, label in (("hz", "hz-gb-2312"), ("utf-7", "utf-7")):
        reading = read(f"{PROSE}\n".encode(codec), "信.txt")
        assert (reading.text, reading.encoding) == (f"{PROSE}\n", label)
    for ascii_text in (b"a+bcdefgh-x = 12\n", b"x ~{ y ~} z\n", b"1+AAAAAAA/==\n"):
        assert read(ascii_text, "码.txt").encoding == "utf-8"
