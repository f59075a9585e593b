"""Passages and documents made by hand."""

from __future__ import annotations

from pipeline.records import Document, Passage


def passage(text: str, *, heading: str = "", position: int = 0, role: str = "body", doc_id: str = "d") -> Passage:
    return Passage(
        passage_id=f"{doc_id}.{position}",
        doc_id=doc_id,
        source="x.txt",
        source_start=0,
        source_end=len(text),
        position=position,
        role=role,
        heading=heading,
        text=text,
        n_characters=len(text),
        defects=[],
        continues="",
        repeated=False,
        repeats="",
    )


def document(doc_id: str = "d") -> Document:
    return Document(
        doc_id=doc_id,
        source="x.txt",
        source_start=0,
        source_end=0,
        title="",
        review_year=None,
        year_from=None,
        published=None,
        published_from=None,
        genre="report",
        genre_from=None,
        level="unknown",
        level_from=None,
        publisher=None,
        home_province=None,
        encoding="utf-8",
        n_characters=0,
        truncated=False,
        synthetic=True,
    )
