"""Lines, their ends, and the columns they stand in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.lines import columns, rows, width

BROKEN = st.text(alphabet="党建。\n\r\u2028\x0b <>/pbr\\n", max_size=60)


@given(st.one_of(st.text(max_size=60), BROKEN))
def test_rows_tile_the_text(text: str) -> None:
    at = 0
    for row in rows(text):
        assert row.start == at <= row.end <= row.stop
        at = row.stop
    assert at == len(text)


def test_width_counts_ascii_as_half() -> None:
    assert width("党建2023") == 4


def test_a_column_is_where_lines_pile_up() -> None:
    wrapped = columns([18, 17.5, 18, 6, 18, 18])
    assert wrapped[0].full(17.5)
    assert not wrapped[0].full(6)
    assert wrapped[0].fits(6)
    assert not wrapped[0].fits(120)


def test_paragraphs_of_any_length_make_no_column() -> None:
    assert not any(column.full(30) for column in columns([30, 95, 210, 44, 160]))
