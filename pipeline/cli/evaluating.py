"""The commands that measure and train the theme classifier on labels."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Dictionaries, SettingsFile, app

Texts = Annotated[Path | None, typer.Option("--texts", help="只记编号不存文字的标注，其原文所在的文件夹。")]


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(help="标注文件夹（*.jsonl），格式见 labels/invented/README.md。")],
    texts: Texts = None,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    to_json: Annotated[Path | None, typer.Option("--json", help="同时把各项数字写进这个文件。")] = None,
) -> None:
    """用标注检验主题分类器；标注有留出部分的，只在留出部分上检验。

    训练用过的标注（如 labels/invented）上的分数会比新文本上的高。
    """
    from pipeline.cli.work import config_of, evaluating

    evaluating.evaluate(folder, texts, config_of(settings, dictionaries), to_json)


@app.command()
def train(
    labels: Annotated[
        list[Path] | None,
        typer.Option("--labels", help="除虚构标注外再从这个文件夹的标注学习；可以写多次。"),
    ] = None,
    texts: Texts = None,
    dictionaries: Dictionaries = None,
    into: Annotated[Path | None, typer.Option("--into", help="模型放在哪个文件夹。", show_default="主题词典旁")] = None,
) -> None:
    """为一套词典训练主题分类器；以后用这套词典的运行都用它。

    从词典里的例句、随程序带来的虚构标注和 --labels 学习。要加主题，复制一份词典，在 themes/ 里加一个文件。
    """
    from pipeline.cli.work import config_of, evaluating

    evaluating.train(labels or (), texts, config_of(None, dictionaries), into)
