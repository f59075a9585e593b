"""Keyness: the words that set a year apart, tested over documents and described by four measures with their sources."""

from __future__ import annotations

import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pipeline.compare.base import Base
from pipeline.compare.dealings import Deals
from pipeline.compare.intervals import FEWEST, Numbers
from pipeline.config import CompareSettings
from pipeline.records import Document, Passage
from pipeline.store import Tables
from pipeline.text.segmenter import Segmenter
from pipeline.wordings import WordCount
from pipeline.words import words_of
from pipeline.yearly import DocumentWord, Keyness

Whole = NDArray[np.int64]

# Documents by words worked on at once.
_CELLS = 4_000_000
# Parts of a document's excess that are told apart, and steps after which its expectation no longer moves.
_GRAIN, _STEPS = 2.0**20, 25


def log_likelihood(a: Numbers, b: Numbers, n_a: float, n_b: float) -> Numbers:
    """G2 of counts `a` in `n_a` words against `b` in `n_b`; Dunning (1993), Rayson and Garside (2000)."""
    expected_a = n_a * (a + b) / (n_a + n_b)
    expected_b = n_b * (a + b) / (n_a + n_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.where(a > 0, a * np.log(a / expected_a), 0.0)
        second = np.where(b > 0, b * np.log(b / expected_b), 0.0)
    return np.asarray(2 * (first + second))


def log_ratio(a: Numbers, b: Numbers, n_a: float, n_b: float) -> Numbers:
    """Binary logarithm of the ratio of relative frequencies, an absent word counted as half; Hardie (2014)."""
    return np.asarray(np.log2((np.where(a > 0, a, 0.5) / n_a) / (np.where(b > 0, b, 0.5) / n_b)))


def log_odds(a: Numbers, b: Numbers, n_a: float, n_b: float) -> Numbers:
    """z-scores of log-odds ratios under an informative Dirichlet prior, the pooled counts themselves;
    Monroe, Colaresi and Quinn (2008), equations 15, 16, 19 and 22."""
    prior = a + b
    total = prior.sum()
    odds_a = np.log((a + prior) / (n_a + total - a - prior))
    odds_b = np.log((b + prior) / (n_b + total - b - prior))
    return np.asarray((odds_a - odds_b) / np.sqrt(1 / (a + prior) + 1 / (b + prior)))


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
    return {doc_id: +counts for doc_id, counts in words.items()}


def document_words(words: Mapping[str, Counter[str]], base: Base) -> list[DocumentWord]:
    """The counts that keyness rests on, one row a document and word, most frequent first."""
    return [
        DocumentWord(d.doc_id, d.review_year, d.genre, word, count)
        for d in base.documents
        for word, count in sorted(words[d.doc_id].items(), key=lambda item: (-item[1], item[0]))
    ]


def keyness(words: Mapping[str, Counter[str]], base: Base, settings: CompareSettings) -> list[Keyness]:
    """The words of each year that its documents use more than those of other years do, by falling strength.

    Years are held against each other within one genre and level, for a word of a genre or of a province would pass for
    one of a year. A year without such a word, or without enough documents to say so, is one row that says why; what
    only one year has is held against nothing.
    """
    families: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in sorted(base.documents, key=lambda d: (d.genre, d.level)):
        if document.review_year is not None:
            families[document.genre, document.level].append(document)
    rows: list[Keyness] = []
    for (genre, level), documents in families.items():
        if len({d.review_year for d in documents}) > 1:
            rows += _Family(genre, level, documents, words).rows(settings)
    return rows


class _Family:
    """The documents that are held against each other."""

    def __init__(
        self, genre: str, level: str, documents: Sequence[Document], words: Mapping[str, Counter[str]]
    ) -> None:
        self.genre, self.level = genre, level
        self.years = np.array([d.review_year for d in documents])
        self.terms, self.counts = word_matrix([words[d.doc_id] for d in documents])

    def rows(self, settings: CompareSettings) -> Iterator[Keyness]:
        """The rows of every year."""
        for year in np.unique(self.years).tolist():
            here = self.years == year
            found = key_words(self.counts, here, f"words|{self.genre}|{self.level}|{year}", settings)
            common = {
                "review_year": year,
                "scope": f"genre={self.genre}",
                "level": self.level,
                "n_documents": int(here.sum()),
                "reference_documents": int((~here).sum()),
                "note": found.note,
            }
            if len(found.words):
                yield from self._described(found, here, common)
            else:
                yield Keyness(term="", **common)

    def _described(self, found: KeyWords, here: NDArray[np.bool_], common: dict[str, Any]) -> Iterator[Keyness]:
        inside, outside = self.counts[here], self.counts[~here]
        a, b = (np.asarray(part.sum(axis=0), dtype=float) for part in (inside, outside))
        n_a, n_b = float(a.sum()), float(b.sum())
        g2, ratio, z = log_likelihood(a, b, n_a, n_b), log_ratio(a, b, n_a, n_b), log_odds(a, b, n_a, n_b)
        spread, other = (np.asarray((part > 0).sum(axis=0)) for part in (inside, outside))
        sizes = inside.sum(axis=1).tolist()
        for word, strength, p, expected in zip(found.words, found.strength, found.p, found.expected, strict=True):
            yield Keyness(
                **common,
                term=self.terms[word],
                count=int(a[word]),
                tokens=int(n_a),
                n_with=int(spread[word]),
                expected_with=round(float(expected), 9),
                reference_count=int(b[word]),
                reference_tokens=int(n_b),
                reference_with=int(other[word]),
                strength=float(strength),
                p_adjusted=float(f"{p:.6g}"),
                log_likelihood=round(float(g2[word]), 9),
                log_ratio=round(float(ratio[word]), 9),
                log_odds_z=round(float(z[word]), 9),
                dispersion=deviation_of_proportions(inside[:, [word]].toarray()[:, 0].tolist(), sizes),
            )


def word_matrix(words: Sequence[Counter[str]]) -> tuple[list[str], sparse.csr_array]:
    """The words, and their counts, documents x words."""
    terms = sorted(set().union(*words))
    column = {term: n for n, term in enumerate(terms)}
    ends = np.cumsum([0, *(len(w) for w in words)])
    places = np.fromiter((column[t] for w in words for t in w), dtype=np.int64, count=ends[-1])
    values = np.fromiter((n for w in words for n in w.values()), dtype=np.int64, count=ends[-1])
    return terms, sparse.csr_array((values, places, ends), shape=(len(words), len(terms)))


@dataclass(frozen=True)
class KeyWords:
    """The columns of the key words by falling strength, each with its strength, p value, and the documents of the year
    that would have it if years did not matter. `note` says in Chinese how words were tested, or why none is key."""

    words: NDArray[np.intp]
    strength: Numbers
    p: Numbers
    expected: Numbers
    note: str


def key_words(
    counts: sparse.csr_array,
    here: NDArray[np.bool_],
    label: str,
    settings: CompareSettings,
    names: tuple[str, str] = ("本年度", "其他年度"),
) -> KeyWords:
    """The words that more of the documents `here` have than their length gives reason for. counts: documents x words;
    `names` are what the note calls the documents here and the others.

    Words of one text come together, and a test that takes them for drawn one by one calls nearly any two texts
    different: Lijffijt and others (2016), "Significance testing of word frequencies in corpora", Digital Scholarship in
    the Humanities 31. Here a document has a word or has it not, and whole documents are dealt to the year and to the
    others anew (pipeline/compare/dealings.py). The strongest word of each dealing corrects for the number of words: of
    years that do not matter, at most 1 - change_confidence have any key word (`make bench`). Of the statistics tried,
    this one found most on real years and did not take longer texts for a year of their own.
    """
    sizes = np.asarray(counts.sum(axis=1), dtype=np.int64)
    spoken = sizes > 0
    order = np.concatenate([np.flatnonzero(here & spoken), np.flatnonzero(~here & spoken)])
    later = int((here & spoken).sum())
    for name, n in zip(names, (later, len(order) - later), strict=True):
        if n < FEWEST:
            return _none(f"{name}仅{n}份有正文的文档，少于{FEWEST}份，不检验")
    has, sizes = (counts[order] > 0).astype(float).tocsc(), sizes[order]
    spread = has.sum(axis=0)
    # A word of fewer documents could never be key, nor one of all.
    tried = np.flatnonzero((spread >= FEWEST) & (spread < len(order)))
    if not len(tried):
        return _none(f"没有见于{FEWEST}份以上文档的词，不检验")
    deals = Deals(len(order), later, settings.resamples, [settings.seed, zlib.crc32(label.encode())])
    parts = np.array_split(tried, math.ceil(len(tried) * len(order) / _CELLS))
    tests = [_Test(has[:, part].toarray(), sizes, later) for part in parts]
    largest = np.sort(np.max([_largest(test, deals) for test in tests], axis=0))
    strength = np.concatenate([test.strengths(deals.observed)[0] for test in tests])
    expected = np.concatenate([test.expected[:later].sum(axis=0) for test in tests])
    p = 1 - np.searchsorted(largest, strength, side="left") / len(largest)
    key = np.flatnonzero(p <= 1 - settings.change_confidence + 1e-9)
    key = key[np.lexsort((tried[key], -strength[key]))]
    note = f"{deals.way('和'.join(names))}；p值按同时检验{len(tried)}个词校正"
    if not len(key):
        note += f"；没有词的p值不大于{1 - settings.change_confidence:g}"
    return KeyWords(tried[key], strength[key], p[key], expected[key], note)


def _none(note: str) -> KeyWords:
    nothing = np.empty(0)
    return KeyWords(np.empty(0, dtype=np.intp), nothing, nothing, nothing, note)


def _largest(test: _Test, deals: Deals) -> Numbers:
    """The strongest word of each dealing."""
    blocks = deals.blocks(max(test.residuals.shape))
    return np.concatenate([test.strengths(block).max(axis=1) for block in blocks])


class _Test:
    """How many documents have each word beyond what their lengths give reason for, under any dealing.

    has: documents x words, 1 or 0; sizes: words of each document. If years do not matter, a document of n words lacks a
    word with chance exp(-rate n); the rate is the one at which as many documents have it as do.
    """

    def __init__(self, has: Numbers, sizes: Whole, later: int) -> None:
        self.expected = _expected(has.sum(axis=0), sizes / sizes.mean())
        # Whole numbers: their sums are exact, whatever the machine's arithmetic.
        self.residuals = np.rint((has - self.expected) * _GRAIN)
        n = len(sizes)
        self.mean = self.residuals.mean(axis=0)
        spread = ((self.residuals - self.mean) ** 2).sum(axis=0) / (n - 1)
        self.error = np.maximum(np.sqrt(spread * later * (n - later) / n), 1.0)
        self.later = later

    def strengths(self, dealt: Numbers) -> Numbers:
        """The excess of the later group in its standard errors over all dealings, dealings x words."""
        excess = dealt @ self.residuals - self.later * self.mean
        return np.asarray(np.round(excess / self.error, 9))


def _expected(spread: Numbers, sizes: Numbers) -> Numbers:
    """The chance of each document to have each word, documents x words, summing to `spread`; by Newton's steps."""
    rate = -np.log1p(-spread / (len(sizes) + 0.5))
    for _ in range(_STEPS):
        lacking = np.exp(-sizes[:, None] * rate)
        over = len(sizes) - lacking.sum(axis=0) - spread
        slope = np.maximum((sizes[:, None] * lacking).sum(axis=0), 1e-9)
        rate = np.maximum(rate - over / slope, rate / 3)
    return np.asarray(1 - np.exp(-sizes[:, None] * rate))
