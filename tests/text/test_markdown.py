"""Markdown in Chinese prose: markup is found, masks stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.markdown import markdown_marks

MASKED = [
    "**市委常委会召开**次会议",
    "在**省**市**县召开",
    "发展党员**名，同比增长**％。",
    "*个村集体经济超*万元",
    "“*”和“*”工程",
    "打造“**”品牌，实施“**”工程",
    "**同志任**镇党委书记",
    "会上，**强调，**要求各级抓好落实",
    "推动**工程、**行动落地见效，共**人参加",
    "**年**月**日",
    "__年__月__日",
    "____年____月____日",
    "中共**市委组织部",
    "*区*镇党委\n*年*月*日",
    "* 个 * 名",
]
PLAIN = [
    "#1机组投产发电",
    "第#号文件",
    "#主题党日#活动开展得好",
    "[2018]12号文件",
    "〔2018〕12号",
    "x > 3，y < 4",
    "a_b_c",
    "一行\\r\\n两行",
    "增长3%—5%",
]
MARKED = {
    "# 标题\n\n正文": "标题\n\n正文",
    "##一、加强领导\r\n正文": "一、加强领导\r\n正文",
    "### 末尾带号 ###\n正文": "末尾带号\n正文",
    "**一是抓责任。**各级都抓": "一是抓责任。各级都抓",
    "要**全面加强**党的领导": "要全面加强党的领导",
    "**抓好几个\n环节**": "抓好几个\n环节",
    "**抓好几个\n\n环节**\n\n正文": "抓好几个\n\n环节\n\n正文",
    "一、**抓责任落实**\n各级": "一、抓责任落实\n各级",
    "***抓责任落实***\n后": "抓责任落实\n后",
    "**市级部门协同发力。**各单位共**个": "市级部门协同发力。各单位共**个",
    "- 甲\n- 乙": "甲\n乙",
    "见[县报](http://a.example/b)所载": "见县报所载",
    "![图](a.png)图后": "图后",
    "\\*个": "*个",
    "> 引文": "引文",
    "正文\n\n---\n\n正文": "正文\n\n\n\n正文",
    "大标题\n====\n正文": "大标题\n\n正文",
    "|地区|数|\n|---|---|\n|甲县|3|\n\n正|文": "地区|数\n\n甲县|3\n\n正|文",
    "`代码`和~~删去~~": "代码和删去",
}


def bare(text: str) -> str:
    """The text without what is set aside."""
    aside = {i for m in markdown_marks(text) if m.kind in {"markup", "noise"} for i in range(m.start, m.end)}
    return "".join(c for i, c in enumerate(text) if i not in aside)


@pytest.mark.parametrize("text", MASKED + PLAIN)
def test_masks_and_plain_prose_stay(text: str) -> None:
    assert bare(text) == text


@pytest.mark.parametrize("text", sorted(MARKED))
def test_markup_is_set_aside(text: str) -> None:
    assert bare(text) == MARKED[text]


def headings(text: str) -> list[tuple[str, str, str]]:
    """Kind, level and words of the titles and headings."""
    found = [m for m in markdown_marks(text) if m.kind in {"title", "heading"}]
    return [(m.kind, m.reason, text[m.start : m.end]) for m in found]


def test_titles_and_headings() -> None:
    text = "# 大会综述\n\n## 第一部分\n\n**抓责任落实**\n\n**这一句是加粗的正文。**\n\n# 第二篇\n"
    assert headings(text) == [
        ("title", "h1", "大会综述"),
        ("heading", "h2", "第一部分"),
        ("heading", "strong", "抓责任落实"),
        ("heading", "h1", "第二篇"),
    ]


def test_a_bold_line_among_others_is_a_heading() -> None:
    assert headings("**抓责任落实**\n各级都抓，抓出成效。") == [("heading", "strong", "抓责任落实")]


@given(st.text(alphabet="*_#-=[]()`\\|> \r\n市委个，。“”a", max_size=60))
def test_any_mixture_gives_tidy_marks(text: str) -> None:
    marks = markdown_marks(text)
    assert list(marks) == sorted(marks)
    assert all(0 <= m.start < m.end <= len(text) for m in marks)


@pytest.mark.parametrize("unit", ["**a", "[", "[a](", "`a", "*个*", "|a|\n", "**突出**，", "> \n", "_", "# a\n"])
def test_time_is_linear(unit: str) -> None:
    """Four times the text takes about four times the work; the square would take sixteen."""
    short, long = (_work(unit * (size // len(unit))) for size in (40_000, 160_000))
    assert long < 9 * short + 0.05


def _work(text: str) -> float:
    """Seconds of this process's own, the least of three: what else the machine does counts little."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        markdown_marks(text)
        spent.append(time.process_time() - began)
    return min(spent)
