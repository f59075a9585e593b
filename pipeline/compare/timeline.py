"""When each formulation stands in the corpus, against when it was coined, and how much was looked at to say so."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.compare.base import Base
from pipeline.config import Config
from pipeline.records import Formulation
from pipeline.store import Tables
from pipeline.timelines import Looked, Timelines
from pipeline.wordings import FormulationDocument
from pipeline.yearly import FormulationTimeline


def timeline(tables: Tables, base: Base, config: Config) -> list[FormulationTimeline]:
    """One row a formulation. A year in which it is absent is told apart from one without any document.

    It stands in a document also where it stands inside a longer formulation, a heading, the title or a repeat. Its
    first year is told only where earlier years have text enough to have shown it, its last year likewise.
    """
    columns = ("canonical", "first_year", "date", "source")
    known = {r["canonical"]: r for r in config.rows("formulations/formulations.csv", columns)}
    mentions = Counter(m.canonical for m in base.mentions(f for f in tables[Formulation] if not f.proposed))
    found: dict[str, list[FormulationDocument]] = defaultdict(list)
    for row in tables[FormulationDocument]:
        found[row.canonical].append(row)
    by_year = base.scopes.get("all", {})
    text = {
        year: Looked(len(by_year[year]), sum(base.characters.get(d.doc_id, 0) for d in by_year[year]))
        for year in sorted(y for y in by_year if y is not None)
    }
    corpus = Timelines({d.doc_id: d for d in base.documents}, text, config.settings.compare)
    return [corpus.row(known.get(name, {"canonical": name}), found[name], mentions[name]) for name in sorted(found)]
