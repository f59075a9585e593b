"""What is printed over or beside a page's text and is none of it: watermarks, rotated and vertical writing."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

WATERMARK, ROTATED, VERTICAL = "水印", "旋转文字", "竖排文字"

# Print as light as this (0 black, 1 white) lies behind the text; white print stands on a dark ground.
_LIGHT, _WHITE = 0.55, 0.97
_LARGE, _HUGE = 1.4, 2.0
_REPEATED = 3
_FEWEST_STACKED = 4
# Characters of one line stand closer than this, in ems; columns of vertical writing do not.
_NEAR = 0.2
# Degrees from upright or from lying within which print is no watermark.
_STRAIGHT = 4.0


class Overprint(NamedTuple):
    """Text that is set apart, and why."""

    text: str
    reason: str

    @property
    def is_writing(self) -> bool:
        """Whether it may be text that only runs otherwise."""
        return self.reason in (ROTATED, VERTICAL)


def apart(chars: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Overprint]]:
    """The characters of a page's text, and what is printed over or beside it."""
    upright = [c for c in chars if not _is_turned(c)]
    asides = _rotated([c for c in chars if _is_turned(c)])
    kept, watermarks = _without_watermarks(upright)
    kept, vertical = _without_stacks(kept)
    return kept, [*asides, *watermarks, *vertical]


def _is_turned(char: dict[str, Any]) -> bool:
    """pdfminer calls print that slants by less than a right angle upright."""
    a, b = char.get("matrix", (1, 0))[:2]
    return not char.get("upright", True) or abs(b) > math.tan(math.radians(_STRAIGHT)) * abs(a)


def _rotated(chars: Sequence[dict[str, Any]]) -> list[Overprint]:
    """Slanting print is a watermark; print turned by a right angle stands at the page's side or in a turned table."""
    texts: dict[str, list[str]] = defaultdict(list)
    for char in chars:
        a, b = char.get("matrix", (0, 1))[:2]
        angle = math.degrees(math.atan2(b, a)) % 90
        texts[ROTATED if min(angle, 90 - angle) < _STRAIGHT else WATERMARK].append(char["text"])
    return [Overprint("".join(text), reason) for reason, text in sorted(texts.items()) if "".join(text).strip()]


def _without_watermarks(chars: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Overprint]]:
    """Without large light print, light print that stands on the page again and again, and huge print over the text."""
    if not chars:
        return chars, []
    usual = median(c["size"] for c in chars)
    suspects = [c for c in chars if _is_light(c) or c["size"] >= _HUGE * usual]
    if not suspects or len(suspects) * 2 > len(chars):
        return chars, []
    runs = _runs(suspects)
    often = Counter(_text(run) for run in runs)
    marks = [run for run in runs if _is_mark(run, usual, often[_text(run)], chars)]
    gone = {id(c) for run in marks for c in run}
    return [c for c in chars if id(c) not in gone], [Overprint(_text(run), WATERMARK) for run in marks]


def _is_mark(run: Sequence[dict[str, Any]], usual: float, times: int, chars: Sequence[dict[str, Any]]) -> bool:
    light, size = _is_light(run[0]), float(run[0]["size"])
    if light and (times >= _REPEATED or size >= _LARGE * usual):
        return True
    return (light or size >= _HUGE * usual) and _over(run, chars)


def _over(run: Sequence[dict[str, Any]], chars: Sequence[dict[str, Any]]) -> bool:
    """Whether the centres of characters of the text lie inside those of the run."""
    own = {id(c) for c in run}
    x0, x1, top, bottom = _box(run)
    near = [c for c in chars if id(c) not in own and x0 <= (c["x0"] + c["x1"]) / 2 <= x1]
    margin = 0.1 * (bottom - top)
    heights: list[float] = [(c["top"] + c["bottom"]) / 2 for c in near]
    return sum(top + margin <= height <= bottom - margin for height in heights) >= _REPEATED


def _box(run: Sequence[dict[str, Any]]) -> tuple[float, float, float, float]:
    sides = (min(c["x0"] for c in run), max(c["x1"] for c in run))
    return *sides, min(c["top"] for c in run), max(c["bottom"] for c in run)


def _runs(chars: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters that follow one another in the file and on a line, of one size."""
    runs: list[list[dict[str, Any]]] = []
    for char in chars:
        last = runs[-1][-1] if runs else None
        beside = last is not None and abs(last["top"] - char["top"]) < 1 and abs(last["size"] - char["size"]) < 0.5
        if beside and last is not None and -1 <= char["x0"] - last["x1"] < 2 * char["size"]:
            runs[-1].append(char)
        else:
            runs.append([char])
    return runs


def _text(run: Sequence[dict[str, Any]]) -> str:
    return "".join(c["text"] for c in run)


def _is_light(char: dict[str, Any]) -> bool:
    grey = _grey(char.get("non_stroking_color"))
    return grey is not None and _LIGHT <= grey < _WHITE


def _grey(color: Any) -> float | None:
    """How light a colour is, from its grey, red-green-blue or cyan-magenta-yellow-black parts; None where unknown."""
    parts = [color] if isinstance(color, (int, float)) else list(color) if isinstance(color, (tuple, list)) else []
    if not parts or not all(isinstance(p, (int, float)) for p in parts):
        return None
    if len(parts) == 1:
        return float(parts[0])
    if len(parts) == 3:
        return 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2]
    if len(parts) == 4:
        return (1 - parts[3]) * (1 - (0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2]))
    return None


def _without_stacks(chars: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Overprint]]:
    """Without characters that stand under one another with nothing beside them, from the right column to the left."""
    columns: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for char in chars:
        if char["text"].strip():
            columns[round((char["x0"] + char["x1"]) / 2), round(char["size"])].append(char)
    stacks = [run for column in columns.values() for run in _stacked(column)]
    if not stacks:
        return chars, []
    beside = _touching(chars)
    alone = [run for run in stacks if sum(id(c) in beside for c in run) * 2 <= len(run)]
    gone = {id(c) for run in alone for c in run}
    alone.sort(key=lambda run: (-run[0]["x0"], run[0]["top"]))
    text = "\n".join(_text(run) for run in alone)
    return [c for c in chars if id(c) not in gone], [Overprint(text, VERTICAL)] if text else []


def _stacked(column: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Runs of at least four Chinese characters, each right under the one before."""
    runs: list[list[dict[str, Any]]] = [[]]
    for char in sorted(column, key=lambda c: c["top"]):
        if runs[-1] and not 0.8 <= (char["top"] - runs[-1][-1]["top"]) / max(char["size"], 1) <= 1.45:
            runs.append([])
        runs[-1].append(char)
    return [run for run in runs if len(run) >= _FEWEST_STACKED and not any(c["text"].isascii() for c in run)]


def _touching(chars: Sequence[dict[str, Any]]) -> set[int]:
    """The characters that have another right beside them on their line, as those of horizontal writing do."""
    found: set[int] = set()
    ordered = sorted(chars, key=lambda c: (round(c["bottom"]), c["x0"]))
    for one, two in pairwise(c for c in ordered if c["text"].strip()):
        if abs(one["bottom"] - two["bottom"]) < 1.5 and -1 < two["x0"] - one["x1"] < _NEAR * two["size"]:
            found |= {id(one), id(two)}
    return found
