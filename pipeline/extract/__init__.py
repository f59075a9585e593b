"""Extraction: places, organisations, quantities with their frame, and formulations, passage by passage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import spacy
from spacy.language import Language

from pipeline.config import Config
from pipeline.extract.components import COMPONENTS, characters, rows
from pipeline.extract.findings import Findings
from pipeline.records import Document, Record
from pipeline.text.located import Located

__all__ = ["extract", "language"]


@lru_cache(maxsize=4)
def _language(dictionaries: str) -> Language:
    nlp = spacy.blank("zh")
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"dictionaries": dictionaries})
    return nlp


def language(config: Config | None = None) -> Language:
    """The extraction pipeline: `spacy.blank("zh")`, one token a character, with the components of this package."""
    return _language(str((config or Config()).dictionaries))


def extract(documents: Sequence[Document], passages: Sequence[Located], config: Config) -> list[Record]:
    """Place, Unit, Quantity, NonQuantity and Formulation rows of one source's passages, in their order."""
    nlp = language(config)
    context = {d.doc_id: _context(d) for d in documents}
    docs = []
    for passage in passages:
        doc = characters(nlp, passage.text)
        doc._.located = passage
        doc._.context = context[passage.passage.doc_id]
        docs.append(doc)
    return [row for doc in nlp.pipe(docs) for row in rows(doc)]


def _context(document: Document) -> Findings:
    return Findings(review_year=document.review_year, home_province=document.home_province or "", genre=document.genre)
