"""The command that opens the workbench."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CORPUS, OUTPUT, Browser, CorpusFolder, Dictionaries, Output, Port, app


@app.command("open")
def open_(
    corpus: CorpusFolder = CORPUS,
    output: Output = OUTPUT,
    save: Annotated[Path | None, typer.Option(help="不开服务，把各页存成这个新文件夹里的网页，可离线看。")] = None,
    dictionaries: Dictionaries = None,
    port: Port = 8764,
    browser: Browser = True,
) -> None:
    """打开工作台（只在本机）：总览、检索、趋势、图、对比、审校、编码，每个数字都能点到原文。

    保存的选择写进语料文件夹的 selections.json。
    """
    from pipeline.cli.work import opening

    opening.open_workbench(corpus, output, save, dictionaries, port, browser)
