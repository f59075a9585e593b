"""The normal form in which copies are compared: no white space, no punctuation, no width."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache

# Signs that carry a fact: masked figures, per cent, times, plus.
_KEPT = frozenset("%‰*＊×xX+")
# Between two digits a sign is part of the figure: 1.6 is not 16, 3—4 is not 34. A comma before three digits is not.
_INSIDE_FIGURE = re.compile(r"(?<=\d)(?!,\d{3}(?!\d))[.．,，、—–\-~～:：/](?=\d)")
_FIGURE_SIGN = "\ue000"
_DIGITS = re.compile(r"\d+(?:\ue000\d+)*")


@cache
def _folding() -> dict[int, int | None]:
    """For str.translate: punctuation and white space to nothing, full width to ASCII, capitals to small letters."""
    table: dict[int, int | None] = {}
    for code in range(min(sys.maxunicode, 0x1FFFF) + 1):
        character = chr(code)
        if unicodedata.category(character)[0] in "PZC" and character not in _KEPT and code != ord(_FIGURE_SIGN):
            table[code] = None
    for code in range(0xFF01, 0xFF5F):
        folded = chr(code - 0xFEE0)
        table[code] = None if code - 0xFEE0 in table else ord(folded.lower())
    table.update({code: code + 32 for code in range(ord("A"), ord("Z") + 1)})
    return table


def normal(text: str) -> str:
    """The text without white space and punctuation, width folded, in small letters. A sign inside a figure stays."""
    return _INSIDE_FIGURE.sub(_FIGURE_SIGN, text).translate(_folding())


def masked(normal_text: str) -> str:
    """The normal form with every figure made one 0: what candidates are looked for in."""
    return _DIGITS.sub("0", normal_text)


@dataclass(frozen=True)
class NormalMap:
    """For each character of the normal form its offset in the text."""

    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> NormalMap:
        """The map of a text to its normal form."""
        signed = _INSIDE_FIGURE.sub(_FIGURE_SIGN, text)
        folding = _folding()
        return cls(tuple(i for i, c in enumerate(signed) if folding.get(ord(c), 0) is not None))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the text for `[start, end)` of the normal form; an empty span stays empty."""
        if start >= len(self.offsets):
            last = self.offsets[-1] + 1 if self.offsets else 0
            return last, last
        first = self.offsets[start]
        return (first, first) if end <= start else (first, self.offsets[end - 1] + 1)
