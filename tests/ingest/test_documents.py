"""Articles and their facts, each with where it was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.ingest.kinds import genre
from pipeline.ingest.reviewyear import closed, review
from pipeline.profile import profile
from tests.ingest import dirty
from tests.ingest.support import take


def test_two_articles_in_one_file() -> None:
    done = take(dirty.GLUED)
    speech, notice = done.documents
    assert (speech.title, speech.genre, speech.review_year) == ("在2020年度述职评议会上的讲话", "speech", 2020)
    assert (notice.genre, notice.review_year, notice.published) == ("notice", None, "2021-02-20")
    assert notice.publisher == "中共柳河县委组织部"
    assert notice.home_province == "吉林"
    assert speech.source_end <= notice.source_start


def test_a_portal_page() -> None:
    (document,) = take(dirty.PORTAL).documents
    assert document.title == "把基层支部建成群众的主心骨 ——松岭省2019年度基层党建述职评议综述"
    assert (document.review_year, document.year_from) == (2019, "title")
    assert (document.published, document.published_from) == ("2020-02-11", "header")
    assert (document.genre, document.level) == ("regional_summary", "province")


def test_a_newsletter() -> None:
    done = take(dirty.NEWSLETTER)
    (document,) = done.documents
    assert document.title == "北川市“三个到位”做实2018年度述职评议考核"
    assert (document.genre, document.level, document.published) == ("briefing", "prefecture", "2018-12-30")
    assert document.publisher == "中共北川市委组织部"
    assert [p.text for p in done.passages if p.role == "metadata"][:2] == ["组织工作简报", "第7期（总第181期）"]


def test_a_county_report_with_signature() -> None:
    done = take(dirty.PAGED)
    (document,) = done.documents
    assert (document.genre, document.level, document.review_year) == ("report", "county", 2021)
    assert (document.published, document.published_from) == ("2022-01-18", "signature")
    assert document.home_province == "河北"
    assert [p.heading for p in done.passages if p.role == "body"][-1] == "二、存在问题"


def test_a_chinese_date_is_read_and_no_year_is_guessed_from_it() -> None:
    (document,) = take(dirty.NARROW).documents
    assert document.published == "2020-02-03"
    assert document.review_year is None
    assert document.year_from is None


def test_an_unknown_year_is_reported() -> None:
    problems = take("青山县委组织部述职报告\n\n县委组织部抓支部、带队伍，开了三次现场会。").problems
    assert [p.severity for p in problems if "回顾年度未知" in p.message] == ["warning"]


def test_news_without_a_year_is_no_warning() -> None:
    problems = take("青山县召开座谈会\n\n青山日报讯（记者 田禾）3月4日，县委召开座谈会，听取大家的意见。").problems
    assert [p.severity for p in problems if "回顾年度未知" in p.message] == ["note"]


@pytest.mark.parametrize(
    ("title", "text", "path", "expected"),
    [
        ("在2022年述职评议会上的讲话", "", "a.txt", (2022, "title")),
        ("2016年度述职评议考核综述", "", "a.txt", (2016, "title")),
        ("二〇一九年度工作总结", "", "a.txt", (2019, "title")),
        ("2020年工作总结和2021年工作计划", "", "a.txt", (2020, "title")),
        ("2021年组织工作要点", "", "a.txt", (None, None)),
        ("2019—2021年述职评议情况", "", "a.txt", (None, None)),
        ("青山省2019年政府工作报告", "", "a.txt", (2018, "title")),
        ("述职评议综述", "2017年度述职评议考核更加务实。", "a.txt", (2017, "text")),
        ("述职评议综述", "从2014年开始推行述职评议，2017年度述职评议考核更实。", "a.txt", (2017, "text")),
        ("述职评议综述", "2016年度述职评议考核与2018年度述职评议考核相比。", "a.txt", (None, None)),
        ("述职评议综述", "建县于1949年，2025年计划新建阵地。", "a.txt", (None, None)),
        ("述职评议综述", "", "2018年综述.txt", (2018, "path")),
        ("述职评议综述", "", "a7c2019ef.txt", (None, None)),
        ("五年工作回顾", "", "2022.txt", (None, None)),
        ("在某省第十次代表大会上的报告", "", "2017_报告.txt", (None, None)),
        ("十五年工作规划情况", "", "2022.txt", (2022, "path")),
        ("青山县第三届人民代表大会第二次会议情况", "", "2022.txt", (2022, "path")),
        ("2024年9月30日—10月6日学习情况", "", "a.txt", (None, None)),
        ("学习安排", "", "2024年9月30日—10月6日.txt", (None, None)),
        ("先锋队抢通出行路", "", "2026-05-30_先锋队.md", (None, None)),
        ("先锋队抢通出行路", "", "2026-0530_先锋队.md", (None, None)),
        ("青山中学2011年党风建设工作思路", "", "青山中学2011年党风建设工作思路.html", (None, None)),
        ("工作总结", "", "2022学年工作总结.txt", (None, None)),
        ("工作总结", "", "2021-2022学年工作总结.txt", (None, None)),
        ("工作要点", "", "2022年工作要点.txt", (None, None)),
    ],
)
def test_the_year_under_review(title: str, text: str, path: str, expected: tuple[int | None, str | None]) -> None:
    assert review(title, text, path, profile(Config()))[:2] == expected


@pytest.mark.parametrize(
    ("title", "text", "published", "expected"),
    [
        ("最新统计数据发布", "截至2015年底，党员8875.8万名。", "2016-06-30", (2015, "text")),
        ("最新统计数据发布", "截至2017年年底，党员8956.4万名。", "2018-06-30", (2017, "text")),
        ("最新统计数据发布", "截至2015年底，党员8875.8万名。", "2018-06-30", (None, None)),
        ("最新统计数据发布", "截至2021年6月5日，党员9514.8万名。", "2021-06-30", (None, None)),
        ("最新统计数据发布", "截至2015年底，党员8875.8万名。", None, (None, None)),
        ("最新统计数据发布", "一、标题\n截至2015年底，党员8875.8万名。", "2016-06-30", (2015, "text")),
        ("最新统计数据发布", "开头。\n中间。\n截至2015年底，党员8875.8万名。", "2016-06-30", (None, None)),
        ("教代会学校工作报告", "各位代表：\n过去的一年，全校师生同心协力。", "2014-01-20", (2013, "text")),
        ("教代会学校工作报告", "各位代表：\n过去的一年，全校师生同心协力。", "2014-07-20", (None, None)),
        ("教师座谈会召开", "过去的一年，全校师生同心协力。", "2014-01-20", (None, None)),
        ("政府工作报告", "各位代表：现在报告工作。", "2020-01-12", (2019, "text")),
        ("2019—2021年工作总结", "过去的一年，全校师生同心协力。", "2022-01-20", (None, None)),
    ],
)
def test_a_text_of_the_next_year_reviews_the_year_that_it_closes(
    title: str, text: str, published: str | None, expected: tuple[int | None, str | None]
) -> None:
    found = review(title, text, "a.md", profile(Config()))
    assert closed(found, title, text, published)[:2] == expected


def test_a_dateline_without_a_year_is_completed_only_from_the_year_under_review() -> None:
    body = "各省区市党委书记带头述职。2019年度述职评议考核，问题找得准，整改抓得实。\n\n（新华社北京4月8日电）\n"
    (document,) = take("2019年度述职评议考核综述\n\n" + body).documents
    assert document.published == "2020-04-08"
    assert (document.published_from or "").startswith("inferred")
    (unknown,) = take("述职评议考核综述\n\n各地书记带头述职，问题找得准。\n\n（新华社北京4月8日电）\n").documents
    assert unknown.published is None


@pytest.mark.parametrize(
    ("title", "masthead", "expected"),
    [
        ("关于开展述职评议的通知", "", "notice"),
        ("在述职评议会上的主持词", "", "speech"),
        ("镇党委书记述职报告", "", "report"),
        ("某县述职评议有实招", "党建工作简报", "briefing"),
        ("全国各地述职评议综述", "", "national_summary"),
        ("南溪县述职评议工作综述", "", "regional_summary"),
        ("关于述职评议的思考", "", "article"),
        ("代表大会关于工作报告的决议", "", "other"),
    ],
)
def test_genre(title: str, masthead: str, expected: str) -> None:
    assert genre(title, "", masthead, frozenset(), profile(Config()), yearly=False).label == expected


def test_the_sidecar_comes_first() -> None:
    given = {"review_year": "2015", "genre": "other", "published": "2016-01-02", "synthetic": "yes"}
    (document,) = take(dirty.PORTAL, sidecar=given).documents
    assert (document.review_year, document.year_from) == (2015, "sidecar")
    assert (document.genre, document.genre_from, document.synthetic) == ("other", "sidecar", True)
    _, second = take(dirty.GLUED, sidecar={"述职.txt#2:level": "township"}).documents
    assert (second.level, second.level_from) == ("township", "sidecar")


def test_invented_text_says_so_itself() -> None:
    assert take("述职评议综述\n（本文为虚构样例）\n\n各地书记带头述职，问题找得准，改得实。\n").documents[0].synthetic


def test_an_agency_piece_without_a_date_line() -> None:
    done = take(dirty.AGENCY)
    (document,) = done.documents
    assert (document.review_year, document.published, document.publisher) == (2018, "2019-01-20", "新华网")
    assert done.of_kind("heading") == ["既看当下，更看长远", "“老书记”也要过关"]
    assert done.noise()["市民中心明日开门迎客"] == "其他文章的标题与摘要"
    assert len(done.body) == 3


def test_the_source_of_a_page() -> None:
    done = take(dirty.PAGE_SOURCE)
    (document,) = done.documents
    assert document.title == "临川市 2016 年度述职评议考核情况通报"
    assert (document.genre, document.level, document.review_year) == ("notice", "prefecture", 2016)
    assert document.published == "2017-01-22"
    assert "2016年度，全市各级党组织书记抓基层党建述职评议考核工作已经结束。现将有关情况通报如下。" in done.body


def test_a_second_speech_without_a_date_between() -> None:
    done = take(dirty.TWO_SPEECHES)
    titles = [(d.title, d.published, d.review_year) for d in done.documents]
    assert titles == [
        ("在全县基层党建述职评议会上的讲话", "2022-01-08", None),
        ("在全县组织部长会议上的发言", None, None),
    ]


def test_the_words_that_look_back_are_the_fields() -> None:
    """年报 says so in a field whose yearly review it is, and not in another."""
    second = profile(Config(dictionaries=Path(__file__).parents[1] / "data" / "second_profile"))
    line = "青禾医院2021年度全院年报如下。"
    assert review("青禾医院", line, "a.txt", second)[:2] == (2021, "text")
    assert review("青禾医院", line, "a.txt", profile(Config()))[:2] == (None, None)
