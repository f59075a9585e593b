"""Generic bodies (各级党组织): no organisation in particular, yet the actor of what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.measures import Measures
from pipeline.language.numbers import measured
from pipeline.language.organisations.body import Body
from pipeline.language.organisations.sightings import Sightings
from pipeline.language.sentences import MEMBER_STOPS

_REST = re.compile(rf"[^{MEMBER_STOPS}]{{0,34}}")


def generic_bodies(text: str, sightings: Sightings, known: Measures) -> Iterator[Body]:
    """The generic bodies that a quantity in the same sentence is told of."""
    for start, end, word, term in sightings.generic():
        if start and text[start - 1] in "名位个":
            continue
        rest = _REST.match(text, end)
        if rest and measured(text, end, rest.end(), known):
            yield Body(start, end, word, term.generic, "", "generic", named=False)
