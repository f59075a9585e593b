"""Commands for coders: a blind sample out, filled sheets in, agreement, the coding that counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CORPUS, OUTPUT, Dictionaries, Output, app
from pipeline.companions import CODING
from pipeline.config import CompareSettings

code = typer.Typer(no_args_is_help=True, help="Code passages by hand: a blind sample out, filled sheets in.")
app.add_typer(code, name="code")

SEED = CompareSettings().seed
Sheet = Annotated[Path, typer.Argument(metavar="SHEET", help="A coder's filled sheet (CSV).")]
Second = Annotated[Path | None, typer.Argument(metavar="[SECOND]", help="The second coder's sheet.")]
Coded = Annotated[Path | None, typer.Option("--coded", help="A coding to complete: leave out what it holds.")]


@code.command()
def draw(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sheet to write (CSV, opens in a spreadsheet).")],
    size: Annotated[int, typer.Option(help="Passages to draw.", min=1)] = 100,
    by_year: Annotated[bool, typer.Option("--by-year", help="Draw SIZE passages of each review year.")] = False,
    seed: Annotated[int, typer.Option(help="The same seed draws the same passages.", min=0)] = SEED,
    coded: Coded = None,
    output: Output = OUTPUT,
) -> None:
    """Draw a blind random sample for a coder: text and heading, nothing of what the classifier said.

    Give every coder the same file. It is CSV, filled in with a spreadsheet and saved as CSV again; UTF-8 and GB18030
    are read back, a saved .xlsx is not. Rules to code by: docs/codebook.md.
    """
    from pipeline.cli.work import coding

    coding.draw(file, size, by_year, seed, coded, output)


@code.command()
def read(
    sheet: Sheet,
    second: Second = None,
    adjudicate: Annotated[Path | None, typer.Option(help="Write the disagreements here, to be settled.")] = None,
    dictionaries: Dictionaries = None,
) -> None:
    """Check one or two filled sheets; with two, say how far the coders agree beyond chance."""
    from pipeline.cli.work import coding, config_of

    coding.read(sheet, second, adjudicate, config_of(None, dictionaries))


@code.command()
def settle(
    sheet: Sheet,
    second: Second = None,
    adjudicated: Annotated[Path | None, typer.Option(help="The settled disagreements (CSV).")] = None,
    into: Annotated[Path, typer.Option(help="The coding that a run corrects the shares by.")] = CORPUS / CODING,
    dictionaries: Dictionaries = None,
) -> None:
    """Write the agreed coding beside the corpus; passages that it held before are kept unless coded anew."""
    from pipeline.cli.work import coding, config_of

    coding.settle(sheet, second, adjudicated, into, config_of(None, dictionaries))
