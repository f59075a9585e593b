"""The application, and the arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Turn published Chinese yearly review summaries into evidence.",
)

OUTPUT = Path("outputs")
DEMO = OUTPUT / "demo"
CORPUS = Path("corpus")

CorpusPaths = Annotated[list[Path] | None, typer.Argument(help="Files and folders to read.", show_default=f"{CORPUS}/")]
CorpusFolder = Annotated[Path, typer.Argument(help="The corpus folder.")]
Output = Annotated[Path, typer.Option("--output", "-o", help="Folder that a run writes.")]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", help="TOML file with settings; default: zongshu.toml in this folder, where it is."),
]
Dictionaries = Annotated[Path | None, typer.Option("--dictionaries", help="Folder of dictionaries to use.")]
Scope = Annotated[str, typer.Option(help="all, genre=…, level=… or province=…")]
Year = Annotated[int, typer.Argument(help="A review year.")]
Port = Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.", min=0, max=65535)]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")]
