"""When a given answer is right: the very string, or one inside the other and at least half as long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.labelling.labels import Row

_MARKS = re.compile(r"[\s“”‘’\"'「」『』]")


def plain(value: str | None) -> str | None:
    """A string without what cleaning may change: width, white space, quotation marks; None for none."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", value)) or None if value else None


def exact(value: str | None, accepted: Iterable[str | None]) -> bool:
    """The very string of one of the accepted answers, or none where none is accepted."""
    return plain(value) in {plain(a) for a in accepted}


def lenient(value: str | None, accepted: Iterable[str | None]) -> bool:
    """One string inside the other, the shorter at least two characters and half as long; none only equals none."""
    answers = {plain(a) for a in accepted}
    ours = plain(value)
    if ours in answers:
        return True
    for other in answers:
        if ours and other:
            short, long = sorted((ours, other), key=len)
            if short in long and len(short) >= 2 and 2 * len(short) >= len(long):
                return True
    return False


def right(row: Row, slot: str, value: str | None) -> bool:
    """Whether `value` holds for a slot of a labelled row (action · actor · object)."""
    return lenient(value, [row[slot], *row[f"{slot}_alt"]])
