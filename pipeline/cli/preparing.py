"""Commands for an analyst who puts texts into the corpus: what was read, and what was inferred of it."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import CORPUS, CorpusFolder, CorpusPaths, Dictionaries, SettingsFile, app


@app.command()
def check(
    corpus: CorpusPaths = None,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there is something to mend.")] = False,
) -> None:
    """Report on each source: noise, wraps undone, defects, masks, unknown metadata, and the lines to look at."""
    from pipeline.cli.work import config_of, preparing

    sound = preparing.check(corpus or [CORPUS], config_of(settings, dictionaries))
    if strict and not sound:
        raise typer.Exit(1)


@app.command()
def init(corpus: CorpusFolder = CORPUS, settings: SettingsFile = None, dictionaries: Dictionaries = None) -> None:
    """Write metadata.csv with what was inferred of each article, to be corrected and confirmed in a spreadsheet.

    Rows that are confirmed already (yes in the last column) are kept as they are; only they count in a run.
    """
    from pipeline.cli.work import config_of, preparing

    preparing.init(corpus, config_of(settings, dictionaries))
