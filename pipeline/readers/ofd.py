"""OFD (GB/T 33190-2016), the fixed layout of official documents: text objects line by line in reading order.

Glyphs come from the text codes of the pages' layers with their place and size; reading order, titles, running heads
and page numbers are told as for PDF. What a page's template prints (frames, red heads) is read with the page.
Signatures and annotations are drawn upon a page and are no part of its text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.readers.package import Package
from pipeline.readers.pdf import MAX_PAGES, printed
from pipeline.readers.pdfglyphs import Fragment
from pipeline.readers.pdflines import PrintedPage, lines_in_order
from pipeline.readers.reading import ReadError, Reading
from pipeline.readers.wordml import attribute, child, local

SUFFIXES = (".ofd",)

_POINTS = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)


class _Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def read(data: bytes, name: str) -> Reading:
    """Read an OFD file. Raises ReadError for a damaged, encrypted or hostile file."""
    package = Package(data, ".ofd")
    root = package.tree("OFD.xml")
    if root is None:
        raise ReadError("压缩包里没有 OFD.xml，不是 OFD 文件；请改正扩展名")
    pages: list[PrintedPage | None] = []
    warnings: list[str] = []
    for body in (b for b in root if local(b) == "DocBody"):
        document = _Document(package, _text(child(body, "DocRoot")))
        pages += document.pages
        warnings += document.warnings
    if not pages:
        raise ReadError("OFD 里没有页面，或文件有密码、已损坏；请用阅读器打开后另存为 .pdf")
    silent = [n for n, page in enumerate(pages, 1) if page is not None and page.picture]
    if silent:
        where = "全文" if len(silent) == len(pages) else f"第{'、'.join(map(str, silent[:10]))}页"
        warnings.append(f"{where}是图片，没有文字，未能读入；请用阅读器打开，另存为 .pdf 或图片后重新运行")
    return printed(pages, "ofd", warnings)


class _Document:
    """One document of the file: its pages in order, with their templates."""

    def __init__(self, package: Package, root: str) -> None:
        self.package = package
        self.warnings: list[str] = []
        self.pages: list[PrintedPage | None] = []
        self._gutters: list[float] = []
        tree = package.tree(root.lstrip("/"))
        if tree is None:
            raise ReadError("OFD 缺少文档内容（Document.xml），文件已损坏；请重新获取原件")
        folder = posixpath.dirname(root.lstrip("/"))
        common = child(tree, "CommonData")
        self._area = _area(child(common, "PageArea")) or _A4 if common is not None else _A4
        self._fonts = self._font_names(common, folder)
        self._templates = {
            attribute(part, "ID"): _path(folder, attribute(part, "BaseLoc"))
            for part in (common if common is not None else ())
            if local(part) == "TemplatePage"
        }
        listed = child(tree, "Pages")
        for number, page in enumerate(listed if listed is not None else (), 1):
            if number > MAX_PAGES:
                raise ReadError(f"OFD 超过 {MAX_PAGES} 页；请拆分后重新运行")
            self._page(number, _path(folder, attribute(page, "BaseLoc")))

    def _font_names(self, common: Any, folder: str) -> dict[str, str]:
        found = {}
        for resource in common if common is not None else ():
            if local(resource) in {"PublicRes", "DocumentRes"}:
                tree = self.package.tree(_path(folder, _text(resource)))
                for font in tree.iter() if tree is not None else ():
                    if local(font) == "Font":
                        found[attribute(font, "ID")] = attribute(font, "FontName")
        return found

    def _page(self, number: int, path: str) -> None:
        try:
            tree = self.package.tree(path)
        except ReadError:
            tree = None
        if tree is None:
            self.pages.append(None)
            self.warnings.append(f"第{number}页已损坏，未能读入；请对照原件")
            return
        area = _area(child(tree, "Area")) or self._area
        runs = [*self._template(tree), *self._runs(tree)]
        height = area[3] * _POINTS
        lines = lines_in_order(runs, self._gutters)
        pictures = any(local(e) == "ImageObject" for e in tree.iter())
        self.pages.append(PrintedPage(lines, height, picture="alone" if pictures and not lines else ""))

    def _template(self, page: Any) -> Iterator[Fragment]:
        for use in (part for part in page if local(part) == "Template"):
            path = self._templates.get(attribute(use, "TemplateID"), "")
            if path and (tree := self.package.tree(path)) is not None:
                yield from self._runs(tree)

    def _runs(self, page: Any) -> Iterator[Fragment]:
        content = child(page, "Content")
        for element in content.iter() if content is not None else ():
            if local(element) == "TextObject":
                yield from self._text_object(element)

    def _text_object(self, element: Any) -> Iterator[Fragment]:
        """Every character of a text object at its place; a character whose place is not said follows the one before
        by its own width."""
        box = _numbers(attribute(element, "Boundary"))
        size = next(iter(_numbers(attribute(element, "Size"))), 0.0)
        matrix = _Matrix(*m) if len(m := _numbers(attribute(element, "CTM"))) == 6 else _Matrix()
        if len(box) != 4 or size <= 0:
            return
        font = self._fonts.get(attribute(element, "Font"), "")
        high = size * max(abs(matrix.d), abs(matrix.b)) or size
        wide = size * max(abs(matrix.a), abs(matrix.c)) or size
        for code in (part for part in element if local(part) == "TextCode"):
            for char, x, y in _placed(code, size):
                px, py = matrix.point(x, y)
                left, base = (box[0] + px) * _POINTS, (box[1] + py) * _POINTS
                yield Fragment(
                    char,
                    left,
                    left + _width(char, wide) * _POINTS,
                    base - 0.88 * high * _POINTS,
                    base + 0.12 * high * _POINTS,
                    max(high * _POINTS, 0.1),
                    font,
                )


def _placed(code: Any, size: float) -> Iterator[tuple[str, float, float]]:
    """The characters of a text code with their places in its object (GB/T 33190, 11.3)."""
    text = (code.text or "").strip("\r\n")
    x, y = (next(iter(_numbers(attribute(code, key))), 0.0) for key in ("X", "Y"))
    steps_x, steps_y = _deltas(attribute(code, "DeltaX"), len(text)), _deltas(attribute(code, "DeltaY"), len(text))
    for at, char in enumerate(text):
        yield char, x, y
        x += steps_x[at] if at < len(steps_x) else 0.0 if steps_y else _width(char, size)
        y += steps_y[at] if at < len(steps_y) else 0.0


def _deltas(written: str, most: int) -> list[float]:
    """Steps between characters; `g 3 5.5` stands for three steps of 5.5."""
    parts = written.split()
    found: list[float] = []
    at = 0
    while at < len(parts) and len(found) < most:
        if parts[at] == "g" and at + 2 < len(parts):
            count, step = _numbers(" ".join(parts[at + 1 : at + 3])) or [0.0, 0.0]
            found += [step] * min(int(count), most - len(found))
            at += 3
        else:
            found += _numbers(parts[at])
            at += 1
    return found


def _width(char: str, size: float) -> float:
    return size / 2 if char.isascii() else size


def _numbers(written: str) -> list[float]:
    """The numbers of a list; empty where one of them is none, or is beyond any page."""
    try:
        found = [float(part) for part in written.split()]
    except ValueError:
        return []
    return found if all(abs(n) < 1e6 for n in found) else []


def _area(element: Any) -> tuple[float, float, float, float] | None:
    box = _numbers(_text(child(element, "PhysicalBox"))) if element is not None else []
    return (box[0], box[1], box[2], box[3]) if len(box) == 4 and box[3] > 0 else None


def _path(folder: str, place: str) -> str:
    """A part's name as a document in `folder` gives it: from the root of the package where it begins with a slash."""
    return posixpath.normpath(posixpath.join("/", folder, place)).lstrip("/")


def _text(element: Any) -> str:
    return "" if element is None else (element.text or "").strip()
