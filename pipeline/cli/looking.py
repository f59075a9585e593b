"""Commands that look at what a run wrote."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import OUTPUT, Output, Scope, Year, app


@app.command()
def explain(
    finding: Annotated[str, typer.Argument(metavar="ID", help="任何一张表里的编号。")],
    output: Output = OUTPUT,
) -> None:
    """把一个段落、提及、数量或发现放回原文各行，并说明它怎样得出。"""
    from pipeline.cli.work import looking

    looking.explain(finding, output)


@app.command()
def tables(
    name: Annotated[str | None, typer.Argument(help="只看这一张表的各列。")] = None,
) -> None:
    """列出各表，或一张表的各列。"""
    from pipeline.cli.work import listing

    listing.columns(name) if name else listing.tables()


@app.command()
def kwic(
    term: Annotated[str, typer.Argument(help="要找的字词。")],
    output: Output = OUTPUT,
    width: Annotated[int, typer.Option(help="左右各显示多少字。", min=1)] = 20,
) -> None:
    """逐年列出一个词语的上下文，只找各表所统计的正文。"""
    from pipeline.cli.work import looking

    looking.kwic(term, output, width)


@app.command()
def compare(
    before: Year,
    after: Year,
    output: Output = OUTPUT,
    scope: Scope = None,
) -> None:
    """两个年度的主题占比并列，连同不可比之处。"""
    from pipeline.cli.work import looking

    looking.compare(before, after, output, scope)


@app.command()
def new(year: Year, output: Output = OUTPUT, scope: Scope = None) -> None:
    """列出这一年度有、此前各年度都没有的提法、单位和指标。"""
    from pipeline.cli.work import looking

    looking.new(year, output, scope)
