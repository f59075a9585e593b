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


@pytest.mark.parametrize(
    "name",
    ["DeepSeekV3", "ChatGPT4", "HarmonyOS4", "iPhone15", "ChinaJoy2023", "mRNA", "4000mAh", "WiFi6E", "GPT4oMini",
     "BeiDou3", "A320neo", "ISO9001", "CRH380AL", "C6H12O6", "LoRaWAN", "MicroSD128GB", "Mate60Pro"],
)  # fmt: skip
def test_names_are_no_anti_copy_strings(name: str) -> None:
    text = f"县里引进{name}两套，用在述职材料的核对上。"
    assert take(text).body == [text]


@pytest.mark.parametrize(
    "string", ["x7Kp2Qm", "q3Zt8Wb1Yd", "k9f2d7s4", "a4 f# K8 `2 W: e3", "! Q8 s$ m3 D' y5 u~ T1", "mK2xV9bTq4Ln"]
)
def test_random_strings_between_sentences_go(string: str) -> None:
    done = take(f"谁的问题谁来改。{string}改完一条销一条，不许拖到明年。")
    assert done.body == ["谁的问题谁来改。改完一条销一条，不许拖到明年。"]
    assert done.noise() == {string: "防复制字符串"}


@pytest.mark.parametrize("given", ["91330602MA29P5WX3Y", "验证码a8K3x9Qz", "编号：x7Kp2QmB4"])
def test_a_given_code_stays(given: str) -> None:
    text = f"请凭{given}到镇便民中心领取评议表。"
    assert take(text).body == [text]


@pytest.mark.parametrize(
    ("leak", "kept"),
    [
        (".TRS_Editor P{line-height:2;font-size:14px}", ""),
        ("function open(a){ window.open(url,'_blank');}", ""),
        ("$(\"#hits\").load('/count?id=7');", ""),
        ("var title = \"梧溪\";", ""),
        ("", "坚持“{问题}”导向；评分公式为f(x)=a;b。"),
        ("", "投入（万元）；支出（万元）；参数n=30；模型f（x）；结余三项逐一公开。"),
    ],
)  # fmt: skip
def test_scripts_and_style_sheets_leave_a_sentence(leak: str, kept: str) -> None:
    done = take(f"{leak}会上逐条对账，账目当场公开。{kept}")
    assert done.body == [f"会上逐条对账，账目当场公开。{kept}"]
    assert set(done.noise().values()) == ({"脚本或样式残留"} if leak else set())


def test_a_table_of_contents_is_noise() -> None:
    entries = "一、基本情况........1\n二、主要做法……………3\n三、下一步打算　　12\n"
    heads = [f"{line}\n会上逐条对账，账目当场公开，台下的人都看得见。" for line in ("一、基本情况", "二、主要做法")]
    done = take(f"述职评议工作总结\n目　录\n{entries}" + "\n".join(heads) + "\n")
    assert [r for r in done.noise().values() if r == "目录"]
    assert done.of_kind("heading") == ["一、基本情况", "二、主要做法"]


def test_an_announced_outline_is_contents_and_a_list_is_not() -> None:
    items = ["查问题", "定措施", "看成效"]
    prose = [f"{item}\n会上逐条对账，账目当场公开，台下的人都看得见。" for item in items]
    assert "目录" in take("述职评议工作总结\n目录\n" + "\n".join([*items, *prose])).noise().values()
    assert "目录" not in take("清河镇得分\n城关村 12\n柳林村 15\n石桥村 18\n").noise().values()


def test_a_headline_behind_an_articles_end_is_noise() -> None:
    prose = "会上逐条对账，账目当场公开，台下的人都看得见，记得住，也问得出。"
    done = take(f"述职评议会召开\n{prose}\n{prose}\n（责任编辑：水生）\n县城新添三处口袋公园\n")
    assert done.noise()["县城新添三处口袋公园"] == "其他文章的标题与摘要"
    assert take(f"述职评议会召开\n{prose}\n{prose}\n附件：评分表\n").noise() == {}


@pytest.mark.parametrize(
    "tail",
    [
        "返回网易，查看更多",
        "返回网易，查看更多责任编辑：",
        "分享让更多人看到",
        "【投稿、合作请发邮件至清河编辑部】",
        "责任编辑：田禾",
        "*本报独家稿件，未经许可转载请注明出处。",
        "（责编：水生）",
    ],
)
def test_what_a_portal_writes_behind_the_last_sentence(tail: str) -> None:
    done = take(f"会上逐条对账，账目当场公开。{tail}")
    assert done.body == ["会上逐条对账，账目当场公开。"]


def test_a_licence_over_several_paragraphs_is_noise() -> None:
    prose = "会上逐条对账，账目当场公开，台下的人都看得见，记得住，也问得出。" * 9
    notice = (
        "本作品由某县编写，属于\n公有领域\n，可自由使用。\n\n↑\n\n社群另有规定的从其规定。\n\nPublic domain\nfalse\n"
    )
    done = take(f"述职评议纪实\n\n{prose}\n\n{notice}")
    assert done.body == [prose]
    assert set(done.noise().values()) == {"版权说明"}


def test_signed_behind_the_last_sentence_is_not_broken_off() -> None:
    for end in ("（田禾）", "本报记者 田禾", "（完）"):
        assert not take(f"会上逐条对账，账目当场公开。{end}").documents[0].truncated
    assert take("会上逐条对账，账目当场公开。台下的人都看得见，记得").documents[0].truncated


def test_an_empty_label_is_noise_and_one_above_its_value_is_not() -> None:
    prose = "会上逐条对账，账目当场公开，台下的人都看得见，记得住，也问得出。"
    assert take(f"述职评议会召开\n来源： 作者：\n{prose}\n").noise() == {"来源： 作者：": "空标签"}
    assert take(f"述职评议会召开\n来源：\n清河日报\n{prose}\n").noise() == {}


def test_a_side_list_with_days_is_noise() -> None:
    links = ["换届培训班报名通知[08-18]", "党费收缴情况公示[08-12]", "寒假值班安排[ 01-06 ]"]
    prose = "会上逐条对账，账目当场公开，台下的人都看得见，记得住，也问得出。"
    done = take("\n".join([*links, "述职评议会召开", prose, prose]))
    assert set(done.noise()) == {"\n".join(links)} or set(done.noise()) == set(links)
    assert done.body == [prose, prose]
