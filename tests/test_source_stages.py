"""Whatever the text, what the stages find stands where they say: the ledger, passages, mentions, ids, offsets."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cells import Cell
from pipeline.config import Config
from pipeline.ingest import ingest
from pipeline.readers import Reading
from pipeline.records import Document, Mention, Passage, Quantity, Record, Segment, Theme
from pipeline.stages import SOURCE_STAGES
from pipeline.store import Tables, from_arrow, to_arrow
from pipeline.text.characters import even, normalise
from pipeline.text.located import locate
from tests.ingest.test_ledger import INJECTED
from tests.truth.build import CORPUS

CONFIG = Config()
SAMPLE = [p.read_bytes().decode("utf-8", "ignore") for p in sorted(CORPUS.glob("*.txt"))]
LINES = sorted({line.strip() for text in SAMPLE for line in text.splitlines() if line.strip()})
ODD = [
    "35个",
    "**",
    "*个",
    "xx万元",
    "２.３亿",
    "四川\n省",
    "新疆生产建设兵团",
    "1/3",
    "三分之一",
    "百分之九十五",
    "\ufffe",
    "县区\t党员\t\n甲县\t12\t-",
    "\t合计\t",
    "单位：万元、人",
    "|a|投入（万元）|\n|---|---|\n|甲县|3.5|",
    "一、概况……3\n二、做法……4",
    "乡镇  党员数  支部\n甲镇  12  3\n乙镇  14  5",
]
SCRAPS = st.sampled_from(LINES) | st.sampled_from(INJECTED + ODD) | st.text(max_size=8)
TEXTS = st.lists(SCRAPS, max_size=14).map("\n".join) | st.lists(SCRAPS, max_size=8).map("".join)


def worked_through(text: str) -> Tables:
    records: list[Record] = ingest("述职2021.txt", Reading(text, "utf-8"), {}, CONFIG)
    for stage in SOURCE_STAGES:
        made = stage.run(Tables.of(records), CONFIG)
        assert {type(record) for record in made} <= set(stage.writes)
        records += made
    return Tables.of(records)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(TEXTS)
def test_everything_stands_where_it_says(text: str) -> None:
    tables = worked_through(text)
    _tiles(text, tables[Segment])
    passages = {p.passage.passage_id: p for p in locate(tables[Passage], tables[Segment])}
    documents = {d.doc_id for d in tables[Document]}
    assert len(passages) == len(tables[Passage]) and len(documents) == len(tables[Document])
    mentions = [row for kind in tables.types() for row in tables[kind] if isinstance(row, Mention)]
    assert len({(type(m), m.mention_id) for m in mentions}) == len(mentions)
    flat = normalise(text)
    for row in mentions:
        passage = passages[row.passage_id]
        assert row.doc_id == passage.passage.doc_id
        assert 0 <= row.start < row.end <= len(passage.text)
        assert passage.text[row.start : row.end] == row.surface
        assert passage.source_span(row.start, row.end) == (row.source_start, row.source_end)
        characters = [even(flat[passage.source_offset(i)]) for i in range(row.start, row.end)]
        assert all(a == even(b) or not a.isalnum() for a, b in zip(characters, row.surface, strict=True))
    assert {t.passage_id for t in tables[Theme]} <= set(passages)
    for cell in tables[Cell]:
        assert passages[cell.passage_id].text[cell.start : cell.end] == cell.text
        assert passages[cell.passage_id].source_span(cell.start, cell.end) == (cell.source_start, cell.source_end)
        assert all(0 <= a < b <= len(text) for a, b in zip(cell.head_starts, cell.head_ends, strict=True))

    _sound(tables[Quantity])


def _tiles(text: str, segments: list[Segment]) -> None:
    at = 0
    for segment in segments:
        assert segment.source_start == at < segment.source_end
        at = segment.source_end
    assert at == len(text)


def _sound(quantities: list[Quantity]) -> None:
    for row in quantities:
        assert not row.masked or (row.value_low is None and row.value_high is None)
        if row.value_low is not None and row.value_high is not None:
            assert row.value_low <= row.value_high


@settings(max_examples=15, deadline=None, derandomize=True)
@given(TEXTS)
def test_the_same_text_gives_the_same_rows_and_they_survive_a_table(text: str) -> None:
    one, two = worked_through(text), worked_through(text)
    for kind in one.types():
        assert one[kind] == two[kind]
        assert list(from_arrow(kind, to_arrow(kind, one[kind]))) == one[kind]
