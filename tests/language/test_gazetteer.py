"""The gazetteer: its tables agree with each other, and names stand only where they stand as names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.config import Config, SettingsError
from pipeline.language.places.gazetteer import gazetteer

CONFIG = Config()


def surfaces(text: str, *uses: str) -> list[str]:
    wanted = uses or ("free",)
    return [match.surface for match in gazetteer(CONFIG).matches(text) if match.use in wanted]


def test_thirty_four_provinces_and_the_corps() -> None:
    rows = CONFIG.rows("places/provinces.csv", ["adcode", "short"])
    assert len(rows) == 35 and len({row["short"] for row in rows}) == 35


def test_the_national_table_is_whole() -> None:
    rows = CONFIG.rows("places/divisions.csv", ["adcode", "name", "level"])
    levels = Counter(row["level"] for row in rows if not row["adcode"].startswith("71"))
    assert levels["city"] == 333
    assert 2840 <= levels["county"] <= 2860
    assert len({row["adcode"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("adcode", "name"),
    [
        ("110118", "密云区"),
        ("330113", "临平区"),
        ("370116", "莱芜区"),
        ("460302", "西沙区"),
        ("540481", "米林市"),
        ("610116", "长安区"),
        ("659012", "白杨市"),
        ("350405", "沙县区"),
    ],
)
def test_recent_changes_are_in(adcode: str, name: str) -> None:
    rows = {row["adcode"]: row["name"] for row in CONFIG.rows("places/divisions.csv", ["adcode", "name"])}
    assert rows[adcode] == name


def test_a_former_name_knows_its_unit_of_today_and_its_years() -> None:
    (entry,) = gazetteer(CONFIG).names["襄樊"]
    assert (entry.adcode, entry.city, entry.form, entry.valid_to) == ("420600", "襄阳", "former", "2010")


@pytest.mark.parametrize(
    "text",
    [
        "重大理论",
        "隆重庆祝",
        "西南通道",
        "确保定期",
        "黄河南岸",
        "中山装",
        "党旗映天山",
        "吉组发",
        "沿海城市",
        "复合肥",
    ],
)
def test_letters_of_other_words_are_no_name(text: str) -> None:
    assert surfaces(text, "free", "evidence") == []


@pytest.mark.parametrize("text", ["大理", "重庆", "南通", "保定", "河南", "合肥"])
def test_the_same_letters_alone_are_a_name(text: str) -> None:
    assert surfaces(f"在{text}，") == [text]


def test_words_of_the_language_need_evidence() -> None:
    assert surfaces("和平发展，合作共赢，朝阳产业，四川南部") == ["四川"]
    assert "朝阳" in surfaces("朝阳的党员", "evidence")


def test_a_suffix_belongs_to_the_word_that_follows() -> None:
    assert surfaces("吉林市场、海淀区域") == ["吉林", "海淀"]


def test_an_entry_for_an_unknown_code_names_its_table(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    folder.mkdir()
    for path in (CONFIG.dictionaries / "places").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    with (folder / "former.csv").open("a", encoding="utf-8") as file:
        file.write("某地区,999999,,1990,\n")
    with pytest.raises(SettingsError, match=r"former\.csv：某地区 指向 999999"):
        gazetteer(Config(dictionaries=tmp_path))
