"""Documents that are one form, filled in by two: what their sentences have in common but for the figures tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from pipeline.dedupe.corpus import Copy, Text
from pipeline.dedupe.facts import strong
from pipeline.dedupe.lexicon import lexicon
from pipeline.dedupe.normal import normal
from pipeline.dedupe.templates import own_reports

# Sentences of one wording with other figures that two filled-in forms share at least, how many of them to one sentence
# with the same figures, and the share of the shorter's sentences that they have in common.
_OTHER, _TO_ONE, _SHARE = 3, 3, 0.5
_SHORTEST = 8

# The wording of a sentence, figures and dates left out, by its figures.
Sentences = Mapping[str, tuple[str, ...]]


class Forms:
    """The sentences with figures of each document; pairs of documents are looked at when somebody asks."""

    def __init__(self, copies: Iterable[Copy]) -> None:
        self._copies = list(copies)
        self._known: dict[tuple[str, str], bool] = {}

    def filled_in_twice(self, one: Copy, other: Copy) -> bool:
        """Whether the documents of two passages share their sentences, and not what these count."""
        names = sorted((one.document.doc_id, other.document.doc_id))
        # What a nation's report counts, it counts of places that it names.
        if names[0] == names[1] or any(copy.level is not None and copy.level.nationwide for copy in (one, other)):
            return False
        key = names[0], names[1]
        if key not in self._known:
            self._known[key] = _differ(*(self._sentences.get(name, {}) for name in key))
        return self._known[key]

    def two_tellers(self, one: Copy, other: Copy) -> bool:
        """Whether what two passages say differently is no conflict: each speaks for a place of its own, or the later
        is a revision of the earlier."""
        if one.document.doc_id == other.document.doc_id:
            return False
        revised = lexicon(one.config).is_version(one.document, other.document)
        return revised or own_reports(one, other) or self.filled_in_twice(one, other)

    def parted(self, texts: Iterable[Text]) -> list[Text]:
        """The texts, those with figures parted by form: what two counties happen to count alike is no copy."""
        parts = [part for text in texts for part in self._parts(text)]
        return [Text(n, normal(part[0].text), part) for n, part in enumerate(parts)]

    def _parts(self, text: Text) -> list[tuple[Copy, ...]]:
        if len(text.copies) == 1 or not strong(text.copies[0].facts):
            return [text.copies]
        parts: list[list[Copy]] = []
        for copy in text.copies:
            mine = next((part for part in parts if not self.filled_in_twice(part[0], copy)), None)
            if mine is None:
                parts.append([copy])
            else:
                mine.append(copy)
        return [tuple(part) for part in parts]

    @cached_property
    def _sentences(self) -> Mapping[str, Sentences]:
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for copy in self._copies:
            mine = found.setdefault(copy.document.doc_id, {})
            for start, end in copy.members:
                wording, figures = _read(copy, start, end)
                if figures and len(wording) >= _SHORTEST:
                    mine.setdefault(wording, figures)
        return found


def _read(copy: Copy, start: int, end: int) -> tuple[str, tuple[str, ...]]:
    """A sentence's wording with its figures left out, and these."""
    words, figures, at = [], [], start
    for fact in copy.facts:
        if fact.kind in {"number", "date"} and not fact.weak and at <= fact.start and fact.end <= end:
            words.append(copy.text[at : fact.start])
            figures.append(normal(fact.value))
            at = fact.end
    words.append(copy.text[at:end])
    return normal("\x1f".join(words)), tuple(figures)


def _differ(one: Sentences, other: Sentences) -> bool:
    shared = [(figures, other[wording]) for wording, figures in one.items() if wording in other]
    same = sum(a == b for a, b in shared)
    alike = len(shared) >= _SHARE * min(len(one), len(other))
    return alike and len(shared) - same >= max(_OTHER, _TO_ONE * same)
