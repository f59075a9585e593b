"""The lexicon: longest match, neutral phrases, exclusion contexts, evidence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.classify.lexicon import LEAD_CHARACTERS, Lexicon, lexicon
from pipeline.classify.scheme import Exclusion, Scheme, ThemeEntry
from pipeline.config import Config


def entry(theme: str, terms: dict[str, int], **more: object) -> ThemeEntry:
    empty = {"neutral": (), "exclusions": (), "borderline": (), "positive": (), "negative": ()}
    return ThemeEntry(theme=theme, name=theme, order=1, definition="", terms=terms, **{**empty, **more})  # type: ignore[arg-type]


FAR = "，" * LEAD_CHARACTERS


def test_the_longest_term_hides_those_inside_it() -> None:
    made = Lexicon(Scheme((entry("a", {"责任": 1, "政治责任": 3}), entry("b", {"政治": 2}))))
    assert made.weigh(FAR + "政治责任").scores == {"a": 3.0}


def test_a_neutral_phrase_hides_the_term_inside_it() -> None:
    made = Lexicon(Scheme((entry("a", {"基础": 2}), entry("b", {"设施": 1}, neutral=("基础设施",)))))
    assert made.weigh("基础设施").scores == {}
    assert made.weigh("基础 设施").evidence == {"a": ("基础",), "b": ("设施",)}


def test_an_exclusion_holds_for_its_sentence_and_its_theme_only() -> None:
    excluded = entry("a", {"考核": 2}, exclusions=(Exclusion("考核", ("环保",)),))
    made = Lexicon(Scheme((excluded, entry("b", {"考核": 1}))))
    assert set(made.weigh("环保考核").scores) == {"b"}
    assert set(made.weigh("抓好环保。严格考核").scores) == {"a", "b"}


def test_repetition_counts_less_than_a_second_term_and_the_lead_more() -> None:
    made = Lexicon(Scheme((entry("a", {"整改": 2, "约谈": 2}),)))
    repeated, varied = made.weigh(FAR + "整改，整改").scores["a"], made.weigh(FAR + "整改，约谈").scores["a"]
    assert 2 < repeated < varied == 4
    assert made.weigh("整改").scores["a"] > made.weigh(FAR + "整改").scores["a"]


@given(st.text(alphabet="党建政治责任书记群众服务项目发展述职评议整改基层支部，。；", max_size=60))
def test_evidence_stands_in_the_text_and_shares_stay_below_one(text: str) -> None:
    found = lexicon(Config()).weigh(text)
    assert all(term in text for terms in found.evidence.values() for term in terms)
    assert all(score > 0 for score in found.scores.values())
    assert sum(found.share(theme) for theme in found.scores) < 1
