"""Two groups of documents held against each other: what they are like, their shares, their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.codes import NO_TEST, VERDICTS
from pipeline.compare.changes import Changes, changes, untested
from pipeline.compare.comparability import Composition, reasons, verdict_on
from pipeline.compare.intervals import DocumentSample, Intervals, share_intervals
from pipeline.compare.keyness import KeyWords, key_words, log_likelihood, log_ratio, word_matrix
from pipeline.profile import OTHER, UNKNOWN, profile
from pipeline.workbench.ask import Ask, AskError, Choice
from pipeline.workbench.bench import Bench, Row

NAMES = ("甲组", "乙组")
_BOTH = "两组"


@dataclass(frozen=True)
class DocumentGroup:
    """Documents chosen for one side. `name` is what sentences call it, `choice` what it was chosen by."""

    name: str
    choice: Choice
    documents: tuple[str, ...]
    composition: Composition


def group(bench: Bench, ask: Ask, side: int) -> DocumentGroup:
    """The documents of a side: those of a saved selection, or those that the address chooses by year, genre, …"""
    prefix = "ab"[side] + "_"
    choice = Choice.read(ask, prefix)
    if saved := ask.get(prefix + "saved"):
        addresses = bench.selections.all()
        if saved not in addresses:
            raise AskError(f"{saved}：没有这个名称的选择；请在“我的选择”里看有哪些")
        path, _, query = addresses[saved].partition("?")
        choice = Choice.read(Ask.read(path, query))
    where, values = choice.where("d", theme=False)
    ids = [
        r["doc_id"] for r in bench.rows(f"select doc_id from docs d where {where} order by d.source, d.doc_id", values)
    ]
    return DocumentGroup(NAMES[side], choice, tuple(ids), _composition(bench, NAMES[side], ids))


def _composition(bench: Bench, name: str, ids: Sequence[str]) -> Composition:
    """What the documents are like, in the measures of pipeline/compare/comparability.py."""
    row = bench.row(
        "with mine as (select * from docs where doc_id in (select unnest(?))), "
        "body as (select p.* from passages p join mine using (doc_id) where p.role = 'body'), "
        "q as (select q.masked from quantities q join counted using (passage_id) "
        "join mine on mine.doc_id = q.doc_id where not q.repeated) "
        "select (select count(*) from mine) as n, "
        "(select coalesce(sum(n_characters) filter (not repeated), 0)::bigint from body) as characters, "
        "(select coalesce(sum(n_characters), 0)::bigint from body) as whole, "
        "(select count(*) filter (not repeated) from body) as passages, "
        "(select list(distinct genre order by genre) from mine) as genres, "
        "(select list(distinct level order by level) from mine) as levels, "
        "(select avg(masked::int) from q) as masked, "
        "(select count(*) filter (truncated) from mine) as truncated, "
        "(select avg((genre = ? or level = ?)::int) from mine) as unknown",
        [list(ids), OTHER, UNKNOWN],
    )
    return Composition(
        name=name,
        n=row["n"],
        characters=row["characters"],
        passages=row["passages"],
        genres=tuple(row["genres"] or ()),
        levels=tuple(row["levels"] or ()),
        masked=row["masked"],
        repeated=1 - row["characters"] / row["whole"] if row["whole"] else None,
        unknown=row["unknown"],
        truncated=row["truncated"],
    )


@dataclass(frozen=True)
class GroupGate:
    """Whether the groups can be held against each other: the code of the verdict, its name, what speaks against it.
    `shared` is how many documents stand in both: none may."""

    code: str
    zh: str
    why: str
    shared: int

    @property
    def tested(self) -> bool:
        """Whether a difference may be tested."""
        return not self.shared and self.code not in NO_TEST


def standing(bench: Bench, one: DocumentGroup, other: DocumentGroup) -> GroupGate:
    """Whether the second group can be held against the first."""
    found = [*reasons(other.composition, one.composition, profile(bench.config))]
    code = verdict_on(other.composition, one.composition, found)
    shared = len({*one.documents} & {*other.documents})
    return GroupGate(code, VERDICTS[code], "；".join(text for _, text in found), shared)


@dataclass(frozen=True)
class Shares:
    """The shares of each theme in both groups, 0 to 1, with their intervals and the test of the difference, the second
    group less the first."""

    themes: Sequence[str]
    samples: tuple[DocumentSample, DocumentSample]
    intervals: tuple[Intervals, Intervals]
    change: Changes


def theme_shares(bench: Bench, one: DocumentGroup, other: DocumentGroup, tested: bool) -> Shares:
    """Counted passages by primary theme, documents being the sampling unit, as in theme_by_year."""
    themes = [*bench.names["theme"]]
    samples = (_sample(bench, one, themes), _sample(bench, other, themes))
    intervals = [share_intervals(s, bench.settings.confidence) for s in samples]
    change = untested("两组不能直接比，不检验差别")
    if tested:
        change = changes(samples[1], samples[0], "theme|groups", bench.settings, (other.name, one.name, _BOTH))
    return Shares(themes, samples, (intervals[0], intervals[1]), change)


def _sample(bench: Bench, group: DocumentGroup, themes: Sequence[str]) -> DocumentSample:
    rows = bench.rows(
        "select doc_id, theme, count(*) as n from counted where doc_id in (select unnest(?)) group by 1, 2",
        [list(group.documents)],
    )
    place = {doc_id: n for n, doc_id in enumerate(group.documents)}
    column = {theme: n for n, theme in enumerate(themes)}
    counts = np.zeros((len(place), len(themes)), dtype=np.int64)
    bases = np.zeros(len(place), dtype=np.int64)
    for row in rows:
        bases[place[row["doc_id"]]] += row["n"]
        if row["theme"] in column:
            counts[place[row["doc_id"]], column[row["theme"]]] += row["n"]
    return DocumentSample(counts, bases)


@dataclass(frozen=True)
class KeyRows:
    """The key words of one group against the other, strongest first; `note` says how they were tested, or why none."""

    rows: Sequence[Row]
    note: str


def group_words(bench: Bench, here: DocumentGroup, other: DocumentGroup) -> KeyRows:
    """The words that more documents of a group have than their length gives reason for, against another group."""
    asked = (here.documents, other.documents, (here.name, other.name))
    return bench.remembered(("words", *asked), lambda: _group_words(bench, *asked))


def _group_words(bench: Bench, here: tuple[str, ...], others: tuple[str, ...], names: tuple[str, str]) -> KeyRows:
    ids = [*here, *others]
    words: dict[str, Counter[str]] = {doc_id: Counter() for doc_id in ids}
    for row in bench.rows("select doc_id, word, count from document_words where doc_id in (select unnest(?))", [ids]):
        words[row["doc_id"]][row["word"]] = row["count"]
    if not any(words.values()):
        return KeyRows([], "两组都没有计数的词，不检验")
    terms, counts = word_matrix([words[i] for i in ids])
    mine = np.arange(len(ids)) < len(here)
    found = key_words(counts, mine, f"words|groups|{'|'.join(names)}", bench.settings, names)
    return KeyRows(_described(found, terms, counts, mine), found.note)


def _described(found: KeyWords, terms: Sequence[str], counts: Any, mine: Any) -> list[Row]:
    inside, outside = counts[mine], counts[~mine]
    a, b = (np.asarray(part.sum(axis=0), dtype=float) for part in (inside, outside))
    n_a, n_b = float(a.sum()), float(b.sum())
    spread, other = (np.asarray((part > 0).sum(axis=0)) for part in (inside, outside))
    g2, ratio = log_likelihood(a, b, n_a, n_b), log_ratio(a, b, n_a, n_b)
    return [
        {
            "term": terms[w],
            "n_with": int(spread[w]),
            "expected_with": float(expected),
            "reference_with": int(other[w]),
            "count": int(a[w]),
            "reference_count": int(b[w]),
            "strength": float(strength),
            "p": float(p),
            "log_likelihood": float(g2[w]),
            "log_ratio": float(ratio[w]),
        }
        for w, strength, p, expected in zip(found.words, found.strength, found.p, found.expected, strict=True)
    ]


def side_by_side(bench: Bench, group: DocumentGroup, term: str, most: int) -> tuple[list[Row], int]:
    """Counted passages of a group in which a term stands, and how many there are."""
    values: list[Any] = [list(group.documents), term]
    where = "doc_id in (select unnest(?)) and contains(text, ?)"
    total = bench.ask(f"select count(*) from counted where {where}", values)
    rows = bench.rows(f"select * from counted where {where} order by rank limit ?", [*values, most])
    return [{**r, "start": r["text"].find(term), "end": r["text"].find(term) + len(term)} for r in rows], total


def numbers(shares: Shares, theme: int) -> Mapping[str, Any]:
    """The figures of one theme of both groups: `n`, `base`, `share`, `low`, `high` as pairs, and the difference."""
    pairs: dict[str, list[Any]] = {"n": [], "base": [], "share": [], "low": [], "high": []}
    for sample, interval in zip(shares.samples, shares.intervals, strict=True):
        base = int(sample.bases.sum())
        pairs["n"].append(int(sample.counts[:, theme].sum()))
        pairs["base"].append(base)
        pairs["share"].append(float(sample.shares[theme]) if base else None)
        pairs["low"].append(None if interval.low is None else float(interval.low[theme]))
        pairs["high"].append(None if interval.high is None else float(interval.high[theme]))
    one, two = pairs["share"]
    told = {name: _at(getattr(shares.change, name), theme) for name in ("low", "high", "p")}
    return {**pairs, "difference": None if one is None or two is None else two - one, "test": told}


def _at(values: Any, place: int) -> float | None:
    return None if values is None or np.isnan(values[place]) else float(values[place])
