"""What every yearly table stands on: the documents by year and scope, and the text that counts in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pipeline.grounds import scopes_of
from pipeline.records import Document, Mention, Passage
from pipeline.store import Tables
from pipeline.years import by_year, year_basis

M = TypeVar("M", bound=Mention)


@dataclass(frozen=True)
class Base:
    """The counted text: body passages that repeat no other.

    `passages` and `characters` are by document; `scopes` gives, for each scope, its documents by year. `year_basis` is
    what the years of the documents are (pipeline/years.py); `documents` have that year as `review_year`.
    """

    year_basis: str
    documents: tuple[Document, ...]
    passages: Mapping[str, int]
    characters: Mapping[str, int]
    counted: frozenset[str]
    scopes: Mapping[str, Mapping[int | None, tuple[Document, ...]]]

    @property
    def years(self) -> list[int]:
        """Every year from the first to the last that any document stands for, the absent ones too."""
        known = [d.review_year for d in self.documents if d.review_year is not None]
        return list(range(min(known), max(known) + 1)) if known else []

    def mentions(self, found: Iterable[M]) -> list[M]:
        """The mentions that count: outside repeats, in counted passages."""
        return [m for m in found if not m.repeated and m.passage_id in self.counted]


def base_of(tables: Tables) -> Base:
    """The base of a corpus."""
    documents = tuple(by_year(tables[Document]))
    passages: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    counted = set()
    for passage in tables[Passage]:
        if passage.role == "body" and not passage.repeated:
            passages[passage.doc_id] += 1
            characters[passage.doc_id] += passage.n_characters
            counted.add(passage.passage_id)
    return Base(year_basis(tables[Document]), documents, passages, characters, frozenset(counted), _scopes(documents))


def _scopes(documents: Iterable[Document]) -> dict[str, dict[int | None, tuple[Document, ...]]]:
    scopes: dict[str, dict[int | None, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        for scope in scopes_of(document):
            scopes[scope][document.review_year].append(document)
    ordered = sorted(scopes, key=lambda scope: (scope != "all", scope))
    return {scope: {year: tuple(found) for year, found in scopes[scope].items()} for scope in ordered}
