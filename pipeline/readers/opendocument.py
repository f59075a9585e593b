"""OpenDocument (ISO/IEC 26300): what the paragraphs of its text say, and what their styles make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.language.sentences import POINTS
from pipeline.readers.numbering import FORMATS
from pipeline.readers.package import Package
from pipeline.readers.reading import ReadError
from pipeline.readers.wordml import attribute, child, kind_of_style, local

_ASIDE = {"annotation", "annotation-end", "tracked-changes", "note-citation", "forms", "sequence-decls", "ruby-text"}
_BREAKS = {"tab": "\t", "line-break": "\n"}
_LONGEST_HEADING = 60
_TITLE_POINTS = 18.0
_MOST_SPACES = 1_000
_COUNTS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting", "①, ②, ③, ...": "decimalEnclosedCircle",
}  # fmt: skip


def opened(data: bytes, kind: str) -> tuple[Package, Any]:
    """The package and its `office:body`. Raises ReadError for what is no sound OpenDocument file."""
    package = Package(data, kind)
    names = package.names()
    if "content.xml" not in names:
        raise ReadError(f"压缩包里没有 OpenDocument 正文（content.xml），不是 {kind} 文件；请改正扩展名")
    if "META-INF/manifest.xml" in names and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise ReadError(f"文件有密码保护；请去掉密码后另存为 {kind}")
    body = child(package.tree("content.xml"), "body")
    if body is None:
        raise ReadError("文件没有正文，已损坏；请用原来的软件打开修复后另存")
    return package, body


@dataclass
class Said:
    """What a paragraph says, and what hangs on it. pages: offsets at which a page begins; boxes: text boxes; notes,
    comments: their elements."""

    text: str = ""
    pages: list[int] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    comments: list[Any] = field(default_factory=list)


def said(element: Any) -> Said:
    """The paragraph that `element` holds."""
    found = Said()
    pieces: list[str] = []
    _gather(element, pieces, found)
    found.text = "".join(pieces)
    return found


def _gather(element: Any, pieces: list[str], found: Said) -> None:
    """White space as the standard has it (6.1.2): runs in the XML are one space, others are elements."""
    _put(element.text, pieces)
    for part in element:
        name = local(part)
        if name == "note":
            found.notes.append(part)
        elif name == "annotation":
            found.comments.append(part)
        elif name == "text-box":
            found.boxes.append(part)
        elif name == "s":
            count = attribute(part, "c")
            pieces.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif name == "soft-page-break":
            found.pages.append(sum(map(len, pieces)))
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif name and name not in _ASIDE and "svg" not in part.tag:  # titles of pictures
            _gather(part, pieces, found)
        _put(part.tail, pieces)


def _put(text: str | None, pieces: list[str]) -> None:
    if not text:
        return
    inner = " ".join(text.split())
    before = pieces[-1][-1:] if pieces else "\n"
    if text[0].isspace() and not before.isspace():
        pieces.append(" ")
    if inner:
        pieces.append(inner + (" " if text[-1].isspace() else ""))


class TextStyles:
    """Paragraph, character and list styles by name, automatic ones before those that a user named."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._lists: dict[str, dict[str, tuple[str, str, str]]] = {}
        for part in ("styles.xml", "content.xml"):
            root = package.tree(part)
            for group in root if root is not None else ():
                if local(group) in {"styles", "automatic-styles"}:
                    self._read(group)

    def _read(self, group: Any) -> None:
        for element in group:
            if local(element) == "style":
                self._styles[(attribute(element, "family"), attribute(element, "name"))] = element
            elif local(element) == "list-style":
                levels = {}
                for level in element:
                    if local(level) == "list-level-style-number":
                        shape = (attribute(level, "num-format"), attribute(level, "num-prefix"))
                        levels[attribute(level, "level")] = (*shape, attribute(level, "num-suffix"))
                self._lists[attribute(element, "name")] = levels

    def label(self, style: str, level: int, number: int) -> str:
        """What the list writes before its item; empty for bullets and numbers that it does not know."""
        count, before, behind = self._lists.get(style, {}).get(str(level), ("", "", ""))
        return f"{before}{FORMATS.get(_COUNTS[count], str)(number)}{behind}" if count in _COUNTS else ""

    def chain(self, name: str, family: str = "paragraph") -> Iterator[Any]:
        """The style and those it is based on."""
        met = set()
        while (element := self._styles.get((family, name))) is not None and name not in met:
            met.add(name)
            yield element
            name = attribute(element, "parent-style-name")

    def kind(self, element: Any, text: str) -> tuple[str, str]:
        """The kind and level that its own element, its style and its print give a paragraph."""
        if local(element) == "h":
            level = attribute(element, "outline-level")
            return "heading", f"h{min(int(level), 6)}" if level.isdecimal() and level != "0" else "h1"
        chain = list(self.chain(attribute(element, "style-name")))
        names = (attribute(style, "display-name") or attribute(style, "name") for style in chain)
        if named := next((kind for name in names if (kind := kind_of_style(name))[0]), None):
            return named
        if not text or len(text) > _LONGEST_HEADING or text[-1] in POINTS:
            return "", ""
        centred = self._first(chain, "paragraph-properties", "text-align") == "center"
        if centred and self._everywhere(element, chain, "font-size", _is_large):
            return "title", "size"
        return ("heading", "strong") if self._everywhere(element, chain, "font-weight", _is_bold) else ("", "")

    def _everywhere(self, element: Any, chain: list[Any], name: str, holds: Callable[[str], bool]) -> bool:
        """Whether it holds of all the text: of the paragraph's style, or of every span that has text."""
        own = holds(self._first(chain, "text-properties", name))
        loose = bool((element.text or "").strip()) or any((part.tail or "").strip() for part in element)
        spans = [part for part in element if local(part) == "span" and "".join(part.itertext()).strip()]
        if loose or not spans:
            return own
        chains = (list(self.chain(attribute(span, "style-name"), "text")) for span in spans)
        values = (self._first(styles, "text-properties", name) for styles in chains)
        return all(holds(value) if value else own for value in values)

    @staticmethod
    def _first(chain: list[Any], group: str, name: str) -> str:
        for style in chain:
            if (properties := child(style, group)) is not None and (value := attribute(properties, name)):
                return value
        return ""


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdecimal() and int(weight) >= 600)


def _is_large(size: str) -> bool:
    try:
        return size.endswith("pt") and float(size.removesuffix("pt")) >= _TITLE_POINTS
    except ValueError:
        return False
