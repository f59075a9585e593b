"""Commands for coders: a blind sample out, filled sheets in, agreement, the coding that counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CORPUS, OUTPUT, Browser, Dictionaries, Output, Port, app
from pipeline.companions import CODING
from pipeline.config import CompareSettings, SettingsError

code = typer.Typer(no_args_is_help=True)
app.add_typer(code, name="code")

SEED = CompareSettings().seed
Sheet = Annotated[Path, typer.Argument(metavar="SHEET", help="A coder's filled sheet (CSV).")]
Second = Annotated[Path | None, typer.Argument(metavar="[SECOND]", help="The second coder's sheet.")]
Coded = Annotated[Path | None, typer.Option("--coded", help="A coding to complete: leave out what it holds.")]
Into = Annotated[Path, typer.Option(help="The coding that a run corrects the shares by.")]


@code.callback(invoke_without_command=True)
def page(
    context: typer.Context,
    page: Annotated[bool, typer.Option("--page", help="Serve the coders' page on this machine.")] = False,
    coder: Annotated[str | None, typer.Option(help="甲 or 乙: serve this coder alone.")] = None,
    size: Annotated[int | None, typer.Option(help="Passages to draw: 100 where there is no sheet yet.", min=1)] = None,
    by_year: Annotated[bool, typer.Option("--by-year", help="Draw SIZE passages of each review year.")] = False,
    seed: Annotated[int | None, typer.Option(help="As the sheets and the coding have it.", min=0)] = None,
    into: Into = CORPUS / CODING,
    output: Output = OUTPUT,
    dictionaries: Dictionaries = None,
    port: Port = 8765,
    browser: Browser = True,
) -> None:
    """Code passages by hand: with --page on a page, else in a spreadsheet: a blind sample out, filled sheets in.

    The page has two coders, 甲 and 乙, who code the same passages without seeing one another's answers. Each answer
    stands at once in the coder's sheet beside the coding, coding.甲.csv or coding.乙.csv, which a spreadsheet can fill
    in too; what they settle where they differ stands in coding.裁定.csv. Passages that the coding holds are left out.
    """
    sources = {name: context.get_parameter_source(name) for name in context.params}
    given = [name for name, source in sources.items() if source and source.name == "COMMANDLINE"]
    if context.invoked_subcommand and given:
        raise SettingsError(f"code: {given[0]} is the page's; give {context.invoked_subcommand} its options after it")
    if page:
        from pipeline.cli.work import coders, config_of
        from pipeline.coders import Draw

        coders.page(into, output, coder, Draw(size, by_year, seed), port, browser, config_of(None, dictionaries))
    elif not context.invoked_subcommand:
        raise SettingsError("code: say what is to be done: --page, draw, read or settle")


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
    into: Into = CORPUS / CODING,
    dictionaries: Dictionaries = None,
) -> None:
    """Write the agreed coding beside the corpus; passages that it held before are kept unless coded anew."""
    from pipeline.cli.work import coding, config_of

    coding.settle(sheet, second, adjudicated, into, config_of(None, dictionaries))
