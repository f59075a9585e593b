"""What a run wrote, as grids and lines for the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table
from rich.text import Text

from pipeline.api import load
from pipeline.cli.console import err, out
from pipeline.explain import Shown
from pipeline.explain import explain as explained
from pipeline.records import table_name


def explain(finding: str, output: Path) -> None:
    """Print every row that carries an id, with its source lines."""
    for explanation in explained(finding, output):
        out.print(Text(f"{explanation.record.zh} ({table_name(explanation.record)})", style="bold"))
        for cell in explanation.cells:
            out.print(f"  {cell.zh} {cell.name}: {cell.value}")
        for spot in explanation.spots:
            out.print(Text(f"  {spot.source} [{spot.start}:{spot.end}] {spot.place}", style="cyan"))
            for line in spot.lines:
                out.print(marked(line))
        for reason in explanation.reasons:
            out.print(f"  {reason}")
        out.print("")


def marked(line: Shown) -> Text:
    """A source line with its number, the finding's characters reversed."""
    text = Text(line.text)
    text.stylize("reverse", line.start, line.end)
    return Text(f"  {line.number:>5} │ ") + text


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
