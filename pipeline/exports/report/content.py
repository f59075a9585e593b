"""What a report is made of: blocks of text, tables, charts and warnings, whose figures lead to their evidence."""

from __future__ import annotations

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
    """A paragraph; `warning` sets it apart as something to mind, `detail` leaves it out of the short report."""

    parts: tuple[Inline, ...]
    warning: bool = False
    detail: bool = False


@dataclass(frozen=True)
class Grid:
    """A table with its caption, which says the base; `first` numbers the rows that a short report shows before others,
    the table's own order where it is empty."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    first: tuple[int, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A chart by its file name in charts/, without suffix; `detail` leaves it out of the short report."""

    name: str
    title: str
    detail: bool = False


Block = Heading | Prose | Grid | Picture


@dataclass(frozen=True)
class ListItem:
    """A piece of evidence: the passage it stands in and, where it is less than all of it, the span."""

    passage_id: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class DocumentItem:
    """A document that was looked at: where it stands, how much in it counts, and the passages where they are shown."""

    where: str
    counted: int
    passages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Support:
    """What a figure rests on. Without `items` the figure is a zero, and `base` says what was looked at.

    `items` are the rows counted, `documents` what they were looked for in, `unit` what is counted there; `base` is the
    support of what the figure is a share of; `address` says where all the rows stand in the workbook.
    """

    title: str
    items: tuple[ListItem, ...] = ()
    documents: tuple[DocumentItem, ...] = ()
    unit: str = "处"
    base: str = ""
    address: str = ""

    @property
    def counted(self) -> int:
        """How many rows the figure counts."""
        return len(self.items) or sum(d.counted for d in self.documents)


@dataclass(frozen=True)
class Quote:
    """A passage as evidence: its id and where it stands, in words for a person, and its text."""

    passage_id: str
    where: str
    text: str


@dataclass
class Report:
    """The blocks in order, the evidence by its id, and the passages that the evidence names; `scope` says of which
    documents it speaks."""

    title: str
    scope: str = ""
    blocks: list[Block] = field(default_factory=list)
    evidence: dict[str, Support] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)

    def rest(self, evidence: str, support: Support) -> None:
        """Keep what figures rest on."""
        self.evidence.setdefault(evidence, support)

    def cite(self, text: str, evidence: str, support: Support) -> Inline:
        """A figure with what it rests on."""
        self.rest(evidence, support)
        return Ref(text, evidence)

    def again(self, text: str, evidence: str) -> Inline:
        """A figure that rests on what was cited before; plain text where nothing was."""
        return Ref(text, evidence) if evidence in self.evidence else text

    def say(self, *parts: Inline, warning: bool = False, detail: bool = False) -> None:
        """Add a paragraph."""
        self.blocks.append(Prose(parts, warning, detail))


def plain(part: Inline) -> str:
    """The words of a part, whether or not they lead somewhere."""
    return part.text if isinstance(part, Ref) else part
