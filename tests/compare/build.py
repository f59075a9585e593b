"""Records built by hand for the comparison's tests."""

from __future__ import annotations

from pipeline.records import Document, Passage, Quantity, Theme
from tests.build import document, passage


def of_year(name: str, year: int | None, genre: str = "national_summary", level: str = "national") -> Document:
    """A document of a year, a hundred characters long."""
    return document(name, title=name, review_year=year, genre=genre, level=level, source_end=100, n_characters=100)


def part(whole: Document, n: int, repeated: bool = False) -> Passage:
    """The nth passage of a document, a hundred characters long."""
    return passage("党" * 100, whole.doc_id, n, repeated=repeated)


def theme(of: Passage, name: str) -> Theme:
    """The primary theme of a passage."""
    return Theme(of.passage_id, of.doc_id, name, 1, 0.9, [], "lexicon")


def quantity(of: Passage, year: int, low: float | None, **more: object) -> Quantity:
    """A claim: that many first secretaries were sent."""
    values: dict[str, object] = {
        "mention_id": f"{of.passage_id}.{low}.{len(more)}", "doc_id": of.doc_id, "passage_id": of.passage_id,
        "source": of.source, "source_start": 0, "source_end": 1, "start": 0, "end": 1, "surface": f"{low}名",
        "value_low": low, "value_high": low, "bound": "exact", "masked": low is None, "unit": "名", "grain": 1.0,
        "object": "第一书记", "action": "选派", "actor": "", "provinces": ["四川"], "kind": "result",
        "credited_from": "sentence", "review_year": year,
    }  # fmt: skip
    return Quantity(**{**values, **more})  # type: ignore[arg-type]
