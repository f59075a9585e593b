"""The facts of documents of kinds, places and layouts that stand in no corpus. All texts are invented."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pipeline import readers
from pipeline.ingest import ingest
from pipeline.records import Document, Problem
from tests.ingest.support import CONFIG

UNSAID = "（不问）"


class Case(NamedTuple):
    """A source and what is to be read of it; UNSAID: not asked."""

    name: str
    text: str
    title: str | None = UNSAID
    review_year: int | str | None = UNSAID
    published: str | None = UNSAID
    genre: str = UNSAID
    level: str = UNSAID
    home_province: str | None = UNSAID
    publisher: str | None = UNSAID


def page(title: str, head: str, body: str, foot: str, before: str = "") -> str:
    """A web page with a title, a navigation, an article and a footer."""
    paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n"))
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><div class='nav'><ul><li>首页</li>"
        f"<li>学校概况</li><li>通知公告</li></ul></div>{before}<div class='article'>{head}<div>{paragraphs}</div></div>"
        f"<div class='footer'>{foot}</div></body></html>"
    )


LONG = (
    "支部大会上，党员们对照年初的承诺逐项报账，哪些办成了、哪些还欠着，一条一条念给大家听。会后两天，三件欠账有了着落。\n"
    "老党员说，规矩不在墙上，在每个月的那半天里。大家商量，把承诺晒在门口的黑板上，办完一件擦掉一件。"
)

CASES = [
    Case(
        "组织部综述.html",
        page(
            "田埂上的支部会——云岭省2020年度抓基层党建述职评议综述_岭上先锋网",
            "<h1>田埂上的支部会——云岭省2020年度抓基层党建述职评议综述</h1>"
            "<p>发布时间：2021-02-09 来源： 作者： 编辑： 浏览次数：36</p>",
            "述职评议会开到了田埂上。省委常委带头述职，全省一万两千名书记依次登台。\n" + LONG,
            "主办单位：中共云岭省委组织部 技术支持：岭上信息",
        ),
        "田埂上的支部会——云岭省2020年度抓基层党建述职评议综述",
        2020,
        "2021-02-09",
        "regional_summary",
        "province",
        None,
        "岭上先锋网",
    ),
    Case(
        "简报.txt",
        "党建工作简报\n第11期\n中共宁远县委组织部编 2022年12月28日\n\n"
        "宁远县“三查三问”开实组织生活会\n\n"
        + LONG
        + "\n全县各乡镇党委都派人旁听。\n\n报：市委组织部\n发：各乡镇党委\n",
        "宁远县“三查三问”开实组织生活会",
        None,
        "2022-12-28",
        "briefing",
        "county",
        "湖南",
        "中共宁远县委组织部",
    ),
    Case(
        "街道通知.txt",
        "关于召开2023年度社区党组织书记述职评议会的\n通  知\n\n各社区党委：\n"
        "经街道党工委研究，定于下月召开述职评议会。请各社区按时报送材料。\n\n"
        "中共杭州市拱墅区祥符街道工作委员会\n2023年12月20日\n",
        "关于召开2023年度社区党组织书记述职评议会的通知",
        UNSAID,
        "2023-12-20",
        "notice",
        "township",
        "浙江",
        "中共杭州市拱墅区祥符街道工作委员会",
    ),
    Case(
        "集团党委.txt",
        "北辰重工集团有限公司党委2021年度党建工作总结\n\n"
        "一年来，公司党委把支部建在班组上。全公司一百二十个支部全部完成换届。\n" + LONG + "\n\n"
        "北辰重工集团有限公司党委\n2022年1月15日\n",
        "北辰重工集团有限公司党委2021年度党建工作总结",
        2021,
        "2022-01-15",
        "report",
        "unknown",
        UNSAID,
        "北辰重工集团有限公司党委",
    ),
    Case(
        "医院.html",
        page(
            "门诊楼里的先锋岗-党建园地-赣州市第三人民医院",
            "<h1>门诊楼里的先锋岗</h1><p>发布日期：2022年6月3日　　阅读：210</p>",
            "我院门诊支部在导诊台设了先锋岗。全院十四个支部轮流值守。\n" + LONG,
            "版权所有 赣州市第三人民医院 赣ICP备12345678号",
        ),
        "门诊楼里的先锋岗",
        None,
        "2022-06-03",
        "article",
        "unknown",
        "江西",
        "赣州市第三人民医院",
    ),
    Case(
        "兵团.txt",
        "第八师石河子市抓实连队支部标准化建设\n2021年7月8日 来源：兵团党建网\n\n"
        "石河子垦区的连队支部，今年都有了自己的活动室。" + LONG + "\n",
        "第八师石河子市抓实连队支部标准化建设",
        None,
        "2021-07-08",
        "article",
        UNSAID,
        UNSAID,
        "兵团党建网",
    ),
    Case(
        "公众号.txt",
        "一碗面条的党课\n原创 小满 临江发布 2024-03-05 18:30 吉林\n\n"
        "面馆打烊以后，支部书记老周在后厨给学徒们上了一课。" + LONG + "\n\n来源：临江市委组织部\n编辑：小满\n",
        "一碗面条的党课",
        None,
        "2024-03-05",
        "article",
        UNSAID,
        "吉林",
        "临江市委组织部",
    ),
    Case(
        "红头.txt",
        "中共西宁市委组织部文件\n宁组字〔2020〕31号\n\n中共西宁市委组织部\n关于印发《2020年度党支部评星定级办法》的通知\n\n"
        "各县（区）委组织部：\n现将《2020年度党支部评星定级办法》印发给你们，请认真贯彻执行。\n\n"
        "中共西宁市委组织部\n2020年9月2日\n",
        UNSAID,
        UNSAID,
        "2020-09-02",
        "notice",
        "prefecture",
        "青海",
        "中共西宁市委组织部",
    ),
    Case(
        "抓取.txt",
        "2022-11-03 09:12:44，正文：原标题：柳州鱼峰：小院坝议出大事情柳州鱼峰：小院坝议出大事情 "
        "11月2日，柳州市鱼峰区五里亭街道的小院坝里坐满了人。居民们围着图纸，一条一条地提意见。"
        "支部书记把意见记在本子上，当场认领了七条。住在一楼的老人说，这回的坡道终于画对了地方。",
        "柳州鱼峰：小院坝议出大事情",
        None,
        "2022-11-03",
        "article",
        "county",
        "广西",
        None,
    ),
    Case(
        "抓取二.txt",
        "2021年4月9日，正文：原标题：老码头上的新支部日前，芜湖市镜湖区的老码头成立了船员支部。船靠岸，会就开；"
        "船离岸，书就带走。船员们说，漂在水上也有了家。支部还给每条船配了学习箱，里面有书、有药、有针线。",
        "老码头上的新支部",
        None,
        "2021-04-09",
        "article",
        "county",
        "安徽",
        None,
    ),
    Case(
        "无题.txt",
        "2021年4月9日，正文：松花江开江那天，社区的党员先到了堤上。他们分成三组，一组清冰，一组劝离，一组守着水尺。"
        "中午的饭是包子，就着风吃。下午水位落了，人才散。老人们说，年年如此，年年放心。",
        None,
        None,
        "2021-04-09",
        "article",
    ),
    Case(
        "20230615_支部茶话会纪事.txt",
        "支部茶话会纪事\n\n" + LONG + "\n",
        "支部茶话会纪事",
        None,
        "2023-06-15",
        "article",
        "unknown",
        None,
        None,
    ),
    Case(
        "巧手绣出咱们好日子——横塘村妇联走进绣坊.txt",
        "三八节前，横塘村妇联办了一场“巧手绣出咱们好日子”活动，二十多位姐妹跟着老师傅学针法、配丝线。\n"
        "姐妹们说，手艺学到家，日子更有奔头。",
        title="巧手绣出咱们好日子——横塘村妇联走进绣坊",
    ),
    Case(
        "横塘村妇联办了一场绣花活动_二十多位姐妹.txt",
        "三八节前，横塘村妇联办了一场绣花活动，二十多位姐妹跟着老师傅学针法、配丝线。\n"
        "姐妹们说，手艺学到家，日子更有奔头。",
        title=None,
    ),
    Case(
        "链接.md",
        "### 雪域高原上的流动党课\n\n马背上驮着书，支部就走到了牧场。\n\n" + LONG + "\n\n"
        "[查看原文](https://www.example.org/dj/202405/t20240517_88231.html)\n",
        "雪域高原上的流动党课",
        None,
        "2024-05-17",
        "article",
    ),
    Case(
        "第二中学.html",
        page(
            "第二中学六届三次教代会学校工作报告--校务公开-洛阳市第二中学",
            "<p>六届三次教代会学校工作报告</p><p>文章来源：本站原创 作者：佚名 发布时间：2013年01月16日 点击数：</p>",
            "各位代表：\n过去的一年，全校教职工同心协力，全校上下书声不断，学校各项工作都有起色。\n" + LONG,
            "洛阳市第二中学 版权所有 Copyright © LYEZ.NET",
        ),
        UNSAID,
        2012,
        "2013-01-16",
        UNSAID,
        "unknown",
        "河南",
        "洛阳市第二中学",
    ),
    Case(
        "大学转载.html",
        page(
            "新时代铁路建设成就综述-理论学习-兰州城市学院",
            "<h1>新时代铁路建设成就综述</h1><p>来源：新华社　发布时间：2023年10月11日</p>",
            "我国铁路十年间跨过了一个又一个台阶。全国各地的站台上，人们记得住绿皮车。\n" + LONG,
            "版权所有：兰州城市学院",
        ),
        "新时代铁路建设成就综述",
        None,
        "2023-10-11",
        "national_summary",
        "national",
        None,
        "新华社",
    ),
    Case(
        "计划.txt",
        "青龙县2024年党建工作计划\n\n为做好全年工作，制定本计划。\n" + LONG + "\n\n中共青龙县委\n2024年2月1日\n",
        "青龙县2024年党建工作计划",
        None,
        "2024-02-01",
        "other",
        "county",
    ),
    Case(
        "县政府报告.txt",
        "政府工作报告\n——2022年1月6日在海盐县第十七届人民代表大会第一次会议上\n海盐县人民政府县长 田禾\n\n各位代表：\n"
        "现在，我代表县人民政府向大会报告工作，请予审议。\n" + LONG + "\n",
        UNSAID,
        2021,
        "2022-01-06",
        "report",
        "county",
        "浙江",
    ),
    Case(
        "转发.txt",
        "黄山市教育局转发省教育厅关于做好学校党建工作的通知\n\n各区县教育局：\n现将省教育厅通知转发给你们，请结合实际贯彻执行。"
        "\n\n黄山市教育局\n2021年5月7日\n\n附件：省教育厅关于做好学校党建工作的通知\n",
        "黄山市教育局转发省教育厅关于做好学校党建工作的通知",
        None,
        "2021-05-07",
        "notice",
        UNSAID,
        "安徽",
        "黄山市教育局",
    ),
    Case(
        "国家台.txt",
        "央视网消息（新闻联播）：眼下，浙江、河南、四川、黑龙江等地的田里一片忙碌。浙江嘉兴抢收早稻，河南周口忙着浇水，"
        "四川眉山的合作社把烘干机开到了地头。黑龙江佳木斯的农技员逐块查看长势，湖北荆州则备足了排涝的泵。",
        None,
        None,
        None,
        "article",
        "national",
        None,
        "央视网",
    ),
    Case(
        "国家台一县.txt",
        "福建永春：芦柑林里的党员示范岗\n\n央视网消息（新闻联播）：这几天，福建永春县的芦柑熟了。永春县的党员示范岗从山脚排到山腰。"
        "果农说，有人带头剪枝，大家就跟着剪；有人先试新肥，大家就跟着试。\n",
        "福建永春：芦柑林里的党员示范岗",
        None,
        None,
        "article",
        "county",
        "福建",
        "央视网",
    ),
    Case(
        "党校文集.csv",
        "title,year,publish_date,text\n贵州省2020年政府工作报告,2020,2020-01-20,各位代表：现在报告工作。"
        + "一年来稳步前行。" * 9
        + "\n",
        "贵州省2020年政府工作报告",
        2019,
        "2020-01-20",
        "report",
        "province",
    ),
    Case(
        "笔记.md",
        "---\naliases:\n  - 支部里的读书声，一年读完十二本\n---\n\n**翻开第一页**\n\n**合上最后一页**\n\n"
        + LONG
        + "\n",
        "支部里的读书声，一年读完十二本",
        None,
        None,
        "article",
    ),
]


TERSE = "年初把欠账一笔一笔列出来，挂在村部的墙上；到了年底，墙上的纸条只剩两张，大家说这一年没有白忙。" * 3
CASES += [
    Case(
        "三分.txt",
        "".join(f"临川县2020年度党建工作总结（{i}/3）\n\n{TERSE}\n\n" for i in (1, 2, 3)),
        "临川县2020年度党建工作总结",
        2020,
        None,
        "report",
        "county",
    ),
    Case(
        "转发二.txt",
        f"关于转发《市委组织部关于做好民主评议党员工作的通知》的通知\n\n各支部：\n现将通知转发给你们。\n{TERSE}\n\n"
        "中共丽水市莲都区教育局委员会\n2022年1月6日\n",
        UNSAID,
        None,
        "2022-01-06",
        "notice",
        "county",
        "浙江",
        "中共丽水市莲都区教育局委员会",
    ),
    Case(
        "学年.txt",
        f"青山中学2021学年第一学期党支部工作总结\n\n这一年，{TERSE}\n\n2022年1月20日\n",
        "青山中学2021学年第一学期党支部工作总结",
        None,
        "2022-01-20",
        "report",
        "unknown",
    ),
    Case(
        "刊发.txt",
        f"党员骨干“上门问需”\n来源：《组工之窗》2022年第3期\n\n{TERSE}\n",
        "党员骨干“上门问需”",
        publisher="组工之窗",
    ),
    Case(
        "师市综述.txt",
        f"第二师铁门关市2020年度基层党建工作述职评议综述\n发布时间：2021-02-02\n\n连队的述职会开在滴灌带旁边。{TERSE}\n",
        "第二师铁门关市2020年度基层党建工作述职评议综述",
        2020,
        "2021-02-02",
        "regional_summary",
        home_province="兵团",
    ),
    Case(
        "站名.txt",
        f"岭上先锋网 > 党建要闻\n把会开到果园里\n2021-03-04 10:20 来源：岭上先锋网 作者：田禾\n\n{TERSE}\n",
        "把会开到果园里",
        None,
        "2021-03-04",
        "article",
        publisher="岭上先锋网",
    ),
    Case(
        "会议记录.txt",
        f"支部党员大会会议记录\n时间：2015年10月2日13：00\n地点：行政楼\n主持人：田禾\n\n{TERSE}\n",
        "支部党员大会会议记录",
        None,
        None,
    ),
    Case(
        "喜讯.html",
        page(
            "支部书记的黑板报",
            "<h1>支部书记的黑板报</h1><p>发布时间：2020-05-06</p>",
            LONG,
            "青石实验学校 版权所有 地址：云南省大理市青石路1号 滇ICP备12345678号",
        ),
        "支部书记的黑板报",
        level="unknown",
        home_province="云南",
        publisher="青石实验学校",
    ),
]


def documents(case: Case) -> list[Document]:
    """The documents of a case's source."""
    reading = readers.read(case.text.encode(), case.name)
    return [row for row in ingest(case.name, reading, {}, CONFIG) if isinstance(row, Document)]


def test_reports_of_several_bodies_in_one_file_are_told_apart_and_flagged() -> None:
    text = "".join(f"{name}镇党委2019年度工作总结\n{TERSE}\n" for name in ("青山", "白水", "红石"))
    rows = ingest("三镇.txt", readers.read(text.encode(), "三镇.txt"), {}, CONFIG)
    titles = [row.title for row in rows if isinstance(row, Document)]
    assert titles == ["青山镇党委2019年度工作总结", "白水镇党委2019年度工作总结", "红石镇党委2019年度工作总结"]
    assert any("3篇文章" in row.message for row in rows if isinstance(row, Problem))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_facts_of_a_document(case: Case) -> None:
    (document,) = documents(case)
    asked = {name: value for name, value in case._asdict().items() if name not in ("name", "text") and value != UNSAID}
    assert {name: getattr(document, name) or None for name in asked} == asked
