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
Sheet = Annotated[Path, typer.Argument(metavar="SHEET", help="一名编码员填好的编码表（CSV）。")]
Second = Annotated[Path | None, typer.Argument(metavar="[SECOND]", help="另一名编码员的编码表。")]
Coded = Annotated[Path | None, typer.Option("--coded", help="要补充的编码：其中已有的段落不再抽。")]
Into = Annotated[Path, typer.Option(help="运行时用来校正占比的编码。")]


@code.callback(invoke_without_command=True)
def page(
    context: typer.Context,
    page: Annotated[bool, typer.Option("--page", help="打开编码页（只在本机）。")] = False,
    coder: Annotated[str | None, typer.Option(help="甲或乙：只为这一名编码员打开。")] = None,
    size: Annotated[int | None, typer.Option(help="抽取多少段；还没有编码表时为 100。", min=1)] = None,
    by_year: Annotated[bool, typer.Option("--by-year", help="每个年度各抽 SIZE 段。")] = False,
    seed: Annotated[int | None, typer.Option(help="与编码表和编码里的种子一致。", min=0)] = None,
    into: Into = CORPUS / CODING,
    output: Output = OUTPUT,
    dictionaries: Dictionaries = None,
    port: Port = 8765,
    browser: Browser = True,
) -> None:
    """人工编码：加 --page 在网页上编，不加则在电子表格里编（先抽样，再读回）。

    编码页有甲、乙两名编码员，编同样的段落，互相看不到对方的答案。每个答案即时写进编码旁边各自的编码表
    coding.甲.csv、coding.乙.csv（也可以用电子表格填）；意见不同的裁定写在 coding.裁定.csv。编码里已有的段落不再抽。
    """
    sources = {name: context.get_parameter_source(name) for name in context.params}
    given = [name for name, source in sources.items() if source and source.name == "COMMANDLINE"]
    if context.invoked_subcommand and given:
        raise SettingsError(f"code：{given[0]} 是编码页的选项；{context.invoked_subcommand} 的选项写在它后面")
    if page:
        from pipeline.cli.work import coders, config_of
        from pipeline.coders import Draw

        coders.page(into, output, coder, Draw(size, by_year, seed), port, browser, config_of(None, dictionaries))
    elif not context.invoked_subcommand:
        raise SettingsError("code：请写明做什么：--page、draw、read 或 settle")


@code.command()
def draw(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要写的编码表（CSV，可用电子表格打开）。")],
    size: Annotated[int, typer.Option(help="抽取多少段。", min=1)] = 100,
    by_year: Annotated[bool, typer.Option("--by-year", help="每个年度各抽 SIZE 段。")] = False,
    seed: Annotated[int, typer.Option(help="同一种子抽到同样的段落。", min=0)] = SEED,
    coded: Coded = None,
    output: Output = OUTPUT,
) -> None:
    """为编码员随机抽取段落：只有正文和小标题，不显示分类器的判断。

    每名编码员用同一个文件，在电子表格里填好后仍存为 CSV（UTF-8 或 GB18030 都能读回，.xlsx 不能）。编码规则见
    docs/codebook.md。
    """
    from pipeline.cli.work import coding

    coding.draw(file, size, by_year, seed, coded, output)


@code.command()
def read(
    sheet: Sheet,
    second: Second = None,
    adjudicate: Annotated[Path | None, typer.Option(help="把意见不同之处写进这个文件，供裁定。")] = None,
    dictionaries: Dictionaries = None,
) -> None:
    """检查一份或两份填好的编码表；两份时给出除去偶然之后的一致程度。"""
    from pipeline.cli.work import coding, config_of

    coding.read(sheet, second, adjudicate, config_of(None, dictionaries))


@code.command()
def settle(
    sheet: Sheet,
    second: Second = None,
    adjudicated: Annotated[Path | None, typer.Option(help="裁定好的不同意见（CSV）。")] = None,
    into: Into = CORPUS / CODING,
    dictionaries: Dictionaries = None,
) -> None:
    """把商定的编码写到语料旁边；先前已有的段落保留，除非重新编过。"""
    from pipeline.cli.work import coding, config_of

    coding.settle(sheet, second, adjudicated, into, config_of(None, dictionaries))
