"""The command that measures the theme classifier on labels."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Dictionaries, SettingsFile, app


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(help="A folder of *.jsonl in the format of corpus/labels/README.md.")],
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    to_json: Annotated[Path | None, typer.Option("--json", help="Write the figures here too.")] = None,
) -> None:
    """Score the theme classifier on a folder of labels.

    Labels that the classifier was trained on, such as corpus/labels, score better than new text does.
    """
    from pipeline.cli.work import config_of, evaluating

    evaluating.evaluate(folder, config_of(settings, dictionaries), to_json)
