"""The frame of a figure in a table: its heads say what is counted, whose it is and for which time; there is no verb.

Nothing is ranked here. A cell states how things stand and not what was done in the year, so its kind is `context`, and
`requirement` where a head says that it is planned: no yearly table takes it for an achievement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.config import Config
from pipeline.language import cells
from pipeline.language.findings import Findings, Head, TableCell
from pipeline.records import Place

# Totals are no thing that is counted, and no body of their own.
_SUMS = ("total", "subtotal")


class CellFrame(NamedTuple):
    """What the heads of a cell say. `objects`: the heads that name what is counted, the outer ones first; `who` and
    `timed`: the head that says whose the figure is and for which time, if any; `credited_from`: heading · document."""

    objects: tuple[Head, ...]
    who: Head | None
    timed: Head | None
    provinces: tuple[str, ...]
    credited_from: str
    kind: str

    def object(self, config: Config) -> str:
        """The words of the object."""
        return " / ".join(cells.bare(head.text, config) for head in self.objects)

    @property
    def period(self) -> str:
        """The words of the time."""
        return cells.period_in(self.timed.text) if self.timed else ""


def cell_frame(cell: TableCell, known: Findings, config: Config) -> CellFrame:
    """Sort the heads of a cell by what they say."""
    heads = cell.on("row", "column")
    named = [h for h in heads if h.stands_for and not cells.says(h.text, _SUMS, config)]
    times = [h for h in heads if cells.is_time(h.text)]
    objects = list(_objects(heads, [*named, *times], config))
    totals = [h for h in heads if cells.says(h.text, _SUMS, config)]
    who = next((h for h in reversed(named) if h.side == "row"), named[-1] if named else None)
    provinces, source = _credit(who, cell, known)
    planned = any(cells.says(h.text, ("plan",), config) for h in heads)
    return CellFrame(
        tuple(objects or [h for h in totals if h.side == "column"][-1:]),
        who,
        next((h for h in reversed([*heads, *times]) if cells.period_in(h.text)), None),
        provinces,
        source,
        "requirement" if planned else "context",
    )


def _objects(heads: Sequence[Head], others: Sequence[Head], config: Config) -> Iterator[Head]:
    for head in heads:
        if head not in others and cells.bare(head.text, config) and not cells.says(head.text, _SUMS, config):
            yield head


def _credit(who: Head | None, cell: TableCell, known: Findings) -> tuple[tuple[str, ...], str]:
    """The provinces of whose the figure is, else those that the captions name, else the document's own."""
    named = [who] if who is not None else []
    for head in (*named, *cell.on("caption")):
        if provinces := tuple(dict.fromkeys(name.province for name in head.names if name.province)):
            return provinces, "heading"
    ambiguous = who is not None and any(isinstance(n, Place) and not n.province for n in who.names)
    home = known.home_province
    return ((home,), "document") if home and not ambiguous else ((), "")
