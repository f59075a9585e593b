"""Commands that hand findings to labelling tools and take corrections back, and that write a spaCy DocBin."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CORPUS, OUTPUT, Dictionaries, Output, SettingsFile, app
from pipeline.companions import LABELS


class Format(StrEnum):
    """The labelling tools."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"


class Table(StrEnum):
    """The tables whose spans can be labelled."""

    PLACES = "places"
    UNITS = "units"
    QUANTITIES = "quantities"
    FORMULATIONS = "formulations"


ToolFormat = Annotated[Format, typer.Argument(metavar="FORMAT", help="label-studio or doccano.")]


@app.command("export-labels")
def export_labels(
    format: ToolFormat,
    file: Annotated[Path, typer.Argument(help="File to write.")],
    output: Output = OUTPUT,
    table: Annotated[Table, typer.Option(help="The table whose spans are to be labelled.")] = Table.PLACES,
) -> None:
    """Write passages with the findings of one table for a labelling tool, to be corrected there."""
    from pipeline.cli.work import exchanging

    writer = {Format.LABEL_STUDIO: exchanging.to_label_studio, Format.DOCCANO: exchanging.to_doccano}
    writer[format](file, output, table.value)


@app.command("import-labels")
def import_labels(
    format: ToolFormat,
    file: Annotated[Path, typer.Argument(help="File that the tool exported.")],
    into: Annotated[Path, typer.Option(help="Folder of the labels.")] = CORPUS / LABELS / "spans",
) -> None:
    """Take corrected spans back as labels, TABLE.jsonl, in the place of earlier labels of the same passages."""
    from pipeline.cli.work import exchanging

    reader = {Format.LABEL_STUDIO: exchanging.from_label_studio, Format.DOCCANO: exchanging.from_doccano}
    exchanging.take(reader[format](file), file, into)


@app.command()
def docbin(
    file: Annotated[Path, typer.Argument(help="File to write, such as corpus.spacy.")],
    output: Output = OUTPUT,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
) -> None:
    """Write every passage with its findings as a spaCy DocBin."""
    from pipeline.cli.work import config_of, exchanging

    exchanging.docbin(file, output, config_of(settings, dictionaries))
