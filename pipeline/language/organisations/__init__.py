"""Organisations: a dictionary of the known ones, a grammar for the open class, and generic bodies told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.config import Config
from pipeline.language.measures import measures
from pipeline.language.organisations.body import Body
from pipeline.language.organisations.context import Context
from pipeline.language.organisations.foreign import foreign_bodies
from pipeline.language.organisations.functions import local_bodies
from pipeline.language.organisations.generic import generic_bodies
from pipeline.language.organisations.lexicon import OrganisationTerms, lexicon
from pipeline.language.organisations.named import damaged_names, known_names
from pipeline.language.organisations.ranked import headed
from pipeline.language.organisations.series import series
from pipeline.language.organisations.sightings import Sightings
from pipeline.language.organisations.subordinate import extended
from pipeline.records import Unit
from pipeline.text.located import Located

__all__ = ["by_grammar", "units"]


def units(passage: Located, config: Config, home_province: str = "") -> list[Unit]:
    """The organisations of a passage in order of their place; of nested ones the longest.

    A generic body (各级党组织) is a row, with `named` false, only where a quantity is told of it. A body of a province
    that is not said (省委) is that of `home_province`, the short name of the document's province where it is known: the
    省委 of two provinces are two.
    """
    text = passage.text
    scene = _Scene.of(text, config)
    chosen = _widened(scene.grammar(), headed(scene.context, scene.known, config))
    chosen += list(_outside(generic_bodies(text, scene.sightings, measures(config)), chosen))
    return [_unit(passage, _at_home(body, home_province)) for body in _joined(text, sorted(chosen))]


def by_grammar(text: str, config: Config) -> list[Body]:
    """What dictionary and closed grammar find, without the model and without generic bodies."""
    return _Scene.of(text, config).grammar()


class _Scene(NamedTuple):
    """A text as its organisations are read: what stands in it, the known names, what is around them."""

    text: str
    config: Config
    words: OrganisationTerms
    sightings: Sightings
    known: list[Body]
    context: Context

    @classmethod
    def of(cls, text: str, config: Config) -> _Scene:
        words = lexicon(config)
        sightings = Sightings(text, words)
        known = list(known_names(text, sightings))
        return cls(text, config, words, sightings, known, Context.of(text, known, config))

    def grammar(self) -> list[Body]:
        text = self.text
        local = local_bodies(self.context, self.sightings, self.words)
        damaged = damaged_names(text, self.sightings, self.words)
        foreign = foreign_bodies(text, self.config)
        return _longest(extended(text, body) for body in (*self.known, *local, *series(text), *foreign, *damaged))


def _longest(bodies: Iterable[Body]) -> list[Body]:
    """The longest bodies that do not overlap; of equals the dictionary's first, a damaged name last."""
    chosen: list[Body] = []
    for body in sorted(bodies, key=_rank):
        if not any(body.start < other.end and other.start < body.end for other in chosen):
            chosen.append(body)
    return chosen


def _widened(chosen: list[Body], ranked: Iterable[Body]) -> list[Body]:
    """What the grammar found, with what the model found beside it or longer than it; it cuts through nothing, and what
    ends like a body of the grammar is no longer name of it (青海和|应急管理部)."""
    whole = list(chosen)
    for body in sorted(ranked, key=_rank):
        touched = [other for other in whole if body.start < other.end and other.start < body.end]
        if all(body.start <= other.start and other.end < body.end for other in touched):
            whole = [other for other in whole if other not in touched] + [body]
    return whole


def _joined(text: str, bodies: list[Body]) -> list[Body]:
    """An enterprise directly behind another is its part: 中国石油|长庆油田."""
    joined: list[Body] = []
    for body in bodies:
        last = joined[-1] if joined else None
        if last and last.end == body.start and last.type == body.type == "enterprise":
            joined[-1] = last._replace(end=body.end, canonical=text[last.start : body.end])
        else:
            joined.append(body)
    return joined


def _rank(body: Body) -> tuple[int, bool, bool, int]:
    return body.start - body.end, body.damaged, body.rule != "dictionary", body.start


_OF_A_PROVINCE = ("省", "自治区")


def _at_home(body: Body, home_province: str) -> Body:
    known = body.province or not home_province or not body.named
    if known or not body.canonical.startswith(_OF_A_PROVINCE):
        return body
    return body._replace(canonical=home_province + body.canonical, province=home_province)


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
