"""Where a term stands: the same occurrences as everywhere else, in any order, whatever is asked."""

from __future__ import annotations

import pytest

from pipeline.api import Outputs
from pipeline.workbench.ask import AskError, Choice
from pipeline.workbench.bench import Bench
from pipeline.workbench.concordance import ORDERS, Concordances, Sought, concordance

EVERY = 1_000_000


def found(bench: Bench, mode: str, text: str, choice: Choice = Choice(), order: str = "year") -> Concordances:  # noqa: B008
    return concordance(bench, Sought(mode, text), choice, order, EVERY, 0)


def places(made: Concordances) -> list[tuple[str, int, int]]:
    return [(h.row["passage_id"], h.start, h.end) for h in made.hits]


@pytest.mark.parametrize("term", ["党建", "述职", "的"])
def test_a_term_is_found_where_kwic_finds_it(bench: Bench, outputs: Outputs, term: str) -> None:
    lines = [(c.passage_id, c.left, c.right) for c in outputs.kwic(term, 24)]
    assert [(h.row["passage_id"], h.left, h.right) for h in found(bench, "any", term).hits] == lines


def test_a_page_is_a_part_of_the_whole(bench: Bench) -> None:
    whole = found(bench, "any", "党")
    for offset in (0, 7, whole.occurrences - 3):
        page = concordance(bench, Sought("any", "党"), Choice(), "year", 5, offset)
        assert places(page) == places(whole)[offset : offset + 5]
        assert page.occurrences == whole.occurrences == len(whole.hits)


def test_every_order_has_the_same_occurrences(bench: Bench) -> None:
    by_order = {order: found(bench, "any", "述职 党建", order=order) for order in ORDERS}
    assert len({frozenset(places(made)) for made in by_order.values()}) == 1
    lefts = [h.left[::-1] for h in by_order["left"].hits]
    assert lefts == sorted(lefts) and len(set(lefts)) > 3


def test_several_terms_are_each_or_together(bench: Bench) -> None:
    one, other = (found(bench, "any", t) for t in ("述职", "考核"))
    assert found(bench, "any", "述职、考核").occurrences == one.occurrences + other.occurrences
    both = {h.row["passage_id"] for h in one.hits} & {h.row["passage_id"] for h in other.hits}
    assert {h.row["passage_id"] for h in found(bench, "together", "述职 考核").hits} == both


def test_the_longer_of_two_terms_is_found_whole(bench: Bench) -> None:
    assert {h.term for h in found(bench, "any", "书记 第一书记").hits} == {"书记", "第一书记"}


def test_a_pattern_gives_the_characters_that_it_matches(bench: Bench) -> None:
    made = found(bench, "pattern", "[0-9]+(名|个)")
    assert made.hits and all(h.term[:-1].isdigit() and h.term[-1] in "名个" for h in made.hits)


@pytest.mark.parametrize("pattern", ["(", "x*", "^", "[", r"\1"])
def test_a_pattern_that_cannot_be_used_is_one_line(bench: Bench, pattern: str) -> None:
    with pytest.raises(AskError) as raised:
        found(bench, "pattern", pattern)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("term", ["(a+)+$", "a|b", "'; drop table counted; --", "[", "\\"])
def test_a_term_is_no_pattern_and_no_question(bench: Bench, term: str) -> None:
    assert found(bench, "any", term).occurrences == 0
    assert found(bench, "any", f"{term} 述职").occurrences == found(bench, "any", "述职").occurrences


@pytest.mark.parametrize(("mode", "table", "key"), [("formulation", "formulation_by_year", "canonical"),
                                                    ("unit", "unit_by_year", "canonical"),
                                                    ("province", "place_by_year", "province")])  # fmt: skip
def test_a_name_of_a_dictionary_counts_as_the_yearly_table(
    bench: Bench, outputs: Outputs, mode: str, table: str, key: str
) -> None:
    rows = outputs[table]
    rows = rows[(rows["scope"] == "all") & (rows["numerator"].fillna(0) > 0)]
    for name, numerator in rows.groupby(key)["numerator"].sum().head(6).items():
        made = found(bench, mode, str(name))
        assert made.occurrences == numerator == len(made.hits)


def test_a_choice_leaves_out_the_rest(bench: Bench) -> None:
    whole = found(bench, "any", "党建")
    years = {h.row["year"] for h in whole.hits if h.row["year"]}
    chosen = found(bench, "any", "党建", Choice(first=max(years), last=max(years)))
    assert {h.row["year"] for h in chosen.hits} == {max(years)} and chosen.occurrences < whole.occurrences
    genre = whole.hits[0].row["genre"]
    assert {h.row["genre"] for h in found(bench, "any", "党建", Choice(genre=genre)).hits} == {genre}


def test_an_empty_term_is_one_line(bench: Bench) -> None:
    with pytest.raises(AskError, match="检索词是空的"):
        found(bench, "any", " 、 ")
