"""Commands that look at what a run wrote."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from pipeline.api import load
from pipeline.cli.options import OUTPUT, Output, Scope, Year, app, err, out
from pipeline.config import SettingsError
from pipeline.explain import explain as explain_finding
from pipeline.records import fields_of, table_name
from pipeline.stages import TABLES


@app.command()
def explain(
    finding: Annotated[str, typer.Argument(metavar="ID", help="Any id in the tables.")],
    output: Output = OUTPUT,
) -> None:
    """Show a passage, mention, quantity or finding in its source lines, and how it was arrived at."""
    for line in explain_finding(finding, output):
        out.print(line)


@app.command()
def tables(
    name: Annotated[str | None, typer.Argument(help="Show the columns of one table.")] = None,
) -> None:
    """List the tables of a run, or the columns of one."""
    if name is None:
        grid = Table("table", "名称", "what a row is")
        for record in TABLES:
            summary = (record.__doc__ or "").strip().splitlines()[0]
            grid.add_row(table_name(record), record.zh, summary)
    else:
        known = {table_name(r): r for r in TABLES}
        if name not in known:
            raise SettingsError(f"{name}: no such table; there are {', '.join(known)}")
        grid = Table("column", "名称", "type", "what it holds")
        for field in fields_of(known[name]):
            grid.add_row(field.name, field.column.zh, str(field.type), field.column.text)
    out.print(grid)


@app.command()
def kwic(
    term: Annotated[str, typer.Argument(help="Characters to look for.")],
    output: Output = OUTPUT,
    width: Annotated[int, typer.Option(help="Characters of context on either side.", min=1)] = 20,
) -> None:
    """Show a term in context, by year, in the text that the tables count."""
    found = list(load(output).kwic(term, width))
    for hit in found:
        line = Text(f"{hit.review_year or '年度未知'}  ", style="cyan")
        # Full-width blanks keep the column straight where a line begins close to the term.
        line.append(hit.left.rjust(width, "\u3000"), style="default")
        line.append(hit.term, style="bold reverse").append(hit.right, style="default")
        out.print(line.append(f"  {hit.source} {hit.place}", style="dim"))
    out.print(f"{term}: {len(found)} occurrences", markup=False)


@app.command()
def compare(
    before: Year,
    after: Year,
    output: Output = OUTPUT,
    scope: Scope = "all",
) -> None:
    """Hold the theme shares of two years against each other, with what speaks against it."""
    outputs = load(output)
    grid = Table("theme", f"{before}", f"{after}", "change")
    for theme, row in outputs.compare(before, after, scope).iterrows():
        cells = [f"{row[f'share_{y}']:.1%} ({row[f'numerator_{y}']}/{row[f'base_{y}']})" for y in (before, after)]
        grid.add_row(str(theme), *cells, f"{row['change']:+.1%}")
    out.print(grid)
    for warning in outputs.warnings(before, after, scope):
        err.print(f"warning: {warning}", markup=False)


@app.command()
def new(year: Year, output: Output = OUTPUT) -> None:
    """List the formulations, organisations and indicators that stand in a year and in none before it."""
    table = load(output).new(year)
    grid = Table("kind", "name", "mentions")
    for row in table.to_dict("records"):
        grid.add_row(str(row["kind"]), str(row["name"]), str(row["mentions"]))
    out.print(grid if len(table) else f"{year}: nothing that earlier years do not have")
