"""The commands that measure and train the theme classifier on labels."""

from __future__ import annotations

<<<<<<< HEAD
import json
from collections.abc import Mapping, Sequence
=======
>>>>>>> main
from pathlib import Path
from typing import Annotated, Any

import typer

<<<<<<< HEAD
from pipeline.classify.scheme import scheme
from pipeline.cli.options import Dictionaries, SettingsFile, app, config_of, out
from pipeline.config import Config, SettingsError
from pipeline.store import write_aside

_FIGURES = {
    "accuracy": "primary theme right",
    "accuracy_accepted": "  or one as defensible",
    "accuracy_easy": "  of the easy ones",
    "accuracy_hard": "  of the hard ones",
    "accuracy_at_80": "  of the surest 80 %",
    "accuracy_sure": "  of those 90 % sure",
    "macro_f1": "macro F1",
    "multi_label_f1": "multi-label F1",
    "calibration_error": "expected calibration error",
}
Texts = Annotated[
    Path | None, typer.Option("--texts", help="Folder that holds the texts of labels that only name them.")
]
=======
from pipeline.cli.options import Dictionaries, SettingsFile, app
>>>>>>> main


@app.command()
def evaluate(
    folder: Annotated[
        Path, typer.Argument(help="A folder of labels (*.jsonl) in one of the formats of corpus/labels/README.md.")
    ],
    texts: Texts = None,
    settings: SettingsFile = None,
    dictionaries: Dictionaries = None,
    to_json: Annotated[Path | None, typer.Option("--json", help="Write the figures here too.")] = None,
) -> None:
    """Score the theme classifier on a folder of labels; of labels with a held-out part, on that part alone.

    Labels that the classifier was trained on, such as corpus/labels, score better than new text does.
    """
<<<<<<< HEAD
    from pipeline.classify.figures import figures
    from pipeline.classify.labels import HELD_OUT
    from pipeline.classify.themes import answer

    config = config_of(settings, dictionaries)
    labels = _labels(folder, texts, config)
    labels = [row for row in labels if row.split == HELD_OUT] or labels
    found = figures(labels, answer([row.item for row in labels], config), scheme(config).themes)
    if to_json:
        write_aside(to_json, _json(found))
    out.print(f"{found['labels']} labels, {found['documents']} documents, {found['abstained']} too unsure to answer")
    _show(found)
    out.print(confusion_grid("labelled \\ given", scheme(config).names, found["confusion"]))


@app.command()
def train(
    labels: Annotated[
        list[Path] | None,
        typer.Option("--labels", help="A folder of labels to learn from besides the invented ones; can be repeated."),
    ] = None,
    texts: Texts = None,
    dictionaries: Dictionaries = None,
    into: Annotated[
        Path | None,
        typer.Option("--into", help="Folder to write the model to.", show_default="themes/model in the dictionaries"),
    ] = None,
) -> None:
    """Train the theme classifier for a folder of dictionaries; runs with these dictionaries then use it.

    It learns from the examples in the dictionaries, from this installation's invented labels, and from --labels. A
    theme is added by adding its file to themes/ in a copy of the dictionaries.
    """
    from pipeline.classify.card import PAGE, card
    from pipeline.classify.labels import examples, labels_folder, read_labels
    from pipeline.classify.model import MODEL, REPORT
    from pipeline.classify.report import inputs_digest
    from pipeline.classify.train import train as trained

    config = config_of(None, dictionaries)
    folders = [labels_folder(), *(labels or ())]
    rows = [
        *examples(scheme(config)),
        *read_labels(labels_folder(), scheme(config).themes, leave=True),
        *(row for folder in folders[1:] for row in _labels(folder, texts, config)),
    ]
    made = trained(rows, config)
    home = into or (dictionaries / "themes" / "model" if dictionaries else MODEL.parent)
    write_aside(home / MODEL.name, made.model.to_bytes())
    write_aside(home / REPORT, _json({"inputs": inputs_digest(config, folders), **made.report}))
    if home == MODEL.parent and PAGE.is_file():
        PAGE.write_text(card(made.report), encoding="utf-8")
    measured = next(name for name in ("held_out", "cross_validation") if name in made.report)
    out.print(f"{home}: {len(made.model.themes)} themes, {len(rows)} labels; figures of {measured}:", markup=False)
    _show(made.report[measured])


def _labels(folder: Path, texts: Path | None, config: Config) -> Sequence[Any]:
    from pipeline.classify.labels import read_labels
    from pipeline.labelling.themes import real_labels, stands_off

    if not folder.is_dir():
        raise SettingsError(f"{folder}: not a folder; give a folder of *.jsonl")
    if not stands_off(folder):
        return read_labels(folder, scheme(config).themes)
    if texts is None:
        raise SettingsError(f"{folder}: these labels name their texts; give the folder that holds them with --texts")
    return real_labels(folder, texts, config)


def _json(values: Mapping[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def _show(found: Mapping[str, Any]) -> None:
    for key, name in _FIGURES.items():
        out.print(f"{name:<28}{'none' if found[key] is None else format(found[key], '.3f')}")
=======
    from pipeline.cli.work import config_of, evaluating
>>>>>>> main

    evaluating.evaluate(folder, config_of(settings, dictionaries), to_json)
