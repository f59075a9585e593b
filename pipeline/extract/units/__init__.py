"""Organisations: a dictionary of the known ones, a grammar for the open class, and generic bodies told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.config import Config
from pipeline.extract.units.body import Body
from pipeline.extract.units.context import Context
from pipeline.extract.units.damaged import damaged_names
from pipeline.extract.units.dictionary import known_names
from pipeline.extract.units.divisions import divisions
from pipeline.extract.units.functions import local_bodies
from pipeline.extract.units.generic import generic_bodies
from pipeline.extract.units.subordinate import extended
from pipeline.records import Unit
from pipeline.text.located import Located

__all__ = ["units"]


def units(passage: Located, config: Config) -> list[Unit]:
    """The organisations of a passage in order of their place; of nested ones the longest.

    A generic body (各级党组织) is a row, with `named` false, only where a quantity is told of it.
    """
    text = passage.text
    known = list(known_names(text, config))
    context = Context.of(text, known, config)
    found = [extended(text, body) for body in (*known, *local_bodies(context, config), *divisions(text))]
    chosen = _longest(found)
    chosen = _longest([*chosen, *_outside(damaged_names(text, config), chosen)])
    chosen += _outside(generic_bodies(text, config), chosen)
    return [_unit(passage, body) for body in sorted(chosen)]


def _longest(bodies: Iterable[Body]) -> list[Body]:
    """The longest bodies that do not overlap; of equals the dictionary's."""
    chosen: list[Body] = []
    for body in sorted(bodies, key=lambda b: (b.start - b.end, b.rule != "dictionary", b.start)):
        if not any(body.start < other.end and other.start < body.end for other in chosen):
            chosen.append(body)
    return chosen


def _outside(bodies: Iterable[Body], chosen: list[Body]) -> Iterator[Body]:
    return (b for b in bodies if not any(b.start < c.end and c.start < b.end for c in chosen))


def _unit(passage: Located, body: Body) -> Unit:
    return Unit(
        **passage.mention("unit", body.start, body.end),
        canonical=body.canonical,
        type=body.type,
        named=body.named,
        province=body.province,
        damaged=body.damaged,
        rule=body.rule,
    )
