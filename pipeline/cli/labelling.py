"""Commands for annotators of frames: paragraphs with their numbers out, filled sheets in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import OUTPUT, Output, app
from pipeline.config import CompareSettings

frames = typer.Typer(no_args_is_help=True, help="Annotate who did what: a sheet of numbers out, a filled sheet in.")
app.add_typer(frames, name="frames")

SEED = CompareSettings().seed


@frames.command()
def draw(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sheet to write (CSV, opens in a spreadsheet).")],
    size: Annotated[int, typer.Option(help="Quantities to draw, whole paragraphs at a time.", min=1)] = 100,
    seed: Annotated[int, typer.Option(help="The same seed draws the same paragraphs.", min=0)] = SEED,
    output: Output = OUTPUT,
) -> None:
    """Draw paragraphs at random with every number marked, and nothing of what the program made of them.

    Fill in 动作, 主体, 对象, 性质 (成果, 要求, 背景), 归属省份; several that hold are joined with |, and 无 says
    that there is none; 不是数量 takes the reason where a number counts nothing.
    """
    from pipeline.cli.work import labelling

    labelling.draw(file, size, seed, output)


@frames.command()
def read(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="A filled sheet (CSV).")],
    into: Annotated[Path, typer.Argument(metavar="LABELS", help="The labels to write (JSON Lines).")],
    coder: Annotated[
        str, typer.Option(help="Who annotated it; `second` for a second reader of the same numbers.")
    ] = "1",
) -> None:
    """Read a filled sheet into labels that stand off: file, sha256, offsets and answers, no text."""
    from pipeline.cli.work import labelling

    labelling.read(sheet, into, coder)


@frames.command()
def check(
    labels: Annotated[Path, typer.Argument(metavar="LABELS", help="A folder of labels (*.jsonl).")],
    texts: Annotated[list[Path], typer.Argument(metavar="TEXTS...", help="Folders in which the sources stand.")],
) -> None:
    """Hold the frames of today against labels: how often each slot is right, with intervals."""
    from pipeline.cli.work import labelling

    labelling.check(labels, texts)
