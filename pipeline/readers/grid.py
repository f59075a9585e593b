"""The rows of a table with every merged cell given its room: equally many cells, empty where another reaches in."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Far beyond any table of a document; what is wider comes from a damaged or a hostile file.
_WIDEST = 200


class GridCell(NamedTuple):
    """A cell's text in one line, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


EMPTY = GridCell("")


def cell(text: str, columns: str | int = 1, rows: str | int = 1) -> GridCell:
    """A cell with white space as single spaces and its sizes as the format writes them."""
    return GridCell(" ".join(text.split()), _size(columns), _size(rows))


def _size(written: str | int) -> int:
    return min(int(written), _WIDEST) if str(written).strip().isdigit() and int(written) > 0 else 1


def grid(rows: Iterable[Sequence[GridCell]]) -> list[list[GridCell]]:
    """Rows of equally many cells; a merged cell stands where it begins, and the places that it covers are empty.

    A row wider than any table of a document keeps its cells and gives no other row its width.
    """
    made: list[list[GridCell]] = []
    reaching: dict[int, int] = {}
    for row in rows:
        line: list[GridCell] = []
        waiting = deque(row)
        below: dict[int, int] = {}
        while waiting or any(column >= len(line) for column in reaching):
            column = len(line)
            if column in reaching:
                line.append(EMPTY)
                if reaching[column] > 1:
                    below[column] = reaching[column] - 1
            elif waiting and column < _WIDEST:
                found = waiting.popleft()
                line += [found, *[EMPTY] * (found.columns - 1)]
                if found.rows > 1:
                    below |= dict.fromkeys(range(column, column + found.columns), found.rows - 1)
            elif waiting:
                line.append(waiting.popleft()._replace(columns=1, rows=1))
            else:
                line.append(EMPTY)
        made.append(line)
        reaching = below
    widest = min(max(map(len, made), default=0), _WIDEST)
    return [line + [EMPTY] * (widest - len(line)) for line in made]
