"""Masks: the signs that a text hides a name or a figure behind (*个, xx县, ××万元, 某局)."""

from __future__ import annotations

import re

STARS = "*＊✱"
# A mask of a figure: ○ only where what follows is counted, × not before a digit (it multiplies), x not in a Latin word.
FIGURE = (
    "[*＊✱✕╳●◯■□△▲◆]|×(?![0-9])|(?<![A-Za-z])[xXｘＸ]{1,6}(?![A-Za-z])|○(?=[○]|个|名|项|人|家|万|亿|余)|_{2,}|＿{2,}"
)
# What hides a figure, a name or a character of one inside a line.
INLINE = "xX×*"
# A character of a date that is masked.
DATE_CHARACTERS = "*＊×xXｘＸ●○□"

_MASK = re.compile(
    rf"[{STARS}]+|[×✕╳]+|(?<![A-Za-z])[xXｘＸ]{{1,4}}(?![A-Za-z])|某(?=[省市县区乡镇村局某]|同志)|(?<!\w)[○〇]{{2,}}"
)
_BEFORE = re.compile(r"(?:(?<![A-Za-z])(?:[xXＸｘ]{1,3}|[A-Z])|[×✕*＊○〇]{1,4}|(?<!本)某{1,2})$")
_IN_NAME = re.compile(r"[xX×✕*＊○]+(?![xX×✕*＊○年月日号])|某{1,2}(?![种个些项类])")


def masks(text: str) -> list[tuple[int, int]]:
    """The half-open spans of the masks of a text, in order."""
    return [match.span() for match in _MASK.finditer(text)]


_CELL = re.compile(rf"[0-9]?[{STARS}]+(?:\.[{STARS}]+)?|[×✕╳xXｘＸ]{{2,}}|_{{2,}}|＿{{2,}}")


def hides(cell: str) -> bool:
    """Whether a whole cell of a table hides its figure; a single × or ● in a cell ticks it off."""
    return _CELL.fullmatch(cell) is not None


def mask_before(text: str, at: int) -> int | None:
    """Where the mask that ends at `at`, and hides a name, begins; None where none does."""
    found = _BEFORE.search(text, max(0, at - 4), at)
    return found.start() if found else None


def mask_in_name(name: str) -> int | None:
    """Where in a name the part that is masked begins; None for a name that is written out."""
    found = _IN_NAME.search(name)
    return found.start() if found else None
