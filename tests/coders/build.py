"""What a run leaves of a small corpus, and a server of the coders' page on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.classify.scheme import scheme
from pipeline.coders import CodingServer, Draw, coding_server
from pipeline.coders.acts import CodingAct
from pipeline.coders.draw import prepare
from pipeline.coders.work import Work
from pipeline.config import Config
from pipeline.records import Document, Passage, Theme
from pipeline.store import Tables, read_table, to_arrow, write_table
from tests.build import document, passage

SCHEME = scheme(Config())
# What the classifier said of the passages, which no coder is to see.
TELLTALE = "机器所见"


def write_outputs(folder: Path, number: int = 4, hostile: str = "") -> Path:
    """A run over two years with that many passages each, a title and a repeat; `hostile` stands in every text."""
    documents = [replace(document(f"y{year}"), review_year=year, title=f"综述{hostile}") for year in (2018, 2019)]
    passages = [
        passage(f"{d.doc_id}第{n}段{hostile}。", position=n, doc_id=d.doc_id, heading=f"小标题{hostile}")
        for d in documents
        for n in range(number)
    ]
    passages += [
        replace(passage("述职综述", position=90, doc_id="y2018"), role="title"),
        replace(passage("重复的一段。", position=91, doc_id="y2018"), repeated=True),
    ]
    themes = [Theme(p.passage_id, p.doc_id, "strictness", 1, 0.987654, [TELLTALE], TELLTALE) for p in passages]
    for record, rows in ((Document, documents), (Passage, passages), (Theme, themes)):
        write_table(folder / "tables", record, to_arrow(record, rows))
    (folder / "run.json").write_text("{}", encoding="utf-8")
    return folder


def tables(outputs: Path) -> Tables:
    return Tables({record: read_table(outputs / "tables", record) for record in (Document, Passage)})


def begun(outputs: Path, into: Path, draw: Draw | None = None) -> tuple[Work, list[str]]:
    """The files of a coding as both coders begin with them, and the passages in their order."""
    work = Work(into, SCHEME)
    return work, [p.passage_id for p in prepare(work, tables(outputs), ("甲", "乙"), draw or Draw())]


def give(work: Work, coder: str, passage: str, *themes: str, hard: bool = False, note: str = "") -> None:
    """An answer over the one that stands."""
    version = work.state(coder)["answers"][passage]["version"]
    work.answer(coder, CodingAct(passage, themes, hard, note, version))


@contextmanager
def serving(outputs: Path, into: Path, coder: str | None = None) -> Iterator[CodingServer]:
    """A server that serves."""
    with coding_server(tables(outputs), Config(), into, Draw(), coder, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
