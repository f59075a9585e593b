"""Tables: which rows are heads and which columns labels, and for every cell the heads that speak for it.

A table has captions (one cell over all columns: 单位：万元), heads over its columns, labels before its rows, and cells.
Where the format does not say how far a merged head reaches, an empty cell to its right that has a head below belongs to
it; an empty label belongs to the one above. A row of one cell inside a table begins a part of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from pipeline.cells import Cell
from pipeline.config import Config
from pipeline.ingest.joining import Block
from pipeline.language.cells import figure, is_nothing, is_time, is_year, says, units_over_all
from pipeline.language.numerals import FEW
from pipeline.text.lines import width

_CAPTION = re.compile(rf"(?:附|续)?表\s?[\d{FEW}]{{1,3}}(?:[-.—]\d+)?[\s:：.、]?\S.{{0,40}}")
_UNIT_LINE = re.compile(r"[（(]?\s?.{0,2}单位\s?[:：][^（）()]{1,20}[)）]?")
_MOST_CAPTIONS = 2
_MOST_HEADS = 4
_LONGEST_CAPTION = 60.0
_FIGURES = 0.5

CAPTION, HEAD, LABEL, CELL = "caption", "head", "label", "cell"


class _Item(NamedTuple):
    """A cell that holds something: its row in the table and its column, its place in the row's text, how many columns
    and rows it covers."""

    row: int
    column: int
    start: int
    end: int
    text: str
    columns: int = 1
    rows: int = 1

    def over(self, column: int) -> bool:
        """Whether it stands over a column."""
        return self.column <= column < self.column + self.columns


Side = tuple[str, _Item]


@dataclass
class _Part:
    """A part of a table under heads of its own: the rows of its captions, of its heads, of its body, and those that say
    its heads again on a new page."""

    captions: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)


class Laid(NamedTuple):
    """A table: its blocks, the line before it last of all; its cells with the heads that speak for each; the blocks of
    captions and heads."""

    blocks: list[Block]
    cells: list[tuple[_Item, str, list[Side]]]
    heads: frozenset[int]


def caption_lines(blocks: Sequence[Block], config: Config) -> None:
    """Make short lines right above a table that give its number or its unit (表3 …, 单位：万元) rows of it."""
    for i, block in enumerate(blocks):
        if block.kind == "table" and i and blocks[i - 1].kind != "table":
            for above in reversed(blocks[max(0, i - _MOST_CAPTIONS) : i]):
                if not _is_caption(above, config):
                    break
                above.kind = "table"


def _is_caption(block: Block, config: Config) -> bool:
    if block.kind not in {"body", "heading"} or len(block.lines) > 1 or width(block.text) > _LONGEST_CAPTION:
        return False
    return bool(_CAPTION.fullmatch(block.text)) or (
        bool(_UNIT_LINE.fullmatch(block.text)) and bool(units_over_all(block.text, config))
    )


def tables(blocks: Sequence[Block], config: Config) -> list[Laid]:
    """The tables among an article's blocks, in order."""
    found = []
    above: Block | None = None
    for is_table, run in groupby(blocks, key=lambda b: b.kind == "table"):
        rows = list(run)
        for group in _joined(_apart(rows), config) if is_table else ():
            found.append(_Table(group, above, config).laid())
        above = rows[-1]
    return found


def _joined(groups: Iterable[list[Block]], config: Config) -> list[list[Block]]:
    """Tables of which the second has the heads of the first, or as many columns and none: a page or a blank line parts
    them."""
    joined: list[list[Block]] = []
    for group in groups:
        if joined and _goes_on(joined[-1], group, config):
            joined[-1] += group
        else:
            joined.append(group)
    return joined


def _goes_on(before: Sequence[Block], after: Sequence[Block], config: Config) -> bool:
    first = after[0]
    if any(first.text == row.text for row in before[: _MOST_CAPTIONS + _MOST_HEADS]):
        return True
    texts = [text for text in first.text.split("\t") if text.strip()]
    numbers = [n for text in texts if (n := figure(text, "", config)) is not None and not is_year(text)]
    return first.text.count("\t") == before[-1].text.count("\t") and bool(numbers)


def _apart(run: Sequence[Block]) -> Iterator[list[Block]]:
    """Tables that follow one another; lines of captions go with the table below them."""
    group: list[Block] = []
    number = None
    for block in run:
        table = block.first.table.table if block.first.table else None
        if group and table != number and number is not None:
            yield group
            group = []
        number = table
        group.append(block)
    if group:
        yield group


class _Table:
    def __init__(self, blocks: list[Block], above: Block | None, config: Config) -> None:
        self.blocks, self.above, self.config = blocks, above, config
        self.rows = [_items(number, block) for number, block in enumerate(blocks)]
        self.width = max((i.column + i.columns for row in self.rows for i in row), default=0)
        self.merged = any(b.first.table and b.first.table.merged for b in blocks)
        self.told = any(b.first.table and b.first.table.head for b in blocks)

    def laid(self) -> Laid:
        """The cells of the table with their roles and heads, in order."""
        cells: list[tuple[_Item, str, list[Side]]] = []
        captions = self._above()
        for part in self._parts():
            captions = [i for row in part.captions for i in self.rows[row]] or captions
            cells += self._cells(part, [(CAPTION, i) for i in captions])
        cells.sort(key=lambda c: (c[0].row, c[0].column))
        told = {item.row for item, role, _ in cells if role in (LABEL, CELL)}
        heads = frozenset(id(block) for row, block in enumerate(self.blocks) if row not in told)
        return Laid([*self.blocks, *([self.above] if self.above else [])], cells, heads)

    def _above(self) -> list[_Item]:
        """The line before the table where it gives the unit: a title or heading with （单位：万元） in it."""
        if self.above is None or not units_over_all(self.above.text, self.config):
            return []
        text = self.above.strand.text
        return [_Item(len(self.blocks), 0, 0, len(text), text)]

    def _parts(self) -> list[_Part]:
        parts = [_Part()]
        first: list[str] = []
        for number, row in enumerate(self.rows):
            part = parts[-1]
            if self._is_caption(number, part):
                if part.body or part.heads:
                    parts.append(part := _Part())
                part.captions.append(number)
            elif not part.body and self._is_head(number, part):
                part.heads.append(number)
                first = first or [i.text for i in row]
            elif first and len(row) > 1 and [i.text for i in row] == first:
                part.again.append(number)
            elif self._is_told(number):
                parts.append(_Part(heads=[number]))
            else:
                part.body.append(number)
        return parts

    def _is_caption(self, number: int, part: _Part) -> bool:
        """A row of one cell before the heads, or inside a table where heads follow."""
        row = self.rows[number]
        if len(row) != 1 or self._figures(row):
            return False
        if not part.heads and not part.body:
            return True
        following = next((n for n in range(number + 1, len(self.rows)) if len(self.rows[n]) > 1), None)
        return bool(part.body) and following is not None and self._begins_again(following)

    def _begins_again(self, number: int) -> bool:
        """Whether a row inside a table holds heads: the format's, or words over three columns and more."""
        row = self.rows[number]
        if self.told:
            return self._is_told(number)
        return len(row) > 2 and not self._figures(row) and not any(is_nothing(i.text) for i in row)

    def _is_told(self, number: int) -> bool:
        """Whether the format calls a row a head."""
        line = self.blocks[number].first.table
        return bool(line and line.head)

    def _is_head(self, number: int, part: _Part) -> bool:
        if self.told:
            return self._is_told(number)
        row = self.rows[number]
        if len(row) == 1 or any(is_nothing(i.text) for i in row[1:]):
            return False
        if part.heads and self._numbers_columns(row):
            return True
        if not part.heads:
            return not self._figures(row) or (self._figures(row) * 2 < len(row) and not self._has_bare(row))
        above = self.rows[part.heads[-1]]
        filled = sum(i.columns for i in above)
        open_above = filled < self.width or any(i.columns > 1 or i.rows > 1 for i in above)
        return not self._figures(row) and open_above and len(part.heads) < _MOST_HEADS and self._fills(row, above)

    def _fills(self, row: Sequence[_Item], above: Sequence[_Item]) -> bool:
        """A second row of heads stands under empty or merged cells of the first, and not under all of them."""
        single = {i.column for i in above if i.columns == 1 and i.rows == 1}
        if self.merged:
            return any(not any(i.over(x.column) and i.columns == 1 for i in above) for x in row)
        return len(row) < self.width or not single

    def _numbers_columns(self, row: Sequence[_Item]) -> bool:
        """甲 乙 1 2 3: the columns are numbered under their heads."""
        numbers = [i.text for i in row if i.text.isdigit()]
        return (
            len(numbers) > 1
            and numbers == [str(n) for n in range(1, len(numbers) + 1)]
            and all(len(i.text) <= 2 for i in row)
        )

    def _has_bare(self, row: Sequence[_Item]) -> bool:
        """Whether a number stands in the row that is no head of a class (35岁以下)."""
        return any((n := figure(i.text, "", self.config)) is not None and n.measure is None for i in row)

    def _figures(self, row: Sequence[_Item]) -> int:
        return sum(self._is_figure(i.text) for i in row)

    def _is_figure(self, text: str) -> bool:
        return not is_year(text) and figure(text, "", self.config) is not None

    def _cells(self, part: _Part, captions: list[Side]) -> Iterator[tuple[_Item, str, list[Side]]]:
        for role, rows in ((CAPTION, part.captions), (HEAD, part.heads), (HEAD, part.again)):
            yield from ((item, role, []) for number in rows for item in self.rows[number])
        labels = self._labels(part)
        carried: dict[int, _Item] = {}
        group: list[Side] = []
        for row in (self.rows[number] for number in part.body):
            if len(row) == 1 and row[0].column in (labels or {0}) and not self._figures(row):
                group = [("row", row[0])]
            own = {i.column: i for i in row if i.column in labels}
            if own:
                carried = {c: i for c, i in carried.items() if c < min(own)} | own
            sides = [*group, *(("row", i) for i in carried.values() if not group or i is not group[0][1])]
            for item in row:
                above = [("column", head) for head in self._heads(part, item.column)]
                if item.column in labels:
                    yield item, LABEL, above
                else:
                    yield item, CELL, [*sides, *above, *captions]

    def _labels(self, part: _Part) -> set[int]:
        """The columns before the first of figures whose cells name their rows; a column of running numbers is passed
        over."""
        found: set[int] = set()
        for column in range(self.width):
            texts = [i.text for row in part.body for i in self.rows[row] if i.column == column]
            texts = [t for t in texts if not is_nothing(t)]
            if self._runs(part, column, texts):
                continue
            if sum(map(self._is_figure, texts)) > _FIGURES * len(texts):
                return found
            found.add(column)
        return {min(found)} if found else found

    def _runs(self, part: _Part, column: int, texts: Sequence[str]) -> bool:
        """序号: the rows are numbered."""
        named = any(says(h.text, ("name",), self.config) for h in self._heads(part, column))
        if named and not all(map(is_time, texts)):
            return True
        numbers = [t for t in texts if t.isdigit()]
        counted = len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]
        return not column and counted and len(numbers) + 1 >= len(texts) and self.width > 2

    def _heads(self, part: _Part, column: int) -> list[_Item]:
        """The heads over a column from the top."""
        found: list[_Item] = []
        for at, row in enumerate(part.heads):
            head = next((i for i in self.rows[row] if i.over(column)), None)
            if head is None and not self.merged:
                head = self._reaching(part, at, column)
            if head is not None and not self._numbers_columns(self.rows[row]) and head not in found:
                found += [*self._times(row, head), head]
        return found

    def _times(self, row: int, head: _Item) -> list[_Item]:
        """The time to the left that a repeated head belongs to: 3月末 | 增减额 | 4月末 | 增减额."""
        beside = self.rows[row]
        if is_time(head.text) or sum(i.text == head.text for i in beside) < 2:
            return []
        return [i for i in beside if i.column < head.column and is_time(i.text)][-1:]

    def _reaching(self, part: _Part, at: int, column: int) -> _Item | None:
        """The head to the left that an empty cell belongs to: both have heads below."""
        below = {i.column for row in part.heads[at + 1 :] for i in self.rows[row]}
        left = [i for i in self.rows[part.heads[at]] if i.column < column]
        return left[-1] if left and column in below and left[-1].column in below else None


def _items(number: int, block: Block) -> list[_Item]:
    sizes = {cell: (columns, rows) for cell, columns, rows in block.first.table.merged} if block.first.table else {}
    found, at = [], 0
    for column, text in enumerate(block.strand.text.split("\t")):
        bare = text.strip()
        if bare:
            start = at + text.index(bare)
            found.append(_Item(number, column, start, start + len(bare), bare, *sizes.get(column, (1, 1))))
        at += len(text) + 1
    return found


def headless(found: Sequence[Laid], text: str, config: Config) -> Iterator[str]:
    """A note for each table whose figures no head names."""
    for number, table in enumerate(found, 1):
        bare = [i for i, role, sides in table.cells if role == CELL and not any(s == "column" for s, _ in sides)]
        if any((n := figure(i.text, "", config)) is not None and n.measure is None for i in bare):
            line = text.count("\n", 0, table.blocks[0].first.start) + 1
            yield f"第{line}行起的第{number}张表没有列头，没有单位的数字未作为数量；请对照原件补上列头"


def cell_rows(source: str, doc_id: str, found: Sequence[Laid], names: dict[int, str]) -> list[Cell]:
    """The Cell rows of an article's tables; names: the passage_id of each block, by `id(block)`."""
    return [row for number, table in enumerate(found, 1) for row in _rows(source, doc_id, number, table, names)]


def _rows(source: str, doc_id: str, number: int, table: Laid, names: dict[int, str]) -> Iterator[Cell]:
    spans_of = _source_spans(table)
    for item, role, sides in table.cells:
        start, end = spans_of[item]
        spans = [spans_of[head] for _, head in sides]
        yield Cell(
            doc_id=doc_id,
            passage_id=names[id(table.blocks[item.row])],
            source=source,
            source_start=start,
            source_end=end,
            start=item.start,
            end=item.end,
            text=item.text,
            table=number,
            row=item.row + 1,
            column=item.column + 1,
            role=role,
            heads=[head.text for _, head in sides],
            head_sides=[side for side, _ in sides],
            head_starts=[first for first, _ in spans],
            head_ends=[last for _, last in spans],
        )


def _source_spans(table: Laid) -> dict[_Item, tuple[int, int]]:
    """Where in the source its cells and their heads stand, the items of a row looked up together."""
    items: dict[int, dict[_Item, None]] = defaultdict(dict)
    for cell, _, sides in table.cells:
        for item in (cell, *(head for _, head in sides)):
            items[item.row][item] = None
    return {
        item: span
        for row, found in items.items()
        for item, span in zip(found, table.blocks[row].strand.extents((i.start, i.end) for i in found), strict=True)
    }
