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


ToolFormat = Annotated[Format, typer.Argument(metavar="FORMAT", help="label-studio 或 doccano。")]


@app.command("export-labels")
def export_labels(
    format: ToolFormat,
    file: Annotated[Path, typer.Argument(help="要写的文件。")],
    output: Output = OUTPUT,
    table: Annotated[Table, typer.Option(help="要标注哪张表的片段。")] = Table.PLACES,
) -> None:
    """把段落连同一张表的发现写成标注工具的文件，供在那里更正。"""
    from pipeline.cli.work import exchanging

    writer = {Format.LABEL_STUDIO: exchanging.to_label_studio, Format.DOCCANO: exchanging.to_doccano}
    writer[format](file, output, table.value)


@app.command("import-labels")
def import_labels(
    format: ToolFormat,
    file: Annotated[Path, typer.Argument(help="标注工具导出的文件。")],
    into: Annotated[Path, typer.Option(help="标注文件夹。")] = CORPUS / LABELS / "spans",
) -> None:
    """把更正过的片段收回为标注（表名.jsonl），替换同一段落先前的标注。"""
    from pipeline.cli.work import exchanging

    reader = {Format.LABEL_STUDIO: exchanging.from_label_studio, Format.DOCCANO: exchanging.from_doccano}
    exchanging.take(reader[format](file), file, into)


@app.command()
def docbin(
    file: Annotated[Path, typer.Argument(help="要写的文件，如 corpus.spacy。")],
    output: Output = OUTPUT,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
) -> None:
    """把全部段落连同发现写成 spaCy 的 DocBin 文件。"""
    from pipeline.cli.work import config_of, exchanging

    exchanging.docbin(file, output, config_of(settings, dictionaries))
