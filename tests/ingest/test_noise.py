"""What is no text is set aside with its reason, and what only looks like it stays."""

from __future__ import annotations

import pytest

from pipeline.ingest.furniture import furniture_reason
from tests.ingest import dirty
from tests.ingest.support import CONFIG, take

EXAMPLES = CONFIG.document("furniture/furniture.yaml")["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: str(e["line"])[:12])
def test_examples_of_the_dictionary(example: dict[str, str]) -> None:
    assert furniture_reason(str(example["line"]), CONFIG) == example["reason"]


def test_the_site_around_an_article_is_noise() -> None:
    done = take(dirty.PORTAL)
    reasons = done.noise()
    assert reasons["首页 > 党建 > 组织工作"] == "网站导航"
    assert reasons["图为述职评议会现场。本网记者 田禾 摄"] == "图片说明"
    assert reasons["（责编：水生、田禾）"] == "网页工具与署名"
    assert reasons["山川市举办春季招聘会"] == "其他文章链接"
    assert not any("招聘会" in text for text in done.body)


def test_remains_of_the_web_inside_lines() -> None:
    done = take(dirty.WEB_RUIN)
    assert {"HTML残留", "转义换行", "重复标点", "注音", "防复制字符串"} <= set(done.noise().values())
    assert any("河东省派出“暗访组”走访300个村" in text for text in done.body)
    assert any("岩坪县的做法是张榜公布，谁家的问题贴在谁家门口，改完一条撕一条。" in text for text in done.body)


def test_masks_are_text() -> None:
    done = take(dirty.MASKED)
    assert not done.noise()
    assert any("共召开专题会议**次" in text and "投入资金**万元" in text for text in done.body)
    assert any("“*”书记项目" in text and "××镇、××乡" in text for text in done.body)


@pytest.mark.parametrize("word", ["C919", "ARJ21", "5G", "4A级", "PPP", "App", "2035年", "“党建+”"])
def test_designations_are_text(word: str) -> None:
    text = f"各地书记带头领办{word}项目，把党建优势转化为发展优势。"
    assert take(text).body == [text]


def test_a_hot_list_above_and_headlines_below_are_noise() -> None:
    text = (
        "最新文档\n2023-01-05 08:00:01 述职报告范文五篇\n2023-02-06 09:11:12 (3篇)民主生活会发言\n"
        "2024-03-07 10:22:23 年度考核登记表个人总结\n\n镇党委抓基层党建工作情况汇报\n"
        "一年来，镇党委坚持把党建工作放在首位，召开专题会议八次，解决具体问题二十三个。\n"
        "下一步，将在补短板上持续用力，让每个支部都强起来。\n\n\n"
        "江畔公园下月开放\n  昨日，记者从园林部门了解到，江畔公园\n三家企业获评绿色工厂\n  近日公布的名单显示，我市\n"
    )
    done = take(text)
    assert done.documents[0].title == "镇党委抓基层党建工作情况汇报"
    assert done.documents[0].review_year is None
    assert len(done.body) == 2
    assert done.noise()["三家企业获评绿色工厂"] == "其他文章的标题与摘要"


def test_a_garbled_passage_is_flagged() -> None:
    done = take("县委召开会议。\n\n参会人员锟斤拷锟斤拷认真学习了文件，并交流了体会。\n\n会议强调，要抓好落实。\n")
    assert [p.defects for p in done.passages if "锟斤拷" in p.text] == [["garbled"]]


def test_bare_numbers_of_a_table_are_no_page_numbers() -> None:
    done = take("各镇得分情况如下：\n城关镇\n95\n92\n柳林镇\n88\n90\n")
    assert not done.noise()
