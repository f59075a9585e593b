"""Copies: their kind, their scope, the original, and what is none."""

from __future__ import annotations

import pytest

from pipeline.dedupe.phrasebook import Phrasebook
from pipeline.records import Duplicate, Record
from tests.dedupe.build import a_document, only, search, with_passages

WHOLE = (
    "柳河镇把村级小额工程逐项公开，由村务监督小组全程跟踪，年内修通机耕路十四条，群众对账目提出的疑问当场作答。"
    "镇里还请退休会计轮流坐班，帮各村把往年的收支重新理清。"
)
OTHER = "北坡林场的护林员分成早晚两班巡山，遇到大风天气加派人手，全年没有发生一起火情，受到邻近乡镇称赞。"
THIRD = "县图书馆在集市旁边开了借书点，赶集的老人顺手就能翻翻报纸，孩子们放学后也常去那里写作业。"


def kinds(rows: list[Record]) -> list[tuple[str, str, str, str]]:
    return [(d.passage_id, d.role, d.kind, d.scope) for d in only(rows, Duplicate)]


def test_an_exact_copy_in_one_document() -> None:
    rows = search(a_document("a", WHOLE, OTHER, WHOLE))
    assert kinds(rows) == [
        ("a.0", "original", "exact", "within_document"),
        ("a.2", "repeat", "exact", "within_document"),
    ]
    assert [d.similarity for d in only(rows, Duplicate)] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("year", "scope"), [(2021, "across_documents"), (None, "across_documents"), (2022, "across_years")]
)
def test_the_scope_is_that_of_the_years(year: int | None, scope: str) -> None:
    rows = search(a_document("a", WHOLE, year=2021), a_document("b", WHOLE, year=year))
    assert {k[3] for k in kinds(rows)} == {scope}


def test_a_second_copy_within_a_later_year_is_a_copy_within_its_document() -> None:
    rows = search(a_document("a", WHOLE, year=2020), a_document("b", WHOLE, OTHER, WHOLE, year=2021))
    assert [k[3] for k in kinds(rows)] == ["across_years", "across_years", "within_document"]


def test_punctuation_width_and_white_space_make_a_reflowed_copy() -> None:
    other = WHOLE.replace("，", ",").replace("十四条", "十四 条")
    assert kinds(search(a_document("a", WHOLE, OTHER, other)))[1][2] == "reflowed"


def test_a_sign_inside_a_figure_is_not_punctuation() -> None:
    one = "全镇共有脱贫监测对象占比1.6左右，由包片干部逐户核对收入和支出，结果张榜公布。"
    rows = search(a_document("a", one, OTHER, one.replace("1.6", "16")))
    assert [k[2] for k in kinds(rows)] != ["reflowed", "reflowed"]


def test_some_changed_characters_make_a_near_copy() -> None:
    changed = WHOLE.replace("当场作答", "当面作答").replace("重新理清", "从头理清")
    rows = search(a_document("a", WHOLE, OTHER, changed))
    assert [k[2] for k in kinds(rows)] == ["near", "near"]
    assert 0.9 < only(rows, Duplicate)[1].similarity < 1


def test_the_complete_copy_is_the_original_though_it_comes_later() -> None:
    rows = search(a_document("a", WHOLE[:50], OTHER, WHOLE))
    assert kinds(rows) == [
        ("a.2", "original", "truncated", "within_document"),
        ("a.0", "repeat", "truncated", "within_document"),
    ]


def test_of_two_cut_copies_the_one_that_is_continued_is_the_original() -> None:
    records = with_passages(a_document("a", WHOLE[:60], OTHER, WHOLE[:60]), defects=["ends_mid_sentence"])
    rest = with_passages(a_document("b", THIRD), continues="a.2")
    assert kinds(search(records, rest))[0][:2] == ("a.2", "original")


def test_a_passage_inside_a_longer_one_points_at_its_place_there() -> None:
    rows = only(search(a_document("a", OTHER, THIRD + OTHER + WHOLE)), Duplicate)
    assert [(d.passage_id, d.kind, d.role) for d in rows] == [
        ("a.1", "contained", "original"),
        ("a.0", "contained", "repeat"),
    ]
    start = len(OTHER) + 1 + len(THIRD)
    assert (rows[0].source_start, rows[0].source_end) == (start, start + len(OTHER) - 1)


def test_fifteen_characters_are_enough_and_fourteen_are_not() -> None:
    long, short = "村口老榕树下新修了凉亭和石凳。", "村口老榕树下新修了凉亭石凳。"
    assert len(long) == 15
    assert len(kinds(search(a_document("a", long, OTHER, long)))) == 2
    assert kinds(search(a_document("a", short, OTHER, short))) == []


def test_a_copy_split_over_two_passages_is_found_whole() -> None:
    rows = only(search(a_document("a", WHOLE, OTHER, WHOLE[:51], WHOLE[51:])), Duplicate)
    assert len({d.group_id for d in rows}) == 1
    assert [(d.passage_id, d.role) for d in rows] == [("a.0", "original"), ("a.2", "repeat"), ("a.3", "repeat")]
    assert rows[1].source_end == rows[2].source_end


def test_a_passage_that_two_unrelated_ones_hold_makes_one_group_of_places() -> None:
    rows = only(search(a_document("a", f"{THIRD}{OTHER}", f"{WHOLE}{OTHER}{WHOLE[::-1]}", OTHER)), Duplicate)
    assert len({d.group_id for d in rows}) == 1
    assert sorted(d.passage_id for d in rows) == ["a.0", "a.1", "a.2"]


def test_no_chain_of_weak_links() -> None:
    """B is like A, C like B, but C is not like A: no group holds A and C."""
    words = [WHOLE[n : n + 6] for n in range(0, 96, 6)]
    a, b, c = list(words), list(words), list(words)
    b[3], b[8] = "石山云林松竹", "梅兰桥路湖田"
    c[3], c[8], c[1], c[12] = "石山云林松竹", "梅兰桥路湖田", "禾麦果茶鱼羊", "牛马花草木叶"
    rows = only(search(a_document("a", "".join(a), OTHER, "".join(b), THIRD, "".join(c))), Duplicate)
    groups: dict[str, set[str]] = {}
    for row in rows:
        groups.setdefault(row.group_id, set()).add(row.passage_id)
    assert {"a.0", "a.2"} in groups.values()
    assert not any({"a.0", "a.4"} <= members for members in groups.values())


MORE = "镇上的老电影院修好了漏雨的屋顶，农闲时放两场戏曲片，票价还是从前的一块钱。散场后有人留下来扫地。"


def test_a_copy_joined_with_other_text_on_either_side_is_found_in_part() -> None:
    rows = only(search(a_document("a", WHOLE + MORE, OTHER, THIRD + WHOLE[:80])), Duplicate)
    assert [(d.passage_id, d.role, d.kind) for d in rows] == [
        ("a.0", "original", "contained"),
        ("a.2", "repeat", "contained"),
    ]
    assert (rows[0].source_start, rows[0].source_end) == (0, len(WHOLE) - 1)


def test_a_long_phrase_in_common_is_no_copy_of_a_part() -> None:
    phrase = (
        "始终把田间的收成和灶头的烟火放在心上把老人的咳嗽和孩子的书包放在心上"
        "把路上的泥水和檐下的漏点放在心上把账上的毛票和仓里的余粮放在心上，"
    )
    assert kinds(search(a_document("a", phrase + OTHER, THIRD, phrase + MORE))) == []


FRAME = "{place}坚持把培训办到田间地头，全年开课{a}场，听课群众{b}人次，收集意见建议{c}条，当年全部答复。"


def test_a_frame_with_another_place_and_other_figures_is_no_copy() -> None:
    one = FRAME.format(place="湖南", a=310, b=22450, c=87)
    other = FRAME.format(place="甘肃", a=145, b=9800, c=63)
    assert kinds(search(a_document("a", one, OTHER, other))) == []


def test_next_years_figures_in_the_same_frame_are_no_copy() -> None:
    one = FRAME.format(place="湖南", a=310, b=22450, c=87)
    other = FRAME.format(place="湖南", a=338, b=24100, c=92)
    assert kinds(search(a_document("a", one, year=2020), a_document("b", other, year=2021))) == []


def test_another_places_own_report_is_no_copy() -> None:
    one, other = (
        "全省建成村史馆118座，由乡贤轮值讲解，周末照常开放。",
        "全省建成村史馆142座，由乡贤轮值讲解，周末照常开放。",
    )
    rows = search(a_document("a", one, home="湖南"), a_document("b", other, home="甘肃"))
    assert kinds(rows) == []


def test_slogans_in_common_make_no_copy() -> None:
    slogan = "牢牢守住不发生系统性风险的底线，一张蓝图绘到底，"
    assert kinds(search(a_document("a", slogan + OTHER, slogan + THIRD))) == []


def test_the_order_of_the_corpus_changes_nothing() -> None:
    parts = [a_document("a", WHOLE, OTHER), a_document("b", THIRD, WHOLE), a_document("c", OTHER[:35])]
    assert search(*parts) == search(*parts[::-1])


def test_an_added_exact_copy_keeps_the_groups_name() -> None:
    before = search(a_document("m", WHOLE, OTHER, WHOLE))
    after = search(a_document("m", WHOLE, OTHER, WHOLE), a_document("a", WHOLE, year=2019))
    assert {d.group_id for d in only(before, Duplicate)} == {d.group_id for d in only(after, Duplicate)}
    assert len(only(after, Duplicate)) == 3


def test_titles_and_metadata_are_not_searched() -> None:
    records = with_passages(a_document("a", WHOLE, OTHER, WHOLE), role="metadata")
    assert kinds(search(records)) == []


def test_an_empty_corpus() -> None:
    assert search([]) == []


def test_a_line_that_all_documents_share_looks_at_each_document_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    bare = Phrasebook.bare

    def watched(book: Phrasebook, title: str) -> str:
        looked.append(title)
        return bare(book, title)

    monkeypatch.setattr(Phrasebook, "bare", watched)
    rows = search(*(a_document(f"d{n}", WHOLE, year=2021) for n in range(40)))
    assert [k[3] for k in kinds(rows)] == ["across_documents"] * 40
    # Two names of each, once for those before it and once for itself; of the first, once for those behind it.
    assert 0 < len(looked) <= 7 * 40
