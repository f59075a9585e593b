"""Genre and level of a document, from its title, its frame and how it speaks of itself.

The words stand in the profile; here is in which order a text is asked for them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from typing import NamedTuple

from pipeline.language.dates import DAY_OF_MONTH
from pipeline.profile import EVERYWHERE, OTHER, PLACE, UNKNOWN, Genre, Profile

_OPENING = 300
_GREETING = 400
_DAY = re.compile(DAY_OF_MONTH)
# How a title names a place of its own: the administrative levels of the country, in any field.
_OWN = re.compile(r"(?:全|我|本)[省市县区州镇乡]|[省市县州](?:委|各级)|[^各地级上下省市县区乡镇][省市县](?![、级区县])")


class Kind(NamedTuple):
    """A label and where it was read."""

    label: str
    read_from: str


def genre(title: str, text: str, masthead: str, provinces: Set[str], profile: Profile, *, yearly: bool) -> Kind:
    """The genre. title: with its subtitle; masthead: the metadata above it; provinces: those that the text names;
    yearly: a year under review is known, without which a piece on the field's subject is no summary."""
    found = _titled(title, profile)
    if found and not found.summary:
        return Kind(found.code, "title")
    if above := _above(masthead, profile):
        return Kind(above.code, "masthead")
    wide = len(provinces) >= profile.provinces
    summed = found or (yearly and profile.subject.search(title) and not profile.comment.search(title))
    if summed and (summary := _summary(profile, wide=wide or _speaks_of_all(title, text, profile))):
        return Kind(summary.code, "title" if found else "text")
    if spoken := next((g for g in profile.genres if g.salutation.search(text[:_GREETING])), None):
        return Kind(spoken.code, "text")
    everywhere = profile.summary(EVERYWHERE)
    if everywhere and wide and len(profile.subject.findall(text)) >= profile.mentions:
        return Kind(everywhere.code, "text")
    return _plain(title, profile) if title else _untitled(text, profile, yearly=yearly)


def _plain(title: str, profile: Profile) -> Kind:
    """What a text with a title is of which nothing told more."""
    last = next(g for g in profile.genres if g.code == OTHER)
    return Kind(OTHER if last.title.search(title) else profile.otherwise, "text")


def _untitled(text: str, profile: Profile, *, yearly: bool) -> Kind:
    """What a text without a title is: a news item tells in its first sentences who met and when."""
    opening = text[:_OPENING]
    for item in profile.genres:
        told = len(item.news.findall(opening))
        days = len(_DAY.findall(opening)) if told or item.otherwise else 0
        summary = _summary(profile, wide=False)
        if summary and yearly and told + days and profile.subject.search(opening):
            return Kind(summary.code, "text")
        if told + days >= 2:
            return Kind(item.code, "text")
    return Kind(OTHER, "null")


def _summary(profile: Profile, *, wide: bool) -> Genre | None:
    return profile.summary(EVERYWHERE if wide else PLACE)


def _above(masthead: str, profile: Profile) -> Genre | None:
    lines = masthead.split("\n")
    return next((g for g in profile.genres if any(g.line.search(line) for line in lines)), None)


def _speaks_of_all(title: str, text: str, profile: Profile) -> bool:
    """The title speaks of all places, or the opening does and neither names a place of its own."""
    if profile.everywhere.search(title):
        return True
    opening = text[:_OPENING]
    return not _OWN.search(title + opening) and bool(profile.everywhere.search(opening))


def _titled(title: str, profile: Profile) -> Genre | None:
    title = title.replace(" 暨", "暨")
    for part in reversed([title, *title.split(" ")]):
        bare = part.strip("—– 　")
        for found in profile.genres:
            if found.code != OTHER and found.title.search(bare):
                return found
    return None


def level(label: str, frame: str, text: str, place_level: str, profile: Profile) -> Kind:
    """The level a document speaks for.

    label: its genre; frame: title, publisher and the other metadata lines; place_level: the level of the place
    that the frame names, empty for none.
    """
    if fixed := next((g.level for g in profile.genres if g.code == label), ""):
        return Kind(fixed, "genre")
    for line in frame.split("\n"):
        for found in profile.framed:
            if found.frame.search(line):
                raised = found.raised and any(word in line for word in found.where)
                return Kind(found.raised if raised else found.code, "title")
    if place_level and (stands := next((v for v in profile.levels if v.place == place_level), None)):
        return Kind(stands.code, "title")
    # Where two levels are named equally often, the lower one speaks.
    said = Counter({v.code: len(v.own.findall(text)) for v in reversed(profile.levels)})
    name, count = said.most_common(1)[0]
    return Kind(name, "text") if count >= 2 else Kind(UNKNOWN, "null")
