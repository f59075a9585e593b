"""What stands together: every number is a number of passages that can be opened."""

from __future__ import annotations

import math

import pytest

from pipeline.workbench.ask import AskError, Choice
from pipeline.workbench.bench import Bench
from pipeline.workbench.concordance import Sought
from pipeline.workbench.together import collocates, network, passages_of_both

EVERY = (1000, 0)


def test_collocates_are_counted_in_passages(two_years: Bench) -> None:
    sought = Sought("any", "充电桩")
    rows, node, everywhere = collocates(two_years, sought, "word", Choice(), "log_dice", 50)
    assert node == two_years.ask("select count(*) from counted where contains(text, '充电桩')")
    assert everywhere == two_years.ask("select count(*) from counted")
    assert rows
    for row in rows:
        found, total = passages_of_both(two_years, "word", [row["key"]], sought, Choice(), EVERY)
        assert total == row["together"] == len(found)
        assert passages_of_both(two_years, "word", [row["key"]], None, Choice(), EVERY)[1] == row["there"]
        assert row["log_dice"] == pytest.approx(14 + math.log2(2 * row["together"] / (node + row["there"])))
        assert row["log_dice"] <= 14 and row["log_likelihood"] > 0


def test_a_choice_holds_for_both_sides(two_years: Bench) -> None:
    assert collocates(two_years, Sought("any", "充电桩"), "word", Choice(last=2019), "log_dice", 50) == ([], 0, 0)


def test_edges_are_passages_that_have_both(two_years: Bench) -> None:
    nodes, edges = network(two_years, "word", Choice(), 12)
    counts = {n.key: n.passages for n in nodes}
    assert len(nodes) == 12 and edges
    for edge in edges[:8]:
        assert passages_of_both(two_years, "word", [edge.one, edge.other], None, Choice(), EVERY)[1] == edge.both
        assert edge.both <= min(counts[edge.one], counts[edge.other])
    assert (nodes, edges) == network(two_years, "word", Choice(), 12)


def test_a_network_around_a_thing_holds_what_stands_with_it(two_years: Bench) -> None:
    nodes, _ = network(two_years, "word", Choice(), 12, "充电")
    with_it = {r["key"] for r in two_years.rows(
        "select distinct b.word as key from words a join words b using (passage_id) "
        "where a.word = '充电'")}  # fmt: skip
    assert "充电" in with_it and {n.key for n in nodes} <= with_it
    assert network(two_years, "unit", Choice(), 12) == ([], [])


def test_a_run_without_its_parts_says_so(bench: Bench) -> None:
    bare = object.__new__(Bench)
    bare.with_words = lambda: False  # type: ignore[method-assign]
    with pytest.raises(AskError, match="没有留下各段的词"):
        collocates(bare, Sought("any", "党建"), "word", Choice(), "log_dice", 5)
