"""How far two coders agree on what has been laid open, and what is left to settle."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from pipeline.classify import coding
from pipeline.classify.agreement import Agreement, Pair, agreement
from pipeline.classify.coding import Coding
from pipeline.coders.work import Work
from pipeline.config import CompareSettings, SettingsError


def result(work: Work) -> dict[str, Any]:
    """The agreement as `zongshu code read` computes it, and the disagreements with both codings and their verdicts.

    `more` passages are coded by both and not laid open yet; `unwritten` is how many of the agreed codings the coding
    that counts lacks, None while a disagreement is open.
    """
    opened = work.opened()
    first, second = ([c for c in sheet.codings if c.passage_id in opened] for sheet in work.sheets())
    pairs = tuple(coding.pairs(first, second))
    others = {c.passage_id: c for c in second}
    return {
        "both": len(pairs),
        "same": sum(a == b for a, b in pairs),
        "measures": _measures(pairs) if pairs else [],
        "confidence": CompareSettings().confidence,
        "more": len(work.both()) - len(opened),
        "rows": [
            {
                "id": a.passage_id,
                "codings": [_shown(a), _shown(others[a.passage_id])],
                "verdict": work.verdict(opened[a.passage_id]),
            }
            for a in first
            if a.themes[0] != others[a.passage_id].themes[0]
        ],
        "unwritten": _unwritten(work),
    }


def _unwritten(work: Work) -> int | None:
    try:
        agreed = work.agreed()
    except SettingsError:
        return None
    held = {c.passage_id: c for c in work.settled()}
    return sum(held.get(c.passage_id) != c for c in agreed)


@lru_cache(maxsize=4)
def _measures(pairs: tuple[Pair, ...]) -> list[list[Any]]:
    """Name, value and interval of each measure; None where it is undefined."""
    return [[name, *_numbers(found)] for name, found in agreement(pairs, CompareSettings()).items()]


def _numbers(found: Agreement) -> list[float | None]:
    return [None if math.isnan(value) else value for value in (found.value, found.low, found.high)]


def _shown(given: Coding) -> dict[str, Any]:
    return {"themes": list(given.themes), "hard": given.difficulty == "hard", "note": given.note}
