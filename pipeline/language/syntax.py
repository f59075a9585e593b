"""Sentences, clauses and the words that carry a frame: computed once for a passage, asked for many times."""

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

_ADVERBS = (*"已先共新均要须应能可并再还", "先后", "每年", "集中", "专门", "统一")
# A verb before one of these is the first part of a noun (准备金, 参与率), unless the character opens another word.
_NOMINAL = re.compile(
    "金(?!融|额|秋|属|牌|点)|额(?!外)|率(?!先|领)|量(?!化|大)|者|员(?!工)|品(?!牌|质|种|德)|费(?!用)|物(?!业|资|流|质|价)|业(?!务|主|绩|态|余|内)"
    "|权(?!力|益|利|限)|书(?!记|面|籍|院|屋)|库(?!区)|队(?!伍|员)|组(?!织|建|成|长)|班(?!子|长|级)|会(?!议|员|场|务)|款(?!项)|值(?!班|守|得|日)"
    "|站(?!点|位|在)|所(?!有|属|在|需|以)|室|厂|力(?!争|求|促|量|度)|中心(?!工作|任务|城)|院(?!校|士)|户(?!籍|外|主|厕)|卡|券|基金|资金|面积|里程|标准|水平"
    "|规模|能力|比重|比例|总额|总量|总值|幅度|速度"
)


class Word(NamedTuple):
    """A dictionary word of the frame at `text[start:end]`; `role` is its class or the cue that it is.

    `also`: pivot (its object acts in turn: 推动各级书记领办) or modal (it only leads to the verb that acts: 力争创建).
    """

    start: int
    end: int
    role: str
    also: str = ""


@cache
def verbs(config: Config) -> TermIndex[tuple[str, str]]:
    """Verbs and the nouns that contain one: dictionaries/frame/verbs.csv."""
    rows = config.rows("frame/verbs.csv", ["word", "class", "also"])
    return TermIndex({row["word"]: (row["class"], row["also"]) for row in rows})


@cache
def cues(config: Config) -> TermIndex[str]:
    """Words that tell what a sentence does: dictionaries/frame/cues.csv."""
    return TermIndex({row["cue"]: row["role"] for row in config.rows("frame/cues.csv", ["cue", "role"])})


@dataclass(frozen=True)
class Syntax:
    """A passage's clauses, verbs (with the nouns that contain one) and cues, each in order of their place."""

    text: str
    clauses: list[Clause]
    verbs: list[Word]
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


def syntax(text: str, config: Config, names: Sequence[tuple[int, int]] = ()) -> Syntax:
    """Lay out a passage. names: half-open spans of organisations and places, whose words are no verbs."""
    found = clauses(text)
    starts = [c.start for c in found]
    quoted = short_quotations(text)
    acting = _outside(list(_verbs(text, set(starts), config)), names)
    words = [Word(m.start, m.end, m.value) for m in cues(config).longest(text)]
    told = [word for word in _outside(words, quoted) if not _disposes(text, word)]
    return Syntax(text, found, acting, told, starts, [w.start for w in told], [c.start for c in found if c.first])


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


def _verbs(text: str, clause_starts: set[int], config: Config) -> list[Word]:
    """A verb of one character counts only where a verb must stand: first in its clause, after a verb or an adverb."""
    kept: list[Word] = []
    for match in verbs(config).longest(text):
        role, also = match.value
        end = match.end
        if role == "short":
            after_verb = bool(kept) and kept[-1].end == match.start and kept[-1].role != "noun"
            if not (match.start in clause_starts or after_verb or text.endswith(_ADVERBS, 0, match.start)):
                continue
            role = "strong"
        elif role != "noun" and (noun := _NOMINAL.match(text, end)):
            role, also, end = "noun", "", noun.end()
        kept.append(Word(match.start, end, role, also))
    return kept
