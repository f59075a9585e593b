"""Hand coding: a blind sample out, a filled sheet in, disagreements to be settled, the agreed coding."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.classify.scheme import Scheme
from pipeline.codings import COLUMNS, Row
from pipeline.config import SettingsError
from pipeline.records import Document, Passage
from pipeline.reliability import CodingRow

DIFFICULTIES = {"易": "easy", "难": "hard", "": "easy"}
ANSWER = ("主要主题", "次要主题", "难度", "备注")
ADJUDICATION = ("段落编号", "小标题", "正文", "甲", "乙", "裁定", "理由")
_SPLIT = str.maketrans({"，": "、", ",": "、", ";": "、", "；": "、", " ": "、"})
_DIFFICULTY_ZH = {"easy": "易", "hard": "难"}


@dataclass(frozen=True)
class Coding:
    """What one coder gave one passage, the primary theme first; `heading`, `text` and `seed` as in the sheet."""

    passage_id: str
    themes: tuple[str, ...]
    difficulty: str
    note: str
    text: str = ""
    heading: str = ""
    seed: str = ""


def frame(passages: Iterable[Passage]) -> dict[str, Passage]:
    """What is sampled, by id: body passages that repeat nothing, the base of the yearly shares."""
    return {p.passage_id: p for p in passages if p.role == "body" and not p.repeated}


def sample(passages: Iterable[Passage], size: int, seed: int) -> list[Passage]:
    """A simple random sample without replacement of the frame, in random order.

    The draw sorts by a hash of seed, identity and text: the same for the same corpus on every machine, and a passage
    keeps its lot when others are added. Every passage has the same chance, size / number of passages.
    """
    return sorted(frame(passages).values(), key=lambda p: _lot(p, seed))[:size]


def due(passages: Iterable[Passage], coded: Collection[str], seed: int) -> list[Passage]:
    """The passages that were drawn as surely as some coded one, and are not coded: those with a lower lot.

    Without them the coded passages of this group are no random sample of it. They come in by documents that were
    added, texts that changed, rows that a coder left open.
    """
    drawn = sorted(passages, key=lambda p: _lot(p, seed))
    last = max((at for at, p in enumerate(drawn) if p.passage_id in coded), default=0)
    return [p for p in drawn[:last] if p.passage_id not in coded]


def groups(documents: Iterable[Document], passages: Iterable[Passage], by_year: bool) -> list[list[Passage]]:
    """The frame as one group, or a group for each review year; passages of documents not given are left out."""
    years = {d.doc_id: d.review_year if by_year else None for d in documents}
    found: dict[int | None, list[Passage]] = {}
    for passage in frame(passages).values():
        if passage.doc_id in years:
            found.setdefault(years[passage.doc_id], []).append(passage)
    return list(found.values())


def draw(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    size: int,
    by_year: bool,
    seed: int,
    coded: Collection[str],
) -> list[Passage]:
    """What a coder is given, in random order: `size` passages, of each year where `by_year`, less those that are
    `coded`, and those that are due for their year."""
    chosen = {p.passage_id: p for g in groups(documents, passages, by_year) for p in sample(g, size, seed)}
    chosen |= {p.passage_id: p for g in groups(documents, passages, True) for p in due(g, coded, seed)}
    return sample((p for key, p in chosen.items() if key not in coded), len(chosen), seed)


def _lot(passage: Passage, seed: int) -> str:
    key = f"{seed}\n{passage.passage_id}\n{passage.text}"
    return hashlib.sha256(key.encode()).hexdigest()


def fits(coding: Coding, passages: Mapping[str, Passage]) -> bool:
    """Whether the coded text still stands under its id; white space does not matter, a spreadsheet may change it."""
    return stands(coding.passage_id, coding.text, passages)


def stands(passage_id: str, text: str, passages: Mapping[str, Passage]) -> bool:
    """Whether that text, white space apart, stands under that id."""
    passage = passages.get(passage_id)
    return passage is not None and "".join(passage.text.split()) == "".join(text.split())


def sheet(passages: Sequence[Passage], seed: int = 0) -> list[dict[str, str]]:
    """Rows for the coder: nothing of what the classifier or another coder said."""
    rows = [(p.passage_id, p.heading, p.text, "", "", "", "", str(seed)) for p in passages]
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def read_sheet(rows: Iterable[Row], scheme: Scheme, name: str) -> list[Coding]:
    """The codings of a filled sheet; rows without a primary theme were not coded and are left out.

    Themes are given by Chinese name or identifier. Raises SettingsError naming file and row where a theme is unknown
    or given twice, a difficulty is neither 易 nor 难, the seed is none, or a passage stands twice.
    """
    codings: dict[str, Coding] = {}
    for number, cells in rows:
        if cells["主要主题"]:
            coding = _coding(cells, f"{name} 第{number}行", scheme)
            if coding.passage_id in codings:
                raise SettingsError(f"{name} 第{number}行：段落 {coding.passage_id} 出现两次；请只留一行")
            codings[coding.passage_id] = coding
    return list(codings.values())


def read_rows(rows: Iterable[CodingRow], scheme: Scheme, name: str) -> list[Coding]:
    """The codings of the rows that travelled with the corpus; raises as `read_sheet` does."""
    return read_sheet(((row.row, _cells(row)) for row in rows), scheme, name)


def _cells(row: CodingRow) -> dict[str, str]:
    values = (row.passage_id, row.heading, row.text, row.primary, row.further, row.difficulty, row.note, row.seed)
    return dict(zip(COLUMNS, values, strict=True))


def _coding(cells: Mapping[str, str], where: str, scheme: Scheme) -> Coding:
    if cells["难度"] not in DIFFICULTIES:
        raise SettingsError(f"{where}：难度写的是“{cells['难度']}”；请写易或难")
    if not cells["种子"].isdecimal():
        raise SettingsError(f"{where}：种子写的是 {cells['种子']!r}；“种子”一列请保持原样")
    return Coding(
        passage_id=cells["段落编号"],
        themes=_themes(f"{cells['主要主题']}、{cells['次要主题']}", where, scheme),
        difficulty=DIFFICULTIES[cells["难度"]],
        note=cells["备注"],
        text=cells["正文"],
        heading=cells["小标题"],
        seed=cells["种子"],
    )


def _themes(listed: str, where: str, scheme: Scheme) -> tuple[str, ...]:
    identifiers = {**{name: theme for theme, name in scheme.names.items()}, **{t: t for t in scheme.themes}}
    given = [name for name in listed.translate(_SPLIT).split("、") if name]
    if unknown := [name for name in given if name not in identifiers]:
        known = "、".join(scheme.names.values())
        raise SettingsError(f"{where}：没有“{unknown[0]}”这个主题；有 {known}")
    themes = tuple(identifiers[name] for name in given)
    if len(set(themes)) < len(themes):
        raise SettingsError(f"{where}：同一主题写了两次；请各写一次")
    return themes


def seed_of(codings: Sequence[Coding], name: str) -> int:
    """The seed that all were drawn by. Raises SettingsError where there are several: two draws are no one sample."""
    seeds = sorted({int(c.seed) for c in codings})
    if len(seeds) != 1:
        raise SettingsError(f"{name}：种子为 {'、'.join(map(str, seeds)) or '空'}；一份样本只有一个种子")
    return seeds[0]


def matching(first: Sequence[Coding], name: str, second: Sequence[Coding], other: str) -> None:
    """Raises SettingsError where the sheets `name` and `other` of two coders are not of one draw."""
    texts = {c.passage_id: (c.text, c.seed) for c in first}
    for c in second:
        if texts.get(c.passage_id, (c.text, c.seed)) != (c.text, c.seed):
            raise SettingsError(f"{other}：段落 {c.passage_id} 与 {name} 里的不一样；请用同一份样本")


def pairs(first: Sequence[Coding], second: Sequence[Coding]) -> list[tuple[str, str]]:
    """The primary themes of the passages that both coded, in the order of the first."""
    return [(a.themes[0], b.themes[0]) for a, b in _both(first, second)]


def _both(first: Sequence[Coding], second: Sequence[Coding]) -> list[tuple[Coding, Coding]]:
    other = {coding.passage_id: coding for coding in second}
    return [(coding, other[coding.passage_id]) for coding in first if coding.passage_id in other]


def adjudication(first: Sequence[Coding], second: Sequence[Coding], scheme: Scheme) -> list[dict[str, str]]:
    """Rows to settle: the passages whose primary theme the two coders see differently, the verdict left empty."""
    return [row for row in side_by_side(first, second, scheme) if not row["裁定"]]


def side_by_side(first: Sequence[Coding], second: Sequence[Coding], scheme: Scheme) -> list[dict[str, str]]:
    """Rows of an adjudication for all that both coded; where the primary theme is the same, the verdict is what both
    gave, elsewhere it is empty."""
    return [_row(a, b, scheme) for a, b in _both(first, second)]


def _row(a: Coding, b: Coding, scheme: Scheme) -> dict[str, str]:
    given = (a.themes, b.themes, _agreed(a, b))
    notes = "、".join(dict.fromkeys(filter(None, (a.note, b.note))))
    values = (a.passage_id, a.heading, a.text, *(named(themes, scheme) for themes in given), notes)
    return dict(zip(ADJUDICATION, values, strict=True))


def _agreed(a: Coding, b: Coding) -> tuple[str, ...]:
    return tuple(theme for theme in a.themes if theme in b.themes) if a.themes[0] == b.themes[0] else ()


def named(themes: Iterable[str], scheme: Scheme) -> str:
    """Themes as a cell of a sheet has them."""
    return "、".join(scheme.names[theme] for theme in themes)


def verdicts(rows: Iterable[Row], scheme: Scheme, name: str) -> dict[str, tuple[tuple[str, ...], str]]:
    """Themes and reason by passage of a filled adjudication. Raises SettingsError naming a row that cannot be used."""
    found = {}
    for number, cells in rows:
        themes = _themes(cells["裁定"], f"{name} 第{number}行", scheme)
        if not themes:
            raise SettingsError(f"{name} 第{number}行：没有裁定；请在“裁定”一列写主题")
        found[cells["段落编号"]] = (themes, cells["理由"])
    return found


def settled(
    first: Sequence[Coding], second: Sequence[Coding], verdict: Mapping[str, tuple[tuple[str, ...], str]]
) -> list[Coding]:
    """One coding a passage, by id. Where the primary themes differ the verdict decides; where they agree a further
    theme counts if both gave it; hard if either found it hard; a passage that one alone coded is as he coded it.

    Raises SettingsError where a disagreement has no verdict.
    """
    made = {coding.passage_id: coding for coding in (*second, *first)}
    for a, b in _both(first, second):
        if themes := _agreed(a, b):
            note = "、".join(dict.fromkeys(filter(None, (a.note, b.note))))
        elif a.passage_id in verdict:
            themes, note = verdict[a.passage_id]
        else:
            raise SettingsError(f"{a.passage_id}：两人意见不同而没有裁定；请填裁定")
        difficulty = "hard" if "hard" in (a.difficulty, b.difficulty) else "easy"
        made[a.passage_id] = replace(a, themes=themes, difficulty=difficulty, note=note)
    return [made[key] for key in sorted(made)]


def coding_rows(codings: Iterable[Coding], scheme: Scheme) -> list[dict[str, str]]:
    """Rows of the sheet that hold these codings."""
    rows = [(c.passage_id, c.heading, c.text, *answer(c, scheme).values(), c.seed) for c in codings]
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def answer(coding: Coding, scheme: Scheme) -> dict[str, str]:
    """The cells of a sheet that a coder fills; all empty where nothing is given."""
    primary, further = named(coding.themes[:1], scheme), named(coding.themes[1:], scheme)
    difficulty = _DIFFICULTY_ZH[coding.difficulty] if primary or coding.difficulty == "hard" else ""
    return dict(zip(ANSWER, (primary, further, difficulty, coding.note), strict=True))


def merged(before: Sequence[Coding], agreed: Sequence[Coding], name: str) -> list[Coding]:
    """A coding with what was agreed since; what it held before is kept unless coded anew.

    Raises SettingsError where they are of several draws, or there are none.
    """
    found = list({c.passage_id: c for c in (*before, *agreed)}.values())
    seed_of(found, name)
    return found
