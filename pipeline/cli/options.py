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
ReportScope = Annotated[
    str | None,
    typer.Option(
        "--scope",
        help="图、宽表和报告的口径：一个文种、层级或省份，或全部文档，写代码或中文名都行；"
        "不写时按设置（report.scope），都没有时取覆盖年度最多的文种。",
    ),
]
Chinese = Annotated[
    bool | None,
    typer.Option(
        "--中文/--英文", help="CSV 和工作簿的列名用中文或英文；不写时按设置（report.chinese），没有设置时用英文。"
    ),
]
Year = Annotated[int, typer.Argument(help="年度。")]
Port = Annotated[int, typer.Option(help="本机端口；0 为任一空闲端口。", min=0, max=65535)]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="在浏览器中打开。")]
