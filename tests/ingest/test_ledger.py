"""Nothing is lost: segments tile every text, and every passage maps back character by character."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.inline import drops
from pipeline.text.characters import even, normalise
from tests.ingest import dirty
from tests.ingest.support import Ingested, take

DOCUMENTS = [value for name, value in sorted(vars(dirty).items()) if name.isupper()]
LINES = [line for document in DOCUMENTS for line in document.splitlines()]
INJECTED = [
    "— 3 —",
    "<p>",
    "&nbsp;",
    "\\r\\n",
    ",,,,,",
    "a7Kq2Zx",
    "（zhuàn）",
    "**",
    "\u200b",
    "\x00",
    "　　",
    "\n\n",
    "\ufffd",
    "https://example.org/a?b=1",
]
MIXTURES = st.lists(
    st.one_of(st.sampled_from(LINES), st.sampled_from(INJECTED), st.text(max_size=12)), max_size=25
).map("\n".join)
WOVEN = st.lists(st.one_of(st.sampled_from(LINES), st.sampled_from(INJECTED)), max_size=12).map("".join)
FIXED = settings(max_examples=40, deadline=None, derandomize=True)


def cleaned(done: Ingested) -> str:
    return "\n\n".join(p.text for p in done.passages)


@FIXED
@given(st.one_of(st.text(max_size=200), MIXTURES, WOVEN))
def test_any_text_is_tiled_and_maps_back(text: str) -> None:
    take(text).check()


@FIXED
@given(st.one_of(MIXTURES, WOVEN))
def test_characters_of_passages_are_those_of_the_source(text: str) -> None:
    done = take(text)
    flat = normalise(text)
    for passage in done.passages:
        source = "".join(flat[s.source_start : s.source_end] for s in done.kept(passage))
        differing = [(a, b) for a, b in zip(passage.text, source, strict=True) if even(a) != even(b)]
        assert all(b in ";；,:?!()" or b.isspace() for _, b in differing), differing


@FIXED
@given(st.one_of(MIXTURES, WOVEN))
def test_cleaning_a_cleaned_passage_changes_nothing(text: str) -> None:
    for passage in take(text).passages:
        assert even(passage.text) == passage.text
        assert not drops(passage.text) or passage.role != "body"


def test_cleaning_a_cleaned_document_changes_nothing() -> None:
    for document in DOCUMENTS:
        once = take(document)
        once.check()
        titled = "\n\n".join(p.text for p in once.passages)
        again = take(titled)
        assert [p.text for p in again.passages if p.role == "body"] == once.body


def test_empty_and_tiny_texts() -> None:
    for text in ("", "党", "\n", "。", "\u200b", "　　\n　"):
        take(text).check()
    assert take("").problems


def test_a_very_long_line_and_very_many_short_ones() -> None:
    take("抓党建，促发展。" * 20_000).check()
    take("\n".join(["抓党建"] * 3_000)).check()
