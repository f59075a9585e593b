"""What a report is made of: blocks of text, tables, charts and warnings, whose figures lead to their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ref:
    """A figure in a report and the evidence it rests on."""

    text: str
    evidence: str


Inline = str | Ref


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Prose:
    """A paragraph; `warning` sets it apart as something to mind."""

    parts: tuple[Inline, ...]
    warning: bool = False


@dataclass(frozen=True)
class Grid:
    """A table with its caption, which says the base."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A chart by its file name in charts/, without suffix."""

    name: str
    title: str


Block = Heading | Prose | Grid | Picture


@dataclass(frozen=True)
class ListItem:
    """A piece of evidence: the passage it stands in and, where it is less than all of it, the span."""

    passage_id: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Quote:
    """A passage as evidence: where it stands, in words for a person, and its text."""

    passage_id: str
    where: str
    text: str


@dataclass
class Report:
    """The blocks in order, the evidence by its id with a title, and the passages that the evidence names."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    evidence: dict[str, tuple[str, tuple[ListItem, ...]]] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)

    def cite(self, text: str, evidence: str, title: str, items: Sequence[ListItem]) -> Inline:
        """A figure with its evidence; a figure without any, such as a zero, stands alone."""
        if not items:
            return text
        self.evidence.setdefault(evidence, (title, tuple(items)))
        return Ref(text, evidence)

    def say(self, *parts: Inline, warning: bool = False) -> None:
        """Add a paragraph."""
        self.blocks.append(Prose(parts, warning))
