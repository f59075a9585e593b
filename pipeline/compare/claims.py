"""Quantities over time: claims about the same thing side by side, by year and body, never summed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.base import Base
from pipeline.compare.bodies import ClaimBody, Standing
from pipeline.compare.indicators import ClaimFrame, load, name_of
from pipeline.compare.periods import Periods, load_periods
from pipeline.config import Config
from pipeline.narrowing import ClaimSubject, claims_row, no_claims_row
from pipeline.records import Quantity
from pipeline.store import Tables
from pipeline.yearly import IndicatorAudit, QuantityByYear

# Claims of each indicator on the audit sheet.
AUDITED = 10
# Between a total and a claim behind it: the claim is a part of the total.
_PART = "其中"
# Amounts and shares that are joined to a noun by 的 qualify it (收入5万元的村): thresholds, not values.
_QUALIFYING = ("元", "%")


@dataclass(frozen=True)
class Claim:
    """A quantity with the name that it stands under; `proposed` where that is its own words. `year`: as in `Base`."""

    quantity: Quantity
    name: str
    proposed: bool
    year: int | None
    body: ClaimBody
    sentence: str


def claims(tables: Tables, base: Base, config: Config) -> list[Claim]:
    """The results of the year under review, each under its indicator or, where none covers it, its own words."""
    indicators, periods, standing = load(config), load_periods(config), Standing(tables, config)
    years = {d.doc_id: d.review_year for d in base.documents}
    found: list[Claim] = []
    totals: dict[str, list[Quantity]] = defaultdict(list)
    for quantity in sorted(base.mentions(tables[Quantity]), key=lambda q: (q.passage_id, q.start, q.mention_id)):
        year = years[quantity.doc_id]
        if not _is_result(quantity, year, periods, standing):
            continue
        start, end = standing.member(quantity)
        text = standing.text(quantity)
        frame = ClaimFrame(quantity.object, quantity.action, quantity.actor, quantity.unit, text[start:end])
        name = name_of(frame, indicators)
        earlier = totals[quantity.passage_id]
        if name and any(_part_of(quantity, q, start, text) for q in earlier):
            name = ""
        earlier.append(quantity)
        own = f"{quantity.action}{quantity.object}"
        body, sentence = standing.body(quantity), text[start:end].strip()
        found.append(Claim(quantity, name or own, not name, year, body, sentence))
    return found


def _part_of(part: Quantity, whole: Quantity, start: int, text: str) -> bool:
    """Whether a figure is a part of one before it in its member of the sentence: of what was done, the same was done.

    Of 12名被约谈，其中3名被撤换 the three are a figure of their own: something else was done.
    """
    same = part.action == whole.action and (part.action or part.object == whole.object)
    return part.unit == whole.unit and bool(same) and whole.start >= start and _PART in text[whole.end : part.start]


def _is_result(quantity: Quantity, year: int | None, periods: Periods, standing: Standing) -> bool:
    """Whether a quantity is a value of the year under review: not asked for, of no other year, no threshold."""
    if quantity.kind != "result" or not (quantity.object or quantity.action):
        return False
    date = standing.documents[quantity.doc_id].published
    published = int(date[:4]) if date else None
    if not periods.of_the_year(quantity.period, year, published):
        return False
    return not (quantity.unit in _QUALIFYING and standing.text(quantity).startswith("的", quantity.end))


def quantity_by_year(found: Sequence[Claim], base: Base) -> list[QuantityByYear]:
    """The claims by indicator, year and body; for known indicators also the years without a claim."""
    groups: dict[tuple[str, bool, str], dict[tuple[int | None, ClaimBody], list[Quantity]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for claim in found:
        quantity = claim.quantity
        groups[claim.name, claim.proposed, quantity.unit][claim.year, claim.body].append(quantity)
    rows: list[QuantityByYear] = []
    for (name, proposed, unit), cells in sorted(groups.items()):
        years = {year for year, _ in cells}
        for year, body in sorted(cells, key=_order):
            subject = ClaimSubject(name, proposed, year, body.province, body.level, body.locality, unit)
            rows.append(claims_row(subject, cells[year, body]))
        if not proposed:
            missing = [year for year in base.years if year not in years]
            rows += [no_claims_row(name, unit, year, len(base.scopes["all"].get(year, ()))) for year in missing]
    return rows


def _order(cell: tuple[int | None, ClaimBody]) -> tuple[bool, int, ClaimBody]:
    year, body = cell
    return year is None, year or 0, body


def indicator_audit(found: Sequence[Claim]) -> list[IndicatorAudit]:
    """Up to ten claims of every indicator, drawn by a hash of their ids: the same run draws the same claims."""
    by_name: Mapping[str, list[Claim]] = defaultdict(list)
    for claim in found:
        if not claim.proposed:
            by_name[claim.name].append(claim)
    return [row for name in sorted(by_name) for row in _drawn(name, by_name[name])]


def _drawn(name: str, mine: Sequence[Claim]) -> Iterator[IndicatorAudit]:
    drawn = sorted(mine, key=lambda c: hashlib.sha256(c.quantity.mention_id.encode()).digest())[:AUDITED]
    for number, claim in enumerate(drawn, 1):
        quantity = claim.quantity
        yield IndicatorAudit(
            indicator=name,
            number=number,
            of=len(mine),
            review_year=claim.year,
            province=claim.body.province,
            level=claim.body.level,
            locality=claim.body.locality,
            surface=quantity.surface,
            sentence=claim.sentence,
            object=quantity.object,
            action=quantity.action,
            actor=quantity.actor,
            quantity_ids=[quantity.mention_id],
            source=quantity.source,
            source_start=quantity.source_start,
            source_end=quantity.source_end,
        )
