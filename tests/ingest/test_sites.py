"""Whole pages of sites that the program was not made for: the body and nothing else; what a site's pages share."""

from __future__ import annotations

import pytest

from pipeline.ingest import ingest
from pipeline.readers import read
from pipeline.sites import Edges, edges, shared_lines
from tests.ingest.support import CONFIG, Ingested
from tests.readers.sites import PAGES, PARAGRAPHS, TITLE


def taken(data: bytes, name: str, shared: tuple[str, ...] = ()) -> Ingested:
    reading = read(data, name)
    done = Ingested(reading.text, ingest(name, reading, {}, CONFIG, shared))
    done.check()
    return done


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_its_title_and_its_paragraphs(kind: str) -> None:
    done = taken(PAGES[kind].encode(), f"{kind}.html")
    assert [d.title for d in done.documents] == [TITLE]
    assert done.body == list(PARAGRAPHS)
    assert not [p for p in done.problems if "只有标题" in p.message or "剔出" in p.message]


def test_strings_against_copying_are_gone_and_told() -> None:
    reasons = taken(PAGES["forum"].encode(), "帖.html").noise()
    assert {"防复制字符串", "隐藏文字"} <= set(reasons.values())


def test_a_menu_that_waits_for_the_mouse_stays_hidden() -> None:
    menu = f'<div style="display:none">{PARAGRAPHS[2]}</div>'
    done = taken(PAGES["school"].replace("<div>今天是</div>", menu).encode(), "页.html")
    assert done.body == list(PARAGRAPHS)


# Invented copies of one site's pages as texts: words that no list knows above and below.
ABOVE = ["梧溪云平台", "办件进度", "阳光账本", "我的收件箱"]
BELOW = ["梧溪云平台值班电话", "数据每日零点更新", "意见直达乡长"]


def copies(texts: list[list[str]], above: list[str], below: list[str]) -> dict[str, bytes]:
    return {f"云/{n}.txt": "\n".join([*above, *text, *below]).encode() for n, text in enumerate(texts)}


def found(files: dict[str, bytes]) -> dict[str, tuple[str, ...]]:
    near: dict[str, Edges] = {name: e for name, data in files.items() if (e := edges(data, name))}
    return shared_lines(near)


TEXTS = [
    [f"第{n}批整改情况", f"{p}本批共办结{n}0件。", f"{PARAGRAPHS[n - 2]}群众打分在{n}5分以上。"]
    for n, p in enumerate(PARAGRAPHS, 1)
]


def test_lines_that_three_pages_share_around_their_texts_are_noise() -> None:
    files = copies(TEXTS, ABOVE, BELOW)
    done = taken(files["云/1.txt"], "云/1.txt", found(files)["云/1.txt"])
    assert {text for text, reason in done.noise().items() if reason == "同站其他页面也有"} == {*ABOVE, *BELOW}
    assert done.documents[0].title == TEXTS[1][0]
    assert done.body == TEXTS[1][1:]


def test_two_pages_or_two_lines_show_nothing() -> None:
    assert not any(found(copies(TEXTS[:2], ABOVE, BELOW)).values())
    files = copies(TEXTS, ABOVE[:2], BELOW[:2])
    assert "同站其他页面也有" not in taken(files["云/1.txt"], "云/1.txt", found(files)["云/1.txt"]).noise().values()


def test_reprints_of_one_text_make_nothing_furniture() -> None:
    assert not any(found(copies([TEXTS[0]] * 5, ABOVE, BELOW)).values())


def test_what_an_institution_repeats_in_its_reports_is_text() -> None:
    begin = ["各位代表：", "现在，我代表乡党委向大会报告工作，请予审议。"]
    end = ["以上报告，请各位代表审议。", "梧溪乡党委", "2022年1月9日"]
    files = copies(TEXTS, begin, end)
    assert found(files)["云/1.txt"]
    done = taken(files["云/1.txt"], "云/1.txt", found(files)["云/1.txt"])
    assert not done.noise()


def test_a_further_page_changes_only_what_pages_share() -> None:
    files = copies(TEXTS, ABOVE, BELOW)
    other = {"另/甲.txt": "\n".join([*ABOVE, PARAGRAPHS[0]]).encode()}
    assert {k: v for k, v in found(files | other).items() if k.startswith("云")} == found(files)


def test_the_column_and_the_site_are_no_part_of_a_title() -> None:
    page = f"<html><head><title>{TITLE}--党建园地-梧溪中学</title></head><body><p>{PARAGRAPHS[0]}</p></body></html>"
    assert taken(page.encode(), "栏.html").documents[0].title == TITLE
