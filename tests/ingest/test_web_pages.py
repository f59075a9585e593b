"""Pages of newspapers and document sites: what their furniture is, and what an article without a title tells."""

from __future__ import annotations

import pytest

from tests.ingest.support import take

_BODY = "各乡镇党委书记依次走上讲台，用八分钟时间谈成绩、摆问题、讲打算，台下的代表当场打分，气氛紧张而热烈。"


def test_a_newspapers_page_turner_is_noise() -> None:
    taken = take(
        f"第B2版：要闻        上一版  下一版\n2017年2月3日 星期五\n{_BODY}\n（田禾）\n"
        "3上一篇  下一篇4   放大+ 缩小- 默认\n"
    )
    assert [p.text for p in taken.passages if p.role == "body"] == [_BODY]
    assert not taken.documents[0].title


def test_a_jump_mark_leaves_the_text() -> None:
    taken = take(f"（上接第一版）{_BODY}（下转第三版）\n{_BODY}\n")
    assert all("版" not in p.text for p in taken.passages)
    assert sum(s.reason == "转版标记" for s in taken.segments) == 2


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("责任层层压实。，，，，，，", "责任层层压实。"),
        ("责任层层压实。。。。。。", "责任层层压实。"),
        ("整改率达到九成。?????", "整改率达到九成。"),
        ("党的?????建设不断加强。", "党的？？？？？建设不断加强。"),
    ],
)
def test_repeated_marks(dirty: str, clean: str) -> None:
    (passage,) = take(f"{dirty}\n").passages
    assert passage.text == clean


def test_a_wired_title_and_a_byline_are_metadata() -> None:
    taken = take(
        "抓实述评促提升——2018年度述职评议考核综述\n"
        "新华社北京5月6日电 题：抓实述评促提升——2018年度述职评议考核综述\n新华社记者\n"
        f",,,,,,\n{_BODY}\n（参与采写：田禾）\n"
    )
    assert [p.text for p in taken.passages if p.role == "body"] == [_BODY]
    assert all(not p.heading for p in taken.passages)
    assert taken.documents[0].published == "2019-05-06"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("清河县2019年度县乡党委（党组）书记抓基层党建专项述评会召开，二十名书记参加，并听取了点评。", 2019),
        (
            "我区在2016年度乡镇（街道）、村（社区）党组织书记述职评议考核中做到三个明确。\n一是逐条回应2015年度述职评议考核中查摆的问题。",
            2016,
        ),
        ("会上通报了2015年度述职评议考核中点评指出问题的整改情况，并作了安排。", None),
    ],
)
def test_the_year_under_review_in_a_news_item(text: str, year: int | None) -> None:
    (document,) = take(f"{text}\n{_BODY}\n").documents
    assert document.review_year == year


def test_a_news_item_without_a_title_has_a_genre() -> None:
    (document,) = take(f"3月2日，县委召开2020年度书记抓基层党建述职评议会，听取十名书记述职。\n{_BODY}\n").documents
    assert (document.genre, document.level) == ("regional_summary", "unknown")


def test_secretaries_who_report_make_no_report() -> None:
    (document,) = take(f"河东16市市委书记述职 省委书记逐一点评\n会上听取2020年度述职评议情况。{_BODY}\n").documents
    assert document.genre == "regional_summary"


def test_a_headline_over_its_source_line_begins_an_article() -> None:
    text = f"{_BODY}{_BODY}{_BODY}\n"
    taken = take(
        f"全县述职评议会召开\n{text}清河镇把支部建在产业链上，带着群众一起干\n时间：2021-05-06 来源：清河网\n{text}"
    )
    assert [d.title for d in taken.documents] == ["全县述职评议会召开", "清河镇把支部建在产业链上，带着群众一起干"]


def test_the_office_that_prints_and_the_date_close_a_notice() -> None:
    taken = take(
        f"关于做好述职评议考核工作的通知\n各支部：\n{_BODY}\n中共清河市委组织部\n2020年11月16日\n抄送：市委常委。\n"
        "中共清河市委组织部办公室        2020年11月16日印发\n（共印90份）\n"
    )
    assert taken.documents[0].publisher == "中共清河市委组织部"
    assert [p.text for p in taken.passages if p.role == "body"][-1] == _BODY


def test_the_head_of_a_newspaper_archive_is_metadata() -> None:
    taken = take(
        f"松岭日报/2015年/1月/22日/第001版\n把主业扛在肩上\n——我省2014年度市县乡党委书记述职评议综述\n{_BODY}\n下转第四版▶\n"
    )
    (document,) = taken.documents
    assert document.title == "把主业扛在肩上 ——我省2014年度市县乡党委书记述职评议综述"
    assert (document.published, document.review_year, document.level) == ("2015-01-22", 2014, "province")
    assert taken.body == [_BODY]


def test_lines_set_apart_are_read_solid() -> None:
    taken = take(
        f"关 于 2 0 1 9 年 度 抓 党 建 工 作 情 况 的 报 告\n{_BODY}\n"
        "中共清河县委员会\n2019年12月28日\n( 联 系 人:田 禾 )\n"
    )
    (document,) = taken.documents
    assert (document.title, document.review_year) == ("关于2019年度抓党建工作情况的报告", 2019)
    assert document.publisher == "中共清河县委员会"
    assert taken.body == [_BODY]


def test_the_parts_of_a_collection_are_articles() -> None:
    part = f"同志们：\n{_BODY}{_BODY}{_BODY}\n"
    taken = take(f"2021年述职报告（2篇）\n第一篇\n{part}第二篇：书记的述职\n{part}")
    assert len(taken.documents) == 2
    assert taken.documents[0].title == "2021年述职报告（2篇）"


def test_a_plan_is_no_year_under_review() -> None:
    (document,) = take(f"书记们依次登台\n{_BODY}2015年将把述职评议延伸到村。\n").documents
    assert document.review_year is None
