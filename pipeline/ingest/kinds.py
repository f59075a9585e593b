"""Genre and level of a document, from its title, its frame and how it speaks of itself.

The words stand in the profile; here is in which order a text is asked for them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from pipeline.ingest.shapes import LEAD
from pipeline.ingest.subject import Subject
from pipeline.language.dates import DAY_OF_MONTH
from pipeline.language.sentences import FULL_STOPS
from pipeline.profile import EVERYWHERE, OTHER, PLACE, UNKNOWN, Genre, Profile

_OPENING = 300
_GREETING = 400
# So many characters and sentences make a text without a title prose.
_PROSE, _SENTENCES = 60, 2
_SENTENCE = re.compile(f"[{FULL_STOPS}]")
# What a column or a series puts in front of a title: 警示教育 | 中央纪委公开通报….
_PARTS = re.compile(r"\s?[|｜丨】]\s?")
# 市 is what a prefecture's city and a county's call themselves.
_CITIES = frozenset(["prefecture"])
_PASSED_ON = "转发"
_DAY = re.compile(DAY_OF_MONTH)
# How a title names a place of its own: the administrative levels of the country, in any field.
_OWN = re.compile(
    r"(?:全|我|本)[省市县区州镇乡]|[省市县州](?:委|各级)|[^各地级上下省市县区乡镇城都股超门][省市县](?![、级区县（])"
)


class Kind(NamedTuple):
    """A label and where it was read."""

    label: str
    read_from: str


def genre(title: str, text: str, masthead: str, provinces: Set[str], profile: Profile, *, yearly: bool) -> Kind:
    """The genre. title: with its subtitle; masthead: the metadata above it; provinces: those that the text names;
    yearly: a year under review is known, without which a piece on the field's subject is no summary."""
    found = _titled(title, profile)
    if found and found.speech and LEAD.match(text) and not found.salutation.search(text[:_GREETING]):
        return _plain("", text, profile)  # an agency reports on the speech
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
    return _plain(title, text, profile) if title else _untitled(text, profile, yearly=yearly)


def _plain(title: str, text: str, profile: Profile) -> Kind:
    """What a text with a title is of which nothing told more; a table or a list of words is no prose."""
    last = next(g for g in profile.genres if g.code == OTHER)
    listed = len(text) >= _PROSE and not _SENTENCE.search(text)
    return Kind(OTHER if last.title.search(title) or listed else profile.otherwise, "text")


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
    prose = len(text) >= _PROSE and len(_SENTENCE.findall(text)) >= _SENTENCES
    return Kind(profile.otherwise if prose else OTHER, "null")


def _summary(profile: Profile, *, wide: bool) -> Genre | None:
    return profile.summary(EVERYWHERE if wide else PLACE)


def _above(masthead: str, profile: Profile) -> Genre | None:
    lines = masthead.split("\n")
    return next((g for g in profile.genres if any(g.line.search(line) for line in lines)), None)


def _speaks_of_all(title: str, text: str, profile: Profile) -> bool:
    """The title speaks of all places, or the opening does and neither names a place of its own."""
    if profile.everywhere.search(title) or any(v.nationwide and v.frame.search(title) for v in profile.levels):
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


class Letterhead(NamedTuple):
    """What stands around a text and says for whom it speaks.

    title, publisher: empty where unknown; lines: the other lines of metadata; named: the level of the place that
    title and publisher name; titled, issued: that of the only place in either; each empty for none; tells: of which
    place the text tells; medium: the publisher is a paper or a station, which speaks for nobody.
    """

    title: str
    publisher: str = ""
    lines: Sequence[str] = ()
    named: str = ""
    titled: str = ""
    issued: str = ""
    tells: Subject = Subject()
    medium: bool = False


def level(label: str, letterhead: Letterhead, text: str, profile: Profile) -> Kind:
    """The level of the body or place whose work a document of genre `label` tells of.

    A paper's own level counts only where the text tells of no place; a school or a firm stands at none.
    """
    if fixed := next((g.level for g in profile.genres if g.code == label), ""):
        return Kind(fixed, "genre")
    issuer = "" if letterhead.medium else letterhead.publisher
    heads = [(letterhead.title, letterhead.titled), (issuer, letterhead.issued), *((x, "") for x in letterhead.lines)]
    if issuer and _PASSED_ON in letterhead.title:
        heads = heads[1:]  # who passes a notice on speaks, not who wrote it
    for line, place in heads:
        if found := _framed([line], profile):
            return Kind(_lower(found, place, profile), "title")
    if body := next((v for v in profile.levels for line in (letterhead.title, issuer) if v.bodies.search(line)), None):
        return Kind(body.code, "title")
    # Where two levels are named equally often, the lower one speaks.
    said = Counter({v.code: len(v.own.findall(text)) for v in reversed(profile.levels)})
    name, count = said.most_common(1)[0]
    nation = next((v.code for v in profile.levels if v.nationwide), UNKNOWN)
    national = letterhead.medium and _framed([letterhead.publisher], profile) == nation
    if name == UNKNOWN and count >= 2 and not national:
        return Kind(UNKNOWN, "text")  # a school on an excursion
    if stands := _of_place(letterhead.named, profile):
        return Kind(stands, "title")
    tells = letterhead.tells
    titled = tells.titled or _OWN.search(letterhead.title)
    if tells.spread or (national and not titled):
        return Kind(nation, "text" if tells.spread else "publisher")
    if count >= 2:
        return Kind(name, "text")
    place = _of_place(tells.level, profile)
    return Kind(place, "text") if place else Kind(nation, "publisher") if national else Kind(UNKNOWN, "null")


def _lower(found: str, place: str, profile: Profile) -> str:
    """The level that words tell, or the one below it if their place stands there: 会理市委 is a county's."""
    codes = [v.code for v in profile.levels]
    stands = _of_place(place, profile)
    return stands if stands and codes.index(stands) == codes.index(found) + 1 and found in _CITIES else found


def _framed(lines: Sequence[str], profile: Profile) -> str:
    """The level that the first line of the frame with a word of one tells; empty for none."""
    for line in (part for whole in lines for part in (whole, *_PARTS.split(whole)[1:])):
        for found in profile.framed:
            if found.frame.search(line):
                raised = found.raised and any(word in line for word in found.where)
                return found.raised if raised else found.code
    return ""


def _of_place(place: str, profile: Profile) -> str:
    return next((v.code for v in profile.levels if place and place in (v.place, v.code)), "")
