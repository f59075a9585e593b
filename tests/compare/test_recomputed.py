"""Every cell of the yearly tables computed again with pandas, SciPy and statsmodels from what they count.

Two corpora: the sample, from the Parquet files of its run, and an invented one with enough documents for intervals.
Nothing of the comparison's own code is used but to make what is checked.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from pipeline.compare import compare
from pipeline.config import Config
from pipeline.records import Formulation, Passage, Place, Record, Unit, table_name
from pipeline.store import Tables
from tests.compare.build import of_year, part, quantity, theme

Frames = dict[str, pd.DataFrame]
CONFIG = Config()
CONFIDENCE = CONFIG.settings.compare.confidence
# A document's texts by kind of scope: what a scope's code says of the documents in it.
_SCOPES: dict[str, Callable[[pd.DataFrame, str], pd.Series]] = {
    "all": lambda documents, value: documents.doc_id.notna(),
    "genre": lambda documents, value: documents.genre == value,
    "level": lambda documents, value: documents.level == value,
    "province": lambda documents, value: documents.home_province == value,
}
_PASSAGES_PER_MENTION = {"place_by_year": ("places", "province"), "unit_by_year": ("units", "canonical"),
                         "formulation_by_year": ("formulations", "canonical")}  # fmt: skip


def _invented() -> Frames:
    """Five years of seven invented documents each: uneven lengths, repeats, clustered themes, joint totals."""
    rng = np.random.default_rng(5)
    records: list[Record] = []
    for year, n in itertools.product(range(2015, 2020), range(7)):
        genre = "national_summary" if n < 6 else "speech"
        document = of_year(f"{year}-{n}", year, genre, "national" if n % 2 else "county")
        records.append(document)
        own = rng.dirichlet([0.6] * 4)
        for at in range(int(rng.integers(8, 16))):
            passage = replace(
                part(document, at, repeated=bool(rng.random() < 0.1)), n_characters=int(rng.integers(9, 300))
            )
            records += [
                passage,
                theme(
                    passage, str(rng.choice(["strictness", "other", "responsibility", "overall_development"], p=own))
                ),
            ]
            records += _mentions(passage, year, rng)
    made = Tables.of([*records, *compare(Tables.of(records), CONFIG)])
    return {table_name(record): made.arrow(record).to_pandas() for record in made.types()}


def _mentions(passage: Passage, year: int, rng: np.random.Generator) -> list[Record]:
    where = {"doc_id": passage.doc_id, "passage_id": passage.passage_id, "source": passage.source, "source_start": 0,
             "source_end": 1, "start": 0, "end": 1, "surface": "x"}  # fmt: skip
    found: list[Record] = []
    for n in range(int(rng.integers(0, 3))):
        name = str(rng.choice(["四川", "贵州", "浙江"]))
        more = {
            "adcode": "",
            "city": "",
            "county": "",
            "candidates": [],
            "via": "org" if rng.random() < 0.2 else "name",
        }
        found.append(Place(mention_id=f"{passage.passage_id}p{n}", province=name, **where, **more))
        found.append(Unit(mention_id=f"{passage.passage_id}u{n}", canonical=f"{name}省委组织部", type="party",
                          named=bool(rng.random() < 0.8), province=name, **where))  # fmt: skip
        found.append(
            Formulation(
                mention_id=f"{passage.passage_id}f{n}", canonical=str(rng.choice(["从严治党", "乡村振兴"])), **where
            )
        )
    if rng.random() < 0.4:
        whom = [["四川"], ["贵州"], ["四川", "贵州"], []][int(rng.integers(4))]
        low = float(rng.integers(5, 50)) if rng.random() < 0.9 else None
        kind = "result" if rng.random() < 0.8 else "requirement"
        found.append(quantity(passage, year, low, provinces=whom, kind=kind, mention_id=f"{passage.passage_id}q"))
    return found


def _read(folder: Path) -> Frames:
    return {p.stem: pd.read_parquet(p) for p in (folder / "tables").glob("*.parquet")}


@pytest.fixture(scope="module", params=["sample", "invented"])
def frames(request: pytest.FixtureRequest) -> Frames:
    if request.param == "invented":
        return _invented()
    return _read(request.getfixturevalue("sample_outputs"))


def _counted(frames: Frames) -> pd.DataFrame:
    passages = frames["passages"]
    return passages[(passages.role == "body") & ~passages.repeated.astype(bool)]


def _mentioned(frames: Frames, table: str) -> tuple[pd.DataFrame, str]:
    """What a table counts, one row each: its document, its key."""
    counted = set(_counted(frames).passage_id)
    if table == "theme_by_year":
        themes = frames["themes"]
        return themes[(themes["rank"] == 1) & themes.passage_id.isin(counted)], "theme"
    name, key = _PASSAGES_PER_MENTION[table]
    found = frames[name]
    found = found[~found.repeated.astype(bool) & found.passage_id.isin(counted)]
    if name == "places":
        found = found[(found.via != "org") & (found.province.fillna("") != "")]
    return (found[found.named.astype(bool)] if name == "units" else found), key


def _documents(frames: Frames, row: pd.Series) -> list[str]:
    documents = frames["documents"]
    kind, _, value = row.scope.partition("=")
    mine = documents[_SCOPES[kind](documents, value)]
    year = mine.review_year.isna() if pd.isna(row.review_year) else mine.review_year == row.review_year
    return list(mine[year].doc_id)


TABLES = ["theme_by_year", *_PASSAGES_PER_MENTION]


@pytest.mark.parametrize("table", TABLES)
def test_counts_bases_shares_and_intervals(frames: Frames, table: str) -> None:
    found, key = _mentioned(frames, table)
    cells = found.groupby(["doc_id", key]).size()
    passages = _counted(frames).groupby("doc_id").size()
    characters = _counted(frames).groupby("doc_id").n_characters.sum()
    of_document = passages if table == "theme_by_year" else found.groupby("doc_id").size()
    rows = frames[table]
    assert len(rows)
    for (scope, year), mine in rows.groupby(["scope", "review_year"], dropna=False):
        documents = _documents(frames, mine.iloc[0])
        if not documents:
            assert set(mine.status) == {"no_comparable_document"} and mine.share.isna().all(), (scope, year)
            continue
        bases = of_document.reindex(documents, fill_value=0).to_numpy(float)
        keys = list(mine[key].fillna(""))
        counts = np.array([[cells.get((d, k), 0) for k in keys] for d in documents], dtype=float)
        assert list(mine.numerator) == list(counts.sum(axis=0)), (scope, year)
        assert set(mine.base) == {bases.sum()} and set(mine.n_documents) == {len(documents)}
        text = characters.reindex(documents, fill_value=0).sum()
        assert set(mine.characters) == {text}
        if bases.sum():
            np.testing.assert_allclose(mine.share, counts.sum(axis=0) / bases.sum(), atol=1e-9)
            np.testing.assert_allclose(mine.rate, 1000 * counts.sum(axis=0) / text, atol=1e-9)
        expected = _korn_graubard(counts, bases)
        if expected is None:
            assert mine.low.isna().all() and mine.high.isna().all(), (scope, year)
        else:
            np.testing.assert_allclose(mine.low, expected[0], atol=1e-8)
            np.testing.assert_allclose(mine.high, expected[1], atol=1e-8)


def _korn_graubard(counts: np.ndarray, bases: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Korn and Graubard (1998) with the jackknife CR3 variance and Kish's effective documents, by statsmodels' beta."""
    counts, bases = counts[bases > 0], bases[bases > 0]
    n, whole = len(bases), bases.sum()
    effective = whole**2 / (bases**2).sum() if n else 0.0
    if n < 5 or effective < 5:
        return None
    share = counts.sum(axis=0) / whole
    without = (counts.sum(axis=0) - counts) / (whole - bases)[:, None]
    # Leaving a document out moves the share by its residual over what is left: CR3 is the sum of those moves' squares.
    variance = ((share - without) ** 2).sum(axis=0)
    simple = share * (1 - share) / whole
    pooled = variance.sum() / simple.sum() if simple.sum() else 1.0
    effect = [max(1.0, v / s if s > 0 else pooled) for v, s in zip(variance, simple, strict=True)]
    ratio = stats.t.isf((1 - CONFIDENCE) / 2, effective - 1) / stats.norm.isf((1 - CONFIDENCE) / 2)
    size = whole / np.array(effect) / ratio**2
    ends = [proportion_confint(p * m, m, 1 - CONFIDENCE, "beta") for p, m in zip(share, size, strict=True)]
    low, high = (np.array(side, dtype=float) for side in zip(*ends, strict=True))
    return np.where(share > 0, low, 0.0), np.where(share < 1, high, 1.0)


@pytest.mark.parametrize("table", TABLES)
def test_differences_are_those_of_the_shares(frames: Frames, table: str) -> None:
    _, key = _mentioned(frames, table)
    rows = frames[table]
    known = rows[(rows.status == "counted")]
    share = known.set_index(["scope", key, "review_year"]).share.to_dict()
    # What a year with mentions does not mention has a share of zero, stored or not; a year without any has none.
    based = set(zip(known.scope, known.review_year, strict=True))
    gate = frames["comparability"]
    covered = gate[gate.n_documents > 0].groupby("scope").review_year.apply(sorted).to_dict()
    for row in known.itertuples():
        name = getattr(row, key)
        years = [y for y in covered[row.scope] if y < row.review_year]
        for year, told, change in (
            (row.previous_year, years[-1:], row.change_previous),
            (row.first_year, years[:1], row.change_first),
        ):
            assert ([] if pd.isna(year) else [year]) == told
            if told:
                before = share.get((row.scope, name, told[0]), 0.0 if (row.scope, told[0]) in based else np.nan)
                expected = share[row.scope, name, row.review_year] - before
                assert change == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_the_test_of_a_change_by_every_dealing(frames: Frames) -> None:
    """The interval and p value of small years from all dealings, written out one by one."""
    found, key = _mentioned(frames, "theme_by_year")
    cells, bases = found.groupby(["doc_id", key]).size(), _counted(frames).groupby("doc_id").size()
    rows = frames["theme_by_year"]
    tested = rows[rows.change_low.notna()]
    # Two years of six documents can be dealt in 924 ways, fewer than are drawn at random of more.
    whole = tested[tested.change_note.str.contains("全部")]
    assert len(whole) or len(frames["documents"]) < 20, "the invented corpus is large enough for a test"
    for _, mine in list(whole.groupby(["scope", "review_year"]))[:2]:
        row = mine.iloc[0]
        now, then = (
            [d for d in _documents(frames, pd.Series({"scope": row.scope, "review_year": year})) if bases.get(d, 0)]
            for year in (row.review_year, row.previous_year)
        )
        _every_dealing(mine, now, then, cells, bases, key)


def _every_dealing(
    mine: pd.DataFrame, now: list[str], then: list[str], cells: pd.Series, bases: pd.Series, key: str
) -> None:
    both = [*now, *then]
    keys = [k for k in mine[key] if any(cells.get((d, k), 0) for d in both)]
    counts = np.array([[cells.get((d, k), 0) for k in keys] for d in both], dtype=float)
    whole = np.array([bases[d] for d in both], dtype=float)
    constant = 0.2 * _spread(counts, whole) * len(both)

    def studentised(chosen: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
        rest = [n for n in range(len(both)) if n not in chosen]
        a, b = list(chosen), rest
        difference = counts[a].sum(0) / whole[a].sum() - counts[b].sum(0) / whole[b].sum()
        error = np.sqrt(
            _spread(counts[a], whole[a]) + _spread(counts[b], whole[b]) + constant * (1 / len(a) + 1 / len(b))
        )
        return difference, error

    difference, error = studentised(tuple(range(len(now))))
    largest = []
    for chosen in itertools.combinations(range(len(both)), len(now)):
        moved, scale = studentised(chosen)
        largest.append(np.abs(moved / scale).max())
    ranked = sorted(largest, reverse=True)
    bound = ranked[math.floor(len(ranked) * (1 - CONFIG.settings.compare.change_confidence) + 1e-9)]
    rows = mine.set_index(key).loc[keys]
    np.testing.assert_allclose(rows.change_low, np.clip(difference - bound * error, -1, 1), atol=1e-7)
    np.testing.assert_allclose(rows.change_high, np.clip(difference + bound * error, -1, 1), atol=1e-7)
    expected = [(np.array(largest) >= abs(d / e) - 1e-7).mean() for d, e in zip(difference, error, strict=True)]
    np.testing.assert_allclose(rows.change_p, expected, atol=1e-9)


def _spread(counts: np.ndarray, bases: np.ndarray) -> np.ndarray:
    share = counts.sum(axis=0) / bases.sum()
    return len(bases) / (len(bases) - 1) * ((counts - bases[:, None] * share) ** 2).sum(axis=0) / bases.sum() ** 2


def test_places_know_their_passages_results_and_joint_totals(frames: Frames) -> None:
    found, _ = _mentioned(frames, "place_by_year")
    counted = set(_counted(frames).passage_id)
    claims = frames["quantities"]
    claims = claims[~claims.repeated.astype(bool) & claims.passage_id.isin(counted) & (claims.kind == "result")]
    rows = frames["place_by_year"]
    for _, mine in rows[rows.status != "no_comparable_document"].groupby(["scope", "review_year"], dropna=False):
        documents = set(_documents(frames, mine.iloc[0]))
        own = claims[claims.doc_id.isin(documents)].provinces.map(list).tolist()
        passages = found[found.doc_id.isin(documents)].groupby("province").passage_id.nunique()
        for row in mine.itertuples():
            assert row.n_results == sum(p == [row.province] for p in own)
            assert row.n_joint == sum(row.province in p and len(p) > 1 for p in own)
            assert row.n_passages == passages.get(row.province, 0)


def test_shares_by_characters(frames: Frames) -> None:
    found, _ = _mentioned(frames, "theme_by_year")
    counted = _counted(frames).set_index("passage_id")
    length = found.passage_id.map(counted.n_characters)
    for row in frames["theme_by_year"].itertuples():
        if row.status == "no_comparable_document" or not row.characters:
            continue
        documents = set(_documents(frames, pd.Series({"scope": row.scope, "review_year": row.review_year})))
        own = length[found.doc_id.isin(documents) & (found.theme == row.theme)].sum()
        assert row.by_characters == pytest.approx(own / row.characters, abs=1e-9)


def test_claims_span_their_values(frames: Frames) -> None:
    claims = frames["quantities"].set_index("mention_id" if "mention_id" in frames["quantities"] else "quantity_id")
    for row in frames["quantity_by_year"].itertuples():
        mine = claims.loc[list(row.quantity_ids)]
        assert (row.n_claims, row.n_documents if row.n_claims else 0) == (len(mine), mine.doc_id.nunique())
        shown = mine[~mine.masked.astype(bool)]
        for side, extreme in (("value_low", min), ("value_high", max)):
            values = shown[side]
            whole = len(values) and not values.isna().any()
            told = getattr(row, side)
            assert told == pytest.approx(extreme(values)) if whole else pd.isna(told)


def test_the_gate_counts_what_the_tables_hold(frames: Frames) -> None:
    counted = _counted(frames)
    for row in frames["comparability"].itertuples():
        documents = _documents(frames, pd.Series({"scope": row.scope, "review_year": row.review_year}))
        mine = counted[counted.doc_id.isin(documents)]
        assert (row.n_documents, row.passages, row.characters) == (len(documents), len(mine), mine.n_characters.sum())
