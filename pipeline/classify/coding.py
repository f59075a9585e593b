"""Hand coding: a blind sample out, a filled sheet in, disagreements to be settled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.classify.scheme import Scheme
from pipeline.config import SettingsError
from pipeline.records import Passage

COLUMNS = ("段落编号", "小标题", "正文", "主要主题", "次要主题", "难度", "备注")
DIFFICULTIES = {"易": "easy", "难": "hard", "": "easy"}
_SPLIT = str.maketrans({"，": "、", ",": "、", ";": "、", "；": "、", " ": "、"})


@dataclass(frozen=True)
class Coding:
    """What one coder gave one passage, the primary theme first."""

    passage_id: str
    themes: tuple[str, ...]
    difficulty: str
    note: str


def sample(passages: Iterable[Passage], size: int, seed: int) -> list[Passage]:
    """A simple random sample without replacement of body passages that repeat nothing, in random order.

    The draw sorts by a hash of seed, identity and text: the same for the same corpus on every machine, and a passage
    keeps its lot when others are added. Every passage has the same chance, size / number of passages.
    """
    eligible = [p for p in passages if p.role == "body" and not p.repeated]
    return sorted(eligible, key=lambda p: _lot(p, seed))[:size]


def _lot(passage: Passage, seed: int) -> str:
    key = f"{seed}\n{passage.passage_id}\n{passage.text}"
    return hashlib.sha256(key.encode()).hexdigest()


def sheet(passages: Sequence[Passage]) -> list[dict[str, str]]:
    """Rows for the coder: nothing of what the classifier or another coder said."""
    rows = [(p.passage_id, p.heading, p.text, "", "", "", "") for p in passages]
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def read_sheet(rows: Sequence[Mapping[str, object]], scheme: Scheme) -> list[Coding]:
    """The codings of a filled sheet; rows without a primary theme were not coded and are left out.

    Themes are given by Chinese name or identifier. Raises SettingsError naming the row (1 is the header) where a
    column is missing, a theme is unknown or given twice, a difficulty is neither 易 nor 难, or a passage stands twice.
    """
    codings: dict[str, Coding] = {}
    for number, row in enumerate(rows, 2):
        cells = {column: _cell(row, column, number) for column in COLUMNS}
        if cells["主要主题"]:
            coding = _coding(cells, number, scheme)
            if coding.passage_id in codings:
                raise SettingsError(f"row {number}: passage {coding.passage_id} stands twice; keep one row")
            codings[coding.passage_id] = coding
    return list(codings.values())


def _cell(row: Mapping[str, object], column: str, number: int) -> str:
    if column not in row:
        raise SettingsError(f"row {number}: no column {column}; keep the columns {', '.join(COLUMNS)}")
    value = row[column]
    return "" if value is None or value != value else str(value).strip()


def _coding(cells: Mapping[str, str], number: int, scheme: Scheme) -> Coding:
    identifiers = {**{name: theme for theme, name in scheme.names.items()}, **{t: t for t in scheme.themes}}
    given = [cells["主要主题"], *filter(None, cells["次要主题"].translate(_SPLIT).split("、"))]
    if unknown := [name for name in given if name not in identifiers]:
        known = "、".join(scheme.names.values())
        raise SettingsError(f"row {number}: unknown theme {unknown[0]}; choose from {known}")
    themes = tuple(identifiers[name] for name in given)
    if len(set(themes)) < len(themes):
        raise SettingsError(f"row {number}: a theme is given twice; name each once")
    if cells["难度"] not in DIFFICULTIES:
        raise SettingsError(f"row {number}: difficulty {cells['难度']}; write 易 or 难")
    return Coding(cells["段落编号"], themes, DIFFICULTIES[cells["难度"]], cells["备注"])


def pairs(first: Sequence[Coding], second: Sequence[Coding]) -> list[tuple[str, str]]:
    """The primary themes of the passages that both coded, in the order of the first."""
    other = {coding.passage_id: coding for coding in second}
    return [(c.themes[0], other[c.passage_id].themes[0]) for c in first if c.passage_id in other]


def adjudication(
    passages: Mapping[str, Passage], first: Sequence[Coding], second: Sequence[Coding], scheme: Scheme
) -> list[dict[str, str]]:
    """Rows to settle: the passages whose primary theme the two coders see differently, the verdict left empty."""
    other = {coding.passage_id: coding for coding in second}
    names = scheme.names
    return [
        {
            "段落编号": coding.passage_id,
            "小标题": passages[coding.passage_id].heading,
            "正文": passages[coding.passage_id].text,
            "甲": "、".join(names[theme] for theme in coding.themes),
            "乙": "、".join(names[theme] for theme in other[coding.passage_id].themes),
            "裁定": "",
            "理由": "、".join(filter(None, (coding.note, other[coding.passage_id].note))),
        }
        for coding in first
        if coding.passage_id in other and other[coding.passage_id].themes[0] != coding.themes[0]
    ]
