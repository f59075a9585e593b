"""From a text to its quantities and to what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.config import Config
from pipeline.language import dates, numerals
from pipeline.language.bounds import bounded, cue_before, prefixed
from pipeline.language.brackets import quotations, titles
from pipeline.language.measures import Measures, measures, numeral_words
from pipeline.language.numbers import BEGINS, CANDIDATE, HALVES, Number, read_at, with_unit_of
from pipeline.language.refusals import Refusal, by_shape, list_mark, refusal

_STOP = re.compile("[，。；！？,;]")
# What is quoted with a percentage or a sum is a statement, not a slogan.
_FIGURE = re.compile(r"[0-9](?:\.[0-9]+)?[%％]|[0-9][万亿]?元|百分之")
_LONGEST_SET_PHRASE = 14
_RATIO = re.compile(r"\s?[:：∶比]\s?([0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十]+)(?![0-9:：]|亚)")
_RATIO_BEFORE = re.compile(r"(?:比例|比重|配比|配置|占比|按|按照|之比|达到?|为|至)[^，。；0-9]{0,4}$")


_LISTED_BEFORE = re.compile("[0-9一二三四五六七八九十]、$")
_WORDS = frozenset(("word", "idiom", "time"))


class Closed(NamedTuple):
    """A stretch in which numbers count nothing; `whole`: only where the reading ends inside it too."""

    start: int
    end: int
    reason: str
    whole: bool = True


def count(text: str, closed: Iterable[Closed], config: Config) -> tuple[list[Number], list[Refusal]]:
    """The numbers of a text that count something, and the strings that only look like one, each from left to right.

    closed: names and set phrases that are known already.
    """
    found = _Found(text)
    known = measures(config)
    spans = _Spans([*closed, *_closed_by_marks(text, config)])
    at = 0
    while begin := BEGINS.search(text, at):
        inside = spans.word_around(begin.start(), text)
        if inside and dates.calendar_end(text, begin.start()) is None:
            found.refuse(Refusal(begin.start(), inside.end, inside.reason))
            at = inside.end
            continue
        at = begin.end()
        if match := CANDIDATE.match(text, begin.start()):
            verdict = _judge(match, text, known, spans)
            found.take(verdict)
            at = max(verdict.end, at)
    readings = _sharing_units(found.readings, found.bare, text)
    return _sharing_bounds(readings, text), _standing(found.refusals, readings, found.bare)


class _Found:
    """What a text has been read for so far; `bare`: numbers without a measure, which one listed later may give."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.readings: list[Number] = []
        self.bare: list[Number] = []
        self.refusals: list[Refusal] = []

    def take(self, verdict: Number | Refusal | _Bare) -> None:
        """Keep a verdict where it belongs."""
        if isinstance(verdict, Number):
            self.readings.append(verdict)
        elif isinstance(verdict, _Bare):
            self.bare.append(verdict.number)
            self.refuse(verdict.refusal)
        else:
            self.refuse(verdict)

    def refuse(self, refusal: Refusal) -> None:
        """Keep a refusal, and drop those before it that reach into it."""
        while self.refusals and self.refusals[-1].end > refusal.start:
            self.refusals.pop()
        self.refusals.append(refusal)


class _Bare(NamedTuple):
    """A number that counts nothing by itself."""

    number: Number
    refusal: Refusal

    @property
    def end(self) -> int:
        return self.refusal.end


def _standing(refusals: list[Refusal], readings: list[Number], bare: list[Number]) -> list[Refusal]:
    """The refusals but those of bare numbers that have been given a measure."""
    revived = {(n.start, n.end) for n in readings} & {(n.start, n.end) for n in bare}
    return [r for r in refusals if (r.start, r.end) not in revived]


def _judge(match: re.Match[str], text: str, known: Measures, spans: _Spans) -> Number | Refusal | _Bare:
    start = match.start()
    if not match["share"] and not match["ordinal"]:
        mark = None if _LISTED_BEFORE.search(text, max(0, start - 2), start) else list_mark(text, start)
        if refused := mark or by_shape(text, start, match.end()):
            return refused
        if ratio := _ratio(match, text):
            return ratio
    reading = read_at(match, text, known)
    if reading is None:
        return Refusal(start, match.end(), "designation")
    reading, begin = prefixed(reading, text, known)
    if reading.measure is None and spans.empty_at(start) and _too_short(match, text):
        return Refusal(start, match.end(), "word")
    if closed := spans.closing(reading):
        return Refusal(start, max(closed.end, reading.end) if closed.whole else reading.end, closed.reason)
    cue = cue_before(text, reading, begin)
    if reason := refusal(text, reading, cue is not None):
        refused = Refusal(reading.start, reading.end, reason)
        return _Bare(reading, refused) if _may_share(reading, reason) else refused
    return bounded(reading, cue)


def _may_share(reading: Number, reason: str) -> bool:
    """A plain number may take the measure of one that it is listed with; a year does not."""
    plain = reading.numeral.isascii() or (len(reading.numeral) > 1 and numerals.UNITS.intersection(reading.numeral))
    year = reading.numeral.isdigit() and reading.numeral[:2] in ("19", "20") and len(reading.numeral) == 4
    return reason == "designation" and reading.measure is None and not (reading.masked or year) and bool(plain)


def _too_short(match: re.Match[str], text: str) -> bool:
    return (
        match.end() - match.start() == 1 and not text[match.start()].isdigit() and not (match["mask"] or match["half"])
    )


def _ratio(match: re.Match[str], text: str) -> Number | None:
    """1:3, 1比3 where a proportion is spoken of."""
    if text[match.end() : match.end() + 1] not in tuple(":：∶比") or not match["number"]:
        return None
    other = _RATIO.match(text, match.end())
    if other is None:
        return None
    told = _RATIO_BEFORE.search(text, max(0, match.start() - 8), match.start())
    if told is None:
        return None
    above, below = _plain(match["number"]), _plain(other[1])
    if above is None or not below:
        return None
    value = above / below
    numeral = text[match.start() : other.end()]
    return Number(match.start(), other.end(), value, value, "exact", False, "", "", numeral, None, False, "ratio")


def _plain(text: str) -> Decimal | None:
    numeral = numerals.read(text)
    return None if numeral is None else numeral.low


def _closed_by_marks(text: str, config: Config) -> Iterator[Closed]:
    """Words with a numeral in them, titles, and short quotations without a stop: names and slogans."""
    for word in numeral_words(config).longest(text):
        yield Closed(word.start, word.end, word.value)
    for start, end in titles(text):
        yield Closed(start, end, "designation", False)
    for start, end, words in quotations(text):
        if len(words) <= _LONGEST_SET_PHRASE and not _STOP.search(words) and not _FIGURE.search(words):
            yield Closed(start, end, "slogan", False)


class _Spans:
    """Closed stretches, asked for in ascending order of the place asked about."""

    def __init__(self, spans: Iterable[Closed]) -> None:
        self._waiting = sorted(spans, reverse=True)
        self._open: list[Closed] = []

    def _advance(self, start: int) -> None:
        while self._waiting and self._waiting[-1].start <= start:
            self._open.append(self._waiting.pop())
        if self._open:
            self._open = [span for span in self._open if span.end > start]

    def empty_at(self, start: int) -> bool:
        self._advance(start)
        return not self._open

    def word_around(self, start: int, text: str) -> Closed | None:
        """The word of the language in which the character at `start` is not the first: 唯一, 上半年, 指数."""
        self._advance(start)
        for span in self._open:
            longer = text[span.end : span.end + 1] in numerals.UNITS
            if span.reason in _WORDS and span.start < start and not longer:
                return span
        return None

    def closing(self, reading: Number) -> Closed | None:
        """The stretch that closes over the reading."""
        self._advance(reading.start)
        for span in self._open:
            counts = span.reason == "name" and span.start == reading.start and reading.measure is not None
            if not counts and (not span.whole or span.end >= reading.end or _bare_word(span, reading)):
                return span
        return None


def _bare_word(span: Closed, reading: Number) -> bool:
    """Whether a word hides a number without a measure; 十一 does not hide 十一亿."""
    return reading.measure is None and not reading.numeral.endswith(("万", "亿"))


_DISTRIBUTED = re.compile(r"分别[^，。；]{0,8}$")


def _sharing_bounds(readings: list[Number], text: str) -> list[Number]:
    """分别不超过40%、30%: the bound holds for each number of the list."""
    shared = list(readings)
    for i in range(1, len(shared)):
        first, this = shared[i - 1], shared[i]
        joined = text[first.end : this.start] in ("、", "和", "与") and first.unit == this.unit
        if not joined or first.cue is None or this.cue is not None or this.bound != "exact":
            continue
        if _DISTRIBUTED.search(text, max(0, first.cue.start - 10), first.cue.start):
            shared[i] = bounded(this, first.cue)
    return shared


def _sharing_units(readings: list[Number], bare: list[Number], text: str) -> list[Number]:
    """1.2、1.5、1.8亿元: a bare number takes the scale and the unit of the one it is listed with, or goes."""
    alone = {n.start for n in bare}
    shared = sorted([*readings, *bare], key=lambda n: n.start)
    for i in range(len(shared) - 2, -1, -1):
        first, full = shared[i], shared[i + 1]
        if first.measure is None and full.measure is not None and text[first.end : full.start] in _JOINTS:
            shared[i] = first if first.fraction or first.numeral in HALVES else with_unit_of(first, full)
    return [n for n in shared if n.measure is not None or n.start not in alone]


_JOINTS = frozenset(("、", "和", "与", "及", "或", "至", "到", "提高到"))
