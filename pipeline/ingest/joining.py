"""Hard line wraps undone by evidence: which lines make a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from pipeline.ingest.inline import Drop
from pipeline.ingest.junctions import Junctions
from pipeline.ingest.layout import Line
from pipeline.ingest.paragraph import heading_line, paragraph
from pipeline.ingest.shapes import GENRE_TITLE, SALUTATION, heading_like, is_metadata
from pipeline.ingest.strand import Strand
from pipeline.language.listmarks import ENUMERATED, NUMBERED
from pipeline.language.sentences import FULL_STOPS, has_stop_inside, is_terminal
from pipeline.text.lines import columns, width


@dataclass(eq=False)
class Block:
    """Consecutive lines that make one paragraph, heading or line of metadata.

    kind: title · heading · body · metadata · table (one of its rows); cut: it breaks off where the next block does not
    go on.
    """

    lines: list[Line]
    kind: str = "body"
    cut: bool = False
    defects: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """The lines' text; first read when all lines are in."""
        return "".join(line.text for line in self.lines)

    @property
    def strand(self) -> Strand:
        """The kept characters; first read when the kind is settled."""
        return self._content[0]

    @property
    def asides(self) -> list[Drop]:
        """What was set aside only when the lines came together."""
        return self._content[1]

    @cached_property
    def _content(self) -> tuple[Strand, list[Drop]]:
        return paragraph(self.lines) if self.kind in {"body", "table"} else (heading_line(self.lines), [])

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


@dataclass(frozen=True)
class Style:
    """How a source sets its paragraphs.

    tight: a blank line stands between paragraphs, and a line end alone inside one; indented: paragraphs begin
    with white space and their other lines do not; marked: its headings are marked, so that an unmarked line
    without a full stop is no heading.
    """

    tight: bool
    indented: bool
    marked: bool


def style(lines: Sequence[Line], junctions: Junctions) -> Style:
    """Read the style from the breaks that the marks alone show to be inside sentences."""
    breaks, torn = [0, 0], [0, 0]
    marked, unmarked = 0, 0
    for before, after in pairwise(lines):
        apart = int(after.gap > 0)
        breaks[apart] += 1
        inside = junctions.torn(before.text, after.text)
        torn[apart] += inside
        if inside or (has_stop_inside(before.text) and not is_terminal(before.text)):
            unmarked += after.indent == 0
            marked += after.indent > 0
    starts = sum(line.indent >= 2 for line in lines)
    tight = torn[0] >= 1 and breaks[1] >= 3 and torn[0] >= torn[1] and torn[1] * 10 <= breaks[1]
    indented = unmarked >= 1 and marked * 5 <= unmarked and starts * 10 >= len(lines)
    return Style(tight, indented, sum(line.role == "heading" for line in lines) >= MARKED_HEADINGS)


MARKED_HEADINGS = 2
# So many breaks inside sentences show that a source is broken throughout, and a further one needs no proof.
BROKEN = 2
_PUNCTUATED = re.compile(f"[{FULL_STOPS}，、]")
SHORTEST_LINE = 12.0
# A line shorter than this is a heading, a cell or a signature rather than the first line of a paragraph.
SHORTEST_BROKEN = 8.0


class _Joiner:
    def __init__(self, lines: Sequence[Line], junctions: Junctions) -> None:
        self.proven, self.broken = 0, False
        self.lines, self.junctions = lines, junctions
        self.style = style(lines, junctions)
        self.offsets = []
        at = 0
        for line in lines:
            self.offsets.append(at)
            at += len(line.text) + 1
        self.columns = columns([0.0 if is_terminal(x.text) else _measure(x) for x in lines])

    def blocks(self) -> list[Block]:
        """Undo the breaks; where the first look shows a broken source, look again with that knowledge."""
        made = self._pass()
        if self.proven >= BROKEN:
            self.broken = True
            made = self._pass()
        return made

    def _pass(self) -> list[Block]:
        made: list[Block] = []
        for i, line in enumerate(self.lines):
            if made and self._joins(made[-1], i):
                made[-1].lines.append(line)
            else:
                made.append(Block([line], _kind(line)))
        return made

    def _joins(self, block: Block, i: int) -> bool:
        before, after = block.last, self.lines[i]
        if before.table or after.table:
            return False
        if before.article != after.article or block.kind != "body":
            return before.article == after.article and _same_heading(before, after)
        if before.paragraph >= 0 or after.paragraph >= 0:
            return before.paragraph == after.paragraph and before.paragraph >= 0
        if after.role or is_metadata(after.text):
            return False
        if is_terminal(before.text):
            return self._goes_on(before, after, i)
        return self._completes(block, after, i)

    def _goes_on(self, before: Line, after: Line, i: int) -> bool:
        """After a complete sentence: does the paragraph go on?"""
        if NUMBERED.match(after.text) or SALUTATION.fullmatch(before.text):
            return False
        if self.style.tight:
            return after.gap == 0 and after.indent == 0 and not is_short_line(before)
        wrapped = self._wrapped(before, after, i)
        return wrapped and self.style.indented and after.indent == 0 and after.gap == 0

    def _wrapped(self, before: Line, after: Line, i: int) -> bool:
        """The line before reaches the edge of the column, and the line after stands in it."""
        column = self.columns[i - 1]
        return column.full(_measure(before)) and column.fits(_measure(after))

    def _completes(self, block: Block, after: Line, i: int) -> bool:
        """After an incomplete sentence: does the next line complete it?"""
        before, at = block.last, self.offsets[i - 1]
        if before.text[-1] in "：:" or NUMBERED.match(after.text):
            return False
        if before.text[-1] in "；;":
            return self._tight(after) or (self._wrapped(before, after, i) and not ENUMERATED.match(after.text))
        if self.junctions.torn(before.text, after.text):
            self.proven += 1
            return True
        if self.junctions.cut_off(before.text, after.text, at):
            return False
        alone = len(block.lines) == 1 and heading_like(before.text) and not self.style.marked
        if alone and GENRE_TITLE.search(before.text):
            return False
        if ENUMERATED.match(after.text):
            return False
        if self._tight(after) and not (alone and NUMBERED.match(before.text)):
            return True
        if alone and width(before.text) < SHORTEST_BROKEN:
            return False
        if self._by_column(before, after, i, alone) or (self.broken and not alone):
            return True
        words = self._by_words(before, after, at, alone)
        self.proven += words
        return words

    def _tight(self, after: Line) -> bool:
        return self.style.tight and after.gap == 0 and after.indent == 0

    def _by_words(self, before: Line, after: Line, at: int, alone: bool) -> bool:
        a, b = before.text, after.text
        if self.junctions.hanging(a) or self.junctions.bound(b):
            return True
        if self.junctions.word(a, b):
            return True
        if not alone:
            return self.junctions.seen(a, b, at)
        if NUMBERED.match(a):
            return False
        return self.junctions.seen(a, b, at, left=3) or self.junctions.seen(a, b, at, right=3)

    def _by_column(self, before: Line, after: Line, i: int, alone: bool) -> bool:
        if self.style.indented and after.indent > 0:
            return False
        if alone:
            wrapped = self._wrapped(before, after, i) and bool(_PUNCTUATED.search(after.text))
            return wrapped or (self.broken and _same_measure(before, after))
        column = self.columns[i - 1]
        return column.fits(_measure(before)) and column.fits(_measure(after))


def _measure(line: Line) -> float:
    """How far a line reaches, its indent counted."""
    return width(line.text) + line.indent / 2


def _same_measure(before: Line, after: Line) -> bool:
    """Two lines of one paragraph: the second breaks off inside its sentence too and is no wider than the first."""
    incomplete = after.text[-1] not in "：:；;" and not is_terminal(after.text) and _PUNCTUATED.search(after.text)
    return bool(incomplete) and SHORTEST_LINE <= width(after.text) <= width(before.text) + 0.5


def is_short_line(line: Line) -> bool:
    """A salutation or the like that stands by itself although its end is a sentence's end."""
    return len(line.text) <= 8 and line.text[-1] in "！!"


def _kind(line: Line) -> str:
    if line.table:
        return "table"
    if line.role:
        return line.role
    return "metadata" if is_metadata(line.text) else "body"


def _same_heading(before: Line, after: Line) -> bool:
    """Two lines of one heading as the format marks it: same level, no gap, and the first is not complete."""
    if not before.role or before.role != after.role or before.level != after.level:
        return False
    return before.paragraph >= 0 and before.paragraph == after.paragraph


def blocks(lines: Sequence[Line], junctions: Junctions) -> list[Block]:
    """The paragraphs of the lines, in order; breaks that no evidence joins stay and may be cut-off ends."""
    made = _Joiner(lines, junctions).blocks()
    for block in made:
        block.cut = block.kind == "body" and _breaks_off(block)
    return made


# Who wrote it, or the end mark, behind the last sentence.
_SIGNED = re.compile(
    rf"(?<=[{FULL_STOPS}”])\s?(?:[（(][^（）()。]{{1,40}}[)）]"
    rf"|[^，{FULL_STOPS}]{{0,24}}(?:记者|通讯员|校对|编辑|来源|供稿|采写|摄影|作者)[^，{FULL_STOPS}]{{0,40}})$"
)


def _breaks_off(block: Block) -> bool:
    text = _SIGNED.sub("", block.last.text)
    if is_terminal(text) or text[-1] in "：:；;":
        return False
    whole = block.text
    return has_stop_inside(whole) or text[-1] in "，,、" or (len(block.lines) > 1 and not heading_like(whole))
