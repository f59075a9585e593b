"""Places: the dictionary's own examples, and the rules that decide between readings."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.language.places import places
from pipeline.language.places.gazetteer import gazetteer
from pipeline.records import Place, Unit
from pipeline.text.located import loose

CONFIG = Config()


def found(text: str, home: str = "", units: tuple[Unit, ...] = ()) -> list[Place]:
    return places(loose(text), units, home, CONFIG)


def only(text: str, home: str = "") -> Place:
    (place,) = found(text, home)
    return place


@pytest.mark.parametrize("row", CONFIG.document("places/examples.yaml"), ids=lambda row: row["text"][:16])
def test_examples_of_the_dictionary(row: dict[str, Any]) -> None:
    got = [f"{p.surface} {p.province or '?'} {p.via}" for p in found(row["text"], row.get("home", ""))]
    assert got == row["places"]


def test_there_are_enough_examples_of_both_kinds() -> None:
    rows = CONFIG.document("places/examples.yaml")
    assert sum(len(row["places"]) for row in rows) >= 150
    assert sum(not row["places"] for row in rows) >= 25


def test_a_chain_is_one_mention_of_its_last_part() -> None:
    place = only("湖南省怀化市芷江侗族自治县推行积分制。")
    assert (place.adcode, place.city, place.county) == ("431228", "怀化", "芷江侗族自治县")


def test_a_district_of_a_municipality_stands_for_city_and_county() -> None:
    place = only("上海浦东新区明确了责任清单。")
    assert (place.province, place.city, place.county) == ("上海", "浦东新区", "浦东新区")


def test_a_county_under_the_province_has_no_city() -> None:
    assert (only("湖北仙桃市部署。").city, only("湖北仙桃市部署。").county) == ("", "仙桃市")


def test_an_ambiguous_name_keeps_its_candidates() -> None:
    place = only("鼓楼区推行街道大工委。")
    assert place.province == place.adcode == ""
    assert "320106:鼓楼区" in place.candidates and "350102:鼓楼区" in place.candidates


def test_the_context_decides_before_the_home_province() -> None:
    district = found("福州市出台意见。鼓楼区率先落实。", home="江苏")[1]
    assert (district.province, district.city) == ("福建", "福州")


def test_same_name_in_one_province_is_sure_of_the_province() -> None:
    place = found("山东省市中区组织述职。")[0]
    assert place.province == "山东" and place.adcode == "" and len(place.candidates) == 2


def test_the_suffix_of_a_committee_is_not_part_of_the_name() -> None:
    assert [p.surface for p in found("四川省委、成都市委、安吉县委部署，吉县县委落实。", home="山西")] == [
        "四川",
        "成都",
        "安吉",
        "吉县",
    ]


def test_corps_is_never_xinjiang() -> None:
    assert only("兵团第八师石河子市评议了团场。").province == "兵团"
    assert only("石河子市召开大会。").province == "新疆"


def test_a_unit_of_the_passage_makes_a_place_part_of_its_name() -> None:
    text = "中国商飞上海基地述职。"
    unit = Unit(**loose(text).mention("unit", 0, 8), canonical="", type="enterprise", named=True, province="")
    assert only(text).via == "name"
    assert found(text, units=(unit,))[0].via == "org"


def test_a_party_committee_leaves_its_place_a_mention() -> None:
    text = "四川省委组织部印发通知。"
    unit = Unit(**loose(text).mention("unit", 0, 7), canonical="", type="party", named=True, province="四川")
    assert found(text, units=(unit,))[0].via == "name"


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("西安、湘潭、哈尔滨", "陕西"),
        ("北京朝阳区", "北京"),
        ("辽宁朝阳", "辽宁"),
        ("临夏州、甘南州", "甘肃"),
        ("金华、衢州", "浙江"),
    ],
)
def test_first_place(text: str, province: str) -> None:
    assert found(text)[0].province == province


def test_every_full_name_of_a_province_and_prefecture_is_found_alone() -> None:
    known = gazetteer(CONFIG)
    names = {e.name for entries in known.names.values() for e in entries if e.form == "full" and e.level != "county"}
    assert len(names) > 360
    missed = [name for name in sorted(names) if [p.surface for p in found(f"在{name}召开。")] != [name]]
    assert missed == []


def test_every_county_is_found_behind_its_province() -> None:
    known = gazetteer(CONFIG)
    counties = {
        (e.province, e.name) for entries in known.names.values() for e in entries if e.form == "full" and e.county
    }
    assert len(counties) > 2800
    missed = [pair for pair in sorted(counties) if found(f"，{pair[0]}{pair[1]}，")[0].surface != "".join(pair)]
    assert missed == []


@given(st.text(alphabet="北京吉林海南朝阳市区县、。的在省中山长安和平委大学", max_size=40))
def test_mentions_never_overlap_and_hold_their_surface(text: str) -> None:
    ends = 0
    for place in found(text, home="吉林"):
        assert text[place.start : place.end] == place.surface and place.start >= ends
        assert bool(place.province) or len(place.candidates) > 1
        ends = place.end
