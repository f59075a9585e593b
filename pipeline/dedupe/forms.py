"""Documents that are one form, filled in by two: what their sentences have in common but for the figures tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from pipeline.dedupe.corpus import Copy, Text
from pipeline.dedupe.facts import strong
from pipeline.dedupe.normal import normal
from pipeline.dedupe.phrasebook import phrasebook
from pipeline.dedupe.templates import own_reports
from pipeline.language.wholes import wholes

# Sentences of one wording with other figures that two filled-in forms share at least, how many of them to one sentence
# with the same figures, and the share of the shorter's sentences that they have in common.
_OTHER, _TO_ONE, _SHARE = 3, 3, 0.5
_SHORTEST = 8
_COUNTED = frozenset({"number", "date"})

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
        if names[0] == names[1] or any(_nationwide(copy) for copy in (one, other)):
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
        revised = phrasebook(one.config).is_version(one.document, other.document)
        return revised or own_reports(one, other) or self.own_figures(one, other)

    def own_figures(self, one: Copy, other: Copy) -> bool:
        """Whether two passages each count for a document of its own: two fillings of a form, a school and a town."""
        return self.filled_in_twice(one, other) or self._of_other_kinds(one, other)

    def _of_other_kinds(self, one: Copy, other: Copy) -> bool:
        """Whether one document speaks of a school as a whole and the other of a town, and neither passage names one."""
        if any(copy.found.places for copy in (one, other)) or any(_nationwide(copy) for copy in (one, other)):
            return False
        mine, theirs = (self._wholes.get(copy.document.doc_id, frozenset()) for copy in (one, other))
        return bool(mine) and bool(theirs) and not mine & theirs

    @cached_property
    def _wholes(self) -> Mapping[str, frozenset[str]]:
        """The wholes that each document speaks of, by what they are: 省, 校."""
        found: dict[str, frozenset[str]] = {}
        for copy in self._copies:
            mine = {copy.text[a + 1 : b] for a, b in wholes(copy.text)}
            found[copy.document.doc_id] = found.get(copy.document.doc_id, frozenset()) | mine
        return found

    def parted(self, texts: Iterable[Text]) -> list[Text]:
        """The texts, those with figures parted by form: what two counties happen to count alike is no copy."""
        parts = [part for text in texts for part in self._parts(text)]
        return [Text(n, normal(part[0].text), part) for n, part in enumerate(parts)]

    def _parts(self, text: Text) -> list[tuple[Copy, ...]]:
        if len(text.copies) == 1 or not strong(text.copies[0].facts):
            return [text.copies]
        parts: list[list[Copy]] = []
        for copy in text.copies:
            mine = next((part for part in parts if not self.own_figures(part[0], copy)), None)
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


def _nationwide(copy: Copy) -> bool:
    return copy.level is not None and copy.level.nationwide


def _read(copy: Copy, start: int, end: int) -> tuple[str, tuple[str, ...]]:
    """A sentence's wording with its figures and whose it is left out, and the figures."""
    counted = [f for f in copy.facts if f.kind in _COUNTED and not f.weak and start <= f.start and f.end <= end]
    blanks = [(f.start, f.end) for f in counted] + [
        (p.start, p.end) for p in copy.found.places if start <= p.start < end
    ]
    blanks += [(start + a, start + b) for a, b in wholes(copy.text[start:end])]
    words, at = [], start
    for first, last in sorted(blanks):
        words.append(copy.text[at:first])
        at = max(at, last)
    words.append(copy.text[at:end])
    return normal("，".join(words)), tuple(normal(f.value) for f in counted)


def _differ(one: Sentences, other: Sentences) -> bool:
    shared = [(figures, other[wording]) for wording, figures in one.items() if wording in other]
    same = sum(a == b for a, b in shared)
    alike = len(shared) >= _SHARE * min(len(one), len(other))
    return alike and len(shared) - same >= max(_OTHER, _TO_ONE * same)
