"""The numbers that Word puts before paragraphs itself (ISO/IEC 29500-1, 17.9): 一、 （二） 3. ④ …"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_DIGITS = "零一二三四五六七八九"
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DEPTHS = set("012345678")
_MOST_LETTERS = 30
# What stands around the numbers of a list: 第%1章.
_LONGEST_LABEL = 100
_PLACE = re.compile(r"%([1-9])")


def chinese(number: int) -> str:
    """A numeral from 1 to 99 as lists are counted: 十二."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def roman(number: int) -> str:
    """A Roman numeral from 1 to 89."""
    text = ""
    for size, sign in _ROMAN:
        count, number = divmod(number, size)
        text += sign * count
    return text


def _letter(number: int) -> str:
    """a to z, then aa to zz; Word itself counts no further than thirty letters."""
    times = (number - 1) // 26 + 1
    return chr(ord("a") + (number - 1) % 26) * times if times <= _MOST_LETTERS else str(number)


# How a format counts, by its name in WordprocessingML.
FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda n: "".join("〇一二三四五六七八九"[int(d)] for d in str(n)),
    "decimalEnclosedCircle": lambda n: chr(0x2460 + n - 1) if 0 < n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x2460 + n - 1) if 0 < n <= 20 else str(n),
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerRoman": lambda n: roman(n).lower() if n < 90 else str(n),
    "upperRoman": lambda n: roman(n) if n < 90 else str(n),
    "decimalZero": lambda n: f"{n:02d}",
    "bullet": lambda n: "",
    "none": lambda n: "",
}


class Numbering:
    """Counts numbered paragraphs in document order."""

    def __init__(self, root: Any) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, str], tuple[str, str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for element in root if root is not None else ():
            name = _name(element)
            if name == "num":
                self._lists[_attribute(element, "numId")] = _value(element, "abstractNumId")
            elif name == "abstractNum":
                self._read(element, _attribute(element, "abstractNumId"))

    def _read(self, abstract: Any, key: str) -> None:
        for level in abstract:
            if _name(level) == "lvl" and _attribute(level, "ilvl") in _DEPTHS:
                start = _value(level, "start")
                found = (_value(level, "numFmt"), _value(level, "lvlText")[:_LONGEST_LABEL], _number(start, 1))
                self._levels[(key, _attribute(level, "ilvl"))] = found

    def label(self, number: str, level: str) -> str:
        """The label of the next paragraph of list `number` at `level`; empty for bullets and unknown lists."""
        key = self._lists.get(number, "")
        if (key, level) not in self._levels:
            return ""
        counts, depth = self._counts.setdefault(key, {}), int(level)
        counts[depth] = counts.get(depth, self._levels[(key, level)][2] - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        style, text, _ = self._levels[(key, level)]
        return "" if style == "bullet" else _PLACE.sub(lambda m: self._figure(key, int(m[1]) - 1), text)

    def _figure(self, key: str, depth: int) -> str:
        style, _, start = self._levels.get((key, str(depth)), ("decimal", "", 1))
        return FORMATS.get(style, str)(self._counts[key].get(depth, start))


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else default


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _value(element: Any, name: str) -> str:
    return next((_attribute(e, "val") for e in element if _name(e) == name), "")
