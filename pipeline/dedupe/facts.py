"""The facts of a passage: what a template changes and a copy keeps. All of them are rows of the language room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.config import Config
from pipeline.dedupe.amounts import Amount, figure_of
from pipeline.language.numerals import read
from pipeline.records import Formulation, LanguageSpan, NonQuantity, Place, Quantity, Unit

_LAYERS = {"dates": "date", "ordinals": "ordinal", "masks": "mask", "persons": "person"}
# What looks like a number and is told by a layer of its own.
_TOLD = frozenset({"date", "time", "ordinal", "list_mark"})
_WORDS = frozenset({"word", "idiom"})
# When a page was made, or its number: no statement of the text.
_STAMP = re.compile(r"\d{8,}")
# An organisation that a frame names every year (国务院) makes no passage what it is.
_STRONG = frozenset({"number", "date", "place"})


@dataclass(frozen=True)
class PassageFindings:
    """What was found in one passage, each kind in order of its place."""

    places: tuple[Place, ...] = ()
    units: tuple[Unit, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    non_quantities: tuple[NonQuantity, ...] = ()
    formulations: tuple[Formulation, ...] = ()
    spans: tuple[LanguageSpan, ...] = field(default=(), repr=False)

    def layer(self, name: str) -> list[tuple[int, int]]:
        """The half-open spans of a layer."""
        return [(s.start, s.end) for s in self.spans if s.layer == name]


@dataclass(frozen=True)
class Fact:
    """A fact at `text[start:end]`. kind: number · date · ordinal · mask · place · unit · person. `weak` facts count
    only where they differ. `value` is what two copies are compared by: of a place its province, whose `name` is one
    for all its writings (浙江, 浙江省)."""

    start: int
    end: int
    kind: str
    value: str
    weak: bool = False
    figure: Amount | None = None
    name: str = ""


def facts_of(text: str, found: PassageFindings, config: Config) -> list[Fact]:
    """The facts of a passage in order; a fact inside an organisation's name stands beside the name."""
    facts = [
        Fact(s.start, s.end, _LAYERS[s.layer], text[s.start : s.end], weak=s.layer != "dates")
        for s in found.spans
        if s.layer in _LAYERS
    ]
    facts += _numbers(text, found, config)
    named = (p for p in found.places if p.via != "org")
    facts += [Fact(p.start, p.end, "place", p.province, name=p.adcode or p.surface) for p in named]
    facts += [Fact(u.start, u.end, "unit", u.surface) for u in found.units if u.named]
    return sorted(facts, key=lambda f: (f.start, -f.end, f.kind))


def _numbers(text: str, found: PassageFindings, config: Config) -> Iterable[Fact]:
    """Quantities with the bounds before them, and other strings with a numeral, which count only where they differ
    if they are written out (统一, 三会一课)."""
    cues = {end: start for start, end in found.layer("bounds")}
    for q in found.quantities:
        start = cues.get(q.start, q.start)
        if not q.masked:
            figure = figure_of(q, text[start : q.start], config)
            yield Fact(start, q.end, "number", text[start : q.end], not q.surface[:1].isdigit(), figure)
    for n in found.non_quantities:
        if n.reason not in _TOLD and not _is_word(n) and not _STAMP.fullmatch(n.surface):
            yield Fact(n.start, n.end, "number", n.surface, not n.surface[:1].isdigit())


def _is_word(row: NonQuantity) -> bool:
    """数字, 统一, 千方百计: a word as any other, which states no number; 一十五 does."""
    return row.reason in _WORDS and (len(row.surface) < 2 or read(row.surface) is None)


def strong(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that make a passage what it is."""
    return [f for f in facts if f.kind in _STRONG and not f.weak]


def figures_differ(left: Sequence[Fact], right: Sequence[Fact]) -> list[tuple[Amount, Amount]] | None:
    """The pairs of figures at one place in two copies; None where one copy has more, or a name's number differs."""
    one, other = ([f for f in side if f.kind == "number"] for side in (left, right))
    if len(one) != len(other):
        return None
    pairs = []
    for x, y in zip(one, other, strict=True):
        if x.figure and y.figure:
            pairs.append((x.figure, y.figure))
        elif x.value != y.value:
            return None
    return pairs
