"""PowerPoint presentations (.pptx, .ppsx): a page for each slide, its shapes in reading order, then its notes.

Reads PresentationML and DrawingML (ISO/IEC 29500-1) from the package's parts. A slide's title comes first, the other
shapes by their place, row by row; a table is a line for each row, its cells separated by tabs. Slide numbers, dates,
footers and hidden slides are noise. Charts and pictures hold no text: that they are there is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.readers.building import Builder
from pipeline.readers.drawingml import Shape, lines_of, rows_of, shapes_of
from pipeline.readers.package import Package
from pipeline.readers.reading import Mark, ReadError, Reading
from pipeline.readers.relations import related
from pipeline.readers.tabbed import TabbedRow, write_table
from pipeline.readers.wordml import attribute, child

SUFFIXES = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx")

_MAIN = "ppt/presentation.xml"
_TITLES = {"title", "ctrTitle"}
_FURNITURE = {"sldNum": "页码", "dt": "日期", "ftr": "页脚", "hdr": "页眉"}


def read(data: bytes, name: str) -> Reading:
    """Read a presentation. Raises ReadError for a damaged, encrypted or hostile file."""
    package = Package(data, ".pptx")
    if (root := package.tree(_MAIN)) is None:
        raise ReadError(f"压缩包里没有演示文稿（{_MAIN}），不是 .pptx 文件；请改正扩展名")
    writer = _Writer(package)
    targets = {target.key: target.part for target in related(package, _MAIN)}
    order = child(root, "sldIdLst")
    for number, slide in enumerate(order if order is not None else (), 1):
        writer.slide(number, targets.get(_relation(slide), ""))
    return writer.reading()


def _relation(element: Any) -> str:
    """The relation that an element names: its `id` in the namespace of relations, which its own `id` is not in."""
    return next((v for k, v in element.attrib.items() if k.endswith("relationships}id")), "")


class _Writer:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.out = Builder()
        self.titled = False
        self.warnings: list[str] = []

    def slide(self, number: int, part: str) -> None:
        """The shapes of a slide, then what its speaker notes say."""
        root = self.package.tree(part) if part else None
        self.out.anchor(f"第{number}页")
        self.out.marks.append(Mark(self.out.length, self.out.length, "page", "分页"))
        if root is None:
            self.warnings.append(f"第{number}页已损坏或缺失，未能读入；请对照原件")
            return
        others = related(self.package, part)
        layout = next((self.package.tree(t.part) for t in others if t.kind == "slideLayout"), None)
        diagrams = {t.key: self.package.tree(t.part) for t in others if t.kind == "diagramData"}
        hidden = attribute(root, "show") in {"0", "false"}
        shapes = shapes_of(root, layout, diagrams)
        for shape in shapes:
            self._shape(number, shape, "隐藏的幻灯片" if hidden else "")
        self._unread(number, shapes)
        for notes in (self.package.tree(t.part) for t in others if t.kind == "notesSlide"):
            self._notes(number, notes, hidden)

    def _shape(self, number: int, shape: Shape, hidden: str) -> None:
        reason = hidden or _FURNITURE.get(shape.placeholder, "")
        rows = rows_of(shape)
        if reason:
            for text in [*lines_of(shape), *map("\t".join, rows)]:
                self.out.line(text, "noise", reason)
        elif rows:
            write_table(self.out, [TabbedRow(cells, f"第{number}页表格第{n}行") for n, cells in enumerate(rows, 1)])
        elif shape.placeholder in _TITLES:
            title = " ".join(" ".join(lines_of(shape)).split())
            if title:
                self.out.line(title, "heading" if self.titled else "title", "h1" if self.titled else "")
            self.titled = self.titled or bool(title)
        else:
            for text in lines_of(shape):
                self.out.line(text, "paragraph")

    def _notes(self, number: int, root: Any, hidden: bool) -> None:
        shapes = [s for s in shapes_of(root, None, {}) if s.placeholder == "body"] if root is not None else []
        texts = [text for shape in shapes for text in lines_of(shape) if text.strip()]
        if texts:
            self.out.anchor(f"第{number}页备注")
        for text in texts:
            self.out.line(text, "noise" if hidden else "paragraph", "隐藏的幻灯片" if hidden else "")

    def _unread(self, number: int, shapes: Sequence[Shape]) -> None:
        if charts := sum(shape.kind == "chart" for shape in shapes):
            self.warnings.append(f"第{number}页有 {charts} 个图表，其中的数字未读入；请对照原件")
        told = [s for s in shapes if s.placeholder not in _FURNITURE]
        silent = not any(rows_of(s) or any(map(str.strip, lines_of(s))) for s in told)
        if silent and any(shape.kind == "picture" for shape in shapes):
            self.warnings.append(f"第{number}页只有图片，没有文字；如图片里有字，请另存为图片放进语料")

    def reading(self) -> Reading:
        """The finished reading."""
        return Reading(
            text=self.out.text(),
            encoding="pptx",
            marks=self.out.tidy_marks(),
            anchors=tuple(self.out.anchors),
            warnings=tuple(self.warnings),
            derived=True,
        )
