"""The tables of the sample's run, for the tests of what is made from them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from lxml import html

from pipeline.catalogue import record_types
from pipeline.records import SourceText, table_name
from pipeline.store import Parts, Tables, read_table


@pytest.fixture(scope="session")
def sample_tables(sample_outputs: Path) -> Tables:
    """Every table of the run, the source texts too."""
    folder = sample_outputs / "tables"
    found = [r for r in record_types() if (folder / f"{table_name(r)}.parquet").is_file()]
    tables = Tables({record: read_table(folder, record) for record in found})
    return tables.with_records(Parts(sample_outputs / ".parts").texts().values(), [SourceText])


@pytest.fixture(scope="session")
def book(sample_outputs: Path) -> openpyxl.Workbook:
    """The workbook, opened once."""
    return openpyxl.load_workbook(sample_outputs / "workbook.xlsx")


@pytest.fixture(scope="session")
def tree(sample_outputs: Path) -> html.HtmlElement:
    """The report's page, parsed once."""
    return html.fromstring((sample_outputs / "report.html").read_text(encoding="utf-8"))
