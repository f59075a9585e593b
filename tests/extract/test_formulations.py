"""Formulations: the dictionary's own examples, nesting, coinages, and the offsets of what is found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.extract.formulations import formulations
from pipeline.text.located import loose

CONFIG = Config()
_MARK = re.compile(r"\{([^{}]+)\}")


def _examples() -> list[str]:
    lines = (CONFIG.dictionaries / "formulations" / "examples.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def surfaces(text: str) -> list[str]:
    return [f.surface for f in formulations(loose(text), CONFIG)]


@pytest.mark.parametrize("line", _examples())
def test_dictionary_examples(line: str) -> None:
    wanted = _MARK.findall(line)
    found = surfaces(_MARK.sub(r"\1", line))
    assert [s for s in found if s in wanted] == wanted
    # Set phrases that keep their meaning inside a longer one may stand beside it.
    assert all(any(s in w for w in wanted) for s in found)


def test_dictionary_is_sound() -> None:
    rows = CONFIG.rows("formulations/formulations.csv", ["canonical", "variants", "first_year", "last_year", "source"])
    assert len(rows) >= 600
    names = [n for row in rows for n in (row["canonical"], *filter(None, row["variants"].split("|")))]
    assert sorted({n for n in names if names.count(n) > 1}) == []
    for row in rows:
        first, last = row["first_year"], row["last_year"]
        assert re.fullmatch(r"(1[89]\d\d|20[0-2]\d)?", first), row
        assert not (first and last) or first <= last, row
        assert "," not in row["canonical"]


def test_nested_wording_counts_unless_it_is_a_member_of_a_row() -> None:
    assert surfaces("全面从严治党要求") == ["全面从严治党", "从严治党"]
    assert surfaces("防止形式主义、官僚主义抬头") == ["形式主义、官僚主义"]
    assert surfaces("列出问题清单、任务清单、责任清单") == ["问题清单、任务清单、责任清单"]


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
