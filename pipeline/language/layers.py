"""The layers that need nothing but the text: members of sentences, dates, ordinals, masks, persons, quotations, titles.

Organisations, places and numbers build on one another and have components of their own.
"""

from __future__ import annotations

from pipeline.config import Config
from pipeline.language import brackets, dates, listmarks, masks, persons, sentences

Span = tuple[int, int]


def layers(text: str, config: Config) -> dict[str, list[Span]]:
    """Each layer by its name: half-open spans in order."""
    return {
        "members": sentences.members(text),
        "dates": dates.stated(text),
        "ordinals": listmarks.ordinals(text),
        "masks": masks.masks(text),
        "persons": persons.persons(text, config),
        "quotations": [(start, end) for start, end, _ in brackets.quotations(text)],
        "titles": brackets.titles(text),
    }


# What later stages ask for; it is kept in the parts.
KEPT = ("members", "dates", "ordinals", "masks", "persons", "bounds")
