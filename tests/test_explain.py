"""`explain` leads every id back to the characters of its source, marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.work import looking
from pipeline.cli.work.looking import marked as printed
from pipeline.config import SettingsError
from pipeline.explain import Shown, explain, spot
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
    fields_of,
)
from pipeline.store import Tables, read_table

IDS: list[tuple[type[Record], str]] = [
    (Passage, "passage_id"), (Place, "mention_id"), (Unit, "mention_id"), (Quantity, "mention_id"),
    (Formulation, "mention_id"), (Duplicate, "group_id"), (Contradiction, "contradiction_id"), (Document, "doc_id"),
]  # fmt: skip


def marked(line: Shown) -> str:
    """The finding's characters in a line."""
    return line.text[line.start : line.end]


@pytest.mark.parametrize(("record", "key"), IDS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_kind_of_id_is_explained(record: type[Record], key: str, sample_outputs: Path) -> None:
    rows = Tables({record: read_table(sample_outputs / "tables", record)})[record]
    row = rows[len(rows) // 2]
    found = [e for e in explain(getattr(row, key), sample_outputs) if e.record is record]
    assert {cell.name for e in found for cell in e.cells} <= {field.name for field in fields_of(record)}
    shown = "".join(marked(line) for e in found for spot in e.spots for line in spot.lines)
    assert shown, "nothing of the source is marked"
    surface = getattr(row, "surface", "")
    if surface:
        assert "".join(shown.split()) == "".join(surface.split()) or len(shown) == row.source_end - row.source_start  # type: ignore[attr-defined]


def test_an_unknown_id_is_one_line(sample_outputs: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no-such-id：.*没有这个编号"):
        explain("no-such-id", sample_outputs)
    with pytest.raises(SettingsError, match="没有完成的运行结果"):
        explain("x", tmp_path)


def test_a_span_over_two_lines_is_marked_in_both() -> None:
    found = spot(SourceText("a.txt", "一二三\r\n四五六\n七", "utf-8", False, [], []), 1, 7)
    assert (found.source, found.place) == ("a.txt", "第1行")
    assert [(line.number, line.text) for line in found.lines] == [(1, "一二三"), (2, "四五六")]
    assert [marked(line) for line in found.lines] == ["二三", "四五"]


def test_a_printed_line_has_its_number_and_its_mark() -> None:
    text = printed(Shown(7, "[一]二三", 1, 2))
    assert text.plain == "      7 │ [一]二三"
    assert [text.plain[s.start : s.end] for s in text.spans if s.style == "reverse"] == ["一"]


def test_brackets_of_a_source_are_printed_as_they_are(sample_outputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    passage = Tables({Passage: read_table(sample_outputs / "tables", Passage)})[Passage][0]
    looking.explain(passage.passage_id, sample_outputs)
    said = capsys.readouterr().out
    assert f"台账 [{passage.source_start}:" in said and "\\[" not in said
