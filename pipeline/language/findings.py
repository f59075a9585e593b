"""What is already known around a passage when its quantities are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.records import Formulation, Place, Unit


class Head(NamedTuple):
    """What speaks for a cell of a table: `side` is row · column · caption, the span is the source's, half-open.

    `names`: the places and organisations read in it; `stands_for`: it is a place or a body, by its names, by its
    neighbours' or by what stands over it.
    """

    text: str
    side: str
    start: int
    end: int
    names: tuple[Place | Unit, ...] = ()
    stands_for: bool = False


class TableCell(NamedTuple):
    """A cell of a table; `role`: caption · head · label · cell; its heads: those of its row, its column, its table."""

    role: str
    heads: tuple[Head, ...]

    def on(self, *sides: str) -> list[Head]:
        """The heads on these sides, the outer ones first."""
        return [head for head in self.heads if head.side in sides]


@dataclass(frozen=True)
class Findings:
    """The places, units and formulations, coined ones too, of one passage, and what its document says of itself.

    `named`: the province that most of the document's place names lie in; `named_share`: how many of them do (most ·
    half · few). `earlier`: the provinces that the last sentence before the passage names which names any; `passed`: how
    many passages it stands back (1 · 2 · 3 for more). `cell`: the cell of a table that the passage is.
    """

    places: tuple[Place, ...] = ()
    units: tuple[Unit, ...] = ()
    formulations: tuple[Formulation, ...] = ()
    review_year: int | None = None
    home_province: str = ""
    level: str = "unknown"
    title: str = ""
    named: str = ""
    named_share: str = ""
    earlier: tuple[str, ...] = ()
    passed: int = 0
    genre: str = "other"
    cell: TableCell | None = None
