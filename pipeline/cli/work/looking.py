"""What a run wrote, as grids and lines for the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table
from rich.text import Text

from pipeline.api import load
from pipeline.cli.console import err, out
from pipeline.config import SettingsError
from pipeline.explain import explain as explain_finding
from pipeline.records import fields_of, table_name
from pipeline.stages import TABLES


def explain(finding: str, output: Path) -> None:
    """Print every row that carries an id, with its source lines."""
    for line in explain_finding(finding, output):
        out.print(line)


def tables() -> None:
    """Print the tables of a run."""
    grid = Table("table", "名称", "what a row is")
    for record in TABLES:
        summary = (record.__doc__ or "").strip().splitlines()[0]
        grid.add_row(table_name(record), record.zh, summary)
    out.print(grid)


def columns(name: str) -> None:
    """Print the columns of one table. Raises SettingsError where there is none of that name."""
    known = {table_name(r): r for r in TABLES}
    if name not in known:
        raise SettingsError(f"{name}: no such table; there are {', '.join(known)}")
    grid = Table("column", "名称", "type", "what it holds")
    for field in fields_of(known[name]):
        grid.add_row(field.name, field.column.zh, str(field.type), field.column.text)
    out.print(grid)


def kwic(term: str, output: Path, width: int) -> None:
    """Print a term in context, the term in one column."""
    found = list(load(output).kwic(term, width))
    for hit in found:
        line = Text(f"{hit.review_year or '年度未知'}  ", style="cyan")
        # Full-width blanks keep the column straight where a line begins close to the term.
        line.append(hit.left.rjust(width, "\u3000"), style="default")
        line.append(hit.term, style="bold reverse").append(hit.right, style="default")
        out.print(line.append(f"  {hit.source} {hit.place}", style="dim"))
    out.print(f"{term}: {len(found)} occurrences", markup=False)


def compare(before: int, after: int, output: Path, scope: str) -> None:
    """Print the theme shares of two years side by side, and what speaks against it."""
    outputs = load(output)
    grid = Table("theme", f"{before}", f"{after}", "change")
    for theme, row in outputs.compare(before, after, scope).iterrows():
        cells = [f"{row[f'share_{y}']:.1%} ({row[f'numerator_{y}']}/{row[f'base_{y}']})" for y in (before, after)]
        grid.add_row(str(theme), *cells, f"{row['change']:+.1%}")
    out.print(grid)
    for warning in outputs.warnings(before, after, scope):
        err.print(f"warning: {warning}", markup=False)


def new(year: int, output: Path) -> None:
    """Print what stands in a year and in none before it."""
    table = load(output).new(year)
    grid = Table("kind", "name", "mentions")
    for row in table.to_dict("records"):
        grid.add_row(str(row["kind"]), str(row["name"]), str(row["mentions"]))
    out.print(grid if len(table) else f"{year}: nothing that earlier years do not have")
