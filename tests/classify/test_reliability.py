"""Agreement between coders, the coding sheet, corrected shares: known values, refusals, coverage."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from pipeline.classify import coding
from pipeline.classify.agreement import bootstrap, by_theme, cohen_kappa, krippendorff_alpha
from pipeline.classify.scheme import scheme
from pipeline.classify.shares import Rated, shares, wilson
from pipeline.config import Config, SettingsError
from tests.build import passage

SCHEME = scheme(Config())
CODES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=30)


def test_kappa_of_a_textbook_table() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_alpha_of_a_published_example() -> None:
    """Krippendorff (2011), two observers of twelve units, nominal data."""
    assert krippendorff_alpha(list(zip("aabbdcccedda", "babbbccceddd", strict=True))) == pytest.approx(0.692, abs=5e-4)


@given(CODES)
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    value = cohen_kappa(pairs)
    if not math.isnan(value):
        assert value == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))


def test_agreement_by_theme() -> None:
    pairs = [("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")]
    found = by_theme(pairs, "abc")
    assert found["a"] == found["b"] == pytest.approx(0.5)
    assert math.isnan(found["c"])


@given(CODES)
def test_agreement_is_symmetric_and_at_most_one(pairs: list[tuple[str, str]]) -> None:
    turned = [(b, a) for a, b in pairs]
    for measure in (cohen_kappa, krippendorff_alpha):
        value = measure(pairs)
        assert math.isnan(value) or (value <= 1 + 1e-9 and value == pytest.approx(measure(turned)))


def test_bootstrap_repeats_itself_and_holds_its_estimate() -> None:
    pairs = [("a", "a"), ("b", "b"), ("a", "b"), ("c", "c"), ("b", "b")] * 6
    first, second = (bootstrap(pairs, cohen_kappa, resamples=200, seed=5, confidence=0.95) for _ in range(2))
    assert first == second
    assert first.low < first.value < first.high < 1
    with pytest.raises(ValueError, match="coded by both"):
        bootstrap([], cohen_kappa, resamples=10, seed=1, confidence=0.9)


def test_the_sample_is_the_same_again_blind_and_keeps_its_lots() -> None:
    corpus = [passage(f"第{n}段。", position=n) for n in range(50)]
    drawn = coding.sample(corpus, 10, seed=3)
    assert drawn == coding.sample(list(reversed(corpus)), 10, seed=3)
    assert drawn != coding.sample(corpus, 10, seed=4)
    more = coding.sample([*corpus, *(passage(f"新{n}", position=n, doc_id="e") for n in range(3))], 10, seed=3)
    assert [p for p in more if p.doc_id == "d"] == drawn[: sum(p.doc_id == "d" for p in more)]
    assert all(row["主要主题"] == "" for row in coding.sheet(drawn, seed=3))


def _filled(**cells: str) -> dict[str, str]:
    row = coding.sheet([passage("正文。")], seed=3)[0]
    return {**row, **cells}


def test_a_filled_sheet_is_read_by_names_or_identifiers() -> None:
    rows = [_filled(主要主题="服务群众", 次要主题="从严从实，responsibility", 难度="难"), _filled()]
    themes = ("serving_the_masses", "strictness", "responsibility")
    made = coding.read_sheet(enumerate(rows, 2), SCHEME, "a.csv")
    assert made == [coding.Coding("d.0", themes, "hard", "", "正文。", "", "3")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([_filled(主要主题="服务")], "第2行：没有“服务”这个主题"),
        ([_filled(), _filled(主要主题="其他", 难度="中")], "第3行：难度写的是“中”"),
        ([_filled(主要主题="其他", 次要主题="其他")], "第2行：同一主题写了两次"),
        ([_filled(主要主题="其他"), _filled(主要主题="其他")], "第3行：段落 d.0 出现两次"),
        ([_filled(主要主题="其他", 种子="")], "第2行：种子写的是 ''"),
    ],
)
def test_an_error_names_its_row(rows: list[dict[str, str]], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        coding.read_sheet(enumerate(rows, 2), SCHEME, "a.csv")


def _coded(at: int, *themes: str, note: str = "", difficulty: str = "easy") -> coding.Coding:
    return coding.Coding(f"d.{at}", themes, difficulty, note, f"第{at}段", "", "3")


def test_adjudication_holds_the_disagreements_only() -> None:
    first, second = [_coded(1, "other"), _coded(2, "strictness")], [_coded(1, "other"), _coded(2, "responsibility")]
    rows = coding.adjudication(first, second, SCHEME)
    assert [(row["正文"], row["甲"], row["乙"], row["裁定"]) for row in rows] == [("第2段", "从严从实", "责任落实", "")]
    assert coding.pairs(first, second) == [("other", "other"), ("strictness", "responsibility")]


def test_codings_side_by_side_have_the_verdict_where_there_is_nothing_to_settle() -> None:
    first = [_coded(1, "other", "strictness", note="甲"), _coded(2, "strictness")]
    second = [_coded(1, "other", note="乙"), _coded(2, "other"), _coded(3, "other")]
    rows = coding.side_by_side(first, second, SCHEME)
    assert [(row["甲"], row["乙"], row["裁定"], row["理由"]) for row in rows] == [
        ("其他、从严从实", "其他", "其他", "甲、乙"),
        ("从严从实", "其他", "", ""),
    ]


def test_the_agreed_coding_follows_both_coders_and_the_verdict() -> None:
    first = [_coded(1, "other", "strictness", "responsibility"), _coded(2, "strictness"), _coded(4, "other")]
    second = [_coded(2, "responsibility"), _coded(1, "other", "strictness", difficulty="hard")]
    verdict = coding.verdicts([(2, {"段落编号": "d.2", "裁定": "责任落实、从严从实", "理由": "述责"})], SCHEME, "v.csv")
    assert coding.settled(first, second, verdict) == [
        _coded(1, "other", "strictness", difficulty="hard"),
        _coded(2, "responsibility", "strictness", note="述责"),
        _coded(4, "other"),
    ]
    with pytest.raises(SettingsError, match=r"d\.2：两人意见不同"):
        coding.settled(first, second, {})
    with pytest.raises(SettingsError, match=r"v\.csv 第5行：没有裁定"):
        coding.verdicts([(5, {"段落编号": "d.2", "裁定": "", "理由": ""})], SCHEME, "v.csv")


def test_a_sample_with_a_hole_is_noticed() -> None:
    corpus = [passage(f"第{n}段。", position=n) for n in range(30)]
    drawn = coding.sample(corpus, 8, seed=3)
    ids = {p.passage_id for p in drawn}
    assert coding.due(corpus, ids, seed=3) == []
    assert coding.due(corpus, ids - {drawn[4].passage_id}, seed=3) == [drawn[4]]
    changed = [p if p is not drawn[4] else passage("改过。", position=p.position) for p in corpus]
    assert coding.fits(_coded(1, "other"), {"d.1": passage("第1 段", position=1)})
    assert not coding.fits(_coded(1, "other"), {"d.1": changed[1]})


def test_wilson_interval_of_a_known_case() -> None:
    assert wilson(1, 10, 0.95) == pytest.approx((0.0179, 0.4042), abs=1e-3)


def test_too_few_coded_passages_give_no_correction() -> None:
    rated = [Rated("2020", "a", "a")] * 3 + [Rated("2020", "b", None)] * 7
    row = shares(rated, ["a"], 0.95)[0]
    assert (row.raw, row.corrected, row.low, row.n_coded) == (0.3, None, None, 3)


def test_coding_everything_gives_the_coders_share() -> None:
    rated = [Rated("2020", "a", "b")] * 6 + [Rated("2020", "b", "b")] * 4
    assert [row.corrected for row in shares(rated, ["a", "b"], 0.95)] == [0, 1]


def test_corrected_shares_of_all_themes_add_up() -> None:
    """Nine of ten given c were coded b: the plain correction of c falls below zero, and cutting it alone would leave a
    row that holds more than everything."""
    rated = [*[Rated("y", "a", None)] * 50, *[Rated("y", "b", None)] * 45, *[Rated("y", "c", None)] * 5]
    rated += [*[Rated("y", "c", "b")] * 9, Rated("y", "a", "a")]
    row = shares(rated, ["a", "b", "c"], 0.95)
    assert sum(share.corrected or 0 for share in row) == pytest.approx(1, abs=1e-12)
    assert row[2].corrected == 0
    for share in row:
        assert share.low is not None and share.corrected is not None and share.high is not None
        assert share.low <= share.corrected <= share.high


def test_the_corrected_share_is_unbiased_and_its_interval_covers_the_truth() -> None:
    """A classifier that misses a third of theme a: raw shares are far off, corrected ones are not."""
    draw, inside, estimates = random.Random(7), 0, []
    for _ in range(200):
        truth = ["a" if draw.random() < 0.4 else "b" for _ in range(400)]
        given_ = ["b" if t == "a" and draw.random() < 1 / 3 else t for t in truth]
        drawn = set(draw.sample(range(400), 100))
        rated = [Rated("y", g, t if at in drawn else None) for at, (t, g) in enumerate(zip(truth, given_, strict=True))]
        row = shares(rated, ["a"], 0.95)[0]
        assert row.corrected is not None and row.low is not None and row.high is not None
        estimates.append(row.corrected)
        inside += row.low <= 0.4 <= row.high
        assert row.low <= row.corrected <= row.high
    assert sum(estimates) / 200 == pytest.approx(0.4, abs=0.015)
    assert inside >= 180
