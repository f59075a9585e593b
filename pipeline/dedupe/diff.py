"""Two documents, or two years, passage by passage: what is the same, what changed, what only one of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from pipeline.dedupe.normal import normal
from pipeline.records import Passage
from pipeline.text.differences import Edit, Words, differences

# Per cent of two passages' characters that must align for one to be the other's new wording.
_RELATED = 50.0


@dataclass(frozen=True)
class Difference:
    """A passage of each side, or of one. kind: same · changed · only_a · only_b; `similarity` 0 to 1; `edits` make
    the one text of the other and are empty but for `changed`."""

    kind: str
    a: Passage | None
    b: Passage | None
    similarity: float = 0.0
    edits: tuple[Edit, ...] = ()


def compare_documents(a: Sequence[Passage], b: Sequence[Passage], words: Words | None = None) -> list[Difference]:
    """Align two lists of passages in their order, so that as many characters as possible stand against their like.

    `words` cuts a text: with it no edit stands inside a word. Passages that are the same but for white space, width and
    punctuation are `same`. Time is the product of the lengths between two passages that are the same and stand once on
    either side.
    """
    left, right = [normal(p.text) for p in a], [normal(p.text) for p in b]
    rows: list[Difference] = []
    done_a = done_b = 0
    for at_a, at_b in [*_anchors(left, right), (len(a), len(b))]:
        rows += _between(a[done_a:at_a], b[done_b:at_b], left[done_a:at_a], right[done_b:at_b], words)
        if at_a < len(a):
            rows.append(Difference("same", a[at_a], b[at_b], 1.0))
        done_a, done_b = at_a + 1, at_b + 1
    return rows


def _anchors(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Passages that stand once on each side, in the longest run that is in order on both (Cohen's patience diff)."""
    places = {text: n for n, text in enumerate(right) if text and right.count(text) == 1}
    once = [(n, places[text]) for n, text in enumerate(left) if text in places and left.count(text) == 1]
    return _longest_rising(once)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    best: list[int] = []
    previous: list[int] = []
    ends: list[int] = []
    for n, (_, value) in enumerate(pairs):
        at = int(np.searchsorted(ends, value))
        previous.append(best[at - 1] if at else -1)
        if at == len(ends):
            ends.append(value)
            best.append(n)
        else:
            ends[at], best[at] = value, n
    chain = []
    at = best[-1] if best else -1
    while at >= 0:
        chain.append(pairs[at])
        at = previous[at]
    return chain[::-1]


def _between(
    a: Sequence[Passage], b: Sequence[Passage], left: Sequence[str], right: Sequence[str], words: Words | None
) -> Iterator[Difference]:
    if not a or not b:
        yield from (Difference("only_a", p, None) for p in a)
        yield from (Difference("only_b", None, p) for p in b)
        return
    scores = process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=_RELATED)
    for n, m in _best_path(scores, left, right):
        if n is None and m is not None:
            yield Difference("only_b", None, b[m])
        elif m is None and n is not None:
            yield Difference("only_a", a[n], None)
        elif n is not None and m is not None:
            yield _paired(a[n], b[m], left[n] == right[m], float(scores[n, m]) / 100, words)


def _best_path(
    scores: NDArray[np.float32], left: Sequence[str], right: Sequence[str]
) -> list[tuple[int | None, int | None]]:
    """The alignment with the most aligned characters; passages below the threshold stand alone."""
    rows, columns = scores.shape
    gain = scores.astype(np.float64) * np.minimum.outer([len(t) for t in left], [len(t) for t in right])
    total = np.zeros((rows + 1, columns + 1))
    for n in range(rows - 1, -1, -1):
        for m in range(columns - 1, -1, -1):
            paired = gain[n, m] + total[n + 1, m + 1] if gain[n, m] > 0 else -1.0
            total[n, m] = max(paired, total[n + 1, m], total[n, m + 1])
    path: list[tuple[int | None, int | None]] = []
    n = m = 0
    while n < rows and m < columns:
        if gain[n, m] > 0 and total[n, m] == gain[n, m] + total[n + 1, m + 1]:
            path.append((n, m))
            n, m = n + 1, m + 1
        elif total[n, m] == total[n + 1, m]:
            path.append((n, None))
            n += 1
        else:
            path.append((None, m))
            m += 1
    return [*path, *((k, None) for k in range(n, rows)), *((None, k) for k in range(m, columns))]


def _paired(a: Passage, b: Passage, same: bool, similarity: float, words: Words | None) -> Difference:
    if same:
        return Difference("same", a, b, 1.0)
    # Texts with too little in common for marks are exchanged as wholes.
    edits = differences(a.text, b.text, words) or [Edit(0, len(a.text), 0, len(b.text))]
    return Difference("changed", a, b, round(similarity, 4), tuple(edits))
