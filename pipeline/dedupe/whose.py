"""Whose a statement is: of a place or a body by its name, of the province credited, or of the document's own place."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.normal import normal
from pipeline.language.wholes import is_province, is_whole, wholes
from pipeline.records import Document, Place, Quantity, Unit

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
    if is_whole(quantity.actor) and copy.document.level == "national":
        return normal(named), copy.passage.passage_id
    return normal(named), copy.document.doc_id


def counted(quantity: Quantity, copy: Copy) -> str:
    """What is counted, without the place, the actor and the action that an object can begin with."""
    before = [place.surface for place in copy.found.places]
    before += [copy.text[start:end] for start, end in wholes(quantity.object)]
    rest = quantity.object
    for words in (*sorted(before, key=len, reverse=True), quantity.actor, quantity.action, "的"):
        shorter = rest.removeprefix(words) if words else rest
        rest = shorter if len(shorter) >= 2 else rest
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


def same_place(one: Document, other: Document) -> bool:
    """Whether two documents are known to speak for the same place or body."""
    if one.doc_id == other.doc_id:
        return True
    if one.publisher and one.publisher == other.publisher:
        return True
    province = one.level == other.level == "province"
    return province and one.home_province is not None and one.home_province == other.home_province


def same_whole(one: Copy, start: int, end: int, other: Copy, first: int, last: int) -> bool:
    """Whether one stretch names a place and the other speaks of a whole without its name (全省) that can be it."""
    named = _places(one, start, end), _places(other, first, last)
    own = bool(wholes(one.text[start:end])), bool(wholes(other.text[first:last]))
    if not ((named[0] and own[1]) or (named[1] and own[0])):
        return False
    credit = _credited(one, start), _credited(other, first)
    return not (credit[0] and credit[1]) or credit[0] == credit[1]


def _places(copy: Copy, start: int, end: int) -> list[Place]:
    return [p for p in copy.found.places if start <= p.start and p.end <= end and p.via != "org"]


def _credited(copy: Copy, at: int) -> set[str]:
    """The provinces that the sentence credits with its figures."""
    start, end = copy.member_around(at, at + 1)
    return {p for q in copy.found.quantities if start <= q.start < end for p in q.provinces}
