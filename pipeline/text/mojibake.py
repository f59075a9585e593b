"""Text that was decoded with the wrong table and saved again: recognised because undoing it gives common Chinese.

Chinese written in UTF-8 and read as GBK gives rare characters (three bytes make one and a half of them), read as
Latin-1 accented letters. The wrong step is undone on a sample; what it gives is believed where nearly every byte
decodes and the characters are those that running text is made of.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.text.characters import HAN

_SAMPLE = 4_000
_FEWEST = 4
_ODD_SHARE = 0.3
_LOST_SHARE = 0.4
_COMMON_SHARE = 0.9
_HAN = re.compile(f"[{HAN}]")
_RUN = re.compile(f"[{HAN}]{{2,4}}")
_ACCENTED = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_LETTER = re.compile("[\u00c0-\u00ff]")


class Mojibake(NamedTuple):
    """written: the table that the text was in; taken_for: the one it was read with; shown, meant: an example."""

    written: str
    taken_for: str
    shown: str
    meant: str


def mojibake(text: str) -> Mojibake | None:
    """The wrong step that made the text what it is; None for text that is sound, or too short to tell."""
    sample = text[:_SAMPLE]
    rare, letters = len(_rare().findall(sample)), len(_LETTER.findall(sample))
    if rare < _FEWEST and letters < _FEWEST:
        return None
    han, accented = len(_HAN.findall(sample)), len(_ACCENTED.findall(sample))
    if letters >= _FEWEST and accented > _ODD_SHARE * (accented + han) + _FEWEST:
        return _undone(sample, "UTF-8", "Latin-1") or _undone(sample, "GBK", "Latin-1")
    return _undone(sample, "UTF-8", "GBK") if rare >= _FEWEST and rare > _ODD_SHARE * han else None


@cache
def _rare() -> re.Pattern[str]:
    """The Chinese characters that are not frequent, as one class: counted in a single pass."""
    codes = [n for n in range(0x3400, 0xFB00) if _HAN.match(chr(n)) and chr(n) not in frequent()]
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    ranges = "".join(f"{chr(first)}-{chr(last)}" for first, last in runs)
    return re.compile(f"[\u3007{ranges}\U00020000-\U0003134f]")


_CODECS = {"UTF-8": "utf-8", "GBK": "gb18030"}


def _undone(sample: str, written: str, taken_for: str) -> Mojibake | None:
    data = _latin(sample) if taken_for == "Latin-1" else sample.encode(_CODECS[taken_for], "ignore")
    meant = data.decode(_CODECS[written], "replace")
    han = _HAN.findall(meant)
    common = sum(char in frequent() for char in han)
    if len(han) < _FEWEST or common < _COMMON_SHARE * len(han) or meant.count("\ufffd") > _LOST_SHARE * len(meant):
        return None
    runs = (run for run in _RUN.findall(meant) if frequent().issuperset(run))
    example = next(runs, han[0])
    back = example.encode(_CODECS[written])
    shown = back.decode("latin-1") if taken_for == "Latin-1" else back.decode(_CODECS[taken_for], "ignore")
    return Mojibake(written, taken_for, shown, example)


def _latin(text: str) -> bytes:
    """The bytes of text that was read as Latin-1, or as Windows-1252 where that has a character of its own."""
    pieces = []
    for char in text:
        try:
            pieces.append(char.encode("latin-1"))
        except UnicodeEncodeError:
            pieces.append(char.encode("cp1252", "ignore"))
    return b"".join(pieces)


@cache
def frequent() -> frozenset[str]:
    """The level-1 characters of GB 2312 (3,755) and of Big5 (5,401): what running text is made of."""
    simplified = bytes(b for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for b in (row, cell))
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    traditional = bytes(b for row in range(0xA4, 0xC7) for cell in trails for b in (row, cell))
    return frozenset(simplified.decode("gb2312", "ignore")) | frozenset(traditional.decode("big5", "ignore"))
