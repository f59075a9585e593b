"""Generic bodies (各级党组织): no organisation in particular, yet the actor of what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.organisations.body import Body
from pipeline.language.organisations.sightings import Sightings
from pipeline.language.sentences import MEMBER_STOPS

_REST = re.compile(rf"[^{MEMBER_STOPS}]{{0,34}}")
_COUNTED = re.compile(
    r"(?<!第)(?:\d[\d.,—-]*|[*×xX]{1,3}|[一二三四五六七八九十百千两几数]{2,5})(?:多|余)?[万亿]?(?:多|余)?"
    r"(?:个|名|件|项|次|人|户|场|期|份|家|支|条|天|元|亿|万|%|％|批|篇|所|处|起|座|公里|亩|吨|套|轮)"
)


def generic_bodies(text: str, sightings: Sightings) -> Iterator[Body]:
    """The generic bodies that a quantity in the same sentence is told of."""
    for start, end, word, term in sightings.generic():
        if start and text[start - 1] in "名位个":
            continue
        rest = _REST.match(text, end)
        if rest and _COUNTED.search(rest[0]):
            yield Body(start, end, word, term.generic, "", "generic", named=False)
