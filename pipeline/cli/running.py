"""Commands that run the pipeline or look at what a run would do."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli.console import out
from pipeline.cli.options import (
    CORPUS,
    DEMO,
    OUTPUT,
    Chinese,
    CorpusPaths,
    Dictionaries,
    Output,
    ReportScope,
    SettingsFile,
    app,
)


class Only(StrEnum):
    """What alone a run may write."""

    TABLES = "tables"


@app.command()
def run(
    corpus: CorpusPaths = None,
    output: Output = OUTPUT,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    scope: ReportScope = None,
    chinese: Chinese = None,
    jobs: Annotated[int | None, typer.Option(help="进程数；不写时由程序决定。", min=1)] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有问题时以 1 退出。")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="不用结果文件夹里留存的中间结果，全部重读。")] = False,
    only: Annotated[Only | None, typer.Option(help="只写各表，图、工作簿、报告和编辑页留着不动。")] = None,
    or_demo: Annotated[bool, typer.Option("--or-demo", help="corpus/ 里还没有文档时，改为运行虚构样例。")] = False,
) -> None:
    """读语料，写出各表、图、工作簿、报告和编辑页；只重做改动的部分。"""
    from pipeline.cli.work import config_of, running
    from pipeline.corpus import holds_nothing

    config = config_of(settings, dictionaries, scope, chinese)
    if or_demo and not corpus and holds_nothing(CORPUS):
        running.demo(DEMO, config, jobs, anew=fresh, only_tables=only is Only.TABLES)
        return
    sound = running.run(corpus or [CORPUS], output, config, jobs, anew=fresh, only_tables=only is Only.TABLES)
    if strict and not sound:
        raise typer.Exit(1)


@app.command()
def demo(
    output: Output = DEMO,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    jobs: Annotated[int | None, typer.Option(help="进程数；不写时由程序决定。", min=1)] = None,
) -> None:
    """运行随程序带来的虚构样例，看一看结果是什么样；其中内容不能引用。"""
    from pipeline.cli.work import config_of, running

    running.demo(output, config_of(settings, dictionaries), jobs)


@app.command("new-project")
def new_project(folder: Annotated[Path, typer.Argument(help="要新建的文件夹，里面不能有东西。")]) -> None:
    """建一个工作文件夹：放材料的 corpus/、设置和一页说明。"""
    from pipeline.cli.work import starting

    starting.new_project(folder)


@app.command()
def status(
    corpus: CorpusPaths = None,
    output: Output = OUTPUT,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    scope: ReportScope = None,
    chinese: Chinese = None,
) -> None:
    """说明运行会做什么，但不做。"""
    from pipeline.cli.work import config_of, running

    running.status(corpus or [CORPUS], output, config_of(settings, dictionaries, scope, chinese))


@app.command()
def doctor(output: Output = OUTPUT, settings: SettingsFile = None, dictionaries: Dictionaries = None) -> None:
    """体检：程序、设置、词典和结果文件夹是否完好；有问题时说明怎么办，并以 1 退出。只看不改。"""
    from pipeline.cli.work import examining

    if not examining.doctor(output, settings, dictionaries):
        raise typer.Exit(1)


@app.command()
def version() -> None:
    """版本。"""
    out.print(f"zongshu {__version__}")
