"""Very long passages are worked through in pieces, and nobody can tell from the rows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.extract import extract
from pipeline.extract.windows import LONGEST_SENTENCE, WINDOW, windows
from pipeline.ingest import ingest
from pipeline.readers import Reading
from pipeline.records import Document, Mention, Passage, Record, Segment
from pipeline.text.located import Located, locate, loose

CONFIG = Config()
SENTENCE = "山东省济南市整顿软弱涣散村党组织35个。"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="党建。，、 \n", max_size=120), st.integers(1, 30))
def test_pieces_join_to_the_passage(text: str, size: int) -> None:
    pieces = list(windows(loose(text), size))
    assert "".join(piece.text for _, piece in pieces) == text
    assert all(len(piece.text) <= size for _, piece in pieces if len(text) > size)
    for offset, piece in pieces:
        assert [piece.source_offset(i) for i in range(len(piece.text))] == [offset + i for i in range(len(piece.text))]


def test_pieces_end_with_sentences() -> None:
    assert [p.text for _, p in windows(loose("一句。二句。三句"), 5)] == ["一句。", "二句。三句"]


def of_text(text: str) -> tuple[list[Located], list[Mention]]:
    made: list[Record] = ingest("长.txt", Reading(text, "utf-8"), {}, CONFIG)
    passages = locate([r for r in made if isinstance(r, Passage)], [r for r in made if isinstance(r, Segment)])
    rows = extract([r for r in made if isinstance(r, Document)], passages, CONFIG)
    return passages, [r for r in rows if isinstance(r, Mention)]


def test_the_rows_of_a_very_long_passage_are_those_of_its_sentences() -> None:
    times = 2 * WINDOW // len(SENTENCE) + 3
    passages, rows = of_text(SENTENCE * times)
    texts = {p.passage.passage_id: p for p in passages}
    assert len({r.mention_id for r in rows}) == len(rows)
    assert sum(r.surface.startswith("35") for r in rows) == times
    for row in rows:
        passage = texts[row.passage_id]
        assert passage.text[row.start : row.end] == row.surface
        assert passage.source_span(row.start, row.end) == (row.source_start, row.source_end)


def test_what_has_no_stop_is_cut_at_a_pause_and_the_rest_is_left_whole() -> None:
    endless, plain = "整顿党组织35个，" * 400, SENTENCE * 20
    pieces = [piece.text for _, piece in windows(loose(plain + endless + "。" + plain))]
    assert "".join(pieces) == plain + endless + "。" + plain
    assert pieces[0] == plain and pieces[-1].endswith(plain)
    assert all(len(p) <= LONGEST_SENTENCE and p.endswith("，") for p in pieces[1:-1])
