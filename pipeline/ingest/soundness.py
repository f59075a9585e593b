"""What a person has to know before trusting what was read: no body, more prose set aside than kept, odd characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.language.sentences import FULL_STOPS
from pipeline.readers.reading import UNUSED, Reading
from pipeline.records import Document, Passage, Problem, Segment
from pipeline.text.mojibake import mojibake

_INVISIBLE = {
    "软连字符": "\u00ad",
    "零宽空格": "\u200b",
    "零宽连接符": "\u200c\u200d\u2060",
    "零宽不换行空格": "\ufeff",
    "书写方向符": "\u200e\u200f\u202a-\u202e\u2066-\u2069",
}
_NAMES = tuple((re.compile(f"[{chars}]"), name) for name, chars in _INVISIBLE.items())
_UNSEEN = re.compile(f"[{''.join(_INVISIBLE.values())}]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_STOP = re.compile(f"[{FULL_STOPS}]")
_PLACES = 3
_SHORTEST_PROSE = 20
# Below this a page is a note in any case.
_LEAST = 100


def soundness(
    name: str, reading: Reading, ledger: Sequence[Segment], documents: Iterable[Document], rows: Iterable[Passage]
) -> list[Problem]:
    """The warnings and notes on one source, from what was read of it and where its characters went."""
    documents = list(documents)
    return [
        *_bodiless(name, documents, {row.doc_id for row in rows if row.role in {"body", "table"}}),
        *_mostly_aside(name, reading.text, ledger, documents),
        *_odd_characters(name, reading, ledger),
        *_wrongly_decoded(name, reading.text),
    ]


def _bodiless(name: str, documents: Iterable[Document], told: set[str]) -> list[Problem]:
    """A document that tells something in sentences or in a table is not one of these."""
    why = "只有标题，没有正文（正文也许在图片或附件里，也许要运行脚本才显示）；请对照原件补上"
    empty = (d for d in documents if d.doc_id not in told)
    return [Problem(name, "ingest", "warning", f"《{d.title or d.doc_id}》：{why}") for d in empty]


def _mostly_aside(name: str, text: str, ledger: Sequence[Segment], documents: Sequence[Document]) -> list[Problem]:
    """More running text was set aside than kept. Menus and lists of links hold no sentences and do not count, nor do
    columns of a table that were left out and are named."""
    noise = (s for s in ledger if s.kind == "noise" and s.reason != UNUSED)
    aside = sum(_prose(text[s.source_start : s.source_end]) for s in noise)
    kept = sum(d.n_characters for d in documents)
    if aside < _LEAST or aside <= kept:
        return []
    share = aside / (aside + kept)
    why = f"成句的文字有 {share:.0%} 被当作噪声剔出（{aside} 字）；请用 zongshu check --removed 核对"
    return [Problem(name, "ingest", "warning", why)]


def _prose(text: str) -> int:
    """The characters of lines that hold a sentence."""
    lines = (line.strip() for line in text.splitlines())
    return sum(len(line) for line in lines if len(line) >= _SHORTEST_PROSE and _STOP.search(line))


def _odd_characters(name: str, reading: Reading, ledger: Iterable[Segment]) -> list[Problem]:
    """Notes on characters that nobody sees, and on those whose shape only the original's font knows."""
    if not _UNSEEN.search(reading.text) and not _PRIVATE.search(reading.text):
        return []
    spans = [(s.source_start, s.source_end) for s in ledger if s.kind not in {"noise", "markup"}]
    unseen = [(i, c) for a, b in spans for i, c in _found(_UNSEEN, reading.text, a, b)]
    private = [(i, c) for a, b in spans for i, c in _found(_PRIVATE, reading.text, a, b)]
    notes = []
    if unseen:
        kinds = Counter(next(label for shape, label in _NAMES if shape.match(c)) for _, c in unseen)
        said = "、".join(f"{label} {count}" for label, count in kinds.items())
        notes.append(f"有 {len(unseen)} 个不显示的字符（{said}），按空白处理；{_places(reading, unseen)}")
    if private:
        codes = "、".join(f"U+{ord(c):04X}" for c in list(dict.fromkeys(c for _, c in private))[:_PLACES])
        why = f"有 {len(private)} 个私用区字符（{codes} 等），是什么字要看原件的字体，原样保留"
        notes.append(f"{why}；{_places(reading, private)}")
    return [Problem(name, "ingest", "note", note) for note in notes]


def _found(shape: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, str]]:
    return [(found.start(), found.group()) for found in shape.finditer(text, start, end)]


def _places(reading: Reading, found: Sequence[tuple[int, str]]) -> str:
    """见第3行、第7行, the first few."""
    starts = [anchor.start for anchor in reading.anchors]
    at = (bisect_right(starts, offset) - 1 for offset, _ in found)
    places = list(dict.fromkeys(reading.anchors[n].place for n in at if n >= 0))
    more = " 等" if len(places) > _PLACES else ""
    return f"见{'、'.join(places[:_PLACES])}{more}" if places else "见开头"


def _wrongly_decoded(name: str, text: str) -> list[Problem]:
    found = mojibake(text)
    if not found:
        return []
    why = (
        f"像是 {found.written} 的文字被当作 {found.taken_for} 打开后又另存的乱码（“{found.shown}”应为“{found.meant}”）"
    )
    return [Problem(name, "ingest", "warning", f"{why}；请用原件重新转换")]
