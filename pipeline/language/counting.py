"""From a text to its quantities and to what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from pipeline.config import Config
from pipeline.language import numerals
from pipeline.language.bounds import bounded, cue_before
from pipeline.language.brackets import quotations, titles
from pipeline.language.measures import Measures, measures, numeral_words
from pipeline.language.numbers import BEGINS, CANDIDATE, Number, read_at
from pipeline.language.refusals import Refusal, by_shape, list_mark, refusal

_STOP = re.compile("[，。；！？,;]")
# What is quoted with a percentage or a sum is a statement, not a slogan.
_FIGURE = re.compile(r"[0-9](?:\.[0-9]+)?[%％]|[0-9][万亿]?元|百分之")
_LONGEST_SET_PHRASE = 14
_RATIO = re.compile(r"\s?[:：∶比]\s?([0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十]+)(?![0-9:：]|亚)")
_RATIO_BEFORE = re.compile(r"(?:比例|比重|配比|配置|占比|按|按照|之比|达到?|为|至)[^，。；0-9]{0,4}$")


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
    known = measures(config)
    spans = _Spans([*closed, *_closed_by_marks(text, config)])
    readings: list[Number] = []
    refusals: list[Refusal] = []
    at = 0
    while begin := BEGINS.search(text, at):
        match = CANDIDATE.match(text, begin.start())
        if match is None:
            at = begin.end()
            continue
        verdict = _judge(match, text, known, spans)
        if isinstance(verdict, Number):
            readings.append(verdict)
        elif verdict is not None:
            while refusals and refusals[-1].end > verdict.start:
                refusals.pop()
            refusals.append(verdict)
        at = max(verdict.end, match.start() + 1) if verdict is not None else match.end()
    return _sharing_bounds(_sharing_units(readings, text), text), refusals


def _judge(match: re.Match[str], text: str, known: Measures, spans: _Spans) -> Number | Refusal | None:
    start = match.start()
    if not match["share"] and not match["ordinal"]:
        if refused := list_mark(text, start) or by_shape(text, start, match.end()):
            return refused
        if ratio := _ratio(match, text):
            return ratio
    reading = read_at(match, text, known)
    if reading is None:
        return Refusal(start, match.end(), "designation")
    if reading.measure is None and spans.empty_at(start) and _too_short(match, text):
        return Refusal(start, match.end(), "word")
    if closed := spans.closing(reading):
        return Refusal(start, max(closed.end, reading.end) if closed.whole else reading.end, closed.reason)
    cue = cue_before(text, reading)
    if reason := refusal(text, reading, cue is not None):
        return Refusal(start, reading.end, reason)
    return bounded(reading, cue)


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
    if told is None and not text.startswith(("的比例", "比例", "的配比"), other.end()):
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

    def closing(self, reading: Number) -> Closed | None:
        """The stretch that closes over the reading."""
        self._advance(reading.start)
        for span in self._open:
            counts = span.reason == "name" and span.start == reading.start and reading.measure is not None
            if not counts and (not span.whole or span.end >= reading.end or reading.measure is None):
                return span
        return None


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


def _sharing_units(readings: list[Number], text: str) -> list[Number]:
    """5万、10万、20万元: a bare number takes the unit of the one it is listed with."""
    shared = list(readings)
    for i in range(len(shared) - 2, -1, -1):
        bare, full = shared[i], shared[i + 1]
        if bare.measure is None and full.measure is not None and text[bare.end : full.start] in _JOINTS:
            if bare.fraction:
                continue
            low = None if bare.low is None else bare.low * full.measure.multiplier
            high = None if bare.high is None else bare.high * full.measure.multiplier
            shared[i] = replace(
                bare,
                measure=full.measure,
                unit=full.unit,
                kind=full.kind,
                low=low,
                high=high,
                rule=f"{bare.rule}+shared unit",
            )
    return shared


_JOINTS = frozenset(
    (
        "、",
        "和",
        "与",
        "及",
        "或",
        "至",
        "到",
        "，",
        "提高到",
        "增加到",
        "减少到",
        "降到",
        "上升到",
        "增至",
        "降至",
        "升至",
    )
)
