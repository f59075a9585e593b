"""Contradictions between near copies: the changes that change a fact, in a sentence for the editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.codes import CONFLICT_TOLD as _KIND_ZH
from pipeline.dedupe.changes import Change
from pipeline.dedupe.corpus import Copy, document_order
from pipeline.dedupe.forms import Forms
from pipeline.dedupe.identity import finding_id
from pipeline.dedupe.normal import normal
from pipeline.dedupe.pairs import Pair
from pipeline.dedupe.phrasebook import phrasebook
from pipeline.dedupe.scopes import of_other_days, scope
from pipeline.dedupe.templates import of_other_years
from pipeline.dedupe.whose import same_whole, told
from pipeline.language.listmarks import series
from pipeline.records import Contradiction

# Characters of a changed wording from which on it changes the content, and is no slip of the pen.
_CONTENT = 2

_AMOUNTS = frozenset({"number", "measure"})
# With another day, or done here and planned there, another amount is no conflict.
_TIMES = frozenset({"date", "modality"})
_AS = {"place": "attribution", "exchange": "attribution"}
# Copies that one is held against where it differs from all of them.
_MOST_HELD = 12


@dataclass(frozen=True)
class Side:
    """One side of a contradiction: a stretch of a passage, what it says there, and where in the passage it says it;
    no place stands for the whole stretch."""

    copy: Copy
    start: int
    end: int
    value: str
    at: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        return self.copy.text[self.start : self.end]

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def source_span(self) -> tuple[int, int]:
        return self.copy.located.source_span(self.start, self.end)

    @property
    def value_span(self) -> tuple[int, int]:
        """The source span of what differs; empty where something is missing here."""
        start, end = self.at or (self.start, self.end)
        if start < end:
            return self.copy.located.source_span(start, end)
        offset = self.copy.located.source_offset(start)
        return offset, offset

    def order(self) -> tuple[tuple[int, str, str, int], int, int]:
        return document_order(self.copy.document), self.copy.passage.position, self.start


def contradiction(kind: str, sides: tuple[Side, Side], basis: str, explanation: str) -> Contradiction:
    """The row of two sides, the earlier one first; its id is made from their texts, in whatever order they stand.

    In the explanation {a} and {b} stand for what the two sides say.
    """
    a, b = sorted(sides, key=Side.order)
    texts = sorted(f"{normal(side.text)}\x1e{side.value}" for side in (a, b))
    (start_a, end_a), (start_b, end_b) = a.source_span, b.source_span
    (value_start_a, value_end_a), (value_start_b, value_end_b) = a.value_span, b.value_span
    return Contradiction(
        contradiction_id=finding_id("C", kind, *texts),
        kind=kind,
        source_a=a.copy.passage.source,
        start_a=start_a,
        end_a=end_a,
        text_a=a.text,
        value_a=a.value,
        source_b=b.copy.passage.source,
        start_b=start_b,
        end_b=end_b,
        text_b=b.text,
        value_b=b.value,
        basis=basis,
        status="open",
        explanation=explanation.replace("{a}", a.value or "（无）").replace("{b}", b.value or "（无）"),
        value_start_a=value_start_a,
        value_end_a=value_end_a,
        value_start_b=value_start_b,
        value_end_b=value_end_b,
    )


def conflicts(pairs: Iterable[Pair], forms: Forms) -> list[Contradiction]:
    """The contradictions between near copies about the same year, each once.

    Of many copies that all differ each is held against some of the others: every one has its rows, and they grow with
    the number of copies, not with its square.
    """
    found: dict[str, Contradiction] = {}
    held: Counter[str] = Counter()
    for pair in pairs:
        sides = [witness.passage.passage_id for witness in pair.witnesses]
        if all(held[side] >= _MOST_HELD for side in sides):
            continue
        rows = list(_of_pair(pair, forms))
        held.update(sides if rows else ())
        for row in rows:
            found.setdefault(row.contradiction_id, row)
    return list(found.values())


def _of_pair(pair: Pair, forms: Forms) -> Iterator[Contradiction]:
    short, long = pair.witnesses
    if of_other_years(short, long, pair.changes) or forms.two_tellers(short, long):
        return
    for change in pair.changes:
        if change.factual and not _reworded(short, long, change, pair.changes):
            here = _in_sentence(short, change, pair.changes)
            if not _of_a_series(short, long, change) and not _of_another(short, long, change, here):
                yield _row(short, long, change)


def _in_sentence(short: Copy, change: Change, changes: Iterable[Change]) -> list[Change]:
    """The changes that touch the sentence of this one, itself among them."""
    start, end = short.member_around(change.a_start, change.a_end)
    return [c for c in changes if start <= c.a_start <= end]


def _of_another(short: Copy, long: Copy, change: Change, here: Sequence[Change]) -> bool:
    """Whether the two sentences are of two times, wholes or stages, so that both can be right."""
    kinds = {c.kind for c in here}
    if kinds & _AMOUNTS and kinds & _TIMES:
        return True
    a = short.member_around(change.a_start, change.a_end)
    b = long.member_around(change.b_start, change.b_end)
    if of_other_days(short, a, long, b):
        return True
    if change.kind not in _AMOUNTS:
        return False
    return scope(short, [a]).apart(scope(long, [b]))


def _reworded(short: Copy, long: Copy, change: Change, changes: Iterable[Change]) -> bool:
    """Whether the sentence has other content too: then its fact is of another thing."""
    here = (c for c in _in_sentence(short, change, changes) if c.kind == "wording")
    return any(_content(short, long, c) >= _CONTENT for c in here)


def _content(short: Copy, long: Copy, change: Change) -> int:
    """Characters by which the content differs: free words, and one whole by name and without (浙江, 全省), do not."""
    a, b = short.text[change.a_start : change.a_end], long.text[change.b_start : change.b_end]
    one, other = told(short, change.a_start, change.a_end), told(long, change.b_start, change.b_end)
    if same_whole(one, other):
        a, b = one.rest, other.rest
    free = phrasebook(short.config).free
    a, b = free.sub("", a), free.sub("", b)
    return 0 if normal(a) == normal(b) else min(change.difference_size, max(len(a), len(b)))


def _of_a_series(short: Copy, long: Copy, change: Change) -> bool:
    """Whether the two sentences name another session, meeting or issue: 第十三届 here and 第十一届 there."""
    one = short.text[slice(*short.member_around(change.a_start, change.a_end))]
    other = long.text[slice(*long.member_around(change.b_start, change.b_end))]
    return series(one) != series(other)


def _row(short: Copy, long: Copy, change: Change) -> Contradiction:
    kind = _AS.get(change.kind, change.kind)
    a, b = (change.a_start, change.a_end), (change.b_start, change.b_end)
    one = Side(short, *short.member_around(*a), change.a, a)
    other = Side(long, *long.member_around(*b), change.b, b)
    explanation = f"两处文字几乎相同，但{_KIND_ZH[kind]}：一处为“{{a}}”，另一处为“{{b}}”，请核对原文。"
    return contradiction(kind, (one, other), "near_duplicate", explanation)
