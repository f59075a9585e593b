"""Commands that look at what a run wrote."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import OUTPUT, Output, Scope, Year, app


@app.command()
def explain(
    finding: Annotated[str, typer.Argument(metavar="ID", help="Any id in the tables.")],
    output: Output = OUTPUT,
) -> None:
    """Show a passage, mention, quantity or finding in its source lines, and how it was arrived at."""
    from pipeline.cli.work import looking

    looking.explain(finding, output)


@app.command()
def tables(
    name: Annotated[str | None, typer.Argument(help="Show the columns of one table.")] = None,
) -> None:
    """List the tables of a run, or the columns of one."""
    from pipeline.cli.work import listing

    listing.columns(name) if name else listing.tables()


@app.command()
def kwic(
    term: Annotated[str, typer.Argument(help="Characters to look for.")],
    output: Output = OUTPUT,
    width: Annotated[int, typer.Option(help="Characters of context on either side.", min=1)] = 20,
) -> None:
    """Show a term in context, by year, in the text that the tables count."""
    from pipeline.cli.work import looking

    looking.kwic(term, output, width)


@app.command()
def compare(
    before: Year,
    after: Year,
    output: Output = OUTPUT,
    scope: Scope = "all",
) -> None:
    """Hold the theme shares of two years against each other, with what speaks against it."""
    from pipeline.cli.work import looking

    looking.compare(before, after, output, scope)


@app.command()
def new(year: Year, output: Output = OUTPUT) -> None:
    """List the formulations, organisations and indicators that stand in a year and in none before it."""
    from pipeline.cli.work import looking

    looking.new(year, output)
