"""The coding scheme: one YAML file per theme, read into frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.config import Config, SettingsError

OTHER = "other"
FOLDER = "themes"


@dataclass(frozen=True)
class Example:
    """An invented sentence and the themes that a coder must give it, the primary one first."""

    text: str
    themes: tuple[str, ...]

    @property
    def theme(self) -> str:
        return self.themes[0]


@dataclass(frozen=True)
class Exclusion:
    """`term` is no evidence in a sentence that holds one of `near`."""

    term: str
    near: tuple[str, ...]


@dataclass(frozen=True)
class ThemeEntry:
    """One theme as the codebook has it; `terms` maps a term to its weight (3 decisive, 2 strong, 1 weak).

    `positive` and `cases` belong to this theme, `negative` to the themes that they name; `cases` lie on a border.
    """

    theme: str
    name: str
    order: int
    definition: str
    borderline: tuple[str, ...]
    terms: Mapping[str, int]
    neutral: tuple[str, ...]
    exclusions: tuple[Exclusion, ...]
    positive: tuple[Example, ...]
    negative: tuple[Example, ...]
    cases: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Scheme:
    """All themes in their order, `other` last."""

    entries: tuple[ThemeEntry, ...]

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(entry.theme for entry in self.entries)

    @property
    def names(self) -> dict[str, str]:
        """Chinese name by theme."""
        return {entry.theme: entry.name for entry in self.entries}

    @property
    def examples(self) -> tuple[Example, ...]:
        """Every example of the codebook with the themes that it must be given."""
        return tuple(e for entry in self.entries for e in (*entry.positive, *entry.negative, *entry.cases))


def scheme(config: Config) -> Scheme:
    """The scheme in `dictionaries/themes/`. Raises SettingsError where a file is not as its README says."""
    return _scheme(config.dictionaries)


@lru_cache(maxsize=4)
def _scheme(folder: Path) -> Scheme:
    config = Config(dictionaries=folder)
    names = sorted(path.name for path in (folder / FOLDER).glob("*.yaml"))
    entries = sorted((_entry(config, name) for name in names), key=lambda entry: (entry.theme == OTHER, entry.order))
    if not entries or entries[-1].theme != OTHER:
        raise SettingsError(f"{FOLDER}/：没有主题 {OTHER}；请恢复 other.yaml")
    if len({entry.order for entry in entries[:-1]}) != len(entries) - 1:
        raise SettingsError(f"{FOLDER}/：有两个主题的 order 相同；请各给一个")
    made = Scheme(tuple(entries))
    for entry in entries:
        if stray := {t for e in (*entry.negative, *entry.cases) for t in e.themes} - set(made.themes):
            raise SettingsError(
                f"{FOLDER}/{entry.theme}: an example has the unknown theme {min(stray)}; name one of them"
            )
        if any(e.theme != entry.theme for e in entry.cases):
            raise SettingsError(f"{FOLDER}/{entry.theme}：有一条判例的首要主题是别的主题；请移到那个文件")
    return made


def _entry(config: Config, name: str) -> ThemeEntry:
    path = f"{FOLDER}/{name}"
    content = config.document(path)
    try:
        return _made(content)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SettingsError(f"{path}：缺少 {error} 或写法有误；见 {FOLDER}/README.md") from error


def _made(content: dict[str, Any]) -> ThemeEntry:
    theme = str(content["theme"])
    examples = content["examples"]
    return ThemeEntry(
        theme=theme,
        name=str(content["name"]),
        order=int(content["order"]),
        definition=str(content["definition"]),
        borderline=tuple(content["borderline"]),
        terms=_terms(content["terms"]),
        neutral=tuple(content["neutral"].split()),
        exclusions=tuple(Exclusion(row["term"], tuple(row["near"])) for row in content["exclusions"]),
        positive=tuple(Example(text, (theme,)) for text in examples["positive"]),
        negative=tuple(Example(row["text"], (row["theme"],)) for row in examples["negative"]),
        cases=tuple(Example(row["text"], tuple(row["themes"])) for row in content.get("cases", ())),
    )


def _terms(groups: Mapping[int, str]) -> dict[str, int]:
    """Terms by weight; a term that stands in two groups keeps the higher weight."""
    weights: dict[str, int] = {}
    for weight in sorted(groups):
        weights.update(dict.fromkeys(groups[weight].split(), int(weight)))
    return weights
