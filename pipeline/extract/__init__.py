"""Extraction: places, organisations, quantities with their frame, and formulations, passage by passage."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.cells import Cell
from pipeline.config import Config
from pipeline.extract.collocations import candidates
from pipeline.extract.components import COMPONENTS, FRAMES, NUMBERS, rows
from pipeline.extract.formulations import dictionary, everywhere
from pipeline.extract.home import named_earlier, named_province
from pipeline.extract.stating import stated
from pipeline.extract.tablecells import Cells
from pipeline.extract.windows import pieces, shifted
from pipeline.language.components import characters, records
from pipeline.language.findings import Findings
from pipeline.records import Document, Passage, Record
from pipeline.store import Tables
from pipeline.text.characters import HAN
from pipeline.text.located import Located

__all__ = ["analysed", "extract", "in_pieces", "language", "propose", "read"]


@lru_cache(maxsize=4)
def _language(dictionaries: str) -> Language:
    nlp = spacy.blank("zh")
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"dictionaries": dictionaries})
    return nlp


def language(config: Config | None = None) -> Language:
    """The extraction pipeline: `spacy.blank("zh")`, one token a character, with the components of this package."""
    return _language(str((config or Config()).dictionaries))


def analysed(
    documents: Sequence[Document], passages: Sequence[Located], config: Config, cells: Sequence[Cell] = ()
) -> list[Doc]:
    """The passages as Docs with their findings in `Doc.spans`, in their order; cells: those of tables among them.

    What stands in all passages is read first: a frame may credit the province that most of a document's names lie in.
    """
    nlp = language(config)
    docs = read(documents, passages, config, cells)
    frame = nlp.get_pipe(FRAMES)
    return [frame(doc) for doc in docs]


def read(
    documents: Sequence[Document], passages: Sequence[Located], config: Config, cells: Sequence[Cell] = ()
) -> list[Doc]:
    """The passages as Docs with all that they are read for, before their quantities have a frame."""
    tables = Cells(cells, config)
    nlp = language(config)
    context = {d.doc_id: _context(d) for d in documents}
    docs = [_doc(nlp, passage, context, tables) for passage in passages]
    with nlp.select_pipes(disable=[FRAMES]):
        deque(nlp.pipe(doc for doc in docs if not _is_bare(doc)), maxlen=0)
        numbers = nlp.get_pipe(NUMBERS)
        deque((numbers(doc) for doc in docs if _is_bare(doc)), maxlen=0)
    by_document: dict[str, list[Doc]] = defaultdict(list)
    for doc in docs:
        by_document[doc._.located.passage.doc_id].append(doc)
    for together in by_document.values():
        names = [[row for group in _PLACED for row in records(doc, group)] for doc in together]
        named, share = named_province(chain.from_iterable(names))
        before = named_earlier((doc._.located.text, rows) for doc, rows in zip(together, names, strict=True))
        for doc, (earlier, passed) in zip(together, before, strict=True):
            doc._.context = replace(doc._.context, named=named, named_share=share, earlier=earlier, passed=passed)
        tables.name_heads(together)
    return docs


_PLACED = ("places", "units")


def _is_bare(doc: Doc) -> bool:
    """A cell of figures and signs, in which nothing but a number can stand: a table has many."""
    return doc._.context.cell is not None and not _WORDS.search(doc._.located.text)


_WORDS = re.compile(f"[{HAN}]")


def _doc(nlp: Language, passage: Located, context: Mapping[str, Findings], tables: Cells) -> Doc:
    doc = characters(nlp, passage.text)
    doc._.located = passage
    doc._.context = replace(context[passage.passage.doc_id], cell=tables.of(passage))
    return doc


def extract(
    documents: Sequence[Document], passages: Sequence[Located], config: Config, cells: Sequence[Cell] = ()
) -> list[Record]:
    """The rows of the findings, and of the language layers that are kept, of one source's passages in their order, and
    the formulations that each document has."""
    parts = in_pieces(passages, cells)
    docs = analysed(documents, [piece for _, piece in parts], config, cells)
    found = [shifted(row, offset) for (offset, _), doc in zip(parts, docs, strict=True) for row in rows(doc)]
    return [*stated(found, passages), *everywhere(documents, passages, config)]


def in_pieces(passages: Sequence[Located], cells: Sequence[Cell]) -> list[tuple[int, Located]]:
    """The passages as they are read, piece by piece, each with its first offset in its passage."""
    rows_of: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        rows_of[cell.passage_id].append(cell)
    return [piece for p in passages for piece in pieces(p, rows_of.get(p.passage.passage_id, ()))]


def propose(tables: Tables, config: Config) -> list[Record]:
    """Phrases that recur like formulations and stand in no dictionary, for an editor to accept into one."""
    years = {d.doc_id: d.review_year for d in tables[Document]}
    body = [p for p in tables[Passage] if p.role == "body"]
    return list(candidates(body, dictionary(config).terms, years))


def _context(document: Document) -> Findings:
    return Findings(
        review_year=document.review_year,
        home_province=document.home_province or "",
        genre=document.genre,
        level=document.level,
        title=document.title,
    )
