"""What stands around the function word of an organisation: places, known names, masks, and where a name begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.config import Config
from pipeline.language.masks import mask_before
from pipeline.language.organisations.body import Body
from pipeline.language.places.gazetteer import PlaceEntry, PlaceMatch, gazetteer

LEVELS = frozenset("省市县区州盟旗")
# What makes the level character part of another word (城市, 地区) or the body one of many (各县, 10名县委).
_NO_BARE = frozenset(
    "城都门上股地社园校景灾山片辖小老牧农郊外全各邻多两几名数个级大每所位新等跨省市县区州盟旗乡镇此超政特些"
)

# A single letter masks a name only in front of a level (A市委, not C关工委 in a damaged text).
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWYZ")
_LEADS = ("中国共产党", "中共", "共青团")


class Prefix(NamedTuple):
    """Where a body's name begins; `bare` if nothing but a level (县委) stands there; `sure` unless it is guessed."""

    start: int
    province: str = ""
    bare: bool = False
    sure: bool = True


@dataclass(frozen=True)
class Context:
    """A text with its places and known names by where they begin and end."""

    text: str
    place_by_end: dict[int, PlaceMatch]
    place_by_start: dict[int, PlaceMatch]
    known_by_end: dict[int, Body]
    names: Mapping[str, tuple[PlaceEntry, ...]]

    @classmethod
    def of(cls, text: str, known: Iterable[Body], config: Config) -> Context:
        knowledge = gazetteer(config)
        places = [p for p in knowledge.matches(text) if _believed(text, p)]
        ends, starts = {p.end: p for p in places}, {p.start: p for p in places}
        return cls(text, ends, starts, {b.end: b for b in known}, knowledge.names)

    def level_prefix(self, at: int, adjoining: bool) -> Prefix | None:
        """The place, mask or bare level in front of `at`; `adjoining`: a short place name may stand there too."""
        text = self.text
        place = self._place(at)
        if place and (adjoining or place.surface[-1] in LEVELS):
            return self.chain(Prefix(place.start, province_of(place)))
        level = 3 if text.endswith("自治区", 0, at) else 1
        if at and (level == 3 or text[at - 1] in LEVELS):
            if place := self._place(at - level):
                # 安徽省|市委书记: the secretaries of its cities, no committee.
                if level == 1 and place.surface[-1] in LEVELS and place.surface[-1] != text[at - 1]:
                    return None
                return self.chain(Prefix(place.start, province_of(place)))
            # *县县委: a masked name with its level, then the committee's own.
            own = at - level - (at > level and text[at - level - 1] in LEVELS)
            masks = [m for m in (self.mask(at - level), self.mask(own)) if m is not None]
            return self.chain(Prefix(masks[0])) if masks else self._bare(at - level)
        mask = self.mask(at)
        letter = mask == at - 1 and text[mask:at] in _LETTERS
        return self.chain(Prefix(mask)) if mask is not None and not letter else None

    def place_prefix(self, at: int) -> Prefix | None:
        """A place or a mask that ends at `at`, with or without its level."""
        if place := self._place(at):
            return self.chain(Prefix(place.start, province_of(place)))
        return self.level_prefix(at, True)

    def _place(self, at: int) -> PlaceMatch | None:
        """The place name that ends at `at`; in front of a function even one that words obscure (和田|地委)."""
        if found := self.place_by_end.get(at):
            return found
        for start in range(max(0, at - 6), at - 1):
            surface = self.text[start:at]
            if entries := self.names.get(surface):
                place = PlaceMatch(start, at, surface, entries, "evidence")
                if _believed(self.text, place):
                    return place
        return None

    def in_place(self, at: int) -> bool:
        """Whether the character at `at` belongs to a place name."""
        return any(place.start <= at < place.end for place in self.place_by_start.values())

    def mask(self, at: int) -> int | None:
        """Where the mask (xx, ××, *, 某) that ends at `at` begins."""
        return mask_before(self.text, at)

    def chain(self, prefix: Prefix) -> Prefix:
        """Take in full place names in front (湖北省武汉市委); a short one is the sentence's subject (湖北武汉市委)."""
        start, province = prefix.start, prefix.province
        while (place := self.place_by_end.get(start)) and place.surface[-1] in LEVELS:
            start, province = place.start, province_of(place) or province
        while start and self.text[start - 1] in LEVELS and (mask := self.mask(start - 1)) is not None:
            start = mask
        agency = self.known_by_end.get(start)
        if agency and agency.type == "government":
            return Prefix(agency.start, province)
        return Prefix(start - len(self._lead(start)), province)

    def _lead(self, at: int) -> str:
        return next((lead for lead in _LEADS if self.text.endswith(lead, 0, at)), "")

    def _bare(self, at: int) -> Prefix | None:
        text = self.text
        before = text[at - 1] if at else ""
        listed = before == "、" and at > 1 and text[at - 2] in LEVELS | {"乡", "镇"}
        if before in _NO_BARE or before.isdigit() or listed:
            return None
        return Prefix(at, bare=True)


# 召开|县委, 书记和|县直, 应|县委要求: the first character is a word of its own unless the county's own level follows.
_WORD_COUNTIES = frozenset({"开县", "和县", "应县", "成县", "通县", "达县", "随县", "道县"})


def _believed(text: str, place: PlaceMatch) -> bool:
    """Whether a name that is also a common word (共和, 民和) stands for the place: only with its own level."""
    if place.surface in _WORD_COUNTIES and text[place.end : place.end + 1] != "县":
        before = text[place.start - 1] if place.start else ""
        return before in LEVELS or text.endswith(_LEADS, 0, place.start)
    after = text[place.end : place.end + 1]
    levels = {entry.name[-1] for entry in place.entries} | {"地"}
    return place.use == "free" or place.surface[-1] in LEVELS or after in levels


def province_of(place: PlaceMatch) -> str:
    """The province of a place name; empty where its readings differ."""
    provinces = {entry.province for entry in place.entries}
    return provinces.pop() if len(provinces) == 1 else ""
