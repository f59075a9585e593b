"""A short slice of the campaign in every run of the suite."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.torture import trials
from tests.torture.subject import go
from tests.torture.trials import Campaign, Trial, once


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return Campaign(tmp_path_factory.mktemp("campaign"))


@pytest.mark.parametrize(
    "trial", [trials.fuzz, trials.chain, trials.harm, trials.disk, trials.source], ids=lambda t: t.__name__
)
@pytest.mark.parametrize("seed", range(4))
def test_a_few_trials(trial: Trial, seed: int, campaign: Campaign) -> None:
    once(trial, campaign, f"{trial.__name__}-suite-{seed}")


def test_bare_surroundings_change_no_table(campaign: Campaign) -> None:
    once(trials.bare, campaign, "bare-suite-0")


def test_a_title_and_a_rule_of_signs_are_a_corpus(tmp_path: Path) -> None:
    """With every chart, page and document."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "甲.txt").write_text("2021年度述职评议综述\n\n========\n", encoding="utf-8")
    assert go(tmp_path).rows["documents"] == 1
    assert (tmp_path / "outputs" / "report.html").is_file() and go(tmp_path).fresh


def test_five_hundred_decisions_of_eight_pages_are_all_there_in_order(campaign: Campaign, tmp_path: Path) -> None:
    assert trials.clients(campaign, random.Random(1), tmp_path) == "survived"
