"""Every figure leads to its rows and they to the source: followed from what stands in the files, counted again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import openpyxl
import pytest

from pipeline import yearly
from pipeline.catalogue import tables as run_tables
from pipeline.config import Config
from pipeline.grounds import GROUNDS, Ground
from pipeline.records import Record, ReuseByYear, fields_of, table_name
from pipeline.reliability import CorrectedShare
from pipeline.store import Tables
from tests.exports.following import Cells, Sources

CONFIG = Config()
FOLLOWED = 200
# Whole numbers that count nothing: years, and where a row stands.
LABELS = {"review_year", "previous_year", "first_year", "coined", "number", "source_start", "source_end"}


def drawn(found: Sequence[Any]) -> Sequence[Any]:
    """As many as are followed, the same in every run."""
    return random.Random(2026).sample(found, min(FOLLOWED, len(found)))


@pytest.fixture(scope="module")
def sources(sample_tables: Tables) -> Sources:
    return Sources(sample_tables)


@pytest.fixture(scope="module")
def cells(book: openpyxl.Workbook, sample_tables: Tables) -> Cells:
    return Cells(book, sample_tables)


def test_every_figure_of_a_yearly_table_has_its_ground() -> None:
    """A new table or column names in `pipeline/grounds.py` what it rests on."""
    yearly_tables = [t for t in run_tables() if t.__module__ == yearly.__name__ and t is not yearly.Evidence]
    for record in (*yearly_tables, ReuseByYear, CorrectedShare):
        figures = {f.name for f in fields_of(record) if str(f.type) in ("int64", "double")} - LABELS
        grounded = set().union(*(g.columns for g in GROUNDS[record]))
        assert figures <= grounded, f"{table_name(record)}: {sorted(figures - grounded)}"


class Figure(NamedTuple):
    """A figure of a sheet: its row of cells by their heads, its column, and the grounds of its table."""

    record: type[Record]
    ground: Ground
    column: str
    row: dict[str, Any]
    link: str


def _figures(book: openpyxl.Workbook) -> Iterator[Figure]:
    for record, grounds in GROUNDS.items():
        heads = [str(c.value).split("\n") for c in book[record.zh][1]]
        names = [head[0] if head[-1] == "rows" else head[-1] for head in heads]
        for line in book[record.zh].iter_rows(min_row=2):
            row = {name: cell.value for name, cell in zip(names, line, strict=True)}
            for ground in grounds:
                for name, cell in zip(names, line, strict=True):
                    if name in ground.columns and cell.value is not None:
                        link = str(cell.hyperlink.location) if cell.hyperlink else ""
                        yield Figure(record, ground, name, row, link)


def _rows(figure: Figure, zh: str, cells: Cells) -> list[Any]:
    """The rows that the figure's line names for a ground; none where it says that there are none."""
    told = str(figure.row[f"{zh}依据"] or "")
    return [] if told.startswith("无：见") or not told else cells.at(told)


COUNTED = {"numerator", "base", "n_claims", "mentions", "n_results", "n_joint", "of", "passages", "passages_previous",
           "n_documents", "n_documents_previous", "reused_sentences", "n_passages"}  # fmt: skip


def _again(figure: Figure, rows: Sequence[Any], cells: Cells, sources: Sources) -> float | None:
    """The figure from its rows; None where it is worked out from others that are."""
    name, record = figure.column, figure.record
    if name == "n_passages" and record is yearly.PlaceByYear:
        return len({row.passage_id for row in rows})
    if name in COUNTED:
        return len(rows)
    if name.startswith("characters"):
        return sum(sources.passages[row.passage_id].n_characters for row in rows)
    if name == "count":
        return None
    if name in ("share", "raw") and issubclass(record, (yearly.Figure, CorrectedShare)):
        whole = len(_rows(figure, "分母", cells))
        return len(rows) / whole if whole else None
    if name == "rate":
        text = sum(sources.passages[row.passage_id].n_characters for row in _rows(figure, "正文", cells))
        return 1000 * len(rows) / text if text else None
    if name == "masked_share":
        shown = len(_rows(figure, "数量", cells))
        return len(rows) / shown if shown else None
    return None


def test_figures_of_the_workbook_lead_to_their_rows(book: openpyxl.Workbook, cells: Cells, sources: Sources) -> None:
    figures = list(_figures(book))
    told, again = 0, 0
    for figure in drawn([f for f in figures if f.column != "reference_count"]):
        rows = _rows(figure, figure.ground.zh, cells)
        counted = _again(figure, rows, cells, sources)
        if counted is not None:
            again += 1
            assert counted == pytest.approx(figure.row[figure.column], abs=1e-9), figure
        looked_at = rows or (_rows(figure, figure.ground.otherwise, cells) if figure.ground.otherwise else [])
        if figure.row.get("n_documents") == 0:
            continue
        told += bool(figure.link)
        assert figure.link or not looked_at, figure
        assert not looked_at or figure.link.rpartition("!")[2] in str(
            figure.row[f"{figure.ground.zh if rows else figure.ground.otherwise}依据"]
        )
        for row in looked_at[:20]:
            sources.check(row)
    assert told > FOLLOWED // 2 and again > FOLLOWED // 2
