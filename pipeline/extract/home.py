"""Which province a document's place names lie in: where no frame says it, most of what it names does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

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
