"""The record of tables inside documents: each cell with its heads. A row of a table is a passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pipeline.records import DocId, Source, SourceEnd, SourceStart
from pipeline.schema import Column, Record


@dataclass(frozen=True)
class Cell(Record):
    """A cell of a table that holds something, with the heads that speak for it."""

    zh: ClassVar[str] = "表格单元"

    doc_id: DocId
    passage_id: Annotated[str, Column("段落编号", "the passage that is its row")]
    source: Source
    source_start: SourceStart
    source_end: SourceEnd
    start: Annotated[int, Column("段内起点", "first character in the passage's text")]
    end: Annotated[int, Column("段内终点", "character after the last one in the passage's text")]
    text: Annotated[str, Column("文字", "the passage's characters")]
    table: Annotated[int, Column("表号", "the table in its document, from 1")]
    row: Annotated[int, Column("行", "the row in its table, from 1")]
    column: Annotated[int, Column("列", "the column in its table, from 1")]
    role: Annotated[str, Column("作用", "caption · head · label · cell")]
    heads: Annotated[
        list[str], Column("表头", "what is said of it: row heads, column heads, captions, the outer ones first")
    ]
    head_sides: Annotated[list[str], Column("表头方位", "row · column · caption, one for each head")]
    head_starts: Annotated[list[int], Column("表头起点", "source offset of each head")]
    head_ends: Annotated[list[int], Column("表头终点", "source offset after each head")]
