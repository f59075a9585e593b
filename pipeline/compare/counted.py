"""The four tables that count things by year: themes, places, organisations, formulations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.compare import rows
from pipeline.compare.base import Base
from pipeline.compare.figures import Counted, Gate, figures
from pipeline.compare.rows import by_document
from pipeline.config import Config
from pipeline.records import Document, Passage, Place, Unit
from pipeline.reliability import CorrectedShare
from pipeline.store import Tables
from pipeline.yearly import FormulationByYear, PlaceByYear, ThemeByYear, UnitByYear

# Open vocabularies have hundreds of keys: by level and province their tables would be nearly all zeros.
_OPEN = ("all", "genre")


def _totals(counts: Mapping[str, Counter[str]]) -> dict[str, int]:
    return {doc_id: counter.total() for doc_id, counter in counts.items()}


def theme_by_year(tables: Tables, base: Base, gate: Gate, config: Config) -> list[ThemeByYear]:
    """Counted passages by their primary theme, as a share of all counted passages."""
    primary = rows.themes(tables, base)
    length = {p.passage_id: p.n_characters for p in tables[Passage]}
    characters = by_document(replace(row, amount=length[row.row_id]) for row in primary)

    def extra(theme: str, documents: Sequence[Document]) -> dict[str, Any]:
        whole = sum(base.characters.get(d.doc_id, 0) for d in documents)
        own = sum(characters[d.doc_id][theme] for d in documents if d.doc_id in characters)
        return {"by_characters": round(own / whole, 12) if whole else None}

    counted = Counted("theme", tuple(config.themes), by_document(primary), base.passages, "段落")
    made = figures(ThemeByYear, counted, base, gate, config.settings.compare, extra)
    known = {(s.scope, s.review_year, s.theme): s for s in tables[CorrectedShare] if s.corrected is not None}
    return [_corrected(row, known.get((row.scope, row.review_year, row.theme))) for row in made]


def _corrected(row: ThemeByYear, share: CorrectedShare | None) -> ThemeByYear:
    if share is None:
        return row
    return replace(row, corrected=share.corrected, corrected_low=share.low, corrected_high=share.high)


def place_by_year(tables: Tables, base: Base, gate: Gate, config: Config) -> list[PlaceByYear]:
    """Mentions of province-level units, as a share of all such mentions; every unit has a row in every year."""
    places = rows.places(tables, base)
    passage_of = {p.mention_id: p.passage_id for p in tables[Place]}
    passages: dict[str, Counter[str]] = defaultdict(Counter)
    for doc_id, province, _ in {(p.doc_id, p.counted_for, passage_of[p.row_id]) for p in places}:
        passages[doc_id][province] += 1
    counts, results, joint = (
        by_document(found) for found in (places, rows.results(tables, base), rows.joint(tables, base))
    )

    def extra(province: str, documents: Sequence[Document]) -> dict[str, Any]:
        return {
            name: sum(counted[d.doc_id][province] for d in documents if d.doc_id in counted)
            for name, counted in (("n_passages", passages), ("n_results", results), ("n_joint", joint))
        }

    counted = Counted("province", config.provinces, counts, _totals(counts), "省份提及")
    return figures(PlaceByYear, counted, base, gate, config.settings.compare, extra)


def unit_by_year(tables: Tables, base: Base, gate: Gate, config: Config) -> list[UnitByYear]:
    """Mentions of named organisations, as a share of all such mentions."""
    types = {u.canonical: u.type for u in base.mentions(tables[Unit]) if u.named}
    counts = by_document(rows.units(tables, base))
    counted = Counted("canonical", sorted(types), counts, _totals(counts), "单位提及", _OPEN)
    return figures(UnitByYear, counted, base, gate, config.settings.compare, lambda key, _: {"type": types[key]})


def formulation_by_year(tables: Tables, base: Base, gate: Gate, config: Config) -> list[FormulationByYear]:
    """Mentions of formulations, as a share of all such mentions."""
    found = rows.formulations(tables, base)
    counts = by_document(found)
    counted = Counted(
        "canonical", sorted({row.counted_for for row in found}), counts, _totals(counts), "提法提及", _OPEN
    )
    return figures(FormulationByYear, counted, base, gate, config.settings.compare)
