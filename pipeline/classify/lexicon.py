"""The lexicon classifier: weighted terms, longest match, exclusion contexts, the matched terms kept as evidence."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from pipeline.classify.scheme import Scheme, scheme
from pipeline.config import Config
from pipeline.language.sentences import MEMBER_STOPS
from pipeline.text.terms import Match, TermIndex

LONGEST_SENTENCE = 400
"""Characters on either side of a term within which its sentence is sought."""
LEAD_CHARACTERS = 30
"""A paragraph of this genre names its subject in its first clause; terms there count more."""
LEAD_FACTOR = 1.5
HALF_TRUST = 6.0
"""A passage whose terms weigh this much in all is trusted by half; fewer terms, less trust."""

_STOP = re.compile(f"[{MEMBER_STOPS}]")

Weights = Mapping[str, int]


@dataclass(frozen=True)
class Weighing:
    """What the lexicon says of one text: a score per theme (only those above 0) and the terms behind each."""

    scores: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def share(self, theme: str) -> float:
        """The theme's part of the evidence, 0 to 1, smaller where there is little evidence in all."""
        return self.scores.get(theme, 0.0) / (self._total + HALF_TRUST)

    @cached_property
    def _total(self) -> float:
        return sum(self.scores.values())

    def best(self) -> str | None:
        """The theme with the highest score; of equal ones the first in the scheme; None without a term."""
        return max(self.scores, key=lambda theme: self.scores[theme], default=None)


class Lexicon:
    """The scheme's terms in one automaton."""

    def __init__(self, scheme: Scheme) -> None:
        values: dict[str, dict[str, int]] = defaultdict(dict)
        for entry in scheme.entries:
            for term in entry.neutral:
                values[term]  # a term of no theme: longest match lets it hide the terms inside it
            for term, weight in entry.terms.items():
                values[term][entry.theme] = weight
        self._index: TermIndex[Weights] = TermIndex(values)
        self._themes = scheme.themes
        self._near = {(row.term, entry.theme): row.near for entry in scheme.entries for row in entry.exclusions}

    def weigh(self, text: str) -> Weighing:
        """Score `text`: weight × √occurrences, summed over the distinct terms of a theme; the lead counts more."""
        found: dict[str, dict[str, list[float]]] = {theme: {} for theme in self._themes}
        for match in self._index.longest(text):
            for theme, weight in match.value.items():
                if not self._excluded(text, match, theme):
                    factor = LEAD_FACTOR if match.start < LEAD_CHARACTERS else 1.0
                    found[theme].setdefault(match.term, []).append(weight * factor)
        return Weighing(
            {theme: sum(map(_damped, terms.values())) for theme, terms in found.items() if terms},
            {theme: _ranked(terms) for theme, terms in found.items() if terms},
        )

    def _excluded(self, text: str, match: Match[Weights], theme: str) -> bool:
        near = self._near.get((match.term, theme))
        if near is None:
            return False
        sentence = _sentence(text, match.start, match.end)
        return any(word in sentence for word in near)


def _damped(weights: list[float]) -> float:
    return max(weights) * math.sqrt(len(weights))


def _ranked(terms: Mapping[str, list[float]]) -> tuple[str, ...]:
    """Terms by falling weight; equal ones in the order of the text."""
    return tuple(sorted(terms, key=lambda term: -_damped(terms[term])))


def _sentence(text: str, start: int, end: int) -> str:
    # A mark that the text does not hold would be sought through all of it, once for every term.
    first, last = max(0, start - LONGEST_SENTENCE), min(len(text), end + LONGEST_SENTENCE)
    stop = _STOP.search(text, end, last)
    begin = max(first, max(text.rfind(mark, first, start) for mark in MEMBER_STOPS) + 1)
    return text[begin : stop.start() if stop else last]


def lexicon(config: Config) -> Lexicon:
    """The lexicon of the configured dictionaries."""
    return _lexicon(config.dictionaries)


@lru_cache(maxsize=4)
def _lexicon(folder: Path) -> Lexicon:
    return Lexicon(scheme(Config(dictionaries=folder)))
