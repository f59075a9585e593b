"""Quantities over time: claims about the same thing side by side, by year and province, never summed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.compare.base import Base
from pipeline.config import Config
from pipeline.records import Quantity
from pipeline.store import Tables
from pipeline.yearly import QuantityByYear


@dataclass(frozen=True)
class Indicator:
    """A dictionary entry: a claim belongs to it by a word in its object, its unit and, if any are given, its action."""

    name: str
    objects: tuple[str, ...]
    actions: tuple[str, ...]
    units: tuple[str, ...]

    def covers(self, quantity: Quantity) -> bool:
        """Whether the claim is about this indicator."""
        return (
            quantity.unit in self.units
            and any(word in quantity.object for word in self.objects)
            and (not self.actions or any(word in quantity.action for word in self.actions))
        )


def load(config: Config) -> tuple[Indicator, ...]:
    """The indicators in the order of the dictionary: the first that covers a claim takes it."""
    columns = ("indicator", "objects", "actions", "units")
    rows = config.rows("indicators/indicators.csv", columns)
    return tuple(Indicator(r["indicator"], *(_words(r[c]) for c in columns[1:])) for r in rows)


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)


def quantity_by_year(tables: Tables, base: Base, indicators: Sequence[Indicator]) -> list[QuantityByYear]:
    """Claims of kind result by indicator, year and province; for known indicators also the years without a claim."""
    claims = [q for q in base.mentions(tables[Quantity]) if q.kind == "result" and (q.object or q.action)]
    groups: dict[tuple[str, bool, str], dict[tuple[int | None, str], list[Quantity]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for claim in claims:
        name, proposed = _name(claim, indicators)
        for province in claim.provinces or [""]:
            groups[name, proposed, claim.unit][claim.review_year, province].append(claim)
    rows: list[QuantityByYear] = []
    for (name, proposed, unit), cells in sorted(groups.items()):
        years = {year for year, _ in cells}
        rows += [_claims(name, proposed, unit, year, p, cells[year, p]) for year, p in sorted(cells, key=_order)]
        if not proposed:
            rows += [_empty(name, unit, year, base) for year in base.years if year not in years]
    return rows


def _order(cell: tuple[int | None, str]) -> tuple[bool, int, str]:
    year, province = cell
    return year is None, year or 0, province


def _name(claim: Quantity, indicators: Iterable[Indicator]) -> tuple[str, bool]:
    found = next((i.name for i in indicators if i.covers(claim)), None)
    return (found, False) if found else (f"{claim.action}{claim.object}", True)


def _claims(
    name: str, proposed: bool, unit: str, year: int | None, province: str, claims: list[Quantity]
) -> QuantityByYear:
    masked = [c for c in claims if c.masked]
    shown = [c for c in claims if not c.masked]
    lows = [c.value_low for c in shown]
    highs = [c.value_high for c in shown]
    bounds = {c.bound for c in claims}
    return QuantityByYear(
        indicator=name,
        proposed=proposed,
        review_year=year,
        province=province,
        unit=unit,
        value_low=min((v for v in lows if v is not None), default=None) if None not in lows else None,
        value_high=max((v for v in highs if v is not None), default=None) if None not in highs else None,
        bound=bounds.pop() if len(bounds) == 1 else "mixed",
        n_claims=len(claims),
        n_masked=len(masked),
        n_disputed=sum(c.disputed for c in claims),
        n_documents=len({c.doc_id for c in claims}),
        status=_status(claims, masked),
        quantity_ids=[c.mention_id for c in claims],
        surfaces=[c.surface for c in claims],
    )


def _status(claims: list[Quantity], masked: list[Quantity]) -> str:
    if any(c.disputed for c in claims):
        return "disputed"
    if len(masked) == len(claims):
        return "masked"
    return "single" if len(claims) == 1 else "several"


def _empty(name: str, unit: str, year: int, base: Base) -> QuantityByYear:
    documents = base.scopes["all"].get(year, ())
    return QuantityByYear(
        indicator=name,
        proposed=False,
        review_year=year,
        province="",
        unit=unit,
        value_low=None,
        value_high=None,
        bound="",
        n_claims=0,
        n_masked=0,
        n_disputed=0,
        n_documents=len(documents),
        status="not_mentioned" if documents else "no_comparable_document",
        quantity_ids=[],
        surfaces=[],
    )
