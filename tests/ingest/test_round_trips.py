"""One document in every format gives the same title, headings and passages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.config import Config
from pipeline.ingest import ingest
from pipeline.readers import read
from pipeline.records import Document, Passage
from tests.readers import makers
from tests.readers.makers import characters

FILES: dict[str, Callable[[], bytes]] = {
    "utf-8.txt": lambda: makers.plain().encode(),
    "utf-8-sig.txt": lambda: makers.plain().encode("utf-8-sig"),
    "utf-16.txt": lambda: makers.plain().encode("utf-16"),
    "gb18030.txt": lambda: makers.plain().encode("gb18030"),
    "crlf.txt": lambda: makers.plain("\r\n").encode(),
    "a.md": lambda: makers.markdown().encode(),
    "a.html": lambda: makers.page().encode(),
    "a.docx": makers.word,
    "one.pdf": makers.pdf,
    "two.pdf": lambda: makers.pdf(2),
}


def rows(name: str) -> tuple[list[Document], list[Passage]]:
    records = ingest(name, read(FILES[name](), name), {}, Config())
    return [r for r in records if isinstance(r, Document)], [r for r in records if isinstance(r, Passage)]


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_same_passages_from_every_format(name: str) -> None:
    documents, passages = rows(name)
    expected_documents, expected = rows("utf-8.txt")
    assert [characters(d.title) for d in documents] == [characters(d.title) for d in expected_documents]
    body = [(p.role, characters(p.heading), characters(p.text)) for p in passages]
    assert body == [(p.role, characters(p.heading), characters(p.text)) for p in expected]


def test_what_a_page_says_of_itself_is_read() -> None:
    page = (
        "<html><head><meta charset='utf-8'><meta name='PubDate' content='2022-03-04'>"
        "<meta name='ContentSource' content='虚构党建网'><title>年度综述</title></head><body><article>"
        "<h1>2021年度党组织书记抓基层党建述职评议考核综述</h1>"
        + "".join(f"<p>第{n}段写的是各地述职评议的安排，内容由本项目虚构，供检验之用。</p>" for n in "一二三四五")
        + "</article></body></html>"
    )
    records = ingest("a.html", read(page.encode(), "a.html"), {}, Config())
    document = next(r for r in records if isinstance(r, Document))
    assert (document.published, document.publisher, document.review_year) == ("2022-03-04", "虚构党建网", 2021)
    assert document.published_from
