"""The dictionaries of measures and numeral words keep what their own examples say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Config, SettingsError
from pipeline.language.counting import count
from pipeline.language.measures import measures, numeral_words

CONFIG = Config()


def examples(folder: str, kind: str) -> list[Any]:
    return list(CONFIG.document(f"{folder}/examples.yaml")[kind])


def found(text: str, config: Config = CONFIG) -> list[list[str]]:
    """Each number that counts something, with its unit."""
    return [[text[n.start : n.end], n.unit] for n in count(text, (), config)[0]]


@pytest.mark.parametrize("example", examples("measures", "positive"), ids=str)
def test_measure_is_read(example: dict[str, Any]) -> None:
    assert found(example["text"]) == [example["found"]]


@pytest.mark.parametrize("text", examples("measures", "negative"))
def test_measure_is_part_of_another_word(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", examples("numeral_words", "positive"))
def test_words_count_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("example", examples("numeral_words", "negative"), ids=str)
def test_words_do_not_hide_quantities(example: dict[str, Any]) -> None:
    assert [surface for surface, _ in found(example["text"])] == ([example["found"]] if example["found"] else [])


def test_every_measure_reads_back() -> None:
    for word, measure in measures(CONFIG).words.items():
        assert measure.unit and measure.multiplier > 0, word


def test_dictionary_sizes() -> None:
    assert len(measures(CONFIG).words) > 400
    assert len(numeral_words(CONFIG)) > 1000


def test_a_broken_row_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "measures"
    folder.mkdir()
    (folder / "measures.csv").write_text(
        "measure,unit,multiplier,kind,other_word\n个,个,eins,count,\n", encoding="utf-8"
    )
    with pytest.raises(SettingsError, match=r"measures\.csv：量词 个"):
        measures(Config(dictionaries=tmp_path))


def test_an_added_measure_needs_no_code(tmp_path: Path) -> None:
    for name in ("measures/measures.csv", "numeral_words/words.csv"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_text((CONFIG.dictionaries / name).read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "measures/measures.csv").open("a", encoding="utf-8") as file:
        file.write("炷,炷,1,count,\n")
    assert found("点香12炷。", Config(dictionaries=tmp_path)) == [["12炷", "炷"]]
