"""Findings as an editor sees them: what was found, the places it is about, and where these differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.codes import BASES, SCOPES
from pipeline.decisions import damage_finding
from pipeline.exports.review.library import Library, Part
from pipeline.exports.review.words import LABELS
from pipeline.records import Contradiction, Duplicate, Suggestion
from pipeline.store import Tables
from pipeline.text.differences import Edit, differences

# Characters of a text by which a list names it, of its cut-off end, and of the edge that is marked.
_EXCERPT = 40
_GLIMPSE = 18
_EDGE = 8


@dataclass(frozen=True)
class Panel:
    """One of the places that a finding is about. `marks`: spans of its text that carry what the finding says;
    `changes`: what makes this side of the first one."""

    name: str
    parts: tuple[Part, ...]
    marks: tuple[tuple[int, int], ...] = ()
    changes: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A finding with its sides, the one to compare with first."""

    name: str
    kind: str
    label: str
    title: str
    explanation: str
    sides: tuple[Panel, ...]


def findings(tables: Tables, library: Library) -> list[Finding]:
    """All findings of a run, those that need an editor most first; each in the order of its table."""
    return [
        *_contradictions(tables, library),
        *_suggestions(tables, library),
        *_damages(library),
        *_duplicates(tables, library),
    ]


def _contradictions(tables: Tables, library: Library) -> Iterator[Finding]:
    for row in tables[Contradiction]:
        parts_a = library.parts(row.source_a, row.start_a, row.end_a)
        parts_b = library.parts(row.source_b, row.start_b, row.end_b)
        a, b = library.text(parts_a), library.text(parts_b)
        changes = () if row.basis == "arithmetic" else tuple(differences(a, b))
        sides = (
            Panel("甲", parts_a, () if changes else _where(row.value_a, a)),
            Panel("乙", parts_b, () if changes else _where(row.value_b, b), changes),
        )
        title = f"{row.value_a or '（无）'} ↔ {row.value_b or '（无）'}"
        text = f"{row.explanation}（依据：{BASES[row.basis]}）"
        yield Finding(row.contradiction_id, "contradiction", row.kind, title, text, sides)


def _suggestions(tables: Tables, library: Library) -> Iterator[Finding]:
    for row in tables[Suggestion]:
        parts = library.parts(row.source, row.source_start, row.source_end)
        sides = [Panel("疑误", parts)]
        if row.witness:
            witness = _stretch(library, row.witness, row.likely)
            changes = differences(library.text(parts), library.text([witness]))
            sides.append(Panel("旁证", (witness,), (), tuple(changes)))
        else:
            sides = [Panel("疑误", parts, _all(library.text(parts)))]
        title = f"{row.surface} → {row.likely}"
        yield Finding(row.suggestion_id, "suggestion", "", title, row.explanation, tuple(sides))


def _damages(library: Library) -> Iterator[Finding]:
    """Damaged passages, those with the same text as one finding."""
    groups: dict[str, list[str]] = defaultdict(list)
    followers: dict[str, list[str]] = defaultdict(list)
    for passage in library.passages():
        if passage.continues:
            followers[passage.continues].append(passage.passage_id)
        if name := damage_finding(passage):
            groups[name].append(passage.passage_id)
    for name, members in groups.items():
        before = [c for m in members if (c := library.passage(m).continues)]
        after = [f for m in members for f in followers[m]]
        yield _damage(name, members, [*dict.fromkeys(before)], [*dict.fromkeys(after)], library)


def _damage(name: str, members: Sequence[str], before: list[str], after: list[str], library: Library) -> Finding:
    passage = library.passage(members[0])
    known = LABELS["damage"]
    label = next(d for d in [*known, *passage.defects] if d in passage.defects)
    said = "、".join(known.get(d, d) for d in passage.defects)
    text = f"本段{said}"
    text += "；开头疑接另一段中断之处" if before else ""
    text += "；中断之处疑由另一段接续" if after else ""
    text += f"；同样文字另见{len(members) - 1}处" if len(members) > 1 else ""
    marks = _edges(passage.text, passage.defects)
    # What is to be read first stands first.
    sides = [Panel("疑似上文", (library.whole(p),), _tail(library, p)) for p in before]
    sides += [Panel("本段" if p == members[0] else "另一处", (library.whole(p),), marks) for p in members]
    sides += [Panel("疑似下文", (library.whole(p),), _head(library, p)) for p in after]
    cut = label == "ends_mid_sentence"
    excerpt = f"…{passage.text[-_GLIMPSE:]}〔断〕" if cut else f"〔残〕{passage.text[:_GLIMPSE]}…"
    return Finding(name, "damage", label, excerpt, f"{text}，请核对原文。", tuple(sides))


def _duplicates(tables: Tables, library: Library) -> Iterator[Finding]:
    groups: dict[str, list[Duplicate]] = defaultdict(list)
    for row in tables[Duplicate]:
        groups[row.group_id].append(row)
    order = [*LABELS["duplicate"]]
    for name, rows in groups.items():
        # The original stands first; the table gives the others in the order of their places.
        members = sorted(rows, key=lambda r: r.role != "original")
        parts = [_member(library, row) for row in members]
        texts = [library.text(p) for p in parts]
        sides = [Panel("首见", parts[0])]
        for part, text in zip(parts[1:], texts[1:], strict=True):
            changes = [] if text == texts[0] else differences(texts[0], text)
            sides.append(Panel("重复", part, (), tuple(changes)))
        kinds = {row.kind for row in members[1:]} or {members[0].kind}
        label = min(kinds, key=order.index)
        title = texts[0] if len(texts[0]) <= _EXCERPT else f"{texts[0][:_EXCERPT]}…"
        yield Finding(name, "duplicate", label, title, _repeats(members[1:]), tuple(sides))


def _repeats(repeats: Sequence[Duplicate]) -> str:
    found = [zh for scope, zh in SCOPES.items() if scope in {r.scope for r in repeats}]
    lowest = min((r.similarity for r in repeats), default=1.0)
    alike = "文字相同" if lowest == 1 else f"最低相似度{lowest:.3f}"
    counted = "重复处不再计入年度表"
    if SCOPES["across_years"] in found:
        counted = "跨年度的重复计为沿用，仍计入各自年度" + (f"；同年的{counted}" if len(found) > 1 else "")
    if SCOPES["across_versions"] in found:
        counted += "；草稿与定稿的出入是修订，不列为矛盾"
    return f"同一段文字出现{len(repeats) + 1}处（{'、'.join(found)}，{alike}）；{counted}。"


def _member(library: Library, row: Duplicate) -> tuple[Part, ...]:
    parts = library.parts(row.source, row.source_start, row.source_end)
    return parts or (library.whole(row.passage_id),)


def _stretch(library: Library, passage_id: str, words: str) -> Part:
    """Where the words stand in a passage; all of it where they do not stand there as such."""
    at = library.passage(passage_id).text.find(words)
    return Part(passage_id, at, at + len(words)) if at >= 0 else library.whole(passage_id)


def _where(value: str, text: str) -> tuple[tuple[int, int], ...]:
    at = text.find(value) if value else -1
    return ((at, at + len(value)),) if at >= 0 else ()


def _all(text: str) -> tuple[tuple[int, int], ...]:
    return ((0, len(text)),)


def _edges(text: str, defects: Sequence[str]) -> tuple[tuple[int, int], ...]:
    first = min(_EDGE, len(text))
    marks = [(0, first)] if "starts_mid_sentence" in defects else []
    return (*marks, *([(max(first, len(text) - _EDGE), len(text))] if "ends_mid_sentence" in defects else []))


def _tail(library: Library, passage_id: str) -> tuple[tuple[int, int], ...]:
    length = len(library.passage(passage_id).text)
    return ((max(0, length - _EDGE), length),)


def _head(library: Library, passage_id: str) -> tuple[tuple[int, int], ...]:
    return ((0, min(_EDGE, len(library.passage(passage_id).text))),)
