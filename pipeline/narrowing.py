"""The tables of one scope: of those that tell scopes apart by their rows nothing changes; of those that are about all
documents, the claims and the timeline, what the documents of the scope say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.config import CompareSettings
from pipeline.grounds import scopes_of
from pipeline.records import Document, Quantity, Record, table_name
from pipeline.store import Tables
from pipeline.timelines import Looked, Timelines
from pipeline.wordings import FormulationDocument
from pipeline.yearly import Comparability, Evidence, FormulationByYear, FormulationTimeline, QuantityByYear
from pipeline.years import by_year

# What `narrowed` asks.
READS: tuple[type[Record], ...] = (
    Comparability, Document, Evidence, FormulationDocument, FormulationTimeline, Quantity, QuantityByYear,
)  # fmt: skip


@dataclass(frozen=True)
class ClaimSubject:
    """What claims are about: an indicator in its unit, a year and a body; as in `QuantityByYear`."""

    indicator: str
    proposed: bool
    year: int | None
    province: str
    level: str
    locality: str
    unit: str


def claims_row(about: ClaimSubject, mine: Sequence[Quantity]) -> QuantityByYear:
    """The claims about one thing, side by side."""
    masked = [c for c in mine if c.masked]
    shown = [c for c in mine if not c.masked]
    lows = [c.value_low for c in shown]
    highs = [c.value_high for c in shown]
    bounds = {c.bound for c in mine}
    return QuantityByYear(
        indicator=about.indicator,
        proposed=about.proposed,
        review_year=about.year,
        province=about.province,
        level=about.level,
        locality=about.locality,
        unit=about.unit,
        value_low=min((v for v in lows if v is not None), default=None) if None not in lows else None,
        value_high=max((v for v in highs if v is not None), default=None) if None not in highs else None,
        bound=bounds.pop() if len(bounds) == 1 else "mixed",
        n_claims=len(mine),
        n_masked=len(masked),
        n_disputed=sum(c.disputed for c in mine),
        n_documents=len({c.doc_id for c in mine}),
        status=_status(mine, masked),
        quantity_ids=[c.mention_id for c in mine],
        surfaces=[c.surface for c in mine],
    )


def _status(mine: Sequence[Quantity], masked: Sequence[Quantity]) -> str:
    if any(c.disputed for c in mine):
        return "disputed"
    if len(masked) == len(mine):
        return "masked"
    return "single" if len(mine) == 1 else "several"


def no_claims_row(indicator: str, unit: str, year: int, documents: int) -> QuantityByYear:
    """A year in which so many documents say nothing of a known indicator."""
    return QuantityByYear(
        indicator=indicator,
        proposed=False,
        review_year=year,
        province="",
        level="",
        locality="",
        unit=unit,
        value_low=None,
        value_high=None,
        bound="",
        n_claims=0,
        n_masked=0,
        n_disputed=0,
        n_documents=documents,
        status="not_mentioned" if documents else "no_comparable_document",
        quantity_ids=[],
        surfaces=[],
    )


def within(documents: Sequence[Document], scope: str) -> list[Document]:
    """The documents of a scope, each with the year that it counts in."""
    return [d for d in by_year(documents) if scope in scopes_of(d)]


def narrowed(tables: Tables, scope: str, settings: CompareSettings) -> Tables:
    """The tables with the claims and the timeline of one scope's documents alone."""
    if scope == "all":
        return tables
    documents = {d.doc_id: d for d in within(tables[Document], scope)}
    told = [*_claims(tables, documents), *_timeline(tables, scope, documents, settings)]
    return tables.with_records(told, (QuantityByYear, FormulationTimeline))


def _claims(tables: Tables, documents: Mapping[str, Document]) -> Iterator[QuantityByYear]:
    quantities = {q.mention_id: q for q in tables[Quantity] if q.doc_id in documents}
    of_year = Counter(d.review_year for d in documents.values())
    claimed: set[tuple[str, str]] = set()
    missing: dict[tuple[str, str, int], None] = {}
    told: set[tuple[str, str, int | None]] = set()
    for row in tables[QuantityByYear]:
        kept = [quantities[name] for name in row.quantity_ids if name in quantities]
        if kept:
            about = ClaimSubject(
                row.indicator, row.proposed, row.review_year, row.province, row.level, row.locality, row.unit
            )
            claimed.add((row.indicator, row.unit))
            told.add((row.indicator, row.unit, row.review_year))
            yield claims_row(about, kept)
        elif not row.proposed and row.review_year is not None:
            missing[row.indicator, row.unit, row.review_year] = None
    for indicator, unit, year in missing:
        if (indicator, unit) in claimed and (indicator, unit, year) not in told:
            yield no_claims_row(indicator, unit, year, of_year[year])


def _timeline(
    tables: Tables, scope: str, documents: Mapping[str, Document], settings: CompareSettings
) -> Iterator[FormulationTimeline]:
    text = {
        r.review_year: Looked(r.n_documents, r.characters)
        for r in tables[Comparability]
        if r.scope == scope and r.review_year is not None and r.n_documents
    }
    mentions = Counter(
        row.counted_for
        for row in tables[Evidence]
        if row.counted_in == table_name(FormulationByYear) and row.figure == "numerator" and row.doc_id in documents
    )
    found: dict[str, list[FormulationDocument]] = defaultdict(list)
    for place in tables[FormulationDocument]:
        if place.doc_id in documents:
            found[place.canonical].append(place)
    lines = Timelines(documents, text, settings)
    for row in tables[FormulationTimeline]:
        if row.canonical in found:
            entry = {
                "canonical": row.canonical,
                "category": row.category,
                "source": row.source,
                "first_year": str(row.coined or ""),
            }
            yield lines.row(entry, found[row.canonical], mentions[row.canonical])
