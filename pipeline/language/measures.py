"""Measure words and the words that only look like a number: the dictionaries behind the grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from pipeline.config import Config, SettingsError
from pipeline.text.terms import TermIndex

_LONGEST_CURRENCY = 4
# The words for the yuan that stand before a sum.
_YUAN = frozenset(("人民币", "¥", "￥"))
_COUNTED = frozenset("0123456789０１２３４５６７８９十百千万亿")


@dataclass(frozen=True)
class Measure:
    """A measure word: the unit it counts in, the factor to that unit, its kind, and what makes it another word.

    `other_word` matches text after the measure where the measure is only the beginning of another word (项｜目).
    """

    word: str
    unit: str
    multiplier: Decimal
    kind: str
    other_word: re.Pattern[str] | None

    def begins_another_word(self, text: str, end: int) -> bool:
        """True where the characters at `end` turn the measure into a part of a longer word."""
        return self.other_word is not None and self.other_word.match(text, end) is not None


@dataclass(frozen=True)
class Measures:
    """All measure words; `longest`: the length of the longest one; `first` and `currency_ends`: the characters that
    one begins with, and that a currency before a sum ends with."""

    words: dict[str, Measure]
    longest: int
    first: frozenset[str]
    currency_ends: frozenset[str]

    def at(self, text: str, start: int) -> Measure | None:
        """The longest measure word that begins at `start` and is not the beginning of another word: 支队 gives way to
        支 before 伍, 项 to nothing before 目."""
        if text[start : start + 1] not in self.first:
            return None
        for size in range(min(self.longest, len(text) - start), 0, -1):
            found = self.words.get(text[start : start + size])
            if found is not None and not found.begins_another_word(text, start + size):
                return found
        return None

    def currency_before(self, text: str, end: int) -> Measure | None:
        """The currency that stands before a sum and ends at `end` (US$, 港币), itself not behind a number."""
        if text[end - 1 : end] not in self.currency_ends:
            return None
        for size in range(min(_LONGEST_CURRENCY, end), 0, -1):
            found = self.words.get(text[end - size : end])
            if found is not None and _is_currency(found):
                return None if text[end - size - 1 : end - size] in _COUNTED else found
        return None


@cache
def measures(config: Config) -> Measures:
    """Read dictionaries/measures/measures.csv."""
    name = "measures/measures.csv"
    words = {}
    for row in config.rows(name, ["measure", "unit", "multiplier", "kind", "other_word"]):
        words[row["measure"]] = _measure(row, name)
    ends = frozenset(word[-1] for word, measure in words.items() if _is_currency(measure))
    return Measures(words, max(map(len, words)), frozenset(word[0] for word in words), ends)


def _is_currency(measure: Measure) -> bool:
    return measure.kind == "money" and (measure.unit != "元" or measure.word in _YUAN)


def _measure(row: dict[str, str], name: str) -> Measure:
    try:
        factor = Decimal(row["multiplier"])
        other = re.compile(row["other_word"]) if row["other_word"] else None
    except (InvalidOperation, re.error) as error:
        raise SettingsError(f"{name}：量词 {row['measure']}：{error}；请改正这一行") from error
    return Measure(row["measure"], row["unit"], factor, row["kind"], other)


@cache
def numeral_words(config: Config) -> TermIndex[str]:
    """Words and idioms with a numeral in them, each with the reason why it counts nothing."""
    rows = config.rows("numeral_words/words.csv", ["word", "reason"])
    return TermIndex({row["word"]: row["reason"] for row in rows})
