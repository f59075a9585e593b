"""How much room the blocks of a report take on paper, and on which page each of them stands.

Word and LibreOffice break pages where they like. Here each line has a fixed height and every block is measured from
above: what is put on a page stays on it, so that the pages of the contents are known when the file is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from pipeline.exports.report.content import Block, Grid, Heading, Inline, Picture, Prose, plain

# All in points. A4 less its margins, and a little less than that.
WIDTH, HEIGHT = 470.0, 716.0
BODY, SMALL, TINY = 10.5, 9.0, 8.5
BODY_LINE, SMALL_LINE, TINY_LINE = 17.0, 13.0, 12.0
AFTER, CAPTION_LINE, CELL, MARGIN = 5.0, 16.0, 3.5, 11.0
_HEADING, _TITLE, _CONTENTS_LINE = 42.0, 44.0, 18.0
# What a line loses at most because no stop may begin it.
_KINSOKU = 2.0


@dataclass(frozen=True)
class Fit:
    """How far a report is cut: the lines of a table and of a paragraph, the height of a picture, the paragraphs of a
    section."""

    grid: int
    prose: int
    picture: float
    paragraphs: int


# From the fullest on: the first that stays within the pages is taken.
FITS = (
    Fit(17, 14, 330, 12),
    Fit(14, 10, 290, 10),
    Fit(10, 8, 250, 8),
    Fit(8, 6, 210, 5),
    Fit(4, 3, 150, 2),
    Fit(3, 2, 100, 1),
)

# Letters of a chart at three quarters of their size, where the page is wide enough.
PIXEL = 72 / 160 * 0.75

Size = Callable[[Picture], tuple[float, float, str]]


def ems(text: str) -> float:
    """The width of a text in Chinese characters."""
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.66 for c in text)


def lines(text: str, width: float, size: float) -> int:
    """In how many lines of so many points a text of that size stands, at most."""
    fits = max(width / size - (_KINSOKU if width > 8 * size else 0), 1.0)
    return sum(max(1, -(-int(ems(line) * 100) // int(fits * 100))) for line in text.split("\n"))


def widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """The text's width shared out among columns: narrow ones get what they need, the wide ones share the rest."""
    natural = [max(ems(cell) for cell in column) * SMALL + MARGIN + 3 for column in zip(*rows, strict=True)]
    given = [0.0] * len(natural)
    open_, room = sorted(range(len(natural)), key=lambda n: natural[n]), WIDTH
    while open_:
        share = room / len(open_)
        column = open_.pop(0)
        given[column] = min(natural[column], share)
        room -= given[column]
    return [width + room / len(given) for width in given]


def row_lines(cells: Sequence[str], columns: Sequence[float]) -> int:
    """The lines of the highest cell of a row."""
    return max(lines(cell, width - MARGIN, SMALL) for cell, width in zip(cells, columns, strict=True))


def cut_grid(grid: Grid, most: int) -> Grid:
    """The rows that matter most, in their order, as many as stand in so many lines; one at least."""
    cells = [[plain(part) for part in row] for row in grid.rows]
    columns = widths([grid.heads, *cells])
    kept: list[int] = []
    room = most
    for number in grid.first or range(len(cells)):
        room -= row_lines(cells[number], columns)
        if room < 0 and kept:
            break
        kept.append(number)
    return Grid(grid.caption, grid.heads, tuple(grid.rows[n] for n in sorted(kept)))


def cut_prose(prose: Prose, most: int) -> Prose:
    """A paragraph of at most so many lines; what was cut is said."""
    room = int(most * (WIDTH / BODY - _KINSOKU)) - 12
    if ems("".join(plain(part) for part in prose.parts)) <= room + 12:
        return prose
    parts: list[Inline] = []
    for part in map(plain, prose.parts):
        parts.append(part[: max(room, 0)])
        room -= len(part)
    return Prose((*parts, "……（全文见附录）"), prose.warning)


def height(block: Block, picture: Size) -> float:
    """The points that a block takes."""
    if isinstance(block, Heading):
        return _HEADING
    if isinstance(block, Prose):
        return lines("".join(plain(part) for part in block.parts), WIDTH, BODY) * BODY_LINE + AFTER
    if isinstance(block, Picture):
        _, high, note = picture(block)
        return high + 12 + CAPTION_LINE + lines(note, WIDTH, TINY) * TINY_LINE + 2 * AFTER
    cells = [[plain(part) for part in row] for row in block.rows]
    columns = widths([block.heads, *cells])
    rows = sum(row_lines(row, columns) * SMALL_LINE + CELL for row in [block.heads, *cells])
    return lines(block.caption, WIDTH, SMALL) * CAPTION_LINE + rows + 2 * AFTER


def front(headings: int) -> float:
    """The points that title, scope and contents take on the first page."""
    return _TITLE + 3 * BODY_LINE + AFTER + _HEADING + headings * _CONTENTS_LINE + AFTER


def paginate(blocks: Iterable[Block], picture: Size, taken: float) -> list[list[Block]]:
    """The blocks by page; `taken` is what stands on the first page before them. A heading stays with what follows."""
    pages: list[list[Block]] = [[]]
    room, waiting = HEIGHT - taken, list[Block]()
    for block in blocks:
        waiting.append(block)
        if isinstance(block, Heading):
            continue
        needed = sum(height(b, picture) for b in waiting)
        if needed > room and room < HEIGHT:
            pages.append([])
            room = HEIGHT
        pages[-1] += waiting
        room -= needed
        waiting = []
    return pages
