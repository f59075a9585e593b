"""Corpora of nothing, of one year, without years or places, with hostile words: every page says so, none fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Config
from pipeline.records import Document, Passage, Record
from pipeline.workbench.ask import Ask, AskError
from pipeline.workbench.bench import Bench
from pipeline.workbench.exporting import KINDS, exported
from pipeline.workbench.pages import Around, page
from pipeline.workbench.tabs import tabs
from tests.workbench.build import invented, write_outputs

HOSTILE = "<script>window.flag=1</script>\"'><img src=x onerror=window.flag=1>&amp;{{7*7}}"


def only(records: list[Record], **fields: Any) -> list[Record]:
    """The records with these fields of every document."""
    return [replace(r, **fields) if isinstance(r, Document) else r for r in records]


def hostile() -> list[Record]:
    made = only(invented(per_year=2), title=HOSTILE, home_province=HOSTILE, source=HOSTILE)
    return [
        replace(r, text=f"{r.text}{HOSTILE}水磨坊。", heading=HOSTILE, source=HOSTILE) if isinstance(r, Passage) else r
        for r in made
    ]


CORPORA: dict[str, Callable[[], list[Record]]] = {
    "nothing": list,
    "no body": lambda: [r for r in invented(per_year=2) if isinstance(r, Document)],
    "one year": lambda: invented(per_year=2, years=(2019,)),
    "no year": lambda: only(invented(per_year=2), review_year=None),
    "published": lambda: only(invented(per_year=2), review_year=None, published="2021-03-01"),
    "no province, genre or level": lambda: only(
        invented(per_year=2), home_province=None, genre="other", level="unknown"
    ),
    "hostile": hostile,
}
QUERIES = {
    "/search": ["q=水磨坊", "q=水磨&mode=pattern&order=left"],
    "/trend": ["", "q=水磨坊&kind=term&measure=rate", "kind=unit", "kind=indicator"],
    "/cross": ["", "theme=other&place=浙江&show=results"],
    "/contrast": ["", "a_to=2019&b_from=2020&word=合作社"],
    "/network": ["q=水磨&kind=word", "kind=word"],
    "/rows": ["table=theme_by_year&year=2019"],
    "/together": ["x=合作社&kind=word"],
}


@pytest.mark.parametrize("name", CORPORA)
def test_every_page_of_an_odd_corpus_says_something(name: str, tmp_path: Path) -> None:
    bench = Bench(write_outputs(tmp_path, CORPORA[name]()), Config())
    shown = 0
    for path, module in tabs().items():
        for query in QUERIES.get(path, [""]):
            ask = Ask.read(path, query)
            try:
                view = module.view(bench, ask)
            except AskError as error:
                assert "\n" not in str(error)
                continue
            made = page(view, ask, Around("样例", "token"))
            shown += 1
            assert "<h1>" in made and ">None<" not in made
            assert "<script>window" not in made and "<img" not in made
            if name == "hostile" and path == "/search":
                assert all(exported(view, ask, kind)[0] for kind in KINDS)
    assert shown > len(tabs()) / 2


UNANSWERABLE = ["page=0", "from=abc", "from=2020&to=2010", "mode=x", "order=x", f"q={'长' * 500}"]


@pytest.mark.parametrize("query", ["kind=unit&q=没有的单位", "kind=theme&q=没有的主题", "kind=indicator&q=没有的指标"])
def test_a_name_that_the_corpus_does_not_have_is_not_a_zero(two_years: Bench, query: str) -> None:
    with pytest.raises(AskError, match="没有这个"):
        tabs()["/trend"].view(two_years, Ask.read("/trend", query))


@pytest.mark.parametrize("query", UNANSWERABLE)
def test_an_address_that_cannot_be_answered_is_one_line(two_years: Bench, query: str) -> None:
    with pytest.raises(AskError) as raised:
        tabs()["/search"].view(two_years, Ask.read("/search", query if "q=" in query else f"{query}&q=水磨"))
    assert "\n" not in str(raised.value)
