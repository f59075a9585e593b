"""The dictionary of themes: complete, consistent, and true to its own examples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.classify.codebook import codebook
from pipeline.classify.lexicon import lexicon
from pipeline.classify.scheme import Example, scheme
from pipeline.config import Config, SettingsError, dictionaries_folder

SCHEME = scheme(Config())
POSITIVE = [example for entry in SCHEME.entries for example in entry.positive]
NEGATIVE = [(entry.theme, example) for entry in SCHEME.entries for example in entry.negative]


def test_themes_are_those_of_the_contract() -> None:
    assert SCHEME.themes == (
        "political_construction",
        "responsibility",
        "overall_development",
        "serving_the_masses",
        "grassroots_foundations",
        "strictness",
        "other",
    )


@pytest.mark.parametrize("example", POSITIVE, ids=lambda e: f"{e.theme}-{e.text[:8]}")
def test_positive_example_is_given_its_theme(example: Example) -> None:
    assert lexicon(Config()).weigh(example.text).best() == example.theme


@pytest.mark.parametrize(("theme", "example"), NEGATIVE, ids=lambda v: v if isinstance(v, str) else v.text[:8])
def test_negative_example_is_given_its_own_theme_instead(theme: str, example: Example) -> None:
    assert example.theme != theme
    assert lexicon(Config()).weigh(example.text).best() == example.theme


def test_every_theme_has_examples_and_rules_for_its_borders() -> None:
    for entry in SCHEME.entries:
        assert len(entry.positive) >= 5
        assert len(entry.negative) >= 2
        assert len(entry.borderline) >= 3


def test_exclusions_speak_of_terms_that_exist() -> None:
    for entry in SCHEME.entries:
        for row in entry.exclusions:
            assert row.term in entry.terms, (entry.theme, row.term)


def test_no_term_is_its_own_theme_s_neutral_phrase() -> None:
    for entry in SCHEME.entries:
        assert not set(entry.terms) & set(entry.neutral), entry.theme


def test_a_decisive_word_stands_under_one_theme_only() -> None:
    homes: dict[str, set[str]] = {}
    for entry in SCHEME.entries:
        for term in entry.terms:
            homes.setdefault(term, set()).add(entry.theme)
    decisive = {term for entry in SCHEME.entries for term, weight in entry.terms.items() if weight == 3}
    assert {term: homes[term] for term in decisive if len(homes[term]) > 1} == {}


@pytest.mark.parametrize(
    ("word", "theme"),
    [
        ("党内法规", "strictness"),
        ("政治监督", "strictness"),
        ("自我革命", "strictness"),
        ("党纪学习教育", "political_construction"),
        ("新就业群体党建", "grassroots_foundations"),
    ],
)
def test_words_that_two_themes_claimed_are_settled(word: str, theme: str) -> None:
    assert [entry.theme for entry in SCHEME.entries if entry.terms.get(word) == 3] == [theme]
    assert all(entry.terms.get("新就业群体", 0) < 3 for entry in SCHEME.entries)


def test_every_theme_has_cases_on_its_borders() -> None:
    assert all(entry.cases and {case.theme for case in entry.cases} == {entry.theme} for entry in SCHEME.entries)


def test_codebook_page_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "codebook.md"
    assert page.read_text(encoding="utf-8") == codebook(SCHEME), "render docs/codebook.md again"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("theme: strictness", "thema: strictness"), "strictness.yaml：缺少 'theme'"),
        (("order: 6", "order: 5"), "有两个主题的 order 相同"),
        (("theme: strictness", "theme: [unclosed"), "strictness.yaml 第"),
        (("themes: [strictness, ", "themes: [honesty, "), "strictness: an example has the unknown theme honesty"),
        (("themes: [strictness]", "themes: [other]"), "strictness：有一条判例的首要主题是别的主题"),
    ],
)
def test_a_damaged_file_is_named_in_one_line(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    shutil.copytree(dictionaries_folder() / "themes", tmp_path / "themes")
    path = tmp_path / "themes" / "strictness.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as error:
        scheme(Config(dictionaries=tmp_path))
    assert "\n" not in str(error.value)
