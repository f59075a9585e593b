"""The rows that yearly figures count. The tables count these rows and no others, so that figure and rows agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeVar

from pipeline.compare.base import Base
from pipeline.records import (
    Formulation,
    Mention,
    Passage,
    Place,
    Quantity,
    Record,
    Theme,
    Unit,
    table_name,
)
from pipeline.store import Tables
from pipeline.wordings import WordCount
from pipeline.yearly import (
    Comparability,
    Evidence,
    FormulationByYear,
    Keyness,
    PlaceByYear,
    ThemeByYear,
    UnitByYear,
)

M = TypeVar("M", bound=Mention)

MASKED, SHOWN = "masked", "shown"


def evidence(tables: Tables, base: Base, terms: Iterable[str]) -> list[Evidence]:
    """Every row that a yearly figure counts; of words, those of the `terms`."""
    every = (themes, places, results, joint, units, formulations, quantities, repeats)
    return [*(row for rows in every for row in rows(tables, base)), *words(tables, base, frozenset(terms))]


def by_document(found: Iterable[Evidence]) -> dict[str, Counter[str]]:
    """What the rows add up to, by document and key."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in found:
        counts[row.doc_id][row.counted_for] += row.amount
    return counts


def themes(tables: Tables, base: Base) -> list[Evidence]:
    """Counted passages by their primary theme."""
    return [
        Evidence(
            counted_in=table_name(ThemeByYear),
            figure="numerator",
            counted_for=theme.theme,
            row_table=table_name(Theme),
            row_id=theme.passage_id,
            doc_id=theme.doc_id,
        )
        for theme in tables[Theme]
        if theme.rank == 1 and theme.passage_id in base.counted
    ]


def places(tables: Tables, base: Base) -> list[Evidence]:
    """Mentions of province-level units; names inside organisations of other kinds do not count."""
    found = ((p, p.province) for p in base.mentions(tables[Place]) if p.province and p.via != "org")
    return _mentions(PlaceByYear, "numerator", found)


def results(tables: Tables, base: Base) -> list[Evidence]:
    """Results by the one province that they are credited to."""
    found = ((q, q.provinces[0]) for q in _credited(tables, base) if len(q.provinces) == 1)
    return _mentions(PlaceByYear, "n_results", found)


def joint(tables: Tables, base: Base) -> list[Evidence]:
    """Results credited to several provinces together, for each of them."""
    found = ((q, province) for q in _credited(tables, base) if len(q.provinces) > 1 for province in q.provinces)
    return _mentions(PlaceByYear, "n_joint", found)


def _credited(tables: Tables, base: Base) -> list[Quantity]:
    return [q for q in base.mentions(tables[Quantity]) if q.kind == "result"]


def units(tables: Tables, base: Base) -> list[Evidence]:
    """Mentions of named organisations."""
    return _mentions(UnitByYear, "numerator", ((u, u.canonical) for u in base.mentions(tables[Unit]) if u.named))


def formulations(tables: Tables, base: Base) -> list[Evidence]:
    """Mentions of known formulations."""
    known = base.mentions(f for f in tables[Formulation] if not f.proposed)
    return _mentions(FormulationByYear, "numerator", ((f, f.canonical) for f in known))


def quantities(tables: Tables, base: Base) -> list[Evidence]:
    """Quantities, by whether their figure is masked."""
    found = ((q, MASKED if q.masked else SHOWN) for q in base.mentions(tables[Quantity]))
    return _mentions(Comparability, "masked_share", found)


def repeats(tables: Tables, base: Base) -> list[Evidence]:
    """Body passages that repeat others, with their characters."""
    return [
        _passage(Comparability, "repeated_share", "repeated", passage, passage.n_characters)
        for passage in tables[Passage]
        if passage.role == "body" and passage.repeated
    ]


def words(tables: Tables, base: Base, terms: frozenset[str]) -> list[Evidence]:
    """The counted passages in which the terms stand, with how often."""
    passages = {(p.doc_id, p.position): p for p in tables[Passage] if p.passage_id in base.counted}
    return [
        _passage(Keyness, "count", row.word, passages[row.doc_id, position], count)
        for row in tables[WordCount]
        if row.word in terms
        for position, count in Counter(row.positions).items()
        if (row.doc_id, position) in passages
    ]


def _mentions(counted_in: type[Record], figure: str, found: Iterable[tuple[M, str]]) -> list[Evidence]:
    return [
        Evidence(
            counted_in=table_name(counted_in),
            figure=figure,
            counted_for=key,
            row_table=table_name(type(mention)),
            row_id=mention.mention_id,
            doc_id=mention.doc_id,
        )
        for mention, key in found
    ]


def _passage(counted_in: type[Record], figure: str, key: str, passage: Passage, amount: int) -> Evidence:
    return Evidence(
        counted_in=table_name(counted_in),
        figure=figure,
        counted_for=key,
        row_table=table_name(Passage),
        row_id=passage.passage_id,
        doc_id=passage.doc_id,
        amount=amount,
    )
