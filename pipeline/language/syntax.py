"""Sentences, clauses and cues: computed once for a passage, asked for many times."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.config import Config
from pipeline.language.brackets import short_quotations
from pipeline.language.sentences import Clause, clauses
from pipeline.text.terms import TermIndex


class Word(NamedTuple):
    """A cue at `text[start:end]`; `role`: what it tells."""

    start: int
    end: int
    role: str


@cache
def cues(config: Config) -> TermIndex[str]:
    """Words that tell what a sentence does: dictionaries/frame/cues.csv."""
    return TermIndex({row["cue"]: row["role"] for row in config.rows("frame/cues.csv", ["cue", "role"])})


@dataclass(frozen=True)
class Syntax:
    """A passage's clauses and cues, each in order of their place."""

    text: str
    clauses: list[Clause]
    cues: list[Word]
    clause_starts: list[int]
    cue_starts: list[int]
    sentence_starts: list[int]

    def clause_at(self, offset: int) -> int:
        """The number of the clause that holds `offset`."""
        return max(0, bisect_right(self.clause_starts, offset) - 1)

    def cues_in(self, start: int, end: int) -> list[Word]:
        """Cues that begin in the half-open stretch."""
        return self.cues[bisect_right(self.cue_starts, start - 1) : bisect_right(self.cue_starts, end - 1)]

    def sentence_start(self, clause: int) -> int:
        """Where the clause's sentence begins."""
        return self.sentence_starts[self.clauses[clause].sentence]


# 将 before a verb or a preposition tells the future; before a noun that something is done with it is 把.
_FUTURE = re.compile("[在于对从由以按继持进采分会再有陆逐通围为是向不]|全[面部程力]|年")
_DISPOSAL = re.compile(
    "[^，。；]{2,40}?(?:作为|由|从|纳入|列入|融入|贯穿|转化|延伸|摆[上在到]|放[在到]|打造|提升|提高|增加|减少|降|划[分为归]|细化|整合|调整|扩大|与|同"
    "|和[^，。；]{1,20}?(?:结合|统筹))"
)


def syntax(text: str, config: Config) -> Syntax:
    """Lay out a passage."""
    found = clauses(text)
    words = [Word(m.start, m.end, m.value) for m in cues(config).longest(text)]
    told = [word for word in _outside(words, short_quotations(text)) if not _disposes(text, word)]
    return Syntax(
        text, found, told, [c.start for c in found], [w.start for w in told], [c.start for c in found if c.first]
    )


def _outside(words: list[Word], closed: Sequence[tuple[int, int]]) -> list[Word]:
    """The words that none of the stretches holds."""
    if not closed:
        return words
    ordered = sorted(closed)
    starts = [start for start, _ in ordered]
    kept = []
    for word in words:
        last = bisect_right(starts, word.start) - 1
        if last < 0 or ordered[last][1] < word.end:
            kept.append(word)
    return kept


def _disposes(text: str, word: Word) -> bool:
    """将综合评价意见作为重要依据: 将 that means 把."""
    if text[word.start : word.end] != "将" or _FUTURE.match(text, word.end):
        return False
    return bool(_DISPOSAL.match(text, word.end))
