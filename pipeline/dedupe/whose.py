"""Whose a statement is: of a place or a body by its name, of the province credited, or of the document's own place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.normal import normal
from pipeline.language.places.gazetteer import PROVINCE, gazetteer
from pipeline.language.wholes import is_province, is_whole, wholes
from pipeline.records import Place, Quantity, Unit

# Nobody does a rate: what it is a rate of belongs to whom the sentence credits.
RATES = frozenset({"%", "‰", "个百分点", "倍", ""})
# An organisation told by its level alone (市委, 县财政局) is another one in every document.
_BY_LEVEL = frozenset({"level", "own"})


def bearer(quantity: Quantity, copy: Copy) -> tuple[str, str]:
    """Who, in one writing for all names of one place or body; and within what that means one: everywhere ('' ), in
    its document, or (a county of a nation's report, which the text around names) in its passage only."""
    credited = "、".join(sorted(quantity.provinces))
    if credited and (not quantity.actor or is_province(quantity.actor)):
        return credited, ""
    named = _canonical(quantity.actor, copy)
    if named != quantity.actor:
        return normal(named), ""
    if credited and quantity.unit in RATES:
        return credited, ""
    if is_whole(quantity.actor) and copy.level is not None and copy.level.nationwide:
        return normal(named), copy.passage.passage_id
    return normal(named), copy.document.doc_id


def counted(quantity: Quantity, copy: Copy) -> str:
    """What is counted, without the place, the actor and the action that an object can begin with; empty where it is
    nothing else."""
    before = [place.surface for place in copy.found.places]
    before += [copy.text[start:end] for start, end in wholes(quantity.object)]
    rest = quantity.object
    for words in (*sorted(before, key=len, reverse=True), quantity.actor, quantity.action, "的"):
        rest = rest.removeprefix(words)
    return normal(rest)


def _canonical(actor: str, copy: Copy) -> str:
    """The actor with every name in it written in one way."""
    for surface, name in sorted(_names(copy), key=lambda pair: -len(pair[0])):
        if surface in actor:
            actor = actor.replace(surface, f"\x1e{name}\x1e")
    return actor


def _names(copy: Copy) -> Iterator[tuple[str, str]]:
    yield from ((place.surface, _place(place)) for place in copy.found.places if place.via != "org")
    yield from ((unit.surface, unit.canonical) for unit in copy.found.units if _is_proper(unit))


def _place(place: Place) -> str:
    return place.adcode or place.surface


def _is_proper(unit: Unit) -> bool:
    return unit.named and bool(unit.province or unit.rule not in _BY_LEVEL)


def same_place(one: Copy, other: Copy) -> bool:
    """Whether the documents of two passages are known to speak for the same place or body: they are one, have one
    publisher or one title that names a place, or are the reports of one province."""
    first, second = one.document, other.document
    if first.doc_id == second.doc_id:
        return True
    if first.publisher and first.publisher == second.publisher:
        return True
    if first.title == second.title and any(m.use == "free" for m in gazetteer(one.config).matches(first.title)):
        return True
    provinces = all(level is not None and level.place == PROVINCE for level in (one.level, other.level))
    return provinces and first.home_province is not None and first.home_province == second.home_province


class Told(NamedTuple):
    """Whom a stretch speaks of: by name, or as a whole without one (全省); the provinces that its sentence credits, and
    the words of the stretch beside that."""

    named: bool
    own: bool
    credited: frozenset[str]
    rest: str


def told(copy: Copy, start: int, end: int) -> Told:
    """Whom `[start, end)` speaks of; names and wholes that overlap it or stand right before it belong to it."""
    own = [(a, b) for a, b in wholes(copy.text) if a < end and start <= b]
    named = [(p.start, p.end) for p in copy.found.places if p.start < end and start <= p.end and p.via != "org"]
    taken = {at for a, b in (*own, *named) for at in range(a, b)}
    rest = "".join(copy.text[at] for at in range(start, end) if at not in taken)
    first, last = copy.member_around(start, max(end, start + 1))
    credited = (p for q in copy.found.quantities if first <= q.start < last for p in q.provinces)
    return Told(bool(named), bool(own), frozenset(credited), rest)


def same_whole(one: Told, other: Told) -> bool | None:
    """Of a whole by its name and one without: whether they can be the same. None for stretches of other kinds."""
    if not ((one.named and other.own) or (one.own and other.named)):
        return None
    return not (one.credited and other.credited) or one.credited == other.credited
