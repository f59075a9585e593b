"""The rows that a run writes."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.classify import Answer, classify
from pipeline.classify.features import PARTS, Item
from pipeline.classify.themes import answer
from pipeline.config import Config, Settings, ThemeSettings
from pipeline.records import Theme
from tests.build import document, passage

CONFIG = Config()


def themes_of(text: str, heading: str = "", config: Config = CONFIG) -> list[Theme]:
    return classify([document()], [passage(text, heading=heading)], config)


def test_one_theme_per_plain_passage() -> None:
    plain = {
        "县委常委会专题研究党建，县委书记认真履行第一责任人职责，班子落实“一岗双责”。": "responsibility",
        "以学习贯彻党的创新理论为首要政治任务，抓好理论武装，坚决做到“两个维护”。": "political_construction",
        "围绕产业链招商引资，服务重点项目建设，持续优化营商环境，工业投资增长两成。": "overall_development",
        "为独居老人安装烟感报警器，帮助困难群众申领救助，群众的烦心事一件件得到解决。": "serving_the_masses",
        "整顿软弱涣散村党组织十二个，扩大“两个覆盖”，选优配强村党组织书记。": "grassroots_foundations",
        "书记逐一点评，与会人员现场测评，对评为“差”的约谈问责，问题整改逐项销号。": "strictness",
        "同志们：": "other",
    }
    assert {text: themes_of(text)[0].theme for text in plain} == plain


def test_a_heading_can_be_wrong_and_that_is_said() -> None:
    text = "持续优化营商环境，精简审批事项，为企业协调用地融资，全年落地项目六十个、完成投资九十亿元。"
    first = themes_of(text, "践行宗旨为民办实事，解决群众急难愁盼")[0]
    assert first.theme == "overall_development"
    assert first.evidence[-1] == "（标题指向服务群众）"
    assert not any("标题" in term for term in themes_of(text, "优化营商环境")[0].evidence)


def test_a_heading_decides_where_the_passage_leaves_it_open() -> None:
    text = "（三）其他有关情况。"
    scores = {
        heading: {row.theme: row.score for row in themes_of(text, heading)}
        for heading in ("压实主体责任", "服务群众办实事")
    }
    assert scores["压实主体责任"] != scores["服务群众办实事"]


def test_nothing_sure_enough_becomes_other() -> None:
    strict = Config(settings=Settings(themes=ThemeSettings(abstain=1.01)))
    rows = themes_of("整顿软弱涣散村党组织十二个。", config=strict)
    assert (rows[0].theme, rows[0].method) == ("other", "abstained")
    assert "grassroots_foundations" in [row.theme for row in rows[1:]]


def test_titles_are_left_out_and_metadata_is_not() -> None:
    rows = [passage("述职评议", role="title"), passage("各乡镇党委：", role="metadata", position=1)]
    assert [row.passage_id for row in classify([document()], rows, CONFIG) if row.rank == 1] == ["d.1"]
    assert classify([document()], [], CONFIG) == []


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet="党建政治责任书记群众服务项目发展述职评议整改基层支部，。：ab1\n 😀", min_size=1, max_size=80),
    st.text(alphabet="压实责任服务群众/ ", max_size=12),
)
def test_ranks_scores_and_evidence_are_in_order(text: str, heading: str) -> None:
    rows = themes_of(text, heading)
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    assert len({row.theme for row in rows}) == len(rows) <= 4
    assert all(0 <= row.score <= 1 for row in rows)
    assert all(term in text for row in rows for term in row.evidence if not term.startswith("（标题"))
    assert rows == themes_of(text, heading)


def test_the_method_names_the_parts_that_speak_for_the_winner() -> None:
    parts = {"lexicon": 2.0, "model": 1.0, "heading": 0.1, "neighbours": -3.0, "shape": 1.5}
    found = Answer((("strictness", 0.8),), {}, parts, "", abstained=False)
    assert found.method == "lexicon+shape+model"
    headed, bare = (
        answer([Item("各单位书记要主动认领、带头去抓，把担子挑在肩上。", heading)], CONFIG)[0]
        for heading in ("压实管党治党主体责任", "")
    )
    assert headed.ranked[0][0] == "responsibility"
    assert headed.parts["heading"] > max(0, bare.parts["heading"])
    assert set(headed.parts) == {*PARTS, "shape"}


def test_speed_is_at_least_half_of_what_is_promised_on_a_busy_machine() -> None:
    text = "各级党组织书记认真履行第一责任人职责，整顿软弱涣散村党组织，解决群众急难愁盼问题，推动项目建设。" * 4
    items = [Item(text, "压实责任", text, text) for _ in range(400)]
    answer(items[:20], CONFIG)
    start = time.process_time()
    answer(items, CONFIG)
    assert len(text) * len(items) / (time.process_time() - start) > 250_000
