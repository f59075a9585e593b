"""Commands for annotators of frames: paragraphs with their numbers out, filled sheets in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import OUTPUT, Output, app
from pipeline.config import CompareSettings

frames = typer.Typer(no_args_is_help=True, help="标注谁做了什么：写出数字表，读回填好的表。")
app.add_typer(frames, name="frames")

SEED = CompareSettings().seed


@frames.command()
def draw(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要写的表（CSV，可用电子表格打开）。")],
    size: Annotated[int, typer.Option(help="抽取多少个数量，整段整段地抽。", min=1)] = 100,
    seed: Annotated[int, typer.Option(help="同一种子抽到同样的段落。", min=0)] = SEED,
    output: Output = OUTPUT,
) -> None:
    """随机抽取段落，标出每个数字，不显示程序的判断。

    填动作、主体、对象、性质（成果、要求、背景）、归属省份；几个都说得通的用 | 隔开，没有的写“无”；
    数字什么也不数的，在“不是数量”一列写理由。
    """
    from pipeline.cli.work import labelling

    labelling.draw(file, size, seed, output)


@frames.command()
def read(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="填好的表（CSV）。")],
    into: Annotated[Path, typer.Argument(metavar="LABELS", help="要写的标注（JSON Lines）。")],
    coder: Annotated[str, typer.Option(help="谁标的；同样的数字由第二人再标，写 second。")] = "1",
) -> None:
    """把填好的表读成标注：文件、sha256、位置和答案，不存文字。"""
    from pipeline.cli.work import labelling

    labelling.read(sheet, into, coder)


@frames.command()
def check(
    labels: Annotated[Path, typer.Argument(metavar="LABELS", help="标注文件夹（*.jsonl）。")],
    texts: Annotated[list[Path], typer.Argument(metavar="TEXTS...", help="来源所在的文件夹。")],
) -> None:
    """用标注检验现在的判断：动作、主体、对象等各对多少，连同区间。"""
    from pipeline.cli.work import labelling

    labelling.check(labels, texts)
