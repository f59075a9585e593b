"""Which of the evidence a page of bounded size shows: of every figure some, in turns, until the page is full.

Whatever the corpus, a reader opens the page; all rows stand in the workbook and in tables/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TypeVar

from pipeline.exports.report.content import DocumentItem, ListItem, Report, Support
from pipeline.exports.selection import runs

T = TypeVar("T")

# Bytes beside the text of a line of evidence, of a quoted passage: marks, links, where it stands.
_LINE, _QUOTE = 250, 350
# Characters shown on either side of a span.
_BESIDE = 18


@dataclass(frozen=True)
class PassageRuns:
    """A document's passages as evidence names them: the first and last number of those that follow each other."""

    where: str
    counted: int
    runs: tuple[tuple[int, int], ...]


class ShownEvidence:
    """The lines of evidence and the passages for which there are `size` bytes: first what each figure counts or looked
    at, in turns, then the passages of what was looked at."""

    def __init__(self, report: Report, size: int) -> None:
        self._report, self._left = report, size
        self._items: dict[str, list[ListItem]] = defaultdict(list)
        self._documents: dict[str, int] = defaultdict(int)
        named: dict[str, None] = {}
        lines: dict[str, Sequence[ListItem | DocumentItem]]
        lines = {evidence: support.items or support.documents for evidence, support in report.evidence.items()}
        for evidence, thing in _in_turns(lines):
            if not self._fits(self._size_of(thing, named)):
                break
            if isinstance(thing, DocumentItem):
                self._documents[evidence] += 1
            else:
                self._items[evidence].append(thing)
                named[thing.passage_id] = None
        for _, name in _in_turns({e: [*_passages(s, self._documents[e])] for e, s in report.evidence.items()}):
            if name not in named:
                if not self._fits(_size(report.quotes[name].text)):
                    break
                named[name] = None
        self.quotes = [quote for name, quote in report.quotes.items() if name in named]
        self.number = {quote.passage_id: n for n, quote in enumerate(self.quotes, 1)}

    def _size_of(self, thing: ListItem | DocumentItem, named: Container[str]) -> int:
        """The bytes of a line of evidence, with the passage that it is the first to name."""
        if isinstance(thing, DocumentItem):
            return _LINE + len(thing.where.encode())
        text = self._report.quotes[thing.passage_id].text
        span = len(text[thing.start : thing.end].encode()) + 6 * _BESIDE if thing.end > thing.start else 0
        return _LINE + span + (0 if thing.passage_id in named else _size(text))

    def _fits(self, size: int) -> bool:
        self._left -= size
        return self._left >= 0

    @property
    def whole(self) -> bool:
        """Whether all evidence is shown."""
        return len(self.quotes) == len(self._report.quotes) and not any(map(self.left, self._report.evidence))

    def left(self, evidence: str) -> int:
        """How many lines of a figure's evidence are not shown."""
        support = self._report.evidence[evidence]
        return len(support.items) + len(support.documents) - len(self._items[evidence]) - self._documents[evidence]

    def spans(self, evidence: str) -> list[ListItem]:
        """The spans of passages that are shown of a figure's evidence."""
        return [item for item in self._items[evidence] if item.end > item.start]

    def groups(self, evidence: str) -> list[PassageRuns]:
        """Passages that count as a whole, by document; spans of passages stand for themselves."""
        support = self._report.evidence[evidence]
        if support.documents:
            shown = support.documents[: self._documents[evidence]]
            return [self._group(d.where, d.counted, d.passages) for d in shown]
        found: dict[str, list[str]] = defaultdict(list)
        for item in self._items[evidence]:
            if item.end <= item.start:
                found[item.passage_id.rpartition(".")[0]].append(item.passage_id)
        return [self._group(where, len(names), names) for where, names in found.items()]

    def _group(self, where: str, counted: int, names: Iterable[str]) -> PassageRuns:
        return PassageRuns(
            where, counted, tuple(runs(sorted(self.number[name] for name in names if name in self.number)))
        )


def _passages(support: Support, documents: int) -> Iterator[str]:
    return chain.from_iterable(document.passages for document in support.documents[:documents])


def _in_turns(of: Mapping[str, Sequence[T]]) -> Iterator[tuple[str, T]]:
    """The first of each, the second of each, …"""
    for turn in zip_longest(*([(name, thing) for thing in things] for name, things in of.items())):
        yield from filter(None, turn)


def _size(text: str) -> int:
    return _QUOTE + len(text.encode())
