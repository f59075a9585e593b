"""The year that a document stands for in the yearly tables, by one rule for whoever counts or draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.records import Document

# Codes of pipeline/codes.py.
REVIEWED, PUBLISHED = "review", "published"


def year_basis(documents: Iterable[Document]) -> str:
    """`review`: the year under review; `published`: that of publication, where no document of the corpus says what
    year it reviews and some say when they were published. The two are never mixed."""
    found = list(documents)
    undated = all(d.review_year is None for d in found)
    return PUBLISHED if undated and any(d.published for d in found) else REVIEWED


def by_year(documents: Iterable[Document]) -> list[Document]:
    """The documents with the year that they count in as their `review_year`."""
    found = list(documents)
    if year_basis(found) == REVIEWED:
        return found
    return [replace(d, review_year=int(d.published[:4])) if d.published else d for d in found]
