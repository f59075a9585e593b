"""Themes, regions, years and results that filter one another: each is counted under what is chosen of the others.

What is counted is what the yearly tables count: passages by primary theme, mentions of provinces, and results, those
of a province where it alone is credited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.records import table_name
from pipeline.workbench.ask import Ask, Choice
from pipeline.workbench.bench import Bench, Row
from pipeline.workbench.rows import placed
from pipeline.yearly import PlaceByYear

# What the rows below the charts can be.
LISTS = {"passages": "段落", "mentions": "省份提及", "results": "成果数字"}
_MENTIONS = (
    "select e.row_id, e.counted_for as province, p.passage_id from evidence e join places p on e.row_id = p.mention_id "
    f"where e.counted_in = '{table_name(PlaceByYear)}' and e.figure = 'numerator'"
)
# As pipeline/compare/rows.py credits results: in counted passages, outside repeats.
_RESULTS = (
    "select quantity_id as row_id, passage_id, provinces, object, surface, actor, action from quantities "
    "where kind = 'result' and not repeated"
)


@dataclass(frozen=True)
class Crossing:
    """What is chosen: documents and theme, a province, an object of results. Empty fields choose everything."""

    choice: Choice
    place: str = ""
    object: str = ""

    @classmethod
    def read(cls, ask: Ask) -> Crossing:
        """From an address."""
        return cls(Choice.read(ask), ask.get("place"), ask.get("object"))

    def _passages(
        self, *, theme: bool = True, year: bool = True, place: bool = True, thing: bool = True
    ) -> tuple[str, list[Any]]:
        """The condition on counted passages `c`, some choices left aside."""
        choice = self.choice if year else Choice(None, None, *_rest(self.choice))
        where, values = choice.where("c", theme=theme)
        if place and self.place:
            where += f" and c.passage_id in (select passage_id from ({_MENTIONS}) where province = ?)"
            values.append(self.place)
        if thing and self.object:
            where += f" and c.passage_id in (select passage_id from ({_RESULTS}) where object = ?)"
            values.append(self.object)
        return where, values

    def by_theme(self, bench: Bench) -> dict[str, int]:
        """Passages by theme."""
        where, values = self._passages(theme=False)
        return _counts(bench, f"select c.theme as key, count(*) as n from counted c where {where} group by 1", values)

    def by_year(self, bench: Bench) -> list[Row]:
        """Passages by year, the unknown year last."""
        where, values = self._passages(year=False)
        sql = f"select c.year, count(*) as n from counted c where {where} group by 1 order by 1 nulls last"
        return bench.rows(sql, values)

    def by_province(self, bench: Bench) -> dict[str, int]:
        """Mentions by province."""
        where, values = self._passages(place=False)
        sql = f"select m.province as key, count(*) as n from ({_MENTIONS}) m join counted c using (passage_id) "
        return _counts(bench, f"{sql}where {where} group by 1", values)

    def by_object(self, bench: Bench, most: int) -> dict[str, int]:
        """Results by what is counted, the most frequent first."""
        where, values = self._results(thing=False)
        sql = f"select r.object as key, count(*) as n from ({_RESULTS}) r join counted c using (passage_id) "
        return _counts(
            bench, f"{sql}where {where} and r.object <> '' group by 1 order by n desc, 1 limit {most}", values
        )

    def _results(self, thing: bool = True) -> tuple[str, list[Any]]:
        where, values = self._passages(place=False, thing=False)
        if self.place:
            where += " and len(r.provinces) = 1 and r.provinces[1] = ?"
            values.append(self.place)
        if thing and self.object:
            where += " and r.object = ?"
            values.append(self.object)
        return where, values

    def rows(self, bench: Bench, kind: str, window: tuple[int, int]) -> tuple[list[Row], int]:
        """The rows of a kind of LISTS that all choices leave, a page of them, and how many there are in all."""
        if kind == "passages":
            where, values = self._passages()
            source, columns, table = "counted c", "c.passage_id as row_id", "passages"
        elif kind == "mentions":
            where, values = self._passages(place=False)
            where, values = (f"{where} and m.province = ?", [*values, self.place]) if self.place else (where, values)
            source = f"({_MENTIONS}) m join counted c using (passage_id)"
            columns, table = "m.row_id, m.province", "places"
        else:
            where, values = self._results()
            source = f"({_RESULTS}) r join counted c using (passage_id)"
            columns, table = "r.row_id, r.surface, r.object, r.action, r.actor", "quantities"
        total = bench.ask(f"select count(*) from {source} where {where}", values)
        limit, offset = window
        found = bench.rows(
            f"select {columns}, c.year, c.title, c.theme from {source} where {where} order by c.rank, row_id "
            "limit ? offset ?",
            [*values, limit, offset],
        )
        return placed(bench, table, found), int(total)


def _rest(choice: Choice) -> Sequence[str]:
    return choice.genre, choice.level, choice.home, choice.theme


def _counts(bench: Bench, question: str, values: Sequence[Any]) -> dict[str, int]:
    return {r["key"]: r["n"] for r in bench.rows(question, values)}
