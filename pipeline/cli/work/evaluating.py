"""The theme classifier measured and trained on labels."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from pipeline.classify.card import cards
from pipeline.classify.figures import figures
from pipeline.classify.labels import HELD_OUT, Label, examples, labels_folder, read_labels
from pipeline.classify.model import MODEL, REPORT, home_of
from pipeline.classify.report import inputs_digest
from pipeline.classify.scheme import scheme
from pipeline.classify.themes import answer
from pipeline.classify.train import train as trained
from pipeline.cli.console import out
from pipeline.config import Config, SettingsError
from pipeline.labelling.themes import real_labels, stands_off
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


def evaluate(folder: Path, texts: Path | None, config: Config, to_json: Path | None) -> None:
    """Print the classifier's figures on a folder of labels, and write them to a file where one is given."""
    labels = _labels(folder, texts, config)
    labels = [row for row in labels if row.split == HELD_OUT] or labels
    names = scheme(config).names
    found = figures(labels, answer([row.item for row in labels], config), tuple(names))
    if to_json:
        write_aside(to_json, _json(found))
    out.print(f"{found['labels']}条标注，{found['documents']}份文档，{found['abstained']}条把握不足、不作答")
    _show(found)
    out.print(confusion_grid("标注＼判定", names, found["confusion"]))


def train(folders: Sequence[Path], texts: Path | None, config: Config, into: Path | None) -> None:
    """Train on the codebook's examples, the installation's labels and those of `folders`; write model and figures."""
    home, themes = into or home_of(config), scheme(config).themes
    labels = [*examples(scheme(config)), *read_labels(labels_folder(), themes, leave=True)]
    labels += [row for folder in folders for row in _labels(folder, texts, config)]
    made = trained(labels, config)
    report = {"inputs": inputs_digest(config, [labels_folder(), *folders]), **made.report}
    write_aside(home / MODEL.name, made.model.to_bytes())
    write_aside(home / REPORT, _json(report))
    if home == MODEL.parent:
        for page, text in cards(report).items():
            if page.is_file():
                write_aside(page, text.encode())
    name = "held_out" if "held_out" in report else "cross_validation"
    out.print(f"{home}：{len(made.model.themes)}个主题，{len(labels)}条标注；{name} 上的各项数字：", markup=False)
    _show(report[name])


def _labels(folder: Path, texts: Path | None, config: Config) -> list[Label]:
    if not folder.is_dir():
        raise SettingsError(f"{folder}：不是文件夹；请给出 *.jsonl 所在的文件夹")
    if not stands_off(folder):
        return read_labels(folder, scheme(config).themes)
    if texts is None:
        raise SettingsError(f"{folder}：这些标注只记编号；请用 --texts 给出原文所在的文件夹")
    return real_labels(folder, texts, config)


def _json(values: Mapping[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def _show(found: Mapping[str, Any]) -> None:
    for key, name in _FIGURES.items():
        out.print(f"{name:<28}{'无' if found[key] is None else format(found[key], '.3f')}")


def confusion_grid(corner: str, names: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]) -> Table:
    """Counts by theme and theme; the columns are numbered as the rows are, so that the table fits a terminal."""
    grid = Table(corner, *map(str, range(1, len(names) + 1)))
    for number, (theme, name) in enumerate(names.items(), 1):
        grid.add_row(f"{number} {name}", *(str(counts[theme][other]) for other in names))
    return grid
