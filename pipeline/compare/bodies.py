"""For which body a figure stands: a city's figure is not its province's, a joint total none of its members'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.config import Config
from pipeline.language.places.gazetteer import locality_named
from pipeline.language.sentences import members, span_around
from pipeline.profile import profile
from pipeline.records import Document, Passage, Place, Quantity
from pipeline.store import Tables

JOINT, UNKNOWN = "joint", "unknown"


class ClaimBody(NamedTuple):
    """`province`: one, several joined by 、, or none.

    `level`: a code of the profile; `joint` for several provinces, `unknown` where a province is credited and the body
    is not told, empty where nobody is named. `locality`: the city or county; empty for a whole province; of a joint
    total its members as the text names them, with 等 where it has more.
    """

    province: str
    level: str
    locality: str


class Standing:
    """Where the claims of a corpus stand: their documents, their sentences, the places named before them."""

    def __init__(self, tables: Tables, config: Config) -> None:
        self._config = config
        self._nationwide = [level for level in profile(config).levels if level.nationwide]
        self.documents: Mapping[str, Document] = {d.doc_id: d for d in tables[Document]}
        self._passages = {p.passage_id: p for p in tables[Passage]}
        self._members: dict[str, list[tuple[int, int]]] = {}
        self._places: dict[str, list[Place]] = defaultdict(list)
        for place in tables[Place]:
            self._places[place.passage_id].append(place)

    def text(self, claim: Quantity) -> str:
        """The text of the claim's passage."""
        return self._passages[claim.passage_id].text

    def member(self, claim: Quantity) -> tuple[int, int]:
        """The half-open span, in the passage, of the member of the sentence that the claim stands in."""
        text = self.text(claim)
        if claim.passage_id not in self._members:
            self._members[claim.passage_id] = members(text)
        return span_around(text, self._members[claim.passage_id], claim.start, claim.end)

    def body(self, claim: Quantity) -> ClaimBody:
        """The body that a claim is about.

        The places of the actor; else the nation, where a national body acts; else the last place of the credited
        province in the sentence so far; else the body whose document it is, if that credits the province.
        """
        before = [p for p in self._places[claim.passage_id] if p.start < claim.start and p.via != "org" and p.province]
        if len(claim.provinces) > 1:
            return ClaimBody("、".join(claim.provinces), JOINT, self._members_named(claim, before))
        province = claim.provinces[0] if claim.provinces else ""
        if acting := _last(p for p in before if p.surface in claim.actor):
            return ClaimBody(province, *_rank(acting))
        if any(level.frame.match(claim.actor) for level in self._nationwide):
            return ClaimBody("", self._nationwide[0].code, "")
        if claim.credited_from == "sentence":
            start, _ = self.member(claim)
            if named := _last(p for p in before if p.province == province and p.start >= start):
                return ClaimBody(province, *_rank(named[-1:]))
        if claim.actor in _OF_A_PERSON:
            return ClaimBody(province, UNKNOWN if province else "", "")
        document = self.documents[claim.doc_id]
        own = not province or province == document.home_province or claim.credited_from == "document"
        level = document.level if own else UNKNOWN
        if not province and (level == UNKNOWN or any(level == nation.code for nation in self._nationwide)):
            # What a firm did stands in a national text too and is no national total.
            level = ""
        return ClaimBody(province, level, self._own_locality(document) if own and province else "")

    def _members_named(self, claim: Quantity, before: Iterable[Place]) -> str:
        """The members of a joint total, where the text names cities or counties, or says that there are more."""
        start, _ = self.member(claim)
        named = _last(p for p in before if p.province in claim.provinces and p.start >= start)
        if {p.province for p in named} != set(claim.provinces):
            return ""
        more = "等" if self.text(claim).startswith("等", named[-1].end) else ""
        finer = any(p.city or p.county for p in named)
        return "、".join(_name(p) for p in named) + more if finer or more else ""

    def _own_locality(self, document: Document) -> str:
        """The city or county whose document it is, where title or publisher names it."""
        level = profile(self._config).level(document.level)
        if level is None or level.place not in _FINER or not document.home_province:
            return ""
        spoken = [text for text in (document.title, document.publisher) if text]
        named = (locality_named(text, document.home_province, level.place, self._config) for text in spoken)
        return next(filter(None, named), "")


# A person's own doings are none of the body's.
_OF_A_PERSON = ("我", "本人")
_FINER = ("prefecture", "county")


def _name(place: Place) -> str:
    """四川成都, 北京房山区, 浙江."""
    finer = place.county or place.city
    return place.province + ("" if finer == place.province else finer)


def _last(places: Iterable[Place]) -> list[Place]:
    """The last mention of each place; of one that names a province and its city (四川成都), the city."""
    last = {p.surface: p for p in places}
    finer = {p.province for p in last.values() if p.city or p.county}
    return [p for p in last.values() if p.city or p.county or p.province not in finer]


def _rank(places: Iterable[Place]) -> tuple[str, str]:
    """Level and names of the places that act; a whole province has no name here."""
    found = list(places)
    names = list(dict.fromkeys(p.county or p.city for p in found if p.county or p.city))
    if not names:
        return "province", ""
    return "county" if all(p.county for p in found) else "prefecture", "、".join(names)
