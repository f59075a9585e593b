"""The arguments that several commands share, and where they print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.config import Config, SettingsError, dictionaries_folder, load_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Turn published Chinese yearly review summaries into evidence.",
)
# Paths and texts hold brackets and colons that are no mark-up.
out = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)

OUTPUT = Path("outputs")
CORPUS = Path("corpus")

CorpusPaths = Annotated[list[Path] | None, typer.Argument(help="Files and folders to read.", show_default=f"{CORPUS}/")]
CorpusFolder = Annotated[Path, typer.Argument(help="The corpus folder.")]
Output = Annotated[Path, typer.Option("--output", "-o", help="Folder that a run writes.")]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="TOML file with settings.")]
Dictionaries = Annotated[Path | None, typer.Option("--dictionaries", help="Folder of dictionaries to use.")]
Scope = Annotated[str, typer.Option(help="all, genre=…, level=… or province=…")]
Year = Annotated[int, typer.Argument(help="A review year.")]


def config_of(settings: Path | None, dictionaries: Path | None) -> Config:
    """The settings and dictionaries of a call. Raises SettingsError."""
    if dictionaries and not dictionaries.is_dir():
        raise SettingsError(f"{dictionaries}: no such folder; give the folder of dictionaries")
    return Config(load_settings(settings), dictionaries or dictionaries_folder())
