"""Where a term stands in counted passages: any of several, all in one passage, a pattern, a name of a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.records import table_name
from pipeline.workbench.ask import Ask, AskError, Choice
from pipeline.workbench.bench import Bench, evidence_passage
from pipeline.yearly import FormulationByYear, PlaceByYear, ThemeByYear, UnitByYear

CONTEXT = 24
MODES = {
    "any": "任一词语",
    "together": "同段都有",
    "pattern": "模式（正则）",
    "formulation": "提法（词典）",
    "unit": "单位（规范名称）",
    "province": "省份（提及）",
}
ORDERS = {"year": "年度", "left": "左邻", "right": "右邻", "term": "词形"}
# What a mode finds is what a yearly table counts: its rows of evidence, and the table that holds them.
_COUNTED_IN = {
    "formulation": (table_name(FormulationByYear), "formulations"),
    "unit": (table_name(UnitByYear), "units"),
    "province": (table_name(PlaceByYear), "places"),
    "theme": (table_name(ThemeByYear), "themes"),
}
_EMPTY = "这个模式会匹配空文字；请让它至少匹配一个字"
_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")
_BETWEEN = re.compile(r"[\s、，,；;]+")


# Where the matches `found` stand between the `rest` of a text.
_CUT = """
select p.* exclude (found, rest, place, begins), found[place] as term,
       begins as start, begins + length(found[place]) as "end" from (
  select *, list_sum([length(x) for x in rest[1:place]])::bigint
            + coalesce(list_sum([length(x) for x in found[1:place - 1]]), 0)::bigint as begins,
         list_sum([length(x) for x in rest])::bigint + list_sum([length(x) for x in found])::bigint as whole
  from (select *, unnest(range(1, len(found) + 1)) as place
        from (select *, {found} as found from (select *, {rest} as rest from f)))) p
"""


@dataclass(frozen=True)
class Hit:
    """An occurrence: the columns of its passage, its offsets in the passage's text, and the contexts beside it."""

    row: Mapping[str, Any]
    start: int
    end: int

    @property
    def left(self) -> str:
        """The characters before it."""
        return str(self.row["text"][max(0, self.start - CONTEXT) : self.start])

    @property
    def term(self) -> str:
        """Its own characters."""
        return str(self.row["text"][self.start : self.end])

    @property
    def right(self) -> str:
        """The characters behind it."""
        return str(self.row["text"][self.end : self.end + CONTEXT])


@dataclass(frozen=True)
class Sought:
    """What is looked for. Raises AskError where it cannot be."""

    mode: str
    text: str

    @classmethod
    def read(cls, ask: Ask, name: str = "q", mode: str = "mode") -> Sought:
        """From an address."""
        return cls(ask.one_of(mode, MODES), ask.get(name))

    @property
    def terms(self) -> list[str]:
        """The words given, the longest first, so that a longer one is not found as the shorter one inside it."""
        return sorted(dict.fromkeys(t for t in _BETWEEN.split(self.text) if t), key=lambda t: (-len(t), t))

    @property
    def pattern(self) -> str:
        """The pattern in the dialect of RE2, whose matching takes time that grows with the text alone."""
        if self.mode == "pattern":
            return self.text
        return "|".join(_SPECIAL.sub(lambda m: "\\" + m[0], t) for t in self.terms)

    @property
    def in_dictionary(self) -> bool:
        """Whether rows of a table are looked for and not characters."""
        return self.mode in _COUNTED_IN

    @property
    def _alone(self) -> bool:
        return self.mode != "pattern" and len(self.terms) == 1

    def passages(self) -> tuple[str, list[Any]]:
        """SQL for the counted passages it stands in (passage_id, n: how often), with its values."""
        if self.in_dictionary:
            table, rows = _COUNTED_IN[self.mode]
            sql = (
                "select m.passage_id, sum(e.amount)::bigint as n from evidence e "
                f"join ({evidence_passage(rows)}) m using (row_id) "
                "where e.counted_in = ? and e.figure = 'numerator' and e.counted_for = ? group by 1"
            )
            return sql, [table, self.text]
        if self._alone:
            term = self.terms[0]
            sql = "select passage_id, len(string_split(text, ?)) - 1 as n from counted where contains(text, ?)"
            return sql, [term, term]
        tests, values = ["regexp_matches(text, ?)"], [self.pattern]
        if self.mode == "together":
            tests, values = ["contains(text, ?)"] * len(self.terms), [*self.terms]
        sql = f"select passage_id, len(regexp_extract_all(text, ?)) as n from counted where {' and '.join(tests)}"
        return sql, [self.pattern, *values]

    def spans(self, bench: Bench, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[int, int]]]:
        """The offsets of each occurrence in each of these passages, by passage."""
        if self.in_dictionary:
            return self._mentioned(bench, rows)
        if self._alone:
            return {r["passage_id"]: [*_found(r["text"], self.terms[0])] for r in rows}
        cut = bench.rows(
            "select passage_id, regexp_extract_all(text, ?) as found, string_split_regex(text, ?) as rest "
            "from counted where passage_id in (select unnest(?))",
            [self.pattern, self.pattern, [r["passage_id"] for r in rows]],
        )
        return {r["passage_id"]: [*_joined(r["found"], r["rest"])] for r in cut}

    def located(self) -> tuple[str, list[Any]]:
        """SQL for each occurrence in the passages of `f`, with its values: their columns, `start`, `end`, `term`, and
        `whole`, how long the text is when it is put together again."""
        if self.in_dictionary:
            table, source = _COUNTED_IN[self.mode]
            sql = (
                'select f.*, m.start, m."end", m.surface as term, length(f.text) as whole from f '
                f"join {source} m using (passage_id) join evidence e on e.row_id = m.mention_id "
                "where e.counted_in = ? and e.figure = 'numerator' and e.counted_for = ?"
            )
            return sql, [table, self.text]
        if self._alone:
            found, rest, values = "list_resize([?], len(rest) - 1, ?)", "string_split(text, ?)", [self.terms[0]] * 3
        else:
            found, rest, values = "regexp_extract_all(text, ?)", "string_split_regex(text, ?)", [self.pattern] * 2
        return f"{_CUT.format(found=found, rest=rest)}", values

    def _mentioned(self, bench: Bench, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[int, int]]]:
        table, source = _COUNTED_IN[self.mode]
        found = bench.rows(
            f'select m.passage_id, m.start, m."end" from evidence e join {source} m on e.row_id = m.mention_id '
            "where e.counted_in = ? and e.figure = 'numerator' and e.counted_for = ? "
            "and m.passage_id in (select unnest(?)) order by m.start",
            [table, self.text, [r["passage_id"] for r in rows]],
        )
        spans: dict[str, list[tuple[int, int]]] = {}
        for row in found:
            spans.setdefault(row["passage_id"], []).append((row["start"], row["end"]))
        return spans

    def zh(self) -> str:
        """What is looked for, in words."""
        if self.in_dictionary or self.mode == "pattern":
            return f"{MODES[self.mode]}“{self.text}”"
        return (" 与 " if self.mode == "together" else " 或 ").join(f"“{t}”" for t in _BETWEEN.split(self.text) if t)


@dataclass(frozen=True)
class Concordances:
    """The occurrences asked for, and how many there are in all: occurrences, passages, documents; by year too."""

    hits: Sequence[Hit]
    occurrences: int
    passages: int
    documents: int
    by_year: Sequence[Mapping[str, Any]]


def concordance(bench: Bench, sought: Sought, choice: Choice, order: str, limit: int, offset: int) -> Concordances:
    """The occurrences of what is sought in the chosen passages, in the order given. Raises AskError."""
    if not sought.text or not (sought.in_dictionary or sought.pattern):
        raise AskError("检索词是空的；请至少给一个字")
    found, values = sought.passages()
    where, chosen = choice.where()
    try:
        kept = bench.kept(found, values)
        frame = f"with f as (select c.*, hit.n from {kept} hit join counted c using (passage_id) where {where})"
        years = bench.rows(
            f"{frame} select year, sum(n)::bigint as n, count(*) as passages, count(distinct doc_id) as documents "
            "from f group by year order by year nulls last",
            chosen,
        )
        hits = _by_year(bench, sought, frame, chosen, limit, offset) if order == "year" else []
        if order != "year":
            hits = _sorted(bench, sought, frame, chosen, order, limit, offset)
    except duckdb.InvalidInputException as error:
        raise AskError(f"模式写法有误（{str(error).splitlines()[0][:120]}）；请检查括号和反斜杠") from error
    occurrences, passages, documents = (sum(r[name] for r in years) for name in ("n", "passages", "documents"))
    return Concordances(hits, occurrences, passages, documents, years)


def _by_year(bench: Bench, sought: Sought, frame: str, chosen: Sequence[Any], limit: int, offset: int) -> list[Hit]:
    """Only the passages are cut in which the occurrences of the page stand."""
    rows = _page(bench, frame, chosen, limit, offset)
    spans = sought.spans(bench, rows)
    hits = [Hit(row, start, end) for row in rows for start, end in spans.get(row["passage_id"], ())]
    skip = offset - (rows[0]["before"] if rows else 0)
    return hits[skip : skip + limit]


# By which contexts the occurrences of a passage are sorted; code points, as Python sorts.
_KEYS = {
    "left": 'reverse(text[greatest(1, "start" - 23):"start"]), term, text["end" + 1:"end" + 24]',
    "right": 'text["end" + 1:"end" + 24], term, reverse(text[greatest(1, "start" - 23):"start"])',
    "term": 'term, text["end" + 1:"end" + 24]',
}


def _sorted(
    bench: Bench, sought: Sought, frame: str, chosen: Sequence[Any], order: str, limit: int, offset: int
) -> list[Hit]:
    """Every passage is cut where it stands, in the database, and only the page leaves it."""
    located, values = sought.located()
    rows = bench.rows(
        f'{frame}, o as ({located}) select * from o order by {_KEYS[order]}, rank, "start" limit ? offset ?',
        [*chosen, *values, limit, offset],
    )
    if any(r["start"] == r["end"] or r["whole"] != len(r["text"]) for r in rows):
        raise AskError(_EMPTY)
    return [Hit(r, int(r["start"]), int(r["end"])) for r in rows]


def _page(bench: Bench, frame: str, asked: Sequence[Any], limit: int, offset: int) -> list[dict[str, Any]]:
    """The passages in which the occurrences of a page stand; `before`: how many stand before the passage."""
    return bench.rows(
        f"{frame}, o as (select *, sum(n) over (order by rank) - n as before from f) "
        "select * from o where before < ? and before + n > ? order by rank",
        [*asked, offset + limit, offset],
    )


def _found(text: str, term: str) -> Iterator[tuple[int, int]]:
    at = text.find(term)
    while at >= 0:
        yield at, at + len(term)
        at = text.find(term, at + len(term))


def _joined(found: Sequence[str], rest: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the matches stand between the rest of a text. Raises AskError for matches without a character."""
    if len(rest) != len(found) + 1 or not all(found):
        raise AskError(_EMPTY)
    at = 0
    for match, before in zip(found, rest, strict=False):
        at += len(before)
        yield at, at + len(match)
        at += len(match)
