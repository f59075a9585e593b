"""Commands for editors: two texts against each other, and the review page."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import CORPUS, OUTPUT, Browser, CorpusFolder, Output, Port, Scope, app


@app.command()
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="文档编号、来源文件名，或年度。")],
    b: Annotated[str, typer.Argument(metavar="B", help="与它对照的另一方。")],
    output: Output = OUTPUT,
    scope: Scope = None,
    everything: Annotated[bool, typer.Option("--all", help="相同的段落也列出。")] = False,
) -> None:
    """两份文档或两个年度逐段对照。"""
    from pipeline.cli.work import editing

    editing.diff(a, b, output, scope, everything)


@app.command()
def review(
    corpus: CorpusFolder = CORPUS,
    output: Output = OUTPUT,
    port: Port = 8765,
    browser: Browser = True,
) -> None:
    """打开编辑页（只在本机）；决定即时写进语料文件夹的 decisions.csv。"""
    from pipeline.cli.work import editing

    editing.review(corpus, output, port, browser)
