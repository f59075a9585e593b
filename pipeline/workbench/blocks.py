"""What a page of the workbench is made of, whatever it is shown as: in the browser, in a workbook, in a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Value = str | int | float | None


@dataclass(frozen=True)
class Deed:
    """A button that a person presses: `open` a page that writes (review, code), or `remove` a saved selection; `what`
    names it. Without a server there is none."""

    kind: str
    what: str
    label: str


@dataclass(frozen=True)
class Slot:
    """A value with how it is shown, where it leads, and which stretch of it is marked; `value` is what is exported."""

    value: Value
    text: str = ""
    href: str = ""
    mark: tuple[int, int] | None = None
    deed: Deed | None = None

    @property
    def shown(self) -> str:
        """What a reader sees."""
        return self.text or ("" if self.value is None else f"{self.value:,}" if _count(self.value) else str(self.value))

    @property
    def pieces(self) -> tuple[str, str, str]:
        """The text before, inside and after the mark."""
        start, end = self.mark or (0, 0)
        return self.shown[:start], self.shown[start:end], self.shown[end:]


def _count(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def year(value: int | None) -> Slot:
    """A year, which takes no thousands mark."""
    return Slot(value, str(value) if value is not None else "年度不明")


@dataclass(frozen=True)
class Remark:
    """A paragraph; `warning` sets it apart, `href` is where it leads with the words `link`."""

    text: str
    warning: bool = False
    href: str = ""
    link: str = ""


@dataclass(frozen=True)
class Listing:
    """A table. `caption` says what is counted and of what; `total` how many rows there are in all, of which `rows` are
    a page. `kind`: plain · rows (the last column is a sentence) · kwic (the last three are left context, term, right
    context) · cards (a row is a card on a narrow screen)."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Slot]]
    total: int | None = None
    kind: str = "plain"
    empty: str = "没有"
    folded: bool = False

    def numeric(self, column: int) -> bool:
        """Whether a column holds numbers."""
        return any(isinstance(r[column].value, (int, float)) for r in self.rows)


@dataclass(frozen=True)
class Plot:
    """A chart as Plotly draws it, and the same figures as a table. A mark's `customdata` is where it leads."""

    title: str
    caption: str
    data: Sequence[Mapping[str, Any]]
    layout: Mapping[str, Any]
    grid: Listing
    height: int = 360


@dataclass(frozen=True)
class Beside:
    """Blocks in columns next to each other, each with its heading."""

    columns: Sequence[tuple[str, Sequence[Block]]]


@dataclass(frozen=True)
class Subtitle:
    """A heading between blocks."""

    text: str


@dataclass(frozen=True)
class Excerpt:
    """A passage as it stands, with the sentence asked for set apart and the span in it marked; offsets into `text`."""

    text: str
    sentence: tuple[int, int]
    span: tuple[int, int]
    label: str = ""

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Stretches of text with what they are: outside, sentence, span."""
        (a, b), (c, d) = self.sentence, self.span
        cut = [
            (0, a, "outside"),
            (a, c, "sentence"),
            (c, d, "span"),
            (d, b, "sentence"),
            (b, len(self.text), "outside"),
        ]
        return [(self.text[start:end], kind) for start, end, kind in cut if end > start]


Block = Deed | Remark | Listing | Plot | Beside | Subtitle | Excerpt


@dataclass(frozen=True)
class Input:
    """A field of a form. `kind`: text · select · number · hidden. `options`: values with their names."""

    name: str
    label: str
    value: str = ""
    kind: str = "text"
    options: Sequence[tuple[str, str]] = ()
    hint: str = ""
    wide: bool = False


@dataclass(frozen=True)
class View:
    """A page: its title, what it says first, its form, its blocks."""

    title: str
    lead: str = ""
    form: Sequence[Input] = ()
    blocks: Sequence[Block] = ()
    chips: Sequence[tuple[str, str]] = ()
    crumbs: Sequence[tuple[str, str]] = field(default=())
    exports: bool = True

    def grids(self) -> list[Listing]:
        """Every table of the page, those of charts and of columns too."""
        found: list[Listing] = []
        for block in self.flat():
            if isinstance(block, (Listing, Plot)):
                found.append(block if isinstance(block, Listing) else block.grid)
        return found

    @property
    def charts(self) -> list[Plot]:
        """Every chart of the page."""
        return [block for block in self.flat() if isinstance(block, Plot)]

    def flat(self) -> list[Block]:
        """The blocks, those of columns one after the other under their headings."""
        found: list[Block] = []
        for block in self.blocks:
            if isinstance(block, Beside):
                for heading, inside in block.columns:
                    found += [Subtitle(heading), *inside]
            else:
                found.append(block)
        return found
