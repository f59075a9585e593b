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
    removed: Annotated[bool, typer.Option("--removed", help="改为列出当作噪声剔出的文字及理由（CSV）。")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有需要处理之处时以 1 退出。")] = False,
) -> None:
    """逐个来源说明读得怎样：噪声、断行复原、缺陷、隐去、未知元数据，以及该看的行。"""
    from pipeline.cli.work import config_of, preparing

    report = preparing.removed if removed else preparing.check
    sound = report(corpus or [CORPUS], config_of(settings, dictionaries))
    if strict and not sound:
        raise typer.Exit(1)


@app.command()
def init(corpus: CorpusFolder = CORPUS, settings: SettingsFile = None, dictionaries: Dictionaries = None) -> None:
    """写出 metadata.csv 和 metadata.xlsx：每篇推断出的元数据，供更正、确认；xlsx 里文种、层级、省份从下拉列表选。

    两个文件改哪一个都行，再运行一次即互相抄齐，改过的和确认过的都保留；两边改得不一样时说明在哪里，什么也不写。
    只有确认的行（最后一列写“是”）在运行中起作用；运行时两边不一致的，采用 metadata.xlsx 并提示。
    """
    from pipeline.cli.work import config_of, preparing

    preparing.init(corpus, config_of(settings, dictionaries))
