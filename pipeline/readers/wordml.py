"""WordprocessingML (ISO/IEC 29500-1): what a paragraph says, and what its style, outline and numbering make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import Any

from pipeline.language.sentences import POINTS
from pipeline.readers.numbering import Numbering

_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_SKIPPED = {"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "Fallback", "rt", "fldData"}
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_CONTAINERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice"}
# Of how many others a style is based in a row: templates have five or six.
_LONGEST_CHAIN = 50
_TITLE_HALF_POINTS = 36
_LONGEST_HEADING = 60


def local(element: Any) -> str:
    """An element's name without its namespace (transitional and strict documents differ in it alone)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def below(element: Any, name: str, through: Set[str]) -> list[Any]:
    """The children of that name, those inside elements named in `through` too, in their order."""
    found = []
    for part in element:
        if local(part) == name:
            found.append(part)
        elif local(part) in through:
            found += below(part, name, through)
    return found


def attribute(element: Any, name: str) -> str:
    """The attribute `name` of whatever namespace; empty where there is none."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def child(element: Any, *names: str) -> Any:
    """The element at the path of `names` below `element`, or None."""
    for name in names:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element


def value(element: Any, *names: str) -> str:
    """The `val` attribute at the path of `names`; empty where there is none."""
    found = child(element, *names)
    return "" if found is None else attribute(found, "val")


def body_blocks(root: Any) -> Iterator[Any]:
    """The paragraphs and tables right below `root`, through content controls and tracked insertions."""
    for element in root:
        name = local(element)
        if name in {"p", "tbl"}:
            yield element
        elif name in _CONTAINERS:
            yield from body_blocks(element)


@dataclass
class Paragraph:
    """A paragraph's text, the kind and level its format gives it, and what hangs on it.

    asides: (offset, length, reason) of glosses in the text. pages: offsets at which a page begins. boxes: the
    contents of the text boxes anchored in it.
    """

    text: str = ""
    kind: str = ""
    level: str = ""
    asides: list[tuple[int, int, str]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


class _Pieces:
    """The pieces of a paragraph's text, and their length so far."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0

    def add(self, text: str) -> None:
        """One more piece."""
        self._parts.append(text)
        self.length += len(text)

    def text(self) -> str:
        """All of them."""
        return "".join(self._parts)


class Styles:
    """Paragraph styles by id: their names and outline levels, inherited through `basedOn`."""

    def __init__(self, root: Any) -> None:
        self._styles = {attribute(s, "styleId"): s for s in root if local(s) == "style"} if root is not None else {}
        self._known: dict[tuple[str, ...], str] = {}

    def chain(self, style: str) -> list[Any]:
        """The style and those it is based on."""
        found: list[Any] = []
        while (element := self._styles.get(style)) is not None and len(found) < _LONGEST_CHAIN:
            if element in found:
                break
            found.append(element)
            style = value(element, "basedOn")
        return found

    def first(self, style: str, *path: str) -> str:
        """The value at `path` in the style or the nearest one it is based on; empty for none."""
        asked = (style, *path)
        if asked not in self._known:
            self._known[asked] = next((v for s in self.chain(style) if (v := value(s, *path))), "")
        return self._known[asked]

    def kind(self, style: str) -> tuple[str, str]:
        """The kind and level that a style stands for by its name."""
        return kind_of_style(value(self._styles[style], "name") if style in self._styles else style)


def kind_of_style(name: str) -> tuple[str, str]:
    """The kind and level that a paragraph style's name stands for; two empty strings for none."""
    if name.lower() in {"title", "标题"}:
        return "title", ""
    if name.lower() in {"subtitle", "副标题"}:
        return "heading", "subtitle"
    if name.lower().startswith(("toc ", "目录")):
        return "noise", "目录"
    found = _HEADING_STYLE.match(name)
    return ("heading", f"h{found[1]}") if found else ("", "")


class WordDocument:
    """Turns paragraph elements into paragraphs; numbered ones must be given in document order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.revised = False

    def paragraph(self, element: Any) -> Paragraph:
        """The paragraph that `element` holds."""
        found = Paragraph()
        pieces = _Pieces()
        pieces.add(self._label(element))
        self._gather(element, pieces, found)
        found.text = pieces.text()
        found.kind, found.level = self._kind(element, found.text.strip())
        return found

    def _label(self, element: Any) -> str:
        style = value(element, "pPr", "pStyle")
        number = value(element, "pPr", "numPr", "numId") or self.styles.first(style, "pPr", "numPr", "numId")
        level = value(element, "pPr", "numPr", "ilvl") or self.styles.first(style, "pPr", "numPr", "ilvl")
        return self.numbering.label(number, level or "0") if number and len(element) else ""

    def _gather(self, element: Any, pieces: _Pieces, found: Paragraph) -> None:
        for part in element:
            name = local(part)
            if name in {"del", "moveFrom"}:
                self.revised = True
            if name == "Fallback" and part.getprevious() is None:
                name = "Choice"
            if name in _SKIPPED:
                continue
            if name == "t":
                pieces.add(part.text or "")
            elif name == "txbxContent":
                found.boxes.append(part)
            elif name == "lastRenderedPageBreak" or (name == "br" and attribute(part, "type") == "page"):
                found.pages.append(pieces.length)
            elif name in _SPACES:
                pieces.add(_SPACES[name])
            elif name == "sym":
                pieces.add(_symbol(part))
            elif name == "ruby":
                self._ruby(part, pieces, found)
            else:
                self._gather(part, pieces, found)

    def _ruby(self, element: Any, pieces: _Pieces, found: Paragraph) -> None:
        """The base, then its gloss in brackets as an aside."""
        base = child(element, "rubyBase")
        if base is not None:
            self._gather(base, pieces, found)
        gloss = "".join(t.text or "" for t in element.iter() if local(t) == "t" and _inside(t, "rt"))
        if gloss:
            found.asides.append((pieces.length, len(gloss) + 2, "注音"))
            pieces.add(f"（{gloss}）")

    def _kind(self, element: Any, text: str) -> tuple[str, str]:
        style = value(element, "pPr", "pStyle")
        kind = self.styles.kind(style) if style else ("", "")
        outline = value(element, "pPr", "outlineLvl") or self.styles.first(style, "pPr", "outlineLvl")
        if kind[0] or not text:
            return kind
        if outline.isdecimal() and int(outline) < 9 and len(text) <= _LONGEST_HEADING:
            return "heading", f"h{int(outline) + 1}"
        if len(text) > _LONGEST_HEADING or text[-1] in POINTS:
            return "", ""
        runs = [r for r in element.iter() if local(r) == "r" and "".join(r.itertext()).strip()]
        if self._is_large(element, style, runs):
            return "title", "size"
        return ("heading", "strong") if runs and all(_is_bold(r) for r in runs) else ("", "")

    def _is_large(self, element: Any, style: str, runs: list[Any]) -> bool:
        """Centred and at least 18 pt, not red: a title after GB/T 9704 (22 pt over a body of 16 pt)."""
        centred = value(element, "pPr", "jc") or self.styles.first(style, "pPr", "jc")
        if centred != "center" or not runs:
            return False
        sizes = [value(r, "rPr", "sz") or self.styles.first(style, "rPr", "sz") for r in runs]
        red = any(value(r, "rPr", "color").upper() in {"FF0000", "C00000"} for r in runs)
        return not red and all(s.isdecimal() and int(s) >= _TITLE_HALF_POINTS for s in sizes)


def _is_bold(run: Any) -> bool:
    mark = child(run, "rPr", "b")
    return mark is not None and attribute(mark, "val").lower() not in {"0", "false", "off"}


def _inside(element: Any, name: str) -> bool:
    return any(local(e) == name for e in element.iterancestors())


def _symbol(element: Any) -> str:
    """A character of a symbol font by its code; symbol fonts use the private range F000 to F0FF."""
    try:
        return chr(int(attribute(element, "char"), 16))
    except (ValueError, OverflowError):
        return ""
