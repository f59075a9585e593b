"""Formulations: the dictionary's own examples, nesting, coinages, and the offsets of what is found."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.extract.formulations import coinages, everywhere, formulations, spellings
from pipeline.text.located import Located, loose
from tests.build import document

CONFIG = Config()
_MARK = re.compile(r"\{([^{}]+)\}")


def _examples() -> list[str]:
    lines = (CONFIG.dictionaries / "formulations" / "examples.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def surfaces(text: str) -> list[str]:
    return [f.surface for f in formulations(loose(text), CONFIG)]


def proposed(text: str) -> list[str]:
    return [c.surface for c in coinages(loose(text), CONFIG)]


@pytest.mark.parametrize("line", _examples())
def test_dictionary_examples(line: str) -> None:
    wanted = _MARK.findall(line)
    text = _MARK.sub(r"\1", line)
    found = [*formulations(loose(text), CONFIG), *coinages(loose(text), CONFIG)]
    found = [f.surface for f in sorted(found, key=lambda f: f.start)]
    assert [s for s in found if s in wanted] == wanted
    # Set phrases that keep their meaning inside a longer one may stand beside it.
    assert all(any(s in w for w in wanted) for s in found)


def test_dictionary_is_sound() -> None:
    rows = CONFIG.rows("formulations/formulations.csv", ["canonical", "variants", "first_year", "date", "source"])
    assert len(rows) >= 600
    names = [n for row in rows for n in (row["canonical"], *filter(None, row["variants"].split("|")))]
    assert sorted({n for n in names if names.count(n) > 1}) == []
    for row in rows:
        # A year without a document and its date is none.
        assert re.fullmatch(r"((19|20)\d\d(-[01]\d(-[0-3]\d)?)?)?", row["date"]), row
        assert row["first_year"] == row["date"][:4] and bool(row["source"]) == bool(row["date"]), row
        assert "," not in row["canonical"]


def test_nested_wording_counts_unless_it_is_a_member_of_a_row() -> None:
    assert surfaces("全面从严治党要求") == ["全面从严治党", "从严治党"]
    assert surfaces("防止形式主义、官僚主义抬头") == ["形式主义、官僚主义"]
    assert surfaces("列出问题清单、任务清单、责任清单") == ["问题清单", "任务清单", "责任清单"]
    assert proposed("列出问题清单、任务清单、责任清单") == ["问题清单、任务清单、责任清单"]


def test_what_is_proposed_is_not_known() -> None:
    text = "推行“八联八促”，落实三会一课，深化“三会一课”。"
    assert surfaces(text) == ["三会一课", "三会一课"] and proposed(text) == ["八联八促"]


@pytest.mark.parametrize("word", ["胡子", "漫游", "瓶颈", "热点"])
def test_a_quoted_word_is_no_coinage(word: str) -> None:
    assert proposed(f"人们说起“{word}”来。") == [] and proposed("清理“六多”。") == ["六多"]


@pytest.mark.parametrize(
    "written", ["党要管党，从严治党", "党要管党从严治党", "“党要管党”、“从严治党”", "“党要管党”“从严治党”"]
)
def test_one_phrase_has_one_name_however_it_is_spelled(written: str) -> None:
    first, *_ = formulations(loose(f"坚持{written}。"), CONFIG)
    assert first.canonical == "党要管党、从严治党"


def test_spellings_leave_a_phrase_with_quotations_inside_alone() -> None:
    assert spellings("守住“底线”、讲清红线") == {"守住“底线”、讲清红线"}
    assert len(spellings("甲乙、丙丁、戊己")) == 12


def test_a_proposal_has_one_spelling() -> None:
    assert {
        c.canonical for t in ("一要安全，二要发展", "一要安全、二要发展") for c in coinages(loose(f"“{t}”。"), CONFIG)
    } == {"一要安全、二要发展"}


def test_a_document_has_what_stands_in_its_title_headings_and_longer_phrases() -> None:
    # Invented.
    text = replace(loose("会议强调防止形式主义、官僚主义。").passage, doc_id="d", heading="推动全面从严治党")
    rows = everywhere([document("d", title="管党治党的一年")], [Located(text)], CONFIG)
    places = {r.canonical: r.place for r in rows}
    assert places["管党治党"] == "title" and places["从严治党"] == "heading" and places["官僚主义"] == "body"
    assert all(r.count == 1 for r in rows)


def test_variant_has_the_canonical_name() -> None:
    (found,) = formulations(loose("落实书记抓、抓书记的要求"), CONFIG)
    assert found.canonical == "抓书记、书记抓"


def test_numeral_must_open_the_wording() -> None:
    assert surfaces("第十三个务必办好的事项") == []


@pytest.mark.parametrize("text", ["两个问题", "三个月内", "四个乡镇", "五项措施", "一个一个地解决", "三次四次"])
def test_plain_quantities_are_no_formulations(text: str) -> None:
    assert surfaces(text) == []


@given(st.text(alphabet="党建引领四不两直“”‘’、，。一二三个减证明系统 \n", max_size=60))
def test_surface_stands_at_its_offsets(text: str) -> None:
    found = formulations(loose(text), CONFIG)
    assert all(text[f.start : f.end] == f.surface and f.surface for f in found)
    assert len({(f.start, f.end) for f in found}) == len(found)
    assert found == formulations(loose(text), CONFIG)
