"""From counts by document to the rows of a yearly table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from pipeline.codes import NO_TEST, VERDICTS
from pipeline.compare.base import Base
from pipeline.compare.changes import Changes, changes, untested
from pipeline.compare.intervals import DocumentSample, Intervals, share_intervals
from pipeline.config import CompareSettings
from pipeline.records import Document
from pipeline.yearly import Comparability, Figure

F = TypeVar("F", bound=Figure)


@dataclass(frozen=True)
class Counted:
    """What a table counts: for each document a count by key, and the base that the counts are shares of.

    `column` is the table's key column. `keys` lists what gets a row in every year, a zero where it was not met; a table
    without zeros has none there.
    `scopes` are the kinds of scope that the table is made for.
    """

    column: str
    keys: Sequence[str]
    counts: Mapping[str, Counter[str]]
    bases: Mapping[str, int]
    base_unit: str
    scopes: tuple[str, ...] = ("all", "genre", "level", "province")


Gate = Mapping[tuple[str, int | None], Comparability]
Extra = Callable[[str, Sequence[Document]], dict[str, Any]]


def _nothing(key: str, documents: Sequence[Document]) -> dict[str, Any]:
    return {}


def figures(
    record: type[F],
    counted: Counted,
    base: Base,
    gate: Gate,
    settings: CompareSettings,
    extra: Extra = _nothing,
) -> list[F]:
    """The rows of one yearly table, by scope, year and key; `extra` gives a table's own further columns."""
    made: list[F] = []
    for scope in base.scopes:
        if scope.partition("=")[0] not in counted.scopes:
            continue
        series = _Series(scope, counted, base, settings)
        for year in [*base.years, *([None] if None in base.scopes[scope] else [])]:
            rows = series.rows(year, gate.get((scope, year)), extra, zeros=record.zeros)
            made += [record(**values) for values in rows]
    return made


class _Series:
    """The years of one scope, each with its documents, so that a later year finds those before it."""

    def __init__(self, scope: str, counted: Counted, base: Base, settings: CompareSettings) -> None:
        self.scope, self.counted, self.base, self.settings = scope, counted, base, settings
        self.samples: dict[int, DocumentSample] = {}

    def rows(
        self, year: int | None, gate: Comparability | None, extra: Extra, *, zeros: bool
    ) -> Iterator[dict[str, Any]]:
        """The cells of a year's rows; of an open vocabulary (`zeros` false) of those that occur."""
        documents = self.base.scopes[self.scope].get(year, ())
        if not documents:
            yield self._absent(year)
            return
        sample = self._sample(documents)
        characters = sum(self.base.characters.get(d.doc_id, 0) for d in documents)
        total, shares = sample.counts.sum(axis=0), sample.shares
        intervals = share_intervals(sample, self.settings.confidence)
        change = self._change(year, sample, gate)
        common = self._common(year, sample, characters, intervals)
        common |= {"warning": gate.warning if gate else "", "change_note": change.note}
        for n in range(len(total)) if zeros else np.flatnonzero(total).tolist():
            key = self.counted.keys[n]
            yield {
                **common,
                self.counted.column: key,
                "numerator": int(total[n]),
                "share": _number(shares[n]),
                "low": _at(intervals.low, n),
                "high": _at(intervals.high, n),
                "rate": _number(1000 * total[n] / characters) if characters else None,
                **self._differences(year, shares, n),
                "change_low": _at(change.low, n),
                "change_high": _at(change.high, n),
                "change_p": _at(change.p, n),
                **extra(key, documents),
            }
        if year is not None:
            self.samples[year] = sample

    def _sample(self, documents: Sequence[Document]) -> DocumentSample:
        counts = np.array(
            [[self.counted.counts.get(d.doc_id, Counter())[k] for k in self.counted.keys] for d in documents],
            dtype=np.int64,
        ).reshape(len(documents), len(self.counted.keys))
        return DocumentSample(
            counts, np.array([self.counted.bases.get(d.doc_id, 0) for d in documents], dtype=np.int64)
        )

    def _change(self, year: int | None, sample: DocumentSample, gate: Comparability | None) -> Changes:
        """The test of the year against the one before it, which the gate can rule out."""
        if year is None or not self.samples:
            return untested("")
        if gate and gate.verdict in NO_TEST:
            return untested(f"{VERDICTS[gate.verdict]}，不检验变化")
        label = f"{self.counted.column}|{self.scope}|{year}"
        return changes(sample, self.samples[max(self.samples)], label, self.settings)

    def _common(
        self, year: int | None, sample: DocumentSample, characters: int, intervals: Intervals
    ) -> dict[str, Any]:
        return {
            "review_year": year,
            "scope": self.scope,
            "base": int(sample.bases.sum()),
            "base_unit": self.counted.base_unit,
            "characters": characters,
            "n_documents": len(sample.bases),
            "interval": intervals.note,
            "status": "counted" if year is not None else "year_unknown",
        }

    def _differences(self, year: int | None, shares: np.ndarray, n: int) -> dict[str, Any]:
        earlier = sorted(self.samples) if year is not None else []
        previous, first = (earlier[-1], earlier[0]) if earlier else (None, None)
        return {
            "previous_year": previous,
            "change_previous": None if previous is None else _number(shares[n] - self.samples[previous].shares[n]),
            "first_year": first,
            "change_first": None if first is None else _number(shares[n] - self.samples[first].shares[n]),
        }

    def _absent(self, year: int | None) -> dict[str, Any]:
        nothing = "该年度没有可比文档"
        return {
            **dict.fromkeys(_EMPTY),
            "review_year": year,
            "scope": self.scope,
            "base_unit": self.counted.base_unit,
            "n_documents": 0,
            "interval": nothing,
            "change_note": nothing,
            "status": "no_comparable_document",
            "warning": nothing,
            self.counted.column: "",
        }


# Cells of a year without documents.
_EMPTY = (
    "numerator", "base", "characters", "share", "low", "high", "rate", "previous_year", "change_previous",
    "change_low", "change_high", "change_p", "first_year", "change_first",
)  # fmt: skip


def _at(values: np.ndarray | None, n: int) -> float | None:
    return None if values is None else _number(values[n])


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 12)
