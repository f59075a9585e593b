"""The record types of what a document as a whole says: its words, and the formulations that stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pipeline.records import Column, DocId, Record, Source


@dataclass(frozen=True, kw_only=True)
class FormulationDocument(Record):
    """A document that a known formulation stands in: inside longer ones, in headings and the title, in repeats too."""

    zh: ClassVar[str] = "提法所在文档"
    table: ClassVar[str] = "formulation_documents"

    doc_id: DocId
    canonical: Annotated[str, Column("规范提法", "the canonical wording")]
    count: Annotated[int, Column("次数", "occurrences in title, headings and body")]
    place: Annotated[str, Column("所在位置", "of the first of them: title · heading · body")]
    source: Source
    source_start: Annotated[int, Column("来源起点", "of the first of them; of the passage below, for a heading")]
    source_end: Annotated[int, Column("来源终点", "of the first of them; of the passage below, for a heading")]


@dataclass(frozen=True)
class WordCount(Record, in_tables=False):
    """How often a word stands in a document. It rests in the parts; keyness is made from it."""

    zh: ClassVar[str] = "词频"

    doc_id: DocId
    word: Annotated[str, Column("词", "a word as the segmenter cuts it")]
    count: Annotated[int, Column("次数", "in the document's body, repeats included")]
    positions: Annotated[list[int], Column("段落序号", "the passage of each occurrence, by its place in the document")]
