"""Keyness: the words that set a year apart, by four measures with their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

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
    rows: list[Keyness] = []
    for scope, by_year in base.scopes.items():
        years = sorted(year for year in by_year if year is not None)
        if len(years) < 2 or not (scope == "all" or scope.startswith("genre=")):
            continue
        pooled = {year: _pool(words, by_year[year]) for year in years}
        everything = sum(pooled.values(), Counter())
        for year in years:
            rows += _year(scope, year, pooled[year], everything - pooled[year], by_year[year], words)
    return rows


def _pool(words: Mapping[str, Counter[str]], documents: Sequence[Document]) -> Counter[str]:
    return sum((words[d.doc_id] for d in documents), Counter())


def _year(
    scope: str,
    year: int,
    here: Counter[str],
    elsewhere: Counter[str],
    documents: Sequence[Document],
    words: Mapping[str, Counter[str]],
) -> Iterator[Keyness]:
    terms = sorted(t for t in here | elsewhere if here[t] + elsewhere[t] >= FEWEST)
    n_a, n_b = here.total(), elsewhere.total()
    if len(terms) < 2 or not n_a or not n_b:
        return  # odds of a word need at least one other word
    a = np.array([here[t] for t in terms], dtype=float)
    b = np.array([elsewhere[t] for t in terms], dtype=float)
    g2, ratio, z = log_likelihood(a, b, n_a, n_b), log_ratio(a, b, n_a, n_b), log_odds(a, b, n_a, n_b)
    p = chdtrc(1, g2)
    adjusted = benjamini_hochberg(p)
    order = [int(i) for i in np.lexsort((np.arange(len(terms)), -g2)) if ratio[i] > 0 and a[i] >= FEWEST][:MOST]
    sizes = [words[d.doc_id].total() for d in documents]
    for i in order:
        yield Keyness(
            review_year=year,
            scope=scope,
            term=terms[i],
            count=int(a[i]),
            tokens=n_a,
            reference_count=int(b[i]),
            reference_tokens=n_b,
            log_likelihood=round(float(g2[i]), 9),
            log_ratio=round(float(ratio[i]), 9),
            log_odds_z=round(float(z[i]), 9),
            p_value=float(f"{p[i]:.6g}"),
            p_adjusted=float(f"{adjusted[i]:.6g}"),
            dispersion=deviation_of_proportions([words[d.doc_id][terms[i]] for d in documents], sizes),
            n_documents=len(documents),
            warning="仅一份文档：数值描述该文档用词，不能推断该年度" if len(documents) == 1 else "",
        )
