"""The command: parse, call, print. The only module that knows Typer and the progress bars."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from pipeline import __version__
from pipeline.api import load
from pipeline.config import Config, SettingsError, dictionaries_folder, load_settings
from pipeline.explain import explain as explain_finding
from pipeline.records import fields_of, table_name
from pipeline.runner import Result, plan
from pipeline.runner import run as run_pipeline
from pipeline.stages import TABLES

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Turn published Chinese yearly review summaries into evidence.",
)
out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)

CorpusPaths = Annotated[list[Path] | None, typer.Argument(help="Files and folders to read.", show_default="corpus/")]
Output = Annotated[Path, typer.Option("--output", "-o", help="Folder that the run writes.")]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="TOML file with settings.")]
Dictionaries = Annotated[Path | None, typer.Option("--dictionaries", help="Folder of dictionaries to use.")]
OUTPUT = Path("outputs")


def _config(settings: Path | None, dictionaries: Path | None) -> Config:
    return Config(load_settings(settings), dictionaries or dictionaries_folder())


@app.command()
def run(
    corpus: CorpusPaths = None,
    output: Output = OUTPUT,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    jobs: Annotated[int | None, typer.Option(help="Processes; default: as many as are worth it.", min=1)] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where problems were found.")] = False,
) -> None:
    """Read the corpus and write tables, charts, workbook, reports and the review page."""
    config = _config(settings, dictionaries)
    with _bars() as bars:
        tasks: dict[str, int] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        result = run_pipeline(corpus or [Path("corpus")], output, config, jobs=jobs, progress=progress)
    _report(result, output)
    if strict and any(p.severity != "note" for p in result.problems):
        raise typer.Exit(1)


def _bars() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def _report(result: Result, output: Path) -> None:
    if result.fresh:
        out.print(f"{output}: up to date, nothing to do ({result.sources} sources)")
    else:
        rows = result.rows
        out.print(
            f"{output}: {result.redone} of {result.sources} sources read, {rows['documents']} documents, "
            f"{rows['passages']} passages, {rows['quantities']} quantities, "
            f"{rows['duplicates']} repeated passages, {rows['contradictions']} contradictions"
        )
    for problem in result.problems:
        if problem.severity != "note":
            err.print(f"{problem.severity}: {problem.source}: {problem.message}", markup=False)


@app.command()
def status(
    corpus: CorpusPaths = None,
    output: Output = OUTPUT,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
) -> None:
    """Say what a run would do, without doing it."""
    todo = plan(corpus or [Path("corpus")], output, _config(settings, dictionaries))
    if todo.fresh:
        out.print(f"{output}: up to date with {len(todo.keys)} sources")
        return
    out.print(f"{output}: {len(todo.stale)} of {len(todo.keys)} sources to read, tables and exports to write")
    for file in todo.stale:
        out.print(f"  {file.source}", markup=False)


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
        record = next((r for r in TABLES if table_name(r) == name), None)
        if record is None:
            known = ", ".join(table_name(r) for r in TABLES)
            raise SettingsError(f"{name}: no such table; there are {known}")
        grid = Table("column", "名称", "type", "what it holds")
        for field in fields_of(record):
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
    before: Annotated[int, typer.Argument(help="A review year.")],
    after: Annotated[int, typer.Argument(help="The review year to hold against it.")],
    output: Output = OUTPUT,
    scope: Annotated[str, typer.Option(help="all, genre=…, level=… or province=…")] = "all",
) -> None:
    """Hold the theme shares of two years against each other, with what speaks against it."""
    outputs = load(output)
    table = outputs.compare(before, after, scope)
    grid = Table("theme", f"{before}", f"{after}", "change")
    for theme, row in table.iterrows():
        cells = [f"{row[f'share_{y}']:.1%} ({row[f'numerator_{y}']}/{row[f'base_{y}']})" for y in (before, after)]
        grid.add_row(str(theme), *cells, f"{row['change']:+.1%}")
    out.print(grid)
    for warning in outputs.warnings(before, after, scope):
        err.print(f"warning: {warning}", markup=False)


@app.command()
def new(
    year: Annotated[int, typer.Argument(help="A review year.")],
    output: Output = OUTPUT,
) -> None:
    """List the formulations and organisations that stand in a year and in none before it."""
    table = load(output).new(year)
    grid = Table("kind", "name", "mentions")
    for row in table.itertuples():
        grid.add_row(str(row.kind), str(row.name), str(row.mentions))
    out.print(grid if len(table) else f"{year}: nothing that earlier years do not have")


@app.command()
def version() -> None:
    """Print the version."""
    out.print(f"zongshu {__version__}")


def main() -> None:
    """The entry point: a call or settings that cannot be used are one line and exit status 2."""
    try:
        app()
    except SettingsError as error:
        err.print(f"zongshu: {error}", markup=False)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        err.print("zongshu: interrupted; what was finished is kept, run again to go on")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
