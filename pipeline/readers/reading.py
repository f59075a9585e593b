"""What a reader hands over: the source text and what the format itself knows about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.text.marks import Mark

__all__ = ["Anchor", "Mark", "PageFact", "ReadError", "Reading"]


# Why a column of a table is no text: it stands for nothing here, and a warning or a note names it.
UNUSED = "未用的列"


class ReadError(Exception):
    """A file that cannot be read; the message is one line for the analyst: what is wrong and what to do."""


class Anchor(NamedTuple):
    """From `start` on the text stands at `place`, in words for a person: 第3页, 第12段, 第7行."""

    start: int
    place: str


class PageFact(NamedTuple):
    """What a container file (a CSV table, JSON lines) says of the article that begins at `start`.

    name: title · review_year · published · genre · publisher · home_province, or year, which does not say of what;
    value: as the file has it.
    """

    start: int
    name: str
    value: str


@dataclass(frozen=True)
class Reading:
    """A source text (nothing translated for text files), its encoding, marks in order of their start, anchors in
    order, what the format says of the whole file (`metadata`, pairs of a name as in PageFact and its value) and of
    single articles in it (`facts`), warnings for the analyst, notes (what was decided and is most likely right), and
    whether the text was derived from a format rather than being the file's own characters."""

    text: str
    encoding: str = ""
    marks: tuple[Mark, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    derived: bool = False
    facts: tuple[PageFact, ...] = ()
