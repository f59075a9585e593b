"""The four tables that count things by year: themes, places, organisations, formulations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.compare.base import Base
from pipeline.compare.figures import Counted, Gate, figures
from pipeline.config import Config
from pipeline.records import Document, Formulation, Passage, Place, Quantity, Theme, Unit
from pipeline.reliability import CorrectedShare
from pipeline.store import Tables
from pipeline.yearly import FormulationByYear, PlaceByYear, ThemeByYear, UnitByYear

# Open vocabularies have hundreds of keys: by level and province their tables would be nearly all zeros.
_OPEN = ("all", "genre")


def _tally(pairs: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for doc_id, key in pairs:
        counts[doc_id][key] += 1
    return counts


def _totals(counts: dict[str, Counter[str]]) -> dict[str, int]:
    return {doc_id: counter.total() for doc_id, counter in counts.items()}


def theme_by_year(tables: Tables, base: Base, gate: Gate, config: Config) -> list[ThemeByYear]:
    """Counted passages by their primary theme, as a share of all counted passages."""
    primary = [t for t in tables[Theme] if t.rank == 1 and t.passage_id in base.counted]
    counts = _tally((t.doc_id, t.theme) for t in primary)
    length = {p.passage_id: p.n_characters for p in tables[Passage]}
    characters: dict[str, Counter[str]] = defaultdict(Counter)
    for theme in primary:
        characters[theme.doc_id][theme.theme] += length[theme.passage_id]

    def extra(theme: str, documents: Sequence[Document]) -> dict[str, Any]:
        whole = sum(base.characters.get(d.doc_id, 0) for d in documents)
        own = sum(characters[d.doc_id][theme] for d in documents if d.doc_id in characters)
        return {"by_characters": round(own / whole, 12) if whole else None}

    counted = Counted("theme", tuple(config.themes), counts, base.passages, "段落")
    rows = figures(ThemeByYear, counted, base, gate, config.settings.compare, extra)
    known = {(s.scope, s.review_year, s.theme): s for s in tables[CorrectedShare] if s.corrected is not None}
    return [_corrected(row, known.get((row.scope, row.review_year, row.theme))) for row in rows]


def _corrected(row: ThemeByYear, share: CorrectedShare | None) -> ThemeByYear:
    if share is None:
        return row
    return replace(row, corrected=share.corrected, corrected_low=share.low, corrected_high=share.high)


def place_by_year(tables: Tables, base: Base, gate: Gate, config: Config) -> list[PlaceByYear]:
    """Mentions of province-level units, as a share of all such mentions; every unit has a row in every year."""
    places = [p for p in base.mentions(tables[Place]) if p.province and p.via != "org"]
    counts = _tally((p.doc_id, p.province) for p in places)
    once = {(p.doc_id, p.province, p.passage_id) for p in places}
    passages = _tally((doc_id, province) for doc_id, province, _ in once)
    credited = [q for q in base.mentions(tables[Quantity]) if q.kind == "result"]
    results = _tally((q.doc_id, q.provinces[0]) for q in credited if len(q.provinces) == 1)
    joint = _tally((q.doc_id, province) for q in credited if len(q.provinces) > 1 for province in q.provinces)

    def extra(province: str, documents: Sequence[Document]) -> dict[str, Any]:
        return {
            name: sum(counted[d.doc_id][province] for d in documents if d.doc_id in counted)
            for name, counted in (("n_passages", passages), ("n_results", results), ("n_joint", joint))
        }

    counted = Counted("province", config.provinces, counts, _totals(counts), "省份提及")
    return figures(PlaceByYear, counted, base, gate, config.settings.compare, extra)


def unit_by_year(tables: Tables, base: Base, gate: Gate, config: Config) -> list[UnitByYear]:
    """Mentions of named organisations, as a share of all such mentions."""
    units = [u for u in base.mentions(tables[Unit]) if u.named]
    types = {u.canonical: u.type for u in units}
    counts = _tally((u.doc_id, u.canonical) for u in units)
    counted = Counted("canonical", sorted(types), counts, _totals(counts), "单位提及", _OPEN)
    return figures(UnitByYear, counted, base, gate, config.settings.compare, lambda key, _: {"type": types[key]})


def formulation_by_year(tables: Tables, base: Base, gate: Gate, config: Config) -> list[FormulationByYear]:
    """Mentions of formulations, as a share of all such mentions."""
    found = base.mentions(f for f in tables[Formulation] if not f.proposed)
    counts = _tally((f.doc_id, f.canonical) for f in found)
    counted = Counted("canonical", sorted({f.canonical for f in found}), counts, _totals(counts), "提法提及", _OPEN)
    return figures(FormulationByYear, counted, base, gate, config.settings.compare)
