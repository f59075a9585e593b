"""The lines of a reading: what is left of each when markup and noise inside it are set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.config import Config
from pipeline.ingest.inline import Drop, drops
from pipeline.ingest.rows import TableRow, table_rows
from pipeline.ingest.strand import Span, Strand, joined
from pipeline.text.characters import INVISIBLE, SPACE, even, normalise
from pipeline.text.lines import RawLine, rows
from pipeline.text.marks import Mark

_LEADING = re.compile(rf"[{SPACE}]*")
_LAST = re.compile(rf"[{SPACE}]")
_TRAILING = re.compile(rf"(?<![{SPACE}])[{SPACE}]+\Z")
_RUN = re.compile(rf"[{SPACE}]{{2,}}|[^\S ]|[{INVISIBLE}]")
# A line of zero-width characters alone is what a template left behind, not a blank line that a writer set.
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_UNSEEN = re.compile(f"[{INVISIBLE}]*")
_REAL_SPACE = re.compile(r"\s")
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds text: white space collapsed, marks and noise inside it set aside.

    gap: blank lines before it; indent: leading white space, a full-width space counting two; role and level: what
    the format says it is (`title`, `heading`, `metadata`; h1 … h6, strong, size); paragraph and article: which
    paragraph or article of the format it belongs to, -1 where the format knows none; page: a page begins with
    it; row: the half-open span of the whole line in the source.
    """

    strand: Strand
    gap: int = 0
    indent: int = 0
    role: str = ""
    level: str = ""
    paragraph: int = -1
    article: int = -1
    page: bool = False
    row: Span = (0, 0)
    table: TableRow | None = None

    @property
    def text(self) -> str:
        return self.strand.text

    @property
    def start(self) -> int:
        return self.strand.start

    @property
    def end(self) -> int:
        return self.strand.end


class Layout(NamedTuple):
    """All lines that hold text, and every span that was set aside, both in the order of the source."""

    lines: list[Line]
    drops: list[Drop]


class _Sweep:
    """The marks of one kind met line by line; both lines and marks come in order."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks, self._at = marks, 0

    def within(self, start: int, end: int) -> list[int]:
        """The numbers of the marks that overlap the span."""
        while self._at < len(self._marks) and self._marks[self._at].end <= start:
            self._at += 1
        found, at = [], self._at
        while at < len(self._marks) and self._marks[at].start < end:
            found.append(at)
            at += 1
        return found


class _Marks:
    def __init__(self, marks: Sequence[Mark]) -> None:
        kinds_of: tuple[tuple[str, ...], ...] = (
            ("noise", "markup"),
            ("title", "heading", "metadata"),
            ("paragraph",),
            ("article",),
        )
        self._of = {kinds: [m for m in marks if m.kind in kinds and m.end > m.start] for kinds in kinds_of}
        self._sweeps = {kinds: _Sweep(found) for kinds, found in self._of.items()}
        self.pages = [m.start for m in marks if m.kind == "page"]

    def over(self, kinds: tuple[str, ...], start: int, end: int) -> list[tuple[int, Mark]]:
        found = self._of[kinds]
        return [(n, found[n]) for n in self._sweeps[kinds].within(start, end)] if found else []


def layout(text: str, marks: Sequence[Mark], config: Config) -> Layout:
    """Lay out a source text. Linear in its length."""
    clean = normalise(text)
    known = _Marks(marks)
    lines: list[Line] = []
    dropped: list[Drop] = []
    gap, pages = 0, iter([*known.pages, len(text) + 1])
    page = next(pages)
    found = list(rows(clean))
    tables = table_rows(clean, found, marks, config)
    for row in found:
        table = tables.get(row.start)
        strand, aside = _row(clean, row, table, known) if table else _content(clean, row, known)
        dropped += aside
        turned = page <= row.start
        while page <= row.start:
            page = next(pages)
        if strand.text:
            lines.append(_line(clean, row, strand, gap, known, turned, table))
            gap = 0
        elif not aside and not _INVISIBLE.search(clean, row.start, row.end):
            gap += 1
    return Layout(lines, dropped)


def _line(
    clean: str, row: RawLine, strand: Strand, gap: int, known: _Marks, page: bool, table: TableRow | None
) -> Line:
    lead = _LEADING.match(clean, row.start, row.end)
    white = lead.group() if lead else ""
    role = known.over(("title", "heading", "metadata"), strand.start, strand.end)
    paragraph = known.over(("paragraph",), strand.start, strand.end)
    article = known.over(("article",), strand.start, strand.end)
    return Line(
        strand,
        gap,
        len(white) + white.count("\u3000"),
        role[0][1].kind if role else "",
        role[0][1].reason if role else "",
        paragraph[0][0] if paragraph else -1,
        article[0][0] if article else -1,
        page,
        (row.start, row.end),
        table,
    )


def _row(clean: str, row: RawLine, table: TableRow, known: _Marks) -> tuple[Strand, list[Drop]]:
    """The cells of a row, each by itself, and one tab where they part; nothing for a row of empty cells."""
    parts: list[Strand] = []
    aside: list[Drop] = []
    start = row.start
    for first, last in (*table.gaps, (row.end, row.end)):
        cell, dropped = _content(clean, RawLine(start, first, first, ""), known)
        parts.append(cell)
        aside += dropped
        if first < last:
            parts.append(Strand("\t", ((first, first + 1),)))
        start = last
    if row.breaker:
        aside.append(_break(row))
    strand = joined(parts)
    if strand.text.strip():
        return strand, sorted(aside)
    bars = [Drop(a, b, "markup", "表格线") for a, b in table.gaps if clean[a:b].strip()]
    return _EMPTY, sorted([*aside, *bars])


def _break(row: RawLine) -> Drop:
    return Drop(row.end, row.stop, "noise", "转义换行" if row.breaker == "escape" else "HTML残留")


def _content(clean: str, row: RawLine, known: _Marks) -> tuple[Strand, list[Drop]]:
    strand = Strand(clean[row.start : row.end], ((row.start, row.end),)) if row.end > row.start else _EMPTY
    aside: list[Drop] = []
    if marked := known.over(("noise", "markup"), row.start, max(row.stop, row.start + 1)):
        spans = [(max(m.start, row.start), min(m.end, row.end), m) for _, m in marked]
        aside += [Drop(a, b, m.kind, m.reason) for a, b, m in spans if a < b]
        strand = strand.without((a - row.start, b - row.start) for a, b, _ in spans if a < b)
    strand, inside = set_aside(strand)
    aside += inside
    if row.breaker:
        aside.append(_break(row))
    return _spaced(strand), sorted(aside)


_EMPTY = Strand("", ())


def set_aside(strand: Strand) -> tuple[Strand, list[Drop]]:
    """Set aside what stands inside the line, again until nothing is found: a removal can bring parts together.

    What is nested in itself more than MOST_ROUNDS times (&amp;amp;amp;…) was made by a fault and stays as it is from
    there on: each round costs the whole line.
    """
    aside: list[Drop] = []
    for _ in range(MOST_ROUNDS):
        if not (found := drops(strand.text)):
            break
        for drop, sources in zip(found, strand.sourced(d[:2] for d in found), strict=True):
            aside += [Drop(a, b, drop.kind, drop.reason) for a, b in sources]
        becomes = {d.end: d.becomes for d in found if d.becomes}
        text = "".join(becomes.get(i, c) for i, c in enumerate(strand.text)) if becomes else strand.text
        strand = Strand(text, strand.pieces).without(d[:2] for d in found)
        strand = Strand(even(strand.text), strand.pieces)
    return strand, aside


def _spaced(strand: Strand) -> Strand:
    """Without white space at the ends, and every run of it inside as one space."""
    text = strand.text
    lead = _LEADING.match(text)
    # Few lines end in white space: their last character says so before all of the line is looked through.
    trail = _TRAILING.search(text) if _LAST.search(text, max(0, len(text) - 1)) else None
    first = lead.end() if lead else 0
    last = max(trail.start() if trail else len(text), first)
    if first or last < len(text):
        strand = strand.without([(0, first), (last, len(text))])
    if not _RUN.search(strand.text):
        return strand
    spaced = strand.without(_superfluous(strand.text))
    return Strand(_REAL_SPACE.sub(" ", spaced.text), spaced.pieces)


def _superfluous(text: str) -> Iterator[Span]:
    for run in _RUN.finditer(text):
        kept = 1 if _REAL_SPACE.search(run.group()) else 0
        lead = _UNSEEN.match(text, *run.span())
        at = lead.end() if kept and lead else run.start()
        if at > run.start():
            yield run.start(), at
        if at + kept < run.end():
            yield at + kept, run.end()
