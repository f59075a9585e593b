"""Commands that run the pipeline or look at what a run would do."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli.console import out
from pipeline.cli.options import CORPUS, OUTPUT, CorpusPaths, Dictionaries, Output, SettingsFile, app


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
    from pipeline.cli.work import config_of, running

    sound = running.run(corpus or [CORPUS], output, config_of(settings, dictionaries), jobs)
    if strict and not sound:
        raise typer.Exit(1)


@app.command()
def status(
    corpus: CorpusPaths = None,
    output: Output = OUTPUT,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
) -> None:
    """Say what a run would do, without doing it."""
    from pipeline.cli.work import config_of, running

    running.status(corpus or [CORPUS], output, config_of(settings, dictionaries))


@app.command()
def version() -> None:
    """Print the version."""
    out.print(f"zongshu {__version__}")
