"""What a reader hands over: the source text and what the format itself knows about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class ReadError(Exception):
    """A file that cannot be read; the message is one line for the analyst: what is wrong and what to do."""


class Mark(NamedTuple):
    """A span of the source text of which the format says something.

    kind: `noise` and `markup` (set aside, with the reason), `title`, `heading`, `metadata`, `paragraph` (the
    span is one paragraph, whatever line ends it holds), `article` (a document of its own begins and ends here),
    `page` (zero width: a page or column begins here).
    """

    start: int
    end: int
    kind: str
    reason: str = ""


class Anchor(NamedTuple):
    """From `start` on the text stands at `place`, in words for a person: 第3页, 第12段, 第7行."""

    start: int
    place: str


@dataclass(frozen=True)
class Reading:
    """A source text (nothing translated for text files), its encoding, marks in order of their start, anchors in
    order, warnings for the analyst, and whether the text was derived from a format
    rather than being the file's own characters."""

    text: str
    encoding: str = ""
    marks: tuple[Mark, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    derived: bool = False
