"""A run's tables over the labelled sources, with every offset counted in the truth's characters."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from rapidfuzz.distance import Levenshtein

from tests.truth.build import originals

Row = dict[str, Any]
TRUTH = Path(__file__).parent.parent / "truth"


@dataclass(frozen=True)
class Scale:
    """The map from offsets in a source text to offsets in the truth's text, which has no white space."""

    at: tuple[int, ...]

    def __call__(self, start: int, end: int) -> tuple[int, int]:
        last = len(self.at) - 1
        return self.at[min(start, last)], self.at[min(end, last)]


def scale(text: str, truth: str) -> Scale:
    """Where the two differ beyond white space (a page's reader may show more or less), they are aligned."""
    tight = "".join(c for c in text if not c.isspace())
    across = list(range(len(tight) + 1)) if tight == truth else _aligned(tight, truth)
    counts = accumulate((not c.isspace() for c in text), initial=0)
    return Scale(tuple(across[n] for n in counts))


def _aligned(tight: str, truth: str) -> list[int]:
    across = [0] * (len(tight) + 1)
    for block in Levenshtein.opcodes(tight, truth):
        for n in range(block.src_start, block.src_end):
            across[n] = min(block.dest_start + n - block.src_start, block.dest_end)
    across[len(tight)] = len(truth)
    return across


@dataclass(frozen=True)
class Outputs:
    """The tables of one run, cut to the labelled sources."""

    folder: Path
    truth: Path = TRUTH

    @cached_property
    def texts(self) -> dict[str, str]:
        """The source texts that the tables' offsets count in; a page's is what its reader handed over."""
        return {o.source: self._handed_over(o.source) or o.raw for o in originals()}

    def _handed_over(self, source: str) -> str:
        found = sorted(self.folder.glob(f"source_text/**/{source}.txt"))
        return found[0].read_bytes().decode() if found else ""

    @cached_property
    def scales(self) -> dict[str, Scale]:
        return {o.source: scale(self.texts[o.source], o.tight) for o in originals()}

    def rows(self, name: str) -> list[Row]:
        """A table as it stands; none where it was not written."""
        path = self.folder / "tables" / f"{name}.parquet"
        return pq.read_table(path).to_pylist() if path.exists() else []

    def located(self, name: str, *sides: str) -> list[Row]:
        """A table's rows of labelled sources, `start` and `end` in the truth's characters.

        `sides`: suffixes of the offset columns, for tables whose rows stand in two places (`_a`, `_b`).
        """
        return [row for row in (self._locate(r, sides or ("",)) for r in self.rows(name)) if row]

    def _locate(self, row: Row, sides: tuple[str, ...]) -> Row:
        moved = dict(row)
        for side in sides:
            source = Path(row[f"source{side}"]).name
            if source not in self.scales:
                return {}
            first = "source_start" if "source_start" in row else f"start{side}"
            last = "source_end" if "source_end" in row else f"end{side}"
            moved[f"source{side}"] = source
            moved[f"start{side}"], moved[f"end{side}"] = self.scales[source](row[first], row[last])
        return moved

    def labels(self, name: str) -> list[Row]:
        lines = (self.truth / f"{name}.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]
