"""The hand-coded passages that the classifier learns from and is measured on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import SettingsError

KEYS = ("doc", "genre", "year", "heading", "text", "themes", "difficulty")


@dataclass(frozen=True)
class Label:
    """A passage with the themes that a coder gave it, the primary one first."""

    doc: str
    genre: str
    year: int
    heading: str
    text: str
    themes: tuple[str, ...]
    difficulty: str

    @property
    def primary(self) -> str:
        return self.themes[0]


def read_labels(folder: Path, themes: Sequence[str]) -> list[Label]:
    """All labels of the `*.jsonl` files in `folder`, in the order of file names and lines.

    Raises SettingsError with file and line for a row that lacks a key or has a theme outside `themes`.
    """
    labels: list[Label] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                labels.append(_label(line, f"{path.name}, line {number}", themes))
    if not labels:
        raise SettingsError(f"{folder.name}/: no labels in *.jsonl; see its README.md for the format")
    return labels


def _label(line: str, place: str, themes: Sequence[str]) -> Label:
    try:
        row: dict[str, Any] = json.loads(line)
    except json.JSONDecodeError as error:
        raise SettingsError(f"{place}: not JSON ({error.msg}); mend the line") from error
    if missing := [key for key in KEYS if key not in row]:
        raise SettingsError(f"{place}: no {', '.join(missing)}; a label has {', '.join(KEYS)}")
    given = tuple(row["themes"])
    if not given or len(set(given)) < len(given) or not set(given) <= set(themes):
        raise SettingsError(f"{place}: themes {list(given)}; give one or more of {', '.join(themes)}, each once")
    return Label(**{**{key: row[key] for key in KEYS}, "themes": given})
