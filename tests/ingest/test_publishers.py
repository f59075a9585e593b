"""Who publishes: lines of labels, page titles, footers, addresses, the mark of a paper. All names are invented."""

from __future__ import annotations

import pytest

from pipeline.ingest.openings import headline
from pipeline.ingest.publishers import apart, behind, is_medium, keeper, led, sourced
from tests.ingest.support import CONFIG

EXAMPLES = [(row["line"], row["publisher"]) for row in CONFIG.document("organisations/publishers.yaml")["examples"]]


@pytest.mark.parametrize(("line", "publisher"), EXAMPLES)
def test_a_line_of_labels_names_its_publisher_or_nobody(line: str, publisher: str) -> None:
    assert sourced(line.strip("（）"), CONFIG) == publisher


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("岭上日报讯（记者 田禾）支部把会开到了田头。", "岭上日报"),
        ("岭上新闻网3月4日消息 支部把会开到了田头。", "岭上新闻网"),
        ("央视网消息（新闻联播）：眼下正是农忙时节。", "央视网"),
        ("活动现场。岭上晚报5月6日电（记者 田禾）", "岭上晚报"),
        ("支部的事要上报，消息传得快。", ""),
        ("支部把会开到了田头。《 岭上日报 》（ 2023年08月01日 第 19 版）", "岭上日报"),
    ],
)
def test_the_mark_of_a_paper(text: str, name: str) -> None:
    assert led(text, CONFIG) == name


@pytest.mark.parametrize(
    ("title", "head", "site"),
    [
        ("支部述职报告--党政办-青石县第一中学", "支部述职报告", "青石县第一中学"),
        ("支部把会开到田头_党建要闻_岭上先锋网", "支部把会开到田头", "岭上先锋网"),
        ("支部把会开到田头-新闻网", "支部把会开到田头", ""),
        ("警示教育 | 两起典型问题的通报", "警示教育 | 两起典型问题的通报", ""),
        ("把会开到田头——青石县第一中学支部纪事", "把会开到田头——青石县第一中学支部纪事", ""),
        ("一二三-岭上日报", "一二三-岭上日报", ""),
    ],
)
def test_a_page_title_is_cut_where_the_site_adds_to_it(title: str, head: str, site: str) -> None:
    assert apart(title, CONFIG) == (head, site)


def test_a_footer_says_who_keeps_the_site() -> None:
    assert keeper(["返回首页", "Copyright © 2019 青石县第一中学 版权所有"], CONFIG) == "青石县第一中学"
    assert keeper(["主办单位：中共青石县委组织部 技术支持：岭上信息"], CONFIG) == "中共青石县委组织部"
    assert keeper(["版权所有 侵权必究"], CONFIG) == ""


def test_an_address_is_that_of_a_known_site_or_nobodys() -> None:
    assert behind(["https://tv.cctv.com/2024/01/02/a.shtml"], CONFIG) == "央视网"
    assert behind(["https://www.example.org/a", "https://tv.cctv.com/a"], CONFIG) == ""
    assert behind([], CONFIG) == ""


def test_papers_are_media_and_offices_are_not() -> None:
    assert is_medium("岭上日报", CONFIG)
    assert is_medium("岭上县融媒体中心", CONFIG)
    assert not is_medium("岭上县委组织部", CONFIG)


@pytest.mark.parametrize(
    ("text", "announced", "found"),
    [
        ("老码头上的新支部 老码头上的新支部 船靠岸，会就开。", True, "老码头上的新支部"),
        ("老码头上的新支部开张了近日，船员们办了一场茶话会。", True, "老码头上的新支部开张了"),
        ("老码头上的新支部开张了5月6日，船员们办了一场茶话会。", True, "老码头上的新支部开张了"),
        ("老码头支部：船员有了家老码头支部坐落在江边。", True, "老码头支部：船员有了家"),
        ("老码头上的新支部开张了本报记者 田禾 船靠岸，会就开。", True, "老码头上的新支部开张了"),
        ("老码头有新事 支部开张了为深入推进共建，船员们开了会。", False, "老码头有新事 支部开张了"),
        ("老码头上的支部为深入推进共建，开了三次会。", False, ""),
        ("5月6日，老码头上的支部开了三次会，大家都说好。", True, ""),
        ("老码头上的支部说了就办。近日，大家又开了会。", True, ""),
    ],
)
def test_a_headline_ends_where_a_sentence_can_only_begin(text: str, announced: bool, found: str) -> None:
    first, last = headline(text, frozenset(), announced=announced)
    assert text[first:last] == found
