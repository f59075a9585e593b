"""Where a free name (华星重工 in 推动华星重工集团党委) begins."""

from __future__ import annotations

import re

from pipeline.language.masks import mask_in_name
from pipeline.language.organisations.context import Context, Prefix, province_of
from pipeline.language.organisations.lexicon import OrganisationTerms

_LONGEST = 14
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9xX×*＊·]")
# What stands between a place and a function and makes one of many of it: 上海两所大学, 河北国有企业集团.
_PLURAL = re.compile("[的等各和与及在是两几多所家个名批些类]|企业")


def free_name(context: Context, lexicon: OrganisationTerms, at: int, longest: int) -> Prefix | None:
    """The name that ends at `at`, `sure` if a place or a mask stands in it.

    `longest` bounds its own part in characters: without place and common words.
    """
    start, bounded = _room(context.text, at)
    for cut in lexicon.cuts.finditer(context.text, start, at):
        if not context.in_place(cut.start()):
            start, bounded = cut.end(), True
    placed = next((s for s in range(start, at) if s in context.place_by_start), None)
    if placed is not None:
        return _placed(context, lexicon, placed, at, longest)
    name = context.text[start:at]
    if (masked := mask_in_name(name)) is not None:
        return context.chain(Prefix(start + masked))
    own = lexicon.common.sub("", name)
    return Prefix(start, sure=False) if bounded and 2 <= len(own) <= longest else None


def short_name(context: Context, lexicon: OrganisationTerms, at: int) -> Prefix | None:
    """The name of a township, village or community: one to four characters after a place or a boundary."""
    found = free_name(context, lexicon, at, 4)
    return found if found and at - found.start <= 12 else None


def _room(text: str, at: int) -> tuple[int, bool]:
    start = at
    while start and at - start < _LONGEST and _NAME.match(text[start - 1]):
        start -= 1
    return start, start == 0 or at - start < _LONGEST


def _placed(context: Context, lexicon: OrganisationTerms, start: int, at: int, longest: int) -> Prefix | None:
    place = context.place_by_start[start]
    between = context.text[place.end : at]
    if place.end > at or _PLURAL.search(between) or len(lexicon.common.sub("", between)) > longest:
        return None
    return context.chain(Prefix(start, province_of(place)))
