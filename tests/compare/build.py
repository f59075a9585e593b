"""Records built by hand for the comparison's tests."""

from __future__ import annotations

from dataclasses import fields

from pipeline.records import Document, Passage, Quantity, Record, Theme


def document(name: str, year: int | None, genre: str = "national_summary", level: str = "national") -> Document:
    """A document of a year."""
    empty = {f.name: None for f in fields(Document)}
    return Document(**{
        **empty, "doc_id": name, "source": f"{name}.txt", "source_start": 0, "source_end": 9, "title": name,
        "review_year": year, "genre": genre, "level": level, "encoding": "utf-8", "n_characters": 100,
        "truncated": False, "synthetic": True,
    })  # fmt: skip


def passage(doc: Document, n: int, characters: int = 100, repeated: bool = False, role: str = "body") -> Passage:
    """The nth passage of a document."""
    return Passage(
        passage_id=f"{doc.doc_id}.p{n}", doc_id=doc.doc_id, source=doc.source, source_start=0, source_end=1,
        position=n, role=role, heading="", text="党" * characters, n_characters=characters, defects=[],
        continues="", repeated=repeated, repeats="",
    )  # fmt: skip


def theme(of: Passage, name: str) -> Theme:
    """The primary theme of a passage."""
    return Theme(of.passage_id, of.doc_id, name, 1, 0.9, [], "lexicon")


def quantity(of: Passage, year: int, low: float | None, **more: object) -> Quantity:
    """A claim: that many first secretaries were sent."""
    values: dict[str, object] = {
        "mention_id": f"{of.passage_id}.{low}.{len(more)}", "doc_id": of.doc_id, "passage_id": of.passage_id,
        "source": of.source, "source_start": 0, "source_end": 1, "start": 0, "end": 1, "surface": f"{low}名",
        "value_low": low, "value_high": low, "bound": "exact", "masked": low is None, "unit": "名",
        "object": "第一书记", "action": "选派", "actor": "", "provinces": ["四川"], "kind": "result",
        "review_year": year,
    }  # fmt: skip
    return Quantity(**{**values, **more})  # type: ignore[arg-type]


Rows = list[Record]
