"""Passage rows: every paragraph, and the title and metadata lines too, each under the headings it stands under."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from pipeline.ingest.joining import Block
from pipeline.ingest.ledger import Stretch
from pipeline.ingest.strand import Strand
from pipeline.language.listmarks import NUMBERED, numbered_style
from pipeline.records import Passage

_SPACE = re.compile(r"\s")


class _Outline:
    """The headings that a passage stands under.

    A heading's rank is the order in which its kind (level of markup, style of number) first came in the article:
    one of a kind that is open closes it and what was under it, one of a new kind goes below.
    """

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []

    def enter(self, block: Block) -> None:
        kind, text = _heading_kind(block), block.strand.text
        kinds = [k for k, _ in self._open]
        self._open = [*(self._open[: kinds.index(kind)] if kind in kinds else self._open), (kind, text)]

    @property
    def text(self) -> str:
        return " / ".join(text for _, text in self._open)


def _heading_kind(block: Block) -> str:
    if NUMBERED.match(block.text):
        return f"numbered {numbered_style(block.text)}"
    return block.first.level or "plain"


def passages(
    source: str,
    doc_id: str,
    blocks: Sequence[Block],
    names: Mapping[int, str],
    continues: Mapping[int, str],
    heads: Container[int],
) -> tuple[list[Passage], list[Stretch]]:
    """The passages of one article and the pieces of the ledger that its blocks are.

    names: the passage_id of each block that becomes a passage, by `id(block)`; continues: the passage_id that a
    displaced one goes on with, likewise; heads: the rows of tables that hold heads.
    """
    made: list[Passage] = []
    pieces: list[Stretch] = []
    outline = _Outline()
    for block in blocks:
        strand = block.strand
        name = names.get(id(block), "")
        kind = ("heading" if id(block) in heads else "body") if block.kind == "table" else block.kind
        pieces += [Stretch(a, b, kind, doc_id, name) for a, b in strand.pieces]
        if block.kind == "heading":
            outline.enter(block)
        else:
            heading = outline.text if block.kind in {"body", "table"} else ""
            made.append(_passage(source, doc_id, block, strand, name, len(made), heading, continues))
    return made, pieces


def _passage(
    source: str,
    doc_id: str,
    block: Block,
    strand: Strand,
    name: str,
    position: int,
    heading: str,
    continues: Mapping[int, str],
) -> Passage:
    return Passage(
        passage_id=name,
        doc_id=doc_id,
        source=source,
        source_start=strand.start,
        source_end=strand.end,
        position=position,
        role=block.kind,
        heading=heading,
        text=strand.text,
        n_characters=len(strand.text) - len(_SPACE.findall(strand.text)),
        defects=list(block.defects),
        continues=continues.get(id(block), ""),
        repeated=False,
        repeats="",
    )
