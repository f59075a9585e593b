"""From counts by document to the rows of a yearly table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from pipeline.compare.base import Base
from pipeline.compare.intervals import Intervals, resample
from pipeline.config import CompareSettings
from pipeline.records import Document
from pipeline.yearly import Figure

F = TypeVar("F", bound=Figure)


@dataclass(frozen=True)
class Counted:
    """What a table counts: for each document a count by key, and the base that the counts are shares of.

    `column` is the table's key column. `keys` lists what gets a row in every year, a zero where it was not met.
    `scopes` are the kinds of scope that the table is made for.
    """

    column: str
    keys: Sequence[str]
    counts: Mapping[str, Counter[str]]
    bases: Mapping[str, int]
    base_unit: str
    scopes: tuple[str, ...] = ("all", "genre", "level", "province")


Warnings = Mapping[tuple[str, int | None], str]
Extra = Callable[[str, Sequence[Document]], dict[str, Any]]


def _nothing(key: str, documents: Sequence[Document]) -> dict[str, Any]:
    return {}


def figures(
    record: type[F],
    counted: Counted,
    base: Base,
    warnings: Warnings,
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
            warning = warnings.get((scope, year), "")
            made += [record(**values) for values in series.rows(year, warning, extra)]
    return made


class _Series:
    """The years of one scope, each with its shares, so that a later year finds those before it."""

    def __init__(self, scope: str, counted: Counted, base: Base, settings: CompareSettings) -> None:
        self.scope, self.counted, self.base, self.settings = scope, counted, base, settings
        self.shares: dict[int, np.ndarray] = {}

    def rows(self, year: int | None, warning: str, extra: Extra) -> Iterator[dict[str, Any]]:
        documents = self.base.scopes[self.scope].get(year, ())
        if not documents:
            yield self._absent(year)
            return
        counts = np.array(
            [[self.counted.counts.get(d.doc_id, Counter())[k] for k in self.counted.keys] for d in documents],
            dtype=np.int64,
        ).reshape(len(documents), len(self.counted.keys))
        bases = np.array([self.counted.bases.get(d.doc_id, 0) for d in documents], dtype=np.int64)
        characters = sum(self.base.characters.get(d.doc_id, 0) for d in documents)
        total, whole = counts.sum(axis=0), int(bases.sum())
        shares = total / whole if whole else np.full(len(total), np.nan)
        intervals = resample(counts, bases, f"{self.counted.column}|{self.scope}|{year}", self.settings)
        common = self._common(year, len(documents), whole, characters, warning, intervals)
        earlier = sorted(self.shares) if year is not None else []
        for n, key in enumerate(self.counted.keys):
            yield {
                **common,
                self.counted.column: key,
                "numerator": int(total[n]),
                "share": _number(shares[n]),
                "low": _number(intervals.low[n]) if intervals.low is not None else None,
                "high": _number(intervals.high[n]) if intervals.high is not None else None,
                "rate": _number(1000 * total[n] / characters) if characters else None,
                **self._changes(earlier, shares, n),
                **extra(key, documents),
            }
        if year is not None:
            self.shares[year] = shares

    def _common(
        self, year: int | None, n: int, whole: int, characters: int, warning: str, intervals: Intervals
    ) -> dict[str, Any]:
        return {
            "review_year": year,
            "scope": self.scope,
            "base": whole,
            "base_unit": self.counted.base_unit,
            "characters": characters,
            "n_documents": n,
            "interval": intervals.note,
            "status": "counted" if year is not None else "year_unknown",
            "warning": warning,
        }

    def _changes(self, earlier: Sequence[int], shares: np.ndarray, n: int) -> dict[str, Any]:
        previous, first = (earlier[-1], earlier[0]) if earlier else (None, None)
        return {
            "previous_year": previous,
            "change_previous": None if previous is None else _number(shares[n] - self.shares[previous][n]),
            "first_year": first,
            "change_first": None if first is None else _number(shares[n] - self.shares[first][n]),
        }

    def _absent(self, year: int | None) -> dict[str, Any]:
        empty = dict.fromkeys(
            ("numerator", "base", "characters", "share", "low", "high", "rate", "previous_year"), None
        )
        return {
            **empty,
            "review_year": year,
            "scope": self.scope,
            "base_unit": self.counted.base_unit,
            "n_documents": 0,
            "interval": "该年度没有可比文档",
            "change_previous": None,
            "first_year": None,
            "change_first": None,
            "status": "no_comparable_document",
            "warning": "该年度没有可比文档",
            self.counted.column: "",
        }


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 12)
