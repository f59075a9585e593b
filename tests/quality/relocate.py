"""Where a place that was labelled in one state of a reader's text stands in a later one.

Places count characters without white space. The labels hold no text: beside each boundary of a span stand digests of
the few characters before and behind it, by which it is found again where a reader hands over more or less.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

Anchor = tuple[int, str, str]
WIDTH = 8


def tight(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def digest(text: str) -> str:
    """Of a text without white space, as the labels name the text that they were made on."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def anchors(text: str, boundaries: Iterable[int]) -> list[Anchor]:
    """Each boundary with the digests of what stands before and behind it."""
    return [(at, *_sides(text, at)) for at in boundaries]


def relocated(text: str, labelled: Sequence[Anchor]) -> dict[int, int]:
    """Where the labelled boundaries (in order) stand in `text`, by their old place; what is not found is left out.

    A place where both digests fit comes before one where only one does; of several, the one that has moved as far as
    the boundary before it.
    """
    before: dict[str, set[int]] = defaultdict(set)
    behind: dict[str, set[int]] = defaultdict(set)
    for at in range(len(text) + 1):
        left, right = _sides(text, at)
        before[left].add(at)
        behind[right].add(at)
    found: dict[int, int] = {}
    shift = 0
    for old, left, right in labelled:
        places = before[left] & behind[right] or before[left] | behind[right]
        if places:
            found[old] = min(places, key=lambda at: (abs(at - old - shift), at))
            shift = found[old] - old
    return found


def _sides(text: str, at: int) -> tuple[str, str]:
    return _key(text[max(0, at - WIDTH) : at]), _key(text[at : at + WIDTH])


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
