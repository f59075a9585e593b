"""Key words: years dealt at random have none more often than the settings say, a word of a year is found, too few
documents have none, and the published counts are what it is made from."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy import sparse

from pipeline.compare.base import base_of
from pipeline.compare.keyness import document_words, key_words, keyness, word_matrix
from pipeline.config import CompareSettings
from pipeline.records import Record
from pipeline.store import Tables
from pipeline.yearly import Keyness
from tests.compare.build import of_year, part
from tests.compare.simulate import false_key_words, texts

# Fewer dealings than a run makes, for speed; the share of false key words does not depend on their number.
QUICK = CompareSettings(resamples=200)
NOMINAL = 1 - QUICK.change_confidence


@pytest.mark.parametrize("n", [5, 12])
def test_years_dealt_at_random_seldom_have_a_key_word(n: int) -> None:
    runs = 120
    told = false_key_words(texts(30, np.random.default_rng(3)), n, runs, QUICK)
    assert told <= NOMINAL + 3 * (NOMINAL * (1 - NOMINAL) / runs) ** 0.5


@pytest.mark.parametrize("n", [1, 2, 4, 27])
def test_with_too_few_documents_on_either_side_nothing_is_key(n: int) -> None:
    assert false_key_words(texts(30, np.random.default_rng(3)), n, 3, QUICK) == 0
    found = key_words(texts(30, np.random.default_rng(3)), np.arange(30) < n, "", QUICK)
    assert f"仅{min(n, 30 - n)}份有正文的文档，少于5份，不检验" in found.note


def _with_a_word_of_its_own(n: int, having: int) -> sparse.csr_array:
    """Documents with a further word, the last, in the first `having` of them."""
    own = sparse.csr_array(np.where(np.arange(n) < having, 3, 0)[:, None])
    return sparse.csr_array(sparse.hstack([texts(n, np.random.default_rng(5)), own]))


def test_a_word_of_a_year_is_key_and_first() -> None:
    counts = _with_a_word_of_its_own(40, 9)
    found = key_words(counts, np.arange(40) < 10, "", QUICK)
    assert found.words.tolist()[0] == counts.shape[1] - 1
    assert found.p[0] <= NOMINAL and found.expected[0] < 9


def test_the_many_uses_of_one_document_mark_no_year() -> None:
    counts = texts(40, np.random.default_rng(5)).toarray()
    counts[0, -1] = 500
    assert counts.shape[1] - 1 not in key_words(sparse.csr_array(counts), np.arange(40) < 10, "", QUICK).words


def test_longer_documents_are_no_year_of_their_own() -> None:
    counts = texts(60, np.random.default_rng(8))
    long = np.argsort(np.argsort(-counts.sum(axis=1), kind="stable")) < 20
    assert len(key_words(counts, long, "", QUICK).words) <= 2


def _tables(words: dict[str, Counter[str]], years: dict[str, int], level: str = "national") -> list[Record]:
    documents = [of_year(name, years[name], level=level) for name in words]
    return [*documents, *(part(d, 0) for d in documents)]


@pytest.fixture(scope="module")
def words() -> dict[str, Counter[str]]:
    terms, counts = [f"词{n}" for n in range(401)], _with_a_word_of_its_own(12, 6).toarray()
    return {
        f"d{n:02d}": Counter({t: int(c) for t, c in zip(terms, row, strict=True) if c}) for n, row in enumerate(counts)
    }


def test_every_year_has_its_words_or_a_reason(words: dict[str, Counter[str]]) -> None:
    years = {name: 2020 if n < 6 else 2021 if n < 11 else 2022 for n, name in enumerate(words)}
    base = base_of(Tables.of(_tables(words, years)))
    rows = keyness(words, base, QUICK)
    assert {r.review_year for r in rows} == {2020, 2021, 2022} and {r.scope for r in rows} == {"genre=national_summary"}
    first = next(r for r in rows if r.review_year == 2020)
    assert (first.term, first.n_with, first.reference_with, first.n_documents) == ("词400", 6, 0, 6)
    assert [(r.term, r.count) for r in rows if r.review_year == 2022] == [("", None)]
    assert keyness(words, base, QUICK) == rows


def test_another_level_is_another_family(words: dict[str, Counter[str]]) -> None:
    level = {name: "national" if n < 6 else "county" for n, name in enumerate(words)}
    documents = [of_year(name, 2020 if n < 6 else 2021, level=level[name]) for n, name in enumerate(words)]
    assert keyness(words, base_of(Tables.of([*documents, *(part(d, 0) for d in documents)])), QUICK) == []


def test_counts_are_published_so_that_anyone_can_count_again(words: dict[str, Counter[str]]) -> None:
    years = {name: 2020 + n // 6 for n, name in enumerate(words)}
    base = base_of(Tables.of(_tables(words, years)))
    rows = document_words(words, base)
    again: dict[str, Counter[str]] = {name: Counter() for name in words}
    for row in rows:
        again[row.doc_id][row.word] += row.count
    assert again == words
    key: list[Keyness] = [r for r in keyness(words, base, QUICK) if r.term]
    assert key
    for row in key:
        assert row.count == sum(r.count for r in rows if r.review_year == row.review_year and r.word == row.term)
        assert row.tokens == sum(r.count for r in rows if r.review_year == row.review_year)
    assert word_matrix(list(words.values()))[1].sum() == sum(r.count for r in rows)
