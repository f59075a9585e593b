"""Commands that run the pipeline or look at what a run would do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli.console import out
from pipeline.cli.options import CORPUS, DEMO, OUTPUT, CorpusPaths, Dictionaries, Output, SettingsFile, app


@app.command()
def run(
    corpus: CorpusPaths = None,
    output: Output = OUTPUT,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    jobs: Annotated[int | None, typer.Option(help="Processes; default: as many as are worth it.", min=1)] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where problems were found.")] = False,
    or_demo: Annotated[
        bool, typer.Option("--or-demo", help="Where corpus/ holds no document yet, run the invented demo instead.")
    ] = False,
) -> None:
    """Read the corpus and write tables, charts, workbook, reports and the review page."""
    from pipeline.cli.work import config_of, running
    from pipeline.corpus import holds_nothing

    config = config_of(settings, dictionaries)
    if or_demo and not corpus and holds_nothing(CORPUS):
        running.demo(DEMO, config, jobs)
        return
    sound = running.run(corpus or [CORPUS], output, config, jobs)
    if strict and not sound:
        raise typer.Exit(1)


@app.command()
def demo(
    output: Output = DEMO,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    jobs: Annotated[int | None, typer.Option(help="Processes; default: as many as are worth it.", min=1)] = None,
) -> None:
    """Run the invented texts that come along, to see what a run gives; nothing of them may be quoted."""
    from pipeline.cli.work import config_of, running

    running.demo(output, config_of(settings, dictionaries), jobs)


@app.command("new-project")
def new_project(folder: Annotated[Path, typer.Argument(help="Folder to make; it may not hold anything yet.")]) -> None:
    """Make a folder to work in: corpus/ for the texts, settings, and a page that says how to go on."""
    from pipeline.cli.work import starting

    starting.new_project(folder)


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
