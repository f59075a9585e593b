"""The corpus as the search sees it: body passages in document order, one text for all that are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from pipeline.config import Config
from pipeline.dedupe.facts import Fact, PassageFindings, facts_of
from pipeline.dedupe.normal import NormalMap, normal
from pipeline.language.sentences import span_around
from pipeline.profile import UNKNOWN, Level, profile
from pipeline.records import (
    Document,
    Formulation,
    LanguageSpan,
    NonQuantity,
    Passage,
    Place,
    Quantity,
    Record,
    Segment,
    Unit,
)
from pipeline.text.located import Located, locate

R = TypeVar("R", bound=Record)
M = TypeVar("M", Place, Unit, Quantity, NonQuantity, Formulation, LanguageSpan)


class Rows(Protocol):
    """Tables: for a record type the list of its records."""

    def __getitem__(self, record: type[R], /) -> list[R]: ...


@dataclass(frozen=True)
class Copy:
    """A body passage with its document and what was found in it."""

    located: Located
    document: Document
    found: PassageFindings
    config: Config

    @property
    def passage(self) -> Passage:
        return self.located.passage

    @property
    def text(self) -> str:
        return self.located.passage.text

    @property
    def year(self) -> int | None:
        return self.document.review_year

    @cached_property
    def level(self) -> Level | None:
        """The level that its document speaks for, as the field knows it; None where it is unknown."""
        found = profile(self.config).level(self.document.level)
        return None if found is None or found.code == UNKNOWN else found

    @cached_property
    def normal_map(self) -> NormalMap:
        return NormalMap.of(self.text)

    @cached_property
    def facts(self) -> list[Fact]:
        return facts_of(self.text, self.found, self.config)

    @cached_property
    def members(self) -> list[tuple[int, int]]:
        """The half-open spans of the members of its sentences; together they are the text."""
        return self.found.layer("members")

    def member_around(self, start: int, end: int) -> tuple[int, int]:
        """The span of the member, or members, of a sentence that `[start, end)` stands in."""
        return span_around(self.text, self.members, start, end)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of `[start, end)` of the normal form, closing punctuation not included."""
        first, last = self.normal_map.span(start, end)
        return self.located.source_span(first, max(last, first + 1))


@dataclass(frozen=True)
class Text:
    """One normal form and all passages that have it, the first in document order first."""

    number: int
    normal: str
    copies: tuple[Copy, ...]


def document_order(document: Document) -> tuple[int, str, str, int]:
    """Documents by the year under review (unknown last), then by date of publication, then by place in the corpus."""
    year = document.review_year if document.review_year is not None else 9999
    return year, document.published or "9999", document.source, document.source_start


def texts_of(tables: Rows, minimum: int, config: Config) -> list[Text]:
    """The distinct normal forms of the body passages of at least `minimum` characters, in document order."""
    grouped: dict[str, list[Copy]] = defaultdict(list)
    for copy in body_of(tables, minimum, config):
        grouped[normal(copy.text)].append(copy)
    grouped.pop("", None)
    return [Text(n, form, tuple(copies)) for n, (form, copies) in enumerate(grouped.items())]


def body_of(tables: Rows, minimum: int, config: Config) -> list[Copy]:
    """The body passages of at least `minimum` characters with what was found in them, in document order."""
    return copies_of(tables, "body", minimum, config)


def copies_of(tables: Rows, role: str, minimum: int, config: Config) -> list[Copy]:
    """The passages of a role of at least `minimum` characters with what was found in them, in document order."""
    documents = {d.doc_id: d for d in tables[Document]}
    order = {d.doc_id: n for n, d in enumerate(sorted(documents.values(), key=document_order))}
    body = [p for p in tables[Passage] if p.role == role and p.n_characters >= minimum]
    body.sort(key=lambda p: (order[p.doc_id], p.position))
    found = found_in(tables)
    return [
        Copy(located, documents[located.passage.doc_id], found(located.passage.passage_id), config)
        for located in _located(body, tables[Segment])
    ]


def found_in(tables: Rows) -> Callable[[str], PassageFindings]:
    """What was found in each passage, by its id."""
    places, units = _by_passage(tables[Place]), _by_passage(tables[Unit])
    quantities, others = _by_passage(tables[Quantity]), _by_passage(tables[NonQuantity])
    formulations, spans = _by_passage(tables[Formulation]), _by_passage(tables[LanguageSpan])

    def found(passage: str) -> PassageFindings:
        return PassageFindings(
            places.get(passage, ()),
            units.get(passage, ()),
            quantities.get(passage, ()),
            others.get(passage, ()),
            formulations.get(passage, ()),
            spans.get(passage, ()),
        )

    return found


def _located(passages: list[Passage], segments: Iterable[Segment]) -> list[Located]:
    """Passages with their maps; one that no segment names is taken to stand in its source without a gap."""
    return [
        found if found.pieces else Located(found.passage, ((0, found.passage.source_start),))
        for found in locate(passages, segments)
    ]


def _by_passage(mentions: Iterable[M]) -> Mapping[str, tuple[M, ...]]:
    found: dict[str, list[M]] = defaultdict(list)
    for mention in mentions:
        found[mention.passage_id].append(mention)
    return {name: tuple(rows) for name, rows in found.items()}
