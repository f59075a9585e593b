"""Claims over time: each stands for its body, and only values of the year under review stand in a year."""

from __future__ import annotations

from dataclasses import replace

from pipeline.compare.claims import AUDITED
from pipeline.records import Document, Passage, Place, Quantity, Record
from pipeline.store import Tables
from pipeline.yearly import IndicatorAudit, QuantityByYear
from tests.build import passage
from tests.compare.build import of_year, quantity
from tests.compare.test_tables import compared


def sent(whole: Document, text: str, surface: str, **more: object) -> tuple[Passage, Quantity]:
    """A passage with one claim: that many first secretaries were sent, unless `more` says otherwise."""
    of = passage(text, whole.doc_id, 0)
    start = text.index(surface)
    place = {"start": start, "end": start + len(surface), "surface": surface}
    return of, quantity(of, whole.review_year or 0, 10.0, **{**place, **more})


def place(of: Passage, surface: str, province: str, city: str = "", county: str = "") -> Place:
    """A place named in a passage."""
    start = of.text.index(surface)
    return Place(
        mention_id=f"{of.passage_id}:{surface}", doc_id=of.doc_id, passage_id=of.passage_id, source=of.source,
        source_start=start, source_end=start + len(surface), start=start, end=start + len(surface), surface=surface,
        province=province, adcode="", city=city, county=county, via="name", candidates=[],
    )  # fmt: skip


def named(tables: Tables) -> list[QuantityByYear]:
    """The rows of known indicators that hold claims."""
    return [r for r in tables[QuantityByYear] if r.n_claims and not r.proposed]


def bodies(*records: Record) -> list[tuple[str, str, str, str]]:
    """Province, level, place and the words for a reader of every row of a known indicator."""
    return [(r.province, r.level, r.locality, r.whom) for r in named(compared(list(records)))]


def test_a_citys_figure_is_not_its_provinces_total() -> None:
    whole = of_year("a", 2020)
    of, claim = sent(whole, "四川成都选派第一书记10名。", "10名", actor="四川成都")
    found = bodies(whole, of, claim, place(of, "四川", "四川"), place(of, "成都", "四川", "成都"))
    assert found == [("四川", "prefecture", "成都", "四川成都")]


def test_without_an_actors_place_the_last_one_before_the_number_counts() -> None:
    whole = of_year("a", 2020)
    of, claim = sent(whole, "成都开会，绵阳选派第一书记10名。", "10名", actor="市委")
    places = [place(of, "成都", "四川", "成都"), place(of, "绵阳", "四川", "绵阳")]
    assert bodies(whole, of, claim, *places) == [("四川", "prefecture", "绵阳", "四川绵阳")]


def test_a_provinces_figure_is_its_own() -> None:
    whole = of_year("a", 2020)
    of, claim = sent(whole, "四川选派第一书记10名。", "10名", actor="四川")
    assert bodies(whole, of, claim, place(of, "四川", "四川")) == [("四川", "province", "", "四川")]


def test_a_joint_total_is_one_row_and_counts_for_none_alone() -> None:
    whole = of_year("a", 2020)
    of, claim = sent(whole, "四川、贵州共选派第一书记10名。", "10名", provinces=["四川", "贵州"])
    assert bodies(whole, of, claim) == [("四川、贵州", "joint", "", "四川、贵州（合计）")]


def test_a_joint_total_names_its_members_as_the_text_does() -> None:
    whole = of_year("a", 2020)
    of, claim = sent(whole, "四川成都、贵州遵义等地共选派第一书记10名。", "10名", provinces=["四川", "贵州"])
    places = [place(of, "成都", "四川", "成都"), place(of, "遵义", "贵州", "遵义")]
    assert bodies(whole, of, claim, *places) == [
        ("四川、贵州", "joint", "四川成都、贵州遵义等", "四川成都、贵州遵义等（合计）")
    ]


def test_a_citys_document_gives_its_figures_the_city() -> None:
    whole = replace(of_year("a", 2020, level="prefecture"), title="遵义市委2020年述职报告", home_province="贵州")
    of, claim = sent(whole, "选派第一书记10名。", "10名", provinces=["贵州"], credited_from="document")
    assert bodies(whole, of, claim) == [("贵州", "prefecture", "遵义", "贵州遵义")]


def test_what_a_person_did_is_not_the_bodys() -> None:
    whole = replace(of_year("a", 2020, level="prefecture"), title="遵义市委2020年述职报告", home_province="贵州")
    of, claim = sent(whole, "我选派第一书记10名。", "10名", provinces=["贵州"], credited_from="document", actor="我")
    assert bodies(whole, of, claim) == [("贵州", "unknown", "", "贵州（非全省）")]


def test_a_part_behind_what_was_done_alike_is_no_total() -> None:
    whole = of_year("a", 2020)
    text = "选派干部500名，其中选派第一书记10名。"
    of, total = sent(whole, text, "500名", object="干部", mention_id="total")
    _, part = sent(whole, text, "10名", mention_id="part")
    assert not bodies(whole, of, total, part)


def test_a_national_actors_figure_is_no_provinces() -> None:
    whole = of_year("a", 2020)
    of, claim = sent(whole, "四川等地响应，全国选派第一书记10名。", "10名", actor="全国")
    assert bodies(whole, of, claim, place(of, "四川", "四川")) == [("", "national", "", "")]


def test_a_firms_figure_in_a_national_text_is_no_national_total() -> None:
    whole = of_year("a", 2020)
    of, claim = sent(whole, "某银行选派第一书记10名。", "10名", provinces=[], credited_from="", actor="某银行")
    assert bodies(whole, of, claim) == [("", "", "", "")]


def test_a_county_documents_figure_is_the_countys() -> None:
    whole = of_year("a", 2020, "report", "county")
    of, claim = sent(whole, "选派第一书记10名。", "10名", credited_from="document")
    assert bodies(whole, of, claim) == [("四川", "county", "", "四川（非全省）")]


def test_who_is_not_told_is_unknown() -> None:
    whole = of_year("a", 2020)
    of, claim = sent(whole, "选派第一书记10名。", "10名", credited_from="paragraph")
    assert bodies(whole, of, claim) == [("四川", "unknown", "", "四川（非全省）")]


def values(text: str, surface: str, **more: object) -> list[QuantityByYear]:
    """The rows with claims, proposed ones too, of a text of 2020 with one claim."""
    whole = of_year("a", 2020)
    of, claim = sent(whole, text, surface, **more)
    return [r for r in compared([whole, of, claim])[QuantityByYear] if r.n_claims]


def test_figures_of_another_time_stand_in_no_year() -> None:
    assert not values("2016年选派第一书记10名。", "10名", period="2016年")
    assert not values("五年来选派第一书记10名。", "10名", period="五年来")
    assert values("2020年选派第一书记10名。", "10名", period="2020年")


def test_what_is_asked_for_is_no_value() -> None:
    assert not values("要选派第一书记10名。", "10名", kind="requirement")


def test_an_amount_that_qualifies_a_noun_is_a_threshold() -> None:
    money: dict[str, object] = {"unit": "元", "object": "村集体经济收入", "action": "达到"}
    assert not values("村集体经济收入达到10万元的村增多。", "10万元", **money)
    assert values("村集体经济收入达到10万元。", "10万元", **money)


def test_what_no_indicator_covers_stays_under_its_own_words() -> None:
    (row,) = values("表彰第一书记10名。", "10名", action="表彰")
    assert (row.indicator, row.proposed) == ("表彰第一书记", True)


def test_a_part_of_a_total_is_not_set_beside_it() -> None:
    whole = of_year("a", 2020)
    of, total = sent(whole, "选派第一书记10名，其中女性4名。另选派第一书记3名。", "10名", mention_id="1")
    _, share = sent(whole, of.text, "4名", mention_id="2")
    _, other = sent(whole, of.text, "3名", mention_id="3")
    (row,) = named(compared([whole, of, total, share, other]))
    assert row.quantity_ids == ["1", "3"]


def test_the_audit_draws_ten_claims_with_their_sentences_the_same_every_time() -> None:
    whole = of_year("a", 2020)
    of, _ = sent(whole, "开头。选派第一书记10名；结尾。", "10名")
    claims = [sent(whole, of.text, "10名", mention_id=str(n))[1] for n in range(15)]
    drawn = compared([whole, of, *claims])[IndicatorAudit]
    again = compared([whole, of, *reversed(claims)])[IndicatorAudit]
    assert [r.number for r in drawn] == list(range(1, AUDITED + 1))
    assert {(r.indicator, r.of, r.sentence) for r in drawn} == {("第一书记选派", 15, "选派第一书记10名；")}
    assert [r.quantity_ids for r in drawn] == [r.quantity_ids for r in again]
