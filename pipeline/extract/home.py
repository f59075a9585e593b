"""Which province a document's place names lie in, and which were named last: where no frame says it, they may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.language.sentences import FULL_STOPS
from pipeline.records import Place, Unit

# Shares of the names from which on a province is most, or half, of what is named; fewer names than that say nothing.
_MOST, _HALF, _LEAST = 0.8, 0.5, 2


def named_province(rows: Iterable[Place | Unit]) -> tuple[str, str]:
    """The province of most names and how many of them it has: most · half · few, with + where there are ten or more;
    both empty where too few are named."""
    counts = Counter(row.province for row in rows if row.province)
    total = counts.total()
    if total < _LEAST:
        return "", ""
    province, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    share = count / total
    told = "most" if share >= _MOST else "half" if share >= _HALF else "few"
    return province, told + ("+" if total >= 10 else "")


def named_earlier(passages: Iterable[tuple[str, Sequence[Place | Unit]]]) -> Iterator[tuple[tuple[str, ...], int]]:
    """For each passage, given as its text and its names, the provinces of the last sentence before it that names any,
    and how many passages that stands back (0 · 1 · 2 · 3 for more)."""
    provinces: tuple[str, ...] = ()
    passed = 0
    for text, rows in passages:
        yield provinces, min(passed, _FAR)
        found = sorted((row.start, row.province) for row in rows if row.province)
        if found:
            begin = max(text.rfind(stop, 0, found[-1][0]) for stop in FULL_STOPS)
            provinces, passed = tuple(dict.fromkeys(name for at, name in found if at > begin)), 0
        passed += bool(provinces)


_FAR = 3
