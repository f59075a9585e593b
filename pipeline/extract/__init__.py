"""Extraction: places, organisations, quantities with their frame, and formulations, passage by passage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.config import Config
from pipeline.extract.collocations import candidates
from pipeline.extract.components import COMPONENTS, rows
from pipeline.extract.formulations import dictionary
from pipeline.extract.windows import shifted, windows
from pipeline.language.components import characters
from pipeline.language.findings import Findings
from pipeline.records import Document, Passage, Record
from pipeline.store import Tables
from pipeline.text.located import Located

__all__ = ["analysed", "extract", "language", "propose"]


@lru_cache(maxsize=4)
def _language(dictionaries: str) -> Language:
    nlp = spacy.blank("zh")
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"dictionaries": dictionaries})
    return nlp


def language(config: Config | None = None) -> Language:
    """The extraction pipeline: `spacy.blank("zh")`, one token a character, with the components of this package."""
    return _language(str((config or Config()).dictionaries))


def analysed(documents: Sequence[Document], passages: Sequence[Located], config: Config) -> Iterator[Doc]:
    """The passages as Docs with their findings in `Doc.spans`, in their order."""
    nlp = language(config)
    context = {d.doc_id: _context(d) for d in documents}
    yield from nlp.pipe(_doc(nlp, passage, context) for passage in passages)


def _doc(nlp: Language, passage: Located, context: Mapping[str, Findings]) -> Doc:
    doc = characters(nlp, passage.text)
    doc._.located = passage
    doc._.context = context[passage.passage.doc_id]
    return doc


def extract(documents: Sequence[Document], passages: Sequence[Located], config: Config) -> list[Record]:
    """The rows of the findings, and of the language layers that are kept, of one source's passages in their order."""
    pieces = [piece for passage in passages for piece in windows(passage)]
    docs = analysed(documents, [piece for _, piece in pieces], config)
    return [shifted(row, offset) for (offset, _), doc in zip(pieces, docs, strict=True) for row in rows(doc)]


def propose(tables: Tables, config: Config) -> list[Record]:
    """Phrases that recur like formulations and stand in no dictionary, for an editor to accept into one."""
    years = {d.doc_id: d.review_year for d in tables[Document]}
    body = [p for p in tables[Passage] if p.role == "body"]
    return list(candidates(body, dictionary(config).terms, years))


def _context(document: Document) -> Findings:
    return Findings(review_year=document.review_year, home_province=document.home_province or "", genre=document.genre)
