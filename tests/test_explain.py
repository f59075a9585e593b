"""`explain` leads every id back to the characters of its source, marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.text import Text

from pipeline.config import SettingsError
from pipeline.explain import explain, marked_lines
from pipeline.records import (
    Contradiction,
    Document,
    Duplicate,
    Formulation,
    Passage,
    Place,
    Quantity,
    Record,
    SourceText,
    Unit,
)
from pipeline.store import Tables, read_table

IDS: list[tuple[type[Record], str]] = [
    (Passage, "passage_id"), (Place, "mention_id"), (Unit, "mention_id"), (Quantity, "mention_id"),
    (Formulation, "mention_id"), (Duplicate, "group_id"), (Contradiction, "contradiction_id"), (Document, "doc_id"),
]  # fmt: skip


def marked(line: Text) -> str:
    """The characters shown reversed in a line."""
    return "".join(line.plain[s.start : s.end] for s in line.spans if s.style == "reverse")


@pytest.mark.parametrize(("record", "key"), IDS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_kind_of_id_is_explained(record: type[Record], key: str, sample_outputs: Path) -> None:
    rows = Tables({record: read_table(sample_outputs / "tables", record)})[record]
    row = rows[len(rows) // 2]
    lines = list(explain(getattr(row, key), sample_outputs))
    shown = "".join(marked(line) for line in lines if isinstance(line, Text))
    assert shown, "nothing of the source is marked"
    surface = getattr(row, "surface", "")
    if surface:
        assert "".join(shown.split()) == "".join(surface.split()) or len(shown) == row.source_end - row.source_start  # type: ignore[attr-defined]


def test_an_unknown_id_is_one_line(sample_outputs: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no-such-id: no such id in"):
        list(explain("no-such-id", sample_outputs))
    with pytest.raises(SettingsError, match="holds no finished run"):
        list(explain("x", tmp_path))


def test_a_span_over_two_lines_is_marked_in_both() -> None:
    text = SourceText("a.txt", "一二三\n四五六\n七", "utf-8", False, [], [])
    lines = list(marked_lines(text, 1, 6))
    assert [line.plain.split("│ ")[-1] for line in lines[1:]] == ["一二三", "四五六"]
    assert [marked(line) for line in lines[1:]] == ["二三", "四五"]
