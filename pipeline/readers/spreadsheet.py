"""Spreadsheets, new and old. Under their names sites also hand out web pages and tables of text."""

from __future__ import annotations

from pipeline.readers import html, rows
from pipeline.readers.foreign import refuse
from pipeline.readers.package import OLE
from pipeline.readers.reading import Reading
from pipeline.readers.xls import read_old
from pipeline.readers.xlsx import read_new

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".et", ".xlt", ".ett")


def read(data: bytes, name: str) -> Reading:
    """Read a file as what it is, whatever spreadsheet its name says. Raises ReadError where it is none."""
    if data.startswith(b"PK"):
        return read_new(data)
    if data.startswith(OLE):
        return read_old(data)
    refuse(data)
    is_page = b"<table" in data[:65536].lower() or b"<html" in data[:2048].lower()
    return html.read(data, name) if is_page else rows.read(data, f"{name}.csv")
