"""The commands that measure and train the theme classifier on labels."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Dictionaries, SettingsFile, app

Texts = Annotated[
    Path | None, typer.Option("--texts", help="Folder that holds the texts of labels that only name them.")
]


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(help="A folder of *.jsonl, as labels/invented/README.md describes them.")],
    texts: Texts = None,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    to_json: Annotated[Path | None, typer.Option("--json", help="Write the figures here too.")] = None,
) -> None:
    """Score the theme classifier on a folder of labels; where a part is held out, on that part alone.

    Labels that the classifier was trained on, such as labels/invented, score better than new text does.
    """
    from pipeline.cli.work import config_of, evaluating

    evaluating.evaluate(folder, texts, config_of(settings, dictionaries), to_json)


@app.command()
def train(
    labels: Annotated[
        list[Path] | None,
        typer.Option("--labels", help="A folder of labels to learn from besides the invented ones; can be repeated."),
    ] = None,
    texts: Texts = None,
    dictionaries: Dictionaries = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Folder for the model.", show_default="beside the themes")
    ] = None,
) -> None:
    """Train the theme classifier for a folder of dictionaries; runs with these dictionaries then use it.

    It learns from the examples in the dictionaries, from this installation's invented labels, and from --labels. To
    add a theme, add its file to themes/ in a copy of the dictionaries.
    """
    from pipeline.cli.work import config_of, evaluating

    evaluating.train(labels or (), texts, config_of(None, dictionaries), into)
