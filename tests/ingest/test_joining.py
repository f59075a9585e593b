"""Hard wraps undone by evidence, and ends that are left open."""

from __future__ import annotations

import pytest

from tests.ingest import dirty
from tests.ingest.support import take

TITLE = "清河县述职评议工作情况汇报\n\n"
LEAD = "县委把述职评议当作抓基层党建的重要抓手，年初定责任、年中看进度、年底评实效，一级做给一级看。\n\n"


def joined(*lines: str, between: str = "\n\n") -> list[str]:
    return take(TITLE + LEAD + between.join(lines) + "\n\n以上汇报，请批评指正。\n").body[1:-1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("全县干部走村入户听意见。县委书记带头走访困难党", "员，帮助他们解决就医难题。"),
        ("全县干部走村入户听意见。在部分偏远山村，干部和群众", "、老党员一起商量办法。"),
        ("镇党委对整改不力的支部要求《", "整改通知书》限期送达。"),
        ("今年新建文化活动室28", "个，都在偏远山村。"),
        ("他们边走边记。这本账，记下了群众的", "烦心事和盼头。"),
        ("对评议结果为“一般”的支部书记，由镇党委约谈。评为“差”", "的，一律调整。"),
        ("述职时间压缩到八分钟。问的多了，念稿子的少了，群众满意度明显提高", "了。"),
    ],
)
def test_a_break_inside_a_sentence_is_undone(before: str, after: str) -> None:
    assert joined(before, after) == [before + after]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("述职评议不走过场。", "会后整改不打折扣。"),
        (
            "（一）责任更清晰。各支部书记列出年度任务清单，逐项认领。",
            "（二）整改更有力。对点评的问题实行销号管理，不留尾巴。",
        ),
        ("下面，我讲三点意见：", "一是思想上要重视，把抓党建放在心上。"),
    ],
)
def test_paragraphs_stay_apart(before: str, after: str) -> None:
    assert joined(before, after) == [before, after]


def test_a_long_paragraph_with_its_own_points_stays_whole() -> None:
    whole = "一是抓责任。" + "书记带头领办项目，班子成员分工负责。" * 20 + "二是抓整改。问题不解决不放手。"
    assert joined(whole) == [whole]


def test_narrow_columns_are_read_as_paragraphs() -> None:
    body = take(dirty.NARROW).body
    assert len(body) == 3
    assert body[1].startswith("述职会上没有客套话。市委书记听完汇报，先问钱花在哪里")
    assert body[2].endswith("评为“差”的当场约谈。")


def test_a_page_number_inside_a_sentence_does_not_part_it() -> None:
    done = take(dirty.PAGED)
    assert any("党组织书记全部述职。" in text for text in done.body)
    assert any("梳理意见建议316条。" in text for text in done.body)
    assert set(done.noise().values()) == {"页码"}


CUT_ELSEWHERE = (
    TITLE
    + LEAD
    + "各镇把述职评议考核同年度任务挂钩。各村在述职评议考核之前先公示。群众代表全程参加述职评议考核。"
    + "今年还把农村人居环境纳入述职评议考\n\n"
    + "全县共排查软弱涣散村党组织12个，逐个制定整顿方案，由县级领导包联。\n\n"
    + "核，推动各村开展清洁行动，村容村貌明显改观。\n\n以上汇报，请批评指正。\n"
)


def test_a_passage_that_was_cut_off_is_flagged_and_its_rest_is_linked() -> None:
    done = take(CUT_ELSEWHERE)
    first = next(p for p in done.passages if p.text.endswith("纳入述职评议考"))
    rest = next(p for p in done.passages if p.text.startswith("核，推动"))
    assert first.defects == ["ends_mid_sentence"]
    assert rest.defects == ["starts_mid_sentence", "displaced"]
    assert rest.continues == first.passage_id


def test_a_source_that_breaks_off_says_so() -> None:
    done = take(dirty.CUT)
    assert done.documents[0].truncated
    assert done.passages[-1].defects == ["ends_mid_sentence"]
    assert any("结尾残缺" in p.message for p in done.problems)


def test_line_ends_inside_paragraphs_where_blank_lines_part_them() -> None:
    text = (
        "青山省政府工作报告\n\n各位代表：\n\n去年，全省上下同心，《\n十年规划纲要\n》开局良好。\n\n"
        "城乡面貌焕然一新。\n新建改建农村公路三千公里，解决了山区群众出行难。\n\n各项事业全面进步。\n"
    )
    body = take(text).body
    assert "去年，全省上下同心，《十年规划纲要》开局良好。" in body
    assert "城乡面貌焕然一新。新建改建农村公路三千公里，解决了山区群众出行难。" in body


def test_spaces_set_inside_words_and_numbers_are_left_out() -> None:
    body = joined("全县于 2018 年新建 1 2 0 个阵地，引进 Smart City 平台。")
    assert body == ["全县于2018年新建120个阵地，引进Smart City平台。"]


def test_indented_paragraphs_wrapped_at_a_fixed_width() -> None:
    body = take(dirty.INDENTED).body
    assert len(body) == 2
    assert "收集问题二百余条。对这些问题逐一归类" in body[0]
    assert body[1].endswith("大家心服口服。")
