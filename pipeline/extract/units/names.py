"""Where a free name (华星重工 in 推动华星重工集团) begins."""

from __future__ import annotations

import re
from functools import cache

from pipeline.config import Config
from pipeline.extract.units.context import Context, Prefix, province_of
from pipeline.extract.units.dictionary import FOLDER

_LONGEST = 14
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9xX×*＊·]")
_MASKED = re.compile(r"[xX×✕*＊○]+|某{1,2}")


@cache
def _cuts(config: Config) -> re.Pattern[str]:
    """Words that a name does not hold: what stands before the last of them is no part of it."""
    words = [row["word"] for row in config.rows(f"{FOLDER}/cuts.csv", ["word"])]
    return re.compile("|".join(sorted(words, key=lambda w: (-len(w), w))))


@cache
def _common(config: Config) -> re.Pattern[str]:
    """Words that say what an organisation does, not what it is called; at the end of a name."""
    words = [row["word"] for row in config.rows(f"{FOLDER}/common.csv", ["word"])]
    return re.compile(rf"(?:{'|'.join(sorted(words, key=lambda w: (-len(w), w)))})+$")


def free_name(context: Context, at: int, shortest: int, longest: int, config: Config) -> Prefix | None:
    """The name that ends at `at`, if it is bounded and says more than common words do.

    `shortest` and `longest` bound its own part in characters: without place and common words.
    """
    text = context.text
    start = at
    while start and at - start < _LONGEST and _NAME.match(text[start - 1]):
        start -= 1
    bounded = start == 0 or at - start < _LONGEST
    for cut in _cuts(config).finditer(text, start, at):
        start, bounded = cut.end(), True
    placed = next((s for s in range(start, at) if s in context.place_by_start), None)
    if placed is not None and context.place_by_start[placed].end <= at:
        place = context.place_by_start[placed]
        own = _own(text[place.end : at], config)
        found = context.chain(Prefix(placed, province_of(place)))
        return found if len(own) <= longest and _known_kind(text[place.end : at]) else None
    name = text[start:at]
    if _MASKED.match(name):
        return context.chain(Prefix(start))
    return Prefix(start) if bounded and shortest <= len(_own(name, config)) <= longest else None


def _own(name: str, config: Config) -> str:
    return _common(config).sub("", name)


def _known_kind(name: str) -> bool:
    return not name or name[0] not in "的等各和与及在是"
