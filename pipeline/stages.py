"""Every stage of a run, in order: what it reads, what it writes. Start reading here.

corpus/ ── read ─▶ ingest ─▶ extract ─▶ classify        source by source, in any order, on any core
                                             │
   dedupe ─▶ settle ─▶ correct ─▶ compare ◀──┘          over the whole corpus
                                     └─▶ exports        charts, workbook, reports, review page
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from pipeline import classify as _classify
from pipeline import compare as _compare
from pipeline import dedupe as _dedupe
from pipeline import extract as _extract
from pipeline import ingest as _ingest
from pipeline.cells import Cell
from pipeline.config import Config
from pipeline.readers import Reading
from pipeline.records import (
    Candidate,
    Contradiction,
    Decision,
    Document,
    Duplicate,
    Formulation,
    LanguageSpan,
    NonQuantity,
    Passage,
    Place,
    Problem,
    Quantity,
    Record,
    Reuse,
    ReuseByYear,
    Segment,
    SourceText,
    Suggestion,
    Theme,
    Unit,
)
from pipeline.reliability import CodingRow, CorrectedShare, ModelCheck
from pipeline.settle import settle
from pipeline.store import Tables
from pipeline.text.located import locate
from pipeline.wordings import FormulationDocument, WordCount
from pipeline.words import words


@dataclass(frozen=True)
class Stage:
    """A function from the tables it reads to the records it writes; it touches no file and prints nothing."""

    name: str
    zh: str
    reads: tuple[type[Record], ...]
    writes: tuple[type[Record], ...]
    run: Callable[[Tables, Config], list[Record]]


INGEST_WRITES = (Segment, Document, Passage, Cell, Problem)


def ingest(
    source: str, reading: Reading, sidecar: Mapping[str, str], config: Config, shared: Collection[str] = ()
) -> list[Record]:
    """The first stage, the only one that is given something else than tables: what a reader read, and which lines
    other pages of the source's site have too."""
    return _ingest.ingest(source, reading, sidecar, config, shared)


def _run_extract(tables: Tables, config: Config) -> list[Record]:
    located = locate(tables[Passage], tables[Segment])
    return _extract.extract(tables[Document], located, config, tables[Cell])


def _run_classify(tables: Tables, config: Config) -> list[Record]:
    return list(_classify.classify(tables[Document], tables[Passage], config))


EXTRACTED = (Place, Unit, Quantity, NonQuantity, Formulation)

SOURCE_STAGES = (
    Stage(
        "extract",
        "提取",
        (Document, Passage, Cell, Segment),
        (*EXTRACTED, FormulationDocument, LanguageSpan),
        _run_extract,
    ),
    Stage(
        "check",
        "核算",
        (Document, Passage, Cell, Segment, *EXTRACTED, LanguageSpan),
        (Contradiction,),
        _dedupe.within_source,
    ),
    Stage("words", "分词", (Passage,), (WordCount,), words),
    Stage("classify", "主题", (Document, Passage), (Theme,), _run_classify),
)

CORPUS_STAGES = (
    Stage(
        "dedupe",
        "查重",
        (Document, Passage, Segment, *EXTRACTED, LanguageSpan, Contradiction, Decision, Problem),
        (Duplicate, Contradiction, Suggestion, Reuse, ReuseByYear, Problem),
        _dedupe.dedupe,
    ),
    Stage(
        "settle",
        "标注",
        (Passage, *EXTRACTED, Theme, Duplicate, Contradiction),
        (Passage, *EXTRACTED),
        settle,
    ),
    Stage("propose", "提法候选", (Document, Passage), (Candidate,), _extract.propose),
    Stage(
        "correct",
        "校正",
        (Document, Passage, Theme, CodingRow, Problem),
        (CorrectedShare, ModelCheck, Problem),
        _classify.correct,
    ),
    Stage(
        "compare",
        "比较",
        (
            Document,
            Passage,
            WordCount,
            *EXTRACTED,
            FormulationDocument,
            Theme,
            Duplicate,
            Contradiction,
            CorrectedShare,
        ),
        _compare.WRITES,
        _compare.compare,
    ),
)

SOURCE_TABLES = (SourceText, *INGEST_WRITES, *(t for stage in SOURCE_STAGES for t in stage.writes))

_WRITTEN: tuple[type[Record], ...] = (*INGEST_WRITES, *(t for s in (*SOURCE_STAGES, *CORPUS_STAGES) for t in s.writes))

# What rests in the parts alone is no table of the run.
TABLES = tuple(t for t in dict.fromkeys(_WRITTEN) if t.in_tables)
