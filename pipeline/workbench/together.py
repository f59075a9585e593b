"""What stands together in one passage: collocates of a term, and networks of words, formulations, bodies or themes.

The unit is the counted passage: how many have the one, how many the other, how many both. Every number is a number of
passages that can be opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import networkx
import numpy as np

from pipeline.compare.intervals import Numbers
from pipeline.compare.keyness import log_likelihood
from pipeline.records import table_name
from pipeline.workbench.ask import AskError, Choice
from pipeline.workbench.bench import Bench, Row, evidence_passage
from pipeline.workbench.concordance import Sought
from pipeline.yearly import FormulationByYear, PlaceByYear, UnitByYear

KINDS = {"word": "词", "formulation": "提法", "unit": "单位", "province": "省份", "theme": "主题"}
MEASURES = {"log_dice": "log-Dice", "log_likelihood": "对数似然 G2"}
_EVIDENCE = {
    "formulation": (table_name(FormulationByYear), "formulations"),
    "unit": (table_name(UnitByYear), "units"),
    "province": (table_name(PlaceByYear), "places"),
}
# Fewer passages together say nothing of two things.
FEWEST = 2


def log_dice(both: Numbers, one: Numbers, other: Numbers) -> Numbers:
    """14 + log2 of Dice's coefficient, 14 at most; Rychlý (2008), "A lexicographer-friendly association score"."""
    return np.asarray(14 + np.log2(2 * both / (one + other)))


def items(bench: Bench, kind: str) -> str:
    """SQL for what stands in which counted passage (key, passage_id), once a passage. Raises AskError for words where
    the run keeps none."""
    if kind == "word":
        if not bench.with_words():
            raise AskError(
                "这次的运行结果里没有留下各段的词（.parts 不在或已损坏）；请再运行一次 zongshu run，或改看提法、单位"
            )
        return "select word as key, passage_id from words"
    if kind == "theme":
        return "select distinct theme as key, t.passage_id from themes t join counted using (passage_id)"
    counted_in, table = _EVIDENCE[kind]
    return (
        f"select distinct e.counted_for as key, m.passage_id from evidence e join ({evidence_passage(table)}) m "
        f"using (row_id) where e.counted_in = '{counted_in}' and e.figure = 'numerator'"
    )


def collocates(
    bench: Bench, sought: Sought, kind: str, choice: Choice, measure: str, most: int
) -> tuple[list[Row], int, int]:
    """What stands in the passages of a term more than elsewhere: rows with `together`, `there` (passages that have it),
    `log_dice` and `log_likelihood`, by falling measure; then the passages of the term, and all that were looked at."""
    found, values = sought.passages()
    where, chosen = choice.where()
    rows = bench.rows(
        f"with here as (select c.passage_id from counted c where {where}), "
        f"node as (select passage_id from ({found}) join here using (passage_id)), "
        f"item as (select i.key, i.passage_id, node.passage_id is not null as near from ({items(bench, kind)}) i "
        "join here using (passage_id) left join node using (passage_id)) "
        "select key, count(*) as there, count(*) filter (near) as together, "
        "(select count(*) from node) as node, (select count(*) from here) as everywhere from item group by key "
        "having together >= ?",
        [*chosen, *values, FEWEST],
    )
    if not rows:
        return [], 0, 0
    node, everywhere = rows[0]["node"], rows[0]["everywhere"]
    rows = [r for r in rows if not _itself(r["key"], sought, kind)]
    both, there = (np.array([r[name] for r in rows], dtype=float) for name in ("together", "there"))
    if rows:
        dice = log_dice(both, np.full(len(rows), float(node)), there)
        rest = max(1.0, float(everywhere - node))
        g2 = np.where(both / node > (there - both) / rest, log_likelihood(both, there - both, float(node), rest), 0.0)
        rows = [{**r, "log_dice": float(d), "log_likelihood": float(g)} for r, d, g in zip(rows, dice, g2, strict=True)]
        # What stands with it less often than elsewhere is no collocate.
        rows = [r for r in rows if r["log_likelihood"] > 0]
    rows.sort(key=lambda r: (-r[measure], -r["together"], r["key"]))
    return rows[:most], node, everywhere


def _itself(key: str, sought: Sought, kind: str) -> bool:
    """Whether it is the term, or a part of it that stands wherever the term stands."""
    if sought.in_dictionary:
        return kind == sought.mode and key == sought.text
    return sought.mode != "pattern" and any(key in term or term in key for term in sought.terms)


@dataclass(frozen=True)
class Node:
    """A thing, in how many passages it stands, and where it is drawn."""

    key: str
    passages: int
    x: float
    y: float


@dataclass(frozen=True)
class Edge:
    """Two things, in how many passages both stand, and how strongly they belong together."""

    one: str
    other: str
    both: int
    log_dice: float


def network(bench: Bench, kind: str, choice: Choice, most: int, around: str = "") -> tuple[list[Node], list[Edge]]:
    """The most frequent things of a kind, or those that stand most with `around`, and what binds them: the strongest
    two edges for each thing on average, fewest passages FEWEST."""
    where, values = choice.where()
    things = items(bench, kind)
    if where != "true":
        things = f"select i.* from ({things}) i join counted c using (passage_id) where {where}"
    near = "where passage_id in (select passage_id from thing where key = ?)" if around else ""
    rows = bench.rows(
        f"with thing as ({things}), "
        f"kept as (select key from thing {near} group by 1 order by count(*) desc, 1 limit ?) "
        "select key, count(*) as n from thing join kept using (key) group by 1 order by 2 desc, 1",
        [*values, *([around] if around else []), most],
    )
    counts = {r["key"]: r["n"] for r in rows}
    pairs = bench.rows(
        f"with thing as (select * from ({things}) where key in (select unnest(?))) "
        "select a.key as one, b.key as other, count(*) as together from thing a join thing b using (passage_id) "
        "where a.key < b.key group by 1, 2 having together >= ? order by 1, 2",
        [*values, [*counts], FEWEST],
    )
    edges = [Edge(r["one"], r["other"], r["together"], _dice(r, counts)) for r in pairs]
    edges.sort(key=lambda e: (-e.log_dice, -e.both, e.one, e.other))
    return _drawn(counts, edges[: 2 * most]), edges[: 2 * most]


def _dice(row: Row, counts: dict[str, int]) -> float:
    made = (np.array([float(v)]) for v in (row["together"], counts[row["one"]], counts[row["other"]]))
    return float(log_dice(*made)[0])


# How far apart things are drawn that stand together in no passage; those of Dice's coefficient 1 are one apart.
_APART = 5.0


def _drawn(counts: dict[str, int], edges: Sequence[Edge]) -> list[Node]:
    """Where each thing is drawn: what stands together more is nearer; Kamada and Kawai (1989), "An algorithm for
    drawing general undirected graphs". Nothing is drawn by chance."""
    graph = networkx.complete_graph(list(counts))
    near = {frozenset((e.one, e.other)): 1 + (14 - e.log_dice) / 4 for e in edges}
    dist = {a: {b: 0.0 if a == b else near.get(frozenset((a, b)), _APART) for b in counts} for a in counts}
    places = networkx.kamada_kawai_layout(graph, dist=dist) if len(counts) > 1 else dict.fromkeys(counts, (0.0, 0.0))
    return [Node(key, n, float(places[key][0]), float(places[key][1])) for key, n in counts.items()]


def passages_of_both(
    bench: Bench, kind: str, keys: Sequence[str], sought: Sought | None, choice: Choice, window: tuple[int, int]
) -> tuple[list[Row], int]:
    """The counted passages in which all the keys stand, and what is sought too; and how many there are."""
    where, values = choice.where()
    for key in keys:
        where += f" and c.passage_id in (select passage_id from ({items(bench, kind)}) where key = ?)"
        values.append(key)
    if sought:
        found, asked = sought.passages()
        where += f" and c.passage_id in (select passage_id from ({found}))"
        values += asked
    total = bench.ask(f"select count(*) from counted c where {where}", values)
    limit, offset = window
    rows = bench.rows(
        f"select c.* from counted c where {where} order by rank limit ? offset ?", [*values, limit, offset]
    )
    return [{**r, **_marked(r["text"], [*keys, *(sought.terms if sought else [])])} for r in rows], int(total)


def _marked(text: str, words: Sequence[str]) -> dict[str, Any]:
    """The first of the words that stands in the text by its characters."""
    for word in words:
        if (at := text.find(word)) >= 0:
            return {"start": at, "end": at + len(word)}
    return {"start": 0, "end": 0}
