"""Tables on disk: whole or not at all, the same bytes each time, no cell a spreadsheet would run."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records import Problem, Quantity, Segment, fields_of, schema_of, table_name
from pipeline.store import Parts, Tables, from_arrow, pack, read_table, to_arrow, write_aside, write_table
from pipeline.yearly import ThemeByYear

ROWS = [Problem("甲.txt", "read", "error", "=1+1"), Problem("乙.txt", "read", "note", "好")]


def test_a_table_is_named_in_the_plural_and_a_quantity_has_its_own_id() -> None:
    assert [table_name(t) for t in (Segment, Quantity, ThemeByYear)] == ["segments", "quantities", "theme_by_year"]
    assert fields_of(Quantity)[0].name == "quantity_id"
    assert fields_of(Quantity)[-1].name == "repeated"


def test_records_survive_arrow() -> None:
    assert list(from_arrow(Problem, to_arrow(Problem, ROWS))) == ROWS


def test_a_written_table_reads_back_and_has_the_same_bytes_again(tmp_path: Path) -> None:
    first = [p.read_bytes() for p in write_table(tmp_path / "a", Problem, to_arrow(Problem, ROWS))]
    second = [p.read_bytes() for p in write_table(tmp_path / "b", Problem, to_arrow(Problem, ROWS))]
    assert first == second
    assert list(from_arrow(Problem, read_table(tmp_path / "a", Problem))) == ROWS


def test_no_csv_cell_is_a_formula(tmp_path: Path) -> None:
    write_table(tmp_path, Problem, to_arrow(Problem, ROWS))
    text = (tmp_path / "problems.csv").read_bytes().decode("utf-8-sig")
    assert "'=1+1" in text
    assert ",=1+1" not in text


def test_a_part_that_was_damaged_counts_as_absent(tmp_path: Path) -> None:
    Parts(tmp_path).put("sources", "key", pack(ROWS))
    assert Parts(tmp_path).has("sources", "key")
    (tmp_path / "sources" / "key" / "problems.arrow").write_bytes(b"torn")
    assert not Parts(tmp_path).has("sources", "key")


def test_sweeping_removes_only_what_nobody_asked_for(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    parts.put("sources", "old", pack(ROWS))
    fresh = Parts(tmp_path)
    fresh.put("sources", "new", pack(ROWS))
    fresh.sweep()
    assert not fresh.has("sources", "old")
    assert fresh.get("sources", "new", Problem).num_rows == 2
    assert fresh.get("sources", "new", Segment).schema == schema_of(Segment)


def test_nothing_half_written_is_left_under_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "t.csv"
    write_aside(target, b"old")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_aside(target, b"new")
    assert target.read_bytes() == b"old"


def test_an_undeclared_record_is_a_broken_promise() -> None:
    with pytest.raises(ValueError, match="undeclared types: Problem"):
        Tables.of([]).with_records(ROWS, (Segment,))
