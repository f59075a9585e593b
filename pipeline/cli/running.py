"""Commands that run the pipeline or look at what a run would do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from pipeline import __version__
from pipeline.cli.options import (
    CORPUS,
    OUTPUT,
    CorpusPaths,
    Dictionaries,
    Output,
    SettingsFile,
    app,
    config_of,
    err,
    out,
)
from pipeline.runner import Result, plan
from pipeline.runner import run as run_pipeline


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
    config = config_of(settings, dictionaries)
    with _bars() as bars:
        tasks: dict[str, TaskID] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        result = run_pipeline(corpus or [CORPUS], output, config, jobs=jobs, progress=progress)
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
            err.print(f"{problem.severity}: {problem.source or problem.stage}: {problem.message}", markup=False)


@app.command()
def status(
    corpus: CorpusPaths = None,
    output: Output = OUTPUT,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
) -> None:
    """Say what a run would do, without doing it."""
    todo = plan(corpus or [CORPUS], output, config_of(settings, dictionaries))
    if todo.fresh:
        out.print(f"{output}: up to date with {len(todo.keys)} sources")
        return
    out.print(f"{output}: {len(todo.stale)} of {len(todo.keys)} sources to read, tables and exports to write")
    for file in todo.stale:
        out.print(f"  {file.source}", markup=False)


@app.command()
def version() -> None:
    """Print the version."""
    out.print(f"zongshu {__version__}")
