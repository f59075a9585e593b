"""The stage that corrects shares: unbiased where labels are not, silent where the sample does not carry it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.classify import coding, correct
from pipeline.classify.scheme import scheme
from pipeline.codings import read_sheet
from pipeline.companions import CODING as FILE
from pipeline.compare import compare
from pipeline.config import Config, SettingsError
from pipeline.records import Document, Passage, Problem, Record, Theme
from pipeline.reliability import CodingRow, CorrectedShare, ModelCheck
from pipeline.runner import ingested
from pipeline.store import Tables
from pipeline.yearly import ThemeByYear
from tests.build import document, passage

CONFIG = Config()
NAMES = scheme(CONFIG).names
SEED = 5


def corpus(truth: dict[int, list[str]], given: dict[int, list[str]], coded: int) -> Tables:
    """One document a year, its passages with their given themes, the first `coded` lots of each year coded as true."""
    records: list[Record] = []
    row = 1
    for year, themes in truth.items():
        doc = f"y{year}"
        records.append(replace(document(doc), review_year=year))
        made = [passage(f"{year}年第{n}段。", position=n, doc_id=doc) for n in range(len(themes))]
        records += made
        records += [
            Theme(p.passage_id, doc, theme, 1, 0.9, [], "model") for p, theme in zip(made, given[year], strict=True)
        ]
        for p in coding.sample(made, coded, SEED):
            row += 1
            name = NAMES[themes[p.position]]
            records.append(CodingRow(row, p.passage_id, "", p.text, name, "", "", "", str(SEED)))
    return Tables.of(records)


def shares(tables: Tables, scope: str = "all") -> dict[tuple[int | None, str], CorrectedShare]:
    made = [r for r in correct(tables, CONFIG) if isinstance(r, CorrectedShare) and r.scope == scope]
    return {(r.review_year, r.theme): r for r in made}


def problems(tables: Tables) -> list[str]:
    return [r.message for r in correct(tables, CONFIG) if isinstance(r, Problem)]


def missed(truth: list[str], draw: random.Random) -> list[str]:
    """A classifier that takes every third passage of serving the masses for strictness."""
    return ["strictness" if t == "serving_the_masses" and draw.random() < 1 / 3 else t for t in truth]


def test_the_corrected_share_is_unbiased_where_the_raw_one_is_not() -> None:
    draw, raw, corrected, inside = random.Random(11), [], [], 0
    for _ in range(60):
        truth = {2019: ["serving_the_masses" if draw.random() < 0.4 else "strictness" for _ in range(300)]}
        given = {2019: missed(truth[2019], draw)}
        row = shares(corpus(truth, given, 75))[2019, "serving_the_masses"]
        assert row.corrected is not None and row.low is not None and row.high is not None
        raw.append(row.raw)
        corrected.append(row.corrected)
        inside += row.low <= 0.4 <= row.high
    assert sum(raw) / 60 == pytest.approx(0.27, abs=0.02)
    assert sum(corrected) / 60 == pytest.approx(0.4, abs=0.025)
    assert inside >= 53


def plain(coded: int = 8) -> Tables:
    themes = ["serving_the_masses"] * 10 + ["strictness"] * 10
    return corpus({2018: themes, 2019: themes}, {2018: themes, 2019: themes}, coded)


def test_without_coding_there_are_the_model_s_figures_and_nothing_else() -> None:
    tables = plain().with_records([], (CodingRow,))
    made = correct(tables, CONFIG)
    uncoded = [replace(row, primary="") for row in plain()[CodingRow]]
    assert correct(tables.with_records(uncoded, (CodingRow,)), CONFIG) == made
    assert {type(r) for r in made} == {ModelCheck}
    assert {"reliability", "coverage", "accuracy", "calibration_error"} <= {r.kind for r in made}  # type: ignore[attr-defined]
    assert all(r.corrected is None for r in compare(tables, CONFIG) if isinstance(r, ThemeByYear))


def test_a_small_sample_without_an_error_proves_no_perfection() -> None:
    row = shares(plain())[2019, "other"]
    assert (row.raw, row.corrected, row.n_passages, row.n_coded) == (0, 0, 20, 8)
    assert row.high is not None and row.high > 0.05


def test_too_few_coded_passages_correct_nothing_and_say_so() -> None:
    row = shares(plain(coded=4))[2018, "strictness"]
    assert (row.corrected, row.low, row.high) == (None, None, None)
    assert "不足5段" in row.note


def test_the_shares_travel_into_the_yearly_table() -> None:
    tables = plain()
    tables = tables.with_records(
        [r for r in correct(tables, CONFIG) if isinstance(r, CorrectedShare)], (CorrectedShare,)
    )
    rows = [r for r in compare(tables, CONFIG) if isinstance(r, ThemeByYear) and r.theme == "strictness"]
    assert {r.scope for r in rows if r.corrected is not None} == {"all", "genre=report"}
    known = shares(tables)[2019, "strictness"]
    assert [
        (r.corrected, r.corrected_low, r.corrected_high) for r in rows if (r.scope, r.review_year) == ("all", 2019)
    ] == [(known.corrected, known.low, known.high)]


def test_a_changed_text_does_not_count_and_is_named_by_its_row() -> None:
    tables = plain()
    first = tables[CodingRow][0]
    rows = [replace(r, text="别的话。") if r is first else r for r in tables[CodingRow]]
    said = problems(tables.with_records(rows, (CodingRow,)))
    assert any(s.startswith(f"第{first.row}行：段落{first.passage_id}正文已改动") for s in said)
    gone = tables.with_records([p for p in tables[Passage] if p.passage_id != first.passage_id], (Passage,))
    assert any(s.startswith(f"第{first.row}行") and "已不在正文之中" in s for s in problems(gone))


def test_a_year_whose_sample_has_a_hole_is_not_corrected() -> None:
    tables = plain()
    drawn = [r for r in tables[CodingRow] if r.passage_id.startswith("y2019")]
    rows = [r for r in tables[CodingRow] if r is not drawn[0]]
    holed = tables.with_records(rows, (CodingRow,))
    found = shares(holed)
    assert found[2019, "strictness"].corrected is None and "未编码" in found[2019, "strictness"].note
    assert found[2018, "strictness"].corrected is not None
    assert [s for s in problems(holed) if "2019年有1个抽中的段落未编码" in s]


@pytest.mark.parametrize(
    ("primary", "seed", "said"),
    [("民生", "5", r"coding\.csv 第2行：没有“民生”这个主题"), ("其他", "6", "种子为 5、6")],
)
def test_a_coding_that_cannot_be_used_names_its_place(primary: str, seed: str, said: str) -> None:
    tables = plain()
    rows = [replace(r, primary=primary, seed=seed) if r.row == 2 else r for r in tables[CodingRow]]
    with pytest.raises(SettingsError, match=said):
        correct(tables.with_records(rows, (CodingRow,)), CONFIG)


def test_repeats_and_documents_of_unknown_year_are_kept_apart() -> None:
    tables = plain()
    repeated = [replace(p, repeated=p.position == 0) for p in tables[Passage]]
    documents = [replace(d, review_year=None) if d.doc_id == "y2018" else d for d in tables[Document]]
    found = shares(tables.with_records([*repeated, *documents], (Passage, Document)))
    assert {year for year, _ in found} == {2019, None}
    assert {r.n_passages for r in found.values()} == {19}


def test_the_coded_sample_of_the_sample_corpus_still_stands() -> None:
    """A change of the sample or of how it is read must not leave its coding behind."""
    folder = Path(__file__).parents[2] / "demo"
    known = coding.frame(ingested([folder], CONFIG)[Passage])
    codings = coding.read_sheet(read_sheet(folder / FILE), scheme(CONFIG), FILE)
    assert len(codings) >= 60 and coding.seed_of(codings, FILE) >= 0
    assert [c.passage_id for c in codings if not coding.fits(c, known)] == []
