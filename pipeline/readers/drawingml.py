"""DrawingML (ISO/IEC 29500-1, 20 and 21): the shapes of a slide in reading order, and what each says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.readers.numbering import chinese, roman
from pipeline.readers.wordml import attribute, child, local

# Shapes whose upper edges are less than half a centimetre apart stand side by side (914,400 EMU are an inch).
_SIDE_BY_SIDE = 180_000
_DEEPEST = 20
_SHAPES = {"sp", "graphicFrame", "pic", "grpSp", "cxnSp", "AlternateContent", "Choice"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBERS = {
    "arabicPeriod": lambda n: f"{n}.",
    "arabicParenR": lambda n: f"{n})",
    "arabicParenBoth": lambda n: f"({n})",
    "arabicPlain": lambda n: f"{n} ",
    "circleNumDbPlain": lambda n: chr(0x2460 + n - 1) if n <= 20 else f"{n} ",
    "circleNumWdWhitePlain": lambda n: chr(0x2460 + n - 1) if n <= 20 else f"{n} ",
    "ea1ChsPeriod": lambda n: f"{chinese(n)}、",
    "ea1ChsPlain": lambda n: f"{chinese(n)}、",
    "ea1JpnChsDbPeriod": lambda n: f"{chinese(n)}、",
    "romanUcPeriod": lambda n: f"{roman(n)}.",
    "romanLcPeriod": lambda n: f"{roman(n).lower()}.",
    "alphaLcPeriod": lambda n: f"{_LETTERS[(n - 1) % 26]}.",
    "alphaUcPeriod": lambda n: f"{_LETTERS[(n - 1) % 26].upper()}.",
    "alphaLcParenR": lambda n: f"{_LETTERS[(n - 1) % 26]})",
}


@dataclass(frozen=True)
class Shape:
    """A shape of a slide. kind: text · table · diagram · chart · picture; placeholder: its role on the slide (title,
    body, sldNum …), empty for none; content: the elements that hold its paragraphs or rows."""

    kind: str
    placeholder: str = ""
    content: list[Any] = field(default_factory=list)


def shapes_of(root: Any, layout: Any, diagrams: Mapping[str, Any]) -> list[Shape]:
    """The shapes of a slide: titles first, the others by rows and in a row from the left.

    layout: the root of the slide's layout, which places what the slide itself does not; diagrams: the data of
    SmartArt by relation.
    """
    tree = child(root, "cSld", "spTree")
    if tree is None:
        return []
    places = _places(layout)
    found = [shape for _, shape in _placed(tree, places, diagrams, 0)]
    return sorted(found, key=lambda shape: shape.placeholder not in {"title", "ctrTitle"})


def _placed(
    tree: Any, places: Mapping[str, tuple[int, int]], diagrams: Mapping[str, Any], depth: int
) -> list[tuple[tuple[int, int], Shape]]:
    """The shapes below `tree` with their places, in reading order; a group is read as one."""
    units: list[tuple[tuple[int, int], list[Shape]]] = []
    last = (0, 0)
    for element in tree if depth < _DEEPEST else ():
        name = local(element)
        if name not in _SHAPES:
            continue
        if name in {"grpSp", "AlternateContent", "Choice"}:
            inner = _placed(element, places, diagrams, depth + 1)
            shapes = [shape for _, shape in inner]
            first = inner[0][0] if inner else last
        else:
            shapes, first = [_shape(element, diagrams)], last
        last = _place(element) or places.get(_placeholder_key(element)) or first
        units.append((last, shapes))
    return [(place, shape) for place, shapes in _in_rows(units) for shape in shapes]


def _in_rows(units: list[tuple[tuple[int, int], list[Shape]]]) -> Iterator[tuple[tuple[int, int], list[Shape]]]:
    row: list[tuple[tuple[int, int], list[Shape]]] = []
    for unit in sorted(units, key=lambda u: u[0]):
        if row and unit[0][0] - row[0][0][0] > _SIDE_BY_SIDE:
            yield from sorted(row, key=lambda u: u[0][1])
            row = []
        row.append(unit)
    yield from sorted(row, key=lambda u: u[0][1])


def _place(element: Any) -> tuple[int, int] | None:
    """The shape's upper edge and left edge in EMU; None where it does not say."""
    for path in (("spPr", "xfrm", "off"), ("xfrm", "off"), ("grpSpPr", "xfrm", "off")):
        if (off := child(element, *path)) is not None:
            try:
                return int(attribute(off, "y")), int(attribute(off, "x"))
            except ValueError:
                return None
    return None


def _placeholder(element: Any) -> Any:
    for holder in ("nvSpPr", "nvGraphicFramePr", "nvPicPr"):
        if (found := child(element, holder, "nvPr", "ph")) is not None:
            return found
    return None


def _placeholder_key(element: Any) -> str:
    mark = _placeholder(element)
    return "" if mark is None else f"{attribute(mark, 'type') or 'body'} {attribute(mark, 'idx') or '0'}"


def _places(layout: Any) -> dict[str, tuple[int, int]]:
    tree = child(layout, "cSld", "spTree") if layout is not None else None
    found = {}
    for element in tree if tree is not None else ():
        if (key := _placeholder_key(element)) and (place := _place(element)):
            found[key] = place
    return found


def _shape(element: Any, diagrams: Mapping[str, Any]) -> Shape:
    mark = _placeholder(element)
    role = "" if mark is None else attribute(mark, "type") or "body"
    name = local(element)
    if name == "pic":
        return Shape("picture", role)
    if name != "graphicFrame":
        body = child(element, "txBody")
        return Shape("text", role, [] if body is None else [body])
    data = child(element, "graphic", "graphicData")
    for part in data if data is not None else ():
        if local(part) == "tbl":
            return Shape("table", role, [part])
        if local(part) == "relIds":
            diagram = diagrams.get(attribute(part, "dm"))
            return Shape("diagram", role, [] if diagram is None else list(_bodies(diagram)))
        if local(part) in {"chart", "chartSpace"}:
            return Shape("chart", role)
    return Shape("picture", role)


def _bodies(diagram: Any) -> Iterator[Any]:
    """The texts of the points of SmartArt, in the order of its data."""
    for point in diagram.iter():
        if local(point) == "pt" and (body := child(point, "t")) is not None:
            yield body


def lines_of(shape: Shape) -> list[str]:
    """The shape's paragraphs, a line each; none of a table."""
    return [] if shape.kind == "table" else [line for body in shape.content for line in _paragraphs(body)]


def rows_of(shape: Shape) -> list[list[str]]:
    """The rows of a table's cells; what is merged into a cell before it is empty. None of any other shape."""
    tables = shape.content if shape.kind == "table" else []
    return [[_cell(c) for c in row if local(c) == "tc"] for table in tables for row in table if local(row) == "tr"]


def _cell(cell: Any) -> str:
    merged = {attribute(cell, "hMerge"), attribute(cell, "vMerge")} & {"1", "true"}
    body = None if merged else child(cell, "txBody")
    return "" if body is None else " ".join(" ".join(_paragraphs(body)).split())


def _paragraphs(body: Any) -> Iterator[str]:
    """The paragraphs with the numbers that the program writes before them."""
    counts: dict[str, tuple[str, int]] = {}
    for paragraph in (p for p in body if local(p) == "p"):
        text = _text(paragraph)
        if not text.strip():
            continue
        level = attribute(child(paragraph, "pPr"), "lvl") if child(paragraph, "pPr") is not None else ""
        mark = child(paragraph, "pPr", "buAutoNum")
        style = "" if mark is None else attribute(mark, "type")
        for deeper in [d for d in counts if d > level]:
            del counts[deeper]
        if style not in _NUMBERS:
            counts.pop(level, None)
            yield text
            continue
        before = counts.get(level, ("", 0))
        first = attribute(mark, "startAt")
        number = before[1] + 1 if before[0] == style else int(first) if first.isdecimal() and len(first) < 5 else 1
        counts[level] = (style, number)
        yield _NUMBERS[style](max(number, 1)) + text


def _text(paragraph: Any) -> str:
    pieces = []
    for part in paragraph:
        if local(part) in {"r", "fld"}:
            pieces += [t.text or "" for t in part if local(t) == "t"]
        elif local(part) == "br":
            pieces.append("\n")
    return "".join(pieces).replace("\x0b", "\n").replace("_x000B_", "\n").strip("\n")
