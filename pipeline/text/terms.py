"""Finding dictionary terms in text: one Aho-Corasick automaton, whatever the number of terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """A term at `text[start:end]` and what the dictionary knows of it."""

    start: int
    end: int
    term: str
    value: T


class TermIndex(Generic[T]):
    """Terms with a value each, found in time linear in the text.

    Aho and Corasick (1975), "Efficient string matching: an aid to bibliographic search".
    """

    def __init__(self, terms: Mapping[str, T]) -> None:
        """`terms` must hold no empty string; an empty mapping finds nothing."""
        self._terms = list(terms)
        self._values = list(terms.values())
        self._longest = AhoCorasick(self._terms, matchkind=MatchKind.LeftmostLongest)
        self._every = AhoCorasick(self._terms, matchkind=MatchKind.Standard)

    def longest(self, text: str) -> Iterator[Match[T]]:
        """Matches from left to right, the longest at each place, none overlapping another."""
        for number, start, end in self._longest.find_matches_as_indexes(text):
            yield Match(start, end, self._terms[number], self._values[number])

    def every(self, text: str) -> Iterator[Match[T]]:
        """All matches, overlapping and nested ones too, in order of their end."""
        for number, start, end in self._every.find_matches_as_indexes(text, overlapping=True):
            yield Match(start, end, self._terms[number], self._values[number])

    @property
    def terms(self) -> frozenset[str]:
        """The terms."""
        return frozenset(self._terms)

    def items(self) -> Iterator[tuple[str, T]]:
        """Each term with its value."""
        return zip(self._terms, self._values, strict=True)

    def __len__(self) -> int:
        return len(self._terms)
