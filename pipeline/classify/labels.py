"""The coded passages that the classifier learns from and is measured on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.classify.features import Item, Neighbour, items_of
from pipeline.classify.scheme import Scheme
from pipeline.config import SettingsError, bundled

KEYS = ("doc", "genre", "year", "heading", "text", "themes", "difficulty")
INVENTED = "invented"
HELD_OUT = "held-out"


@dataclass(frozen=True)
class Label:
    """A passage with the themes that a coder gave it, the primary one first.

    `alternatives`: other primary themes that are as defensible, or that a second coder gave. `kind`: of source,
    INVENTED or the folder of a real text; `group`: documents that hold the same text share it; `split`: HELD_OUT
    passages are measured on and never learnt from; `second`: what a second coder gave first, empty for none.
    """

    doc: str
    genre: str
    year: int | None
    item: Item
    themes: tuple[str, ...]
    difficulty: str
    alternatives: tuple[str, ...] = ()
    kind: str = INVENTED
    group: str = ""
    split: str = "train"
    stratum: str = "random"
    second: str = ""
    second_easy: bool = False

    @property
    def primary(self) -> str:
        return self.themes[0]

    @property
    def text(self) -> str:
        return self.item.text

    @property
    def easy(self) -> bool:
        return self.difficulty == "easy"


def labels_folder() -> Path:
    """The invented labels of this installation."""
    return bundled("labels", "labels/invented")


def read_labels(folder: Path, themes: Sequence[str], *, leave: bool = False) -> list[Label]:
    """All labels of the `*.jsonl` files in `folder`, in the order of file names and lines.

    `leave`: leave out labels with a theme outside `themes`. Raises SettingsError with file and line for a row that
    lacks a key or, unless they are left out, has a theme outside `themes`.
    """
    known: list[tuple[Neighbour, Label]] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                known.append(_label(line, f"{path.name} 第{number}行", themes, leave))
    if not known:
        raise SettingsError(f"{folder.name}/：*.jsonl 里没有标注；格式见 labels/invented/README.md")
    items = items_of([near for near, _ in known])
    labels = [replace(label, item=item) for (_, label), item in zip(known, items, strict=True)]
    return [label for label in labels if set(label.themes) <= set(themes)]


def examples(scheme: Scheme) -> list[Label]:
    """The codebook's examples as labels: a theme that nobody has coded yet is learnt from these."""
    return [
        Label(f"codebook-{number}", "other", None, Item(e.text), e.themes, "easy", group=f"codebook-{number}")
        for number, e in enumerate(scheme.examples)
    ]


def row_of(line: str, place: str, keys: Sequence[str]) -> dict[str, Any]:
    """A line of labels. Raises SettingsError naming the place where it is no object with these keys."""
    try:
        row: dict[str, Any] = json.loads(line)
    except json.JSONDecodeError as error:
        raise SettingsError(f"{place}：不是 JSON（{error.msg}）；请改正这一行") from error
    if missing := [key for key in keys if key not in row]:
        raise SettingsError(f"{place}：没有 {'、'.join(missing)}；一条标注有 {'、'.join(keys)}")
    return row


def checked(given: Sequence[str], place: str, themes: Sequence[str]) -> tuple[str, ...]:
    """The given themes. Raises SettingsError where they are none, doubled, or outside `themes`."""
    if not given or len(set(given)) < len(given) or not set(given) <= set(themes):
        raise SettingsError(f"{place}：主题为 {list(given)}；请写 {'、'.join(themes)} 中的一个或几个，各一次")
    return tuple(given)


def _label(line: str, place: str, themes: Sequence[str], leave: bool) -> tuple[Neighbour, Label]:
    row = row_of(line, place, KEYS)
    given = tuple(row["themes"]) if leave else checked(row["themes"], place, themes)
    label = Label(row["doc"], row["genre"], row["year"], Item(row["text"]), given, row["difficulty"], group=row["doc"])
    return Neighbour(row["doc"], row["heading"], row["text"]), label
