"""Keyness: the words that set a year apart, by four measures with their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from pipeline.compare.base import Base
from pipeline.records import Document, Passage, WordCount
from pipeline.store import Tables
from pipeline.text.segmenter import Segmenter
from pipeline.words import words_of
from pipeline.yearly import Keyness

Array = NDArray[np.float64]

# Rarer words have no stable keyness; the longest list is what a reader looks through.
FEWEST, MOST = 3, 40


def log_likelihood(a: Array, b: Array, n_a: float, n_b: float) -> Array:
    """G2 of counts `a` in `n_a` words against `b` in `n_b`; Dunning (1993), Rayson and Garside (2000)."""
    expected_a = n_a * (a + b) / (n_a + n_b)
    expected_b = n_b * (a + b) / (n_a + n_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.where(a > 0, a * np.log(a / expected_a), 0.0)
        second = np.where(b > 0, b * np.log(b / expected_b), 0.0)
    return np.asarray(2 * (first + second))


def log_ratio(a: Array, b: Array, n_a: float, n_b: float) -> Array:
    """Binary logarithm of the ratio of relative frequencies, an absent word counted as half; Hardie (2014)."""
    return np.asarray(np.log2((np.where(a > 0, a, 0.5) / n_a) / (np.where(b > 0, b, 0.5) / n_b)))


def log_odds(a: Array, b: Array, n_a: float, n_b: float) -> Array:
    """z-scores of log-odds ratios under an informative Dirichlet prior, the pooled counts themselves;
    Monroe, Colaresi and Quinn (2008), equations 15, 16, 19 and 22."""
    prior = a + b
    total = prior.sum()
    odds_a = np.log((a + prior) / (n_a + total - a - prior))
    odds_b = np.log((b + prior) / (n_b + total - b - prior))
    return np.asarray((odds_a - odds_b) / np.sqrt(1 / (a + prior) + 1 / (b + prior)))


def benjamini_hochberg(p: Array) -> Array:
    """Adjusted p-values that bound the false discovery rate; Benjamini and Hochberg (1995)."""
    order = np.argsort(p, kind="stable")
    ranked = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    return adjusted


def deviation_of_proportions(counts: Sequence[int], sizes: Sequence[int]) -> float | None:
    """Gries (2008): half the summed distance of a word's shares over documents from the documents' shares of the
    text; 0 is even. None for a single document, over which nothing can be spread."""
    if len(sizes) < 2 or not sum(counts):
        return None
    observed = np.array(counts) / sum(counts)
    expected = np.array(sizes) / sum(sizes)
    return float(np.abs(observed - expected).sum() / 2)


def counted_words(tables: Tables, base: Base, cutter: Segmenter) -> dict[str, Counter[str]]:
    """Words by document in the counted text: those of the document less those of its repeats."""
    words: dict[str, Counter[str]] = {d.doc_id: Counter() for d in base.documents}
    for row in tables[WordCount]:
        words[row.doc_id][row.word] += row.count
    for passage in tables[Passage]:
        if passage.role == "body" and passage.passage_id not in base.counted:
            words[passage.doc_id].subtract(words_of(passage, cutter))
    return words


def keyness(words: Mapping[str, Counter[str]], base: Base) -> list[Keyness]:
    """The words over-used in each year against the other years of the same scope, by falling log-likelihood.

    Only `all` and the genres: a family of tests is one year in one scope.
    """
    table = _Counts(words)
    rows: list[Keyness] = []
    for scope, by_year in base.scopes.items():
        years = sorted(year for year in by_year if year is not None)
        if len(years) < 2 or not (scope == "all" or scope.startswith("genre=")):
            continue
        everything = table.of([d for year in years for d in by_year[year]]).sum(axis=0)
        for year in years:
            rows += _year(_Year(scope, year, by_year[year]), table, everything)
    return rows


class _Counts:
    """Words by documents, as a matrix of counts whose columns are the words in their order."""

    def __init__(self, words: Mapping[str, Counter[str]]) -> None:
        self.terms = sorted(set().union(*words.values()))
        self._rows = {doc_id: n for n, doc_id in enumerate(words)}
        column = {term: n for n, term in enumerate(self.terms)}
        self._counts = np.zeros((len(words), len(self.terms)), dtype=np.int32)
        for doc_id, counts in words.items():
            places = np.fromiter((column[t] for t in counts), dtype=np.int64, count=len(counts))
            values = np.fromiter(counts.values(), dtype=np.int32, count=len(counts))
            self._counts[self._rows[doc_id], places] = values

    def of(self, documents: Sequence[Document]) -> NDArray[np.int32]:
        """The counts of these documents, documents x words."""
        return self._counts[[self._rows[d.doc_id] for d in documents]]


@dataclass(frozen=True)
class _Year:
    scope: str
    year: int
    documents: Sequence[Document]


def _year(of: _Year, table: _Counts, everything: NDArray[np.int64]) -> Iterator[Keyness]:
    counts = table.of(of.documents)
    here = counts.sum(axis=0)
    kept = np.flatnonzero(everything >= FEWEST)
    n_a, n_b = int(here.sum()), int(everything.sum() - here.sum())
    if len(kept) < 2 or not n_a or not n_b:
        return  # odds of a word need at least one other word
    a, b = here[kept].astype(float), (everything - here)[kept].astype(float)
    g2, ratio, z = log_likelihood(a, b, n_a, n_b), log_ratio(a, b, n_a, n_b), log_odds(a, b, n_a, n_b)
    p = chdtrc(1, g2)
    adjusted = benjamini_hochberg(p)
    used = (ratio > 0) & (a >= FEWEST)
    order = [int(i) for i in np.lexsort((kept, -g2)) if used[i]][:MOST]
    sizes = counts.sum(axis=1).tolist()
    for i in order:
        yield Keyness(
            review_year=of.year,
            scope=of.scope,
            term=table.terms[kept[i]],
            count=int(a[i]),
            tokens=n_a,
            reference_count=int(b[i]),
            reference_tokens=n_b,
            log_likelihood=round(float(g2[i]), 9),
            log_ratio=round(float(ratio[i]), 9),
            log_odds_z=round(float(z[i]), 9),
            p_value=float(f"{p[i]:.6g}"),
            p_adjusted=float(f"{adjusted[i]:.6g}"),
            dispersion=deviation_of_proportions(counts[:, kept[i]].tolist(), sizes),
            n_documents=len(of.documents),
            warning="仅一份文档：数值描述该文档用词，不能推断该年度" if len(of.documents) == 1 else "",
        )
