"""When each formulation stands in the corpus, against when it was coined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.compare.base import Base
from pipeline.config import Config
from pipeline.records import Document, Formulation
from pipeline.store import Tables
from pipeline.yearly import FormulationTimeline


def timeline(tables: Tables, base: Base, config: Config) -> list[FormulationTimeline]:
    """One row a formulation. A year in which it is absent is told apart from one without any document."""
    known = {r["canonical"]: r for r in config.rows("formulations/formulations.csv", ("canonical", "first_year"))}
    year_of = {d.doc_id: d.review_year for d in base.documents}
    written = {d.doc_id: _written(d) for d in base.documents}
    found: dict[str, list[Formulation]] = defaultdict(list)
    for mention in base.mentions(tables[Formulation]):
        found[mention.canonical].append(mention)
    covered = {year for year in base.scopes.get("all", {}) if year is not None}
    return [_row(name, found[name], known.get(name, {}), _Years(year_of, written, covered)) for name in sorted(found)]


def _written(document: Document) -> int:
    """The year in which a document can have been written at the latest: that of its publication, or the year after
    the one under review; 0 where neither is known."""
    if document.published:
        return int(document.published[:4])
    return document.review_year + 1 if document.review_year is not None else 0


@dataclass(frozen=True)
class _Years:
    """The review year and the year of writing by document, and the years that have documents."""

    reviewed: Mapping[str, int | None]
    written: Mapping[str, int]
    covered: set[int]


def _row(name: str, mentions: list[Formulation], entry: dict[str, str], known: _Years) -> FormulationTimeline:
    years = sorted({year for m in mentions if (year := known.reviewed[m.doc_id]) is not None})
    span = range(years[0], years[-1] + 1) if years else range(0)
    coined = int(entry["first_year"]) if entry.get("first_year") else None
    early = coined is not None and any(0 < known.written[m.doc_id] < coined for m in mentions)
    return FormulationTimeline(
        canonical=name,
        category=entry.get("category", ""),
        coined=coined,
        source=entry.get("source", ""),
        first_year=years[0] if years else None,
        last_year=years[-1] if years else None,
        years=years,
        absent_years=[y for y in span if y in known.covered and y not in years],
        no_document_years=[y for y in span if y not in known.covered],
        mentions=len(mentions),
        n_documents=len({m.doc_id for m in mentions}),
        warning=f"见于早于已知提出年份{coined}年的文档：请核对年度或词典" if early else "",
    )
