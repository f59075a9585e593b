"""Long names recognised although a character is missing or another one stands in its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.config import Config
from pipeline.extract.units.body import Body
from pipeline.extract.units.dictionary import Organisation, organisations
from pipeline.text.terms import TermIndex

_SHORTEST = 6
_HAN_FIRST, _HAN_LAST = "\u4e00", "\u9fff"


class _Part(NamedTuple):
    """A piece of a name that a text may hold unharmed; `offset` is its place in the name."""

    name: str
    offset: int


@cache
def _long_names(config: Config) -> dict[str, Organisation]:
    return {
        name: entry
        for name, entry in organisations(config).items()
        if len(name) >= _SHORTEST and all(_HAN_FIRST <= c <= _HAN_LAST for c in name)
    }


@cache
def _shortened(config: Config) -> TermIndex[Organisation]:
    """Each long name less one inner character, unless that is a name again or could be that of two."""
    known, seen = organisations(config), dict[str, Organisation | None]()
    for name, entry in _long_names(config).items():
        for at in range(1, len(name) - 1):
            short = name[:at] + name[at + 1 :]
            if short not in known:
                seen[short] = entry if seen.get(short, entry) == entry else None
    return TermIndex({short: entry for short, entry in seen.items() if entry})


@cache
def _halves(config: Config) -> TermIndex[tuple[_Part, ...]]:
    parts: dict[str, list[_Part]] = {}
    for name in _long_names(config):
        middle = len(name) // 2
        parts.setdefault(name[:middle], []).append(_Part(name, 0))
        parts.setdefault(name[middle:], []).append(_Part(name, middle))
    return TermIndex({part: tuple(places) for part, places in parts.items()})


def damaged_names(text: str, config: Config) -> Iterator[Body]:
    """Names of six characters or more that lack one inner character or have one changed (one half is whole)."""
    for start, end, _, entry in _shortened(config).longest(text):
        yield _body(start, end, entry)
    for start, _, _, places in _halves(config).every(text):
        for name, offset in places:
            first = start - offset
            if first >= 0 and _one_changed(name, text[first : first + len(name)]):
                yield _body(first, first + len(name), _long_names(config)[name])


def _one_changed(name: str, surface: str) -> bool:
    if len(surface) != len(name):
        return False
    changed = [at for at, (a, b) in enumerate(zip(name, surface, strict=True)) if a != b]
    return len(changed) == 1 and 0 < changed[0] < len(name) - 1


def _body(start: int, end: int, entry: Organisation) -> Body:
    return Body(start, end, entry.canonical, entry.type, entry.province, "damaged", damaged=True)
