"""The application, and the arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="把公开发表的年度综述及其周边文种变成可以引用的证据。",
)

OUTPUT = Path("outputs")
DEMO = OUTPUT / "demo"
CORPUS = Path("corpus")

CorpusPaths = Annotated[list[Path] | None, typer.Argument(help="要读的文件和文件夹。", show_default=f"{CORPUS}/")]
CorpusFolder = Annotated[Path, typer.Argument(help="语料文件夹。")]
Output = Annotated[Path, typer.Option("--output", "-o", help="结果文件夹。")]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", help="设置文件（TOML）；不写时用当前文件夹里的 zongshu.toml（如果有）。"),
]
Dictionaries = Annotated[Path | None, typer.Option("--dictionaries", help="要用的词典文件夹。")]
Scope = Annotated[
    str | None,
    typer.Option(
        help="口径：all、文种（genre=…）、层级（level=…）或省份（province=…），写代码或中文名都行；不写时与报告相同。"
    ),
]
Year = Annotated[int, typer.Argument(help="年度。")]
Port = Annotated[int, typer.Option(help="本机端口；0 为任一空闲端口。", min=0, max=65535)]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="在浏览器中打开。")]
