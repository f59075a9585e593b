"""OpenDocument text (.odt): paragraphs, lists, tables and notes in reading order.

One line for each paragraph and one for each table row, its cells separated by tabs; the numbers that lists make are
written out. Foot notes and end notes follow the body; comments, headers and footers follow as noise. What a tracked
change deleted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers.building import Builder
from pipeline.readers.opendocument import TextStyles, opened, said
from pipeline.readers.reading import Mark, ReadError, Reading
from pipeline.readers.tabbed import TabbedRow, write_table
from pipeline.readers.wordml import attribute, below, child, local

# What may stand between a table and its rows.
_ROW_GROUPS = frozenset({"table-rows", "table-header-rows", "table-row-group"})

SUFFIXES = (".odt", ".ott")

_LONG_CELL = 120
_MOST_REPEATED = 200
_DEEPEST = 60
_CONTENTS = {"table-of-content", "illustration-index", "table-index", "alphabetical-index", "object-index"}


def read(data: bytes, name: str) -> Reading:
    """Read a text document. Raises ReadError for a damaged, encrypted or hostile file."""
    package, body = opened(data, ".odt")
    text = child(body, "text")
    if text is None:
        raise ReadError("内容是 OpenDocument，但不是文本文档；请另存为 .docx、.xlsx 或 .pptx 后重新运行")
    writer = _Writer(TextStyles(package))
    writer.blocks(text)
    writer.behind()
    for master in _masters(package.tree("styles.xml")):
        for part in master:
            if local(part) in {"header", "footer", "header-left", "footer-left"}:
                writer.aside(part, "页眉" if local(part).startswith("header") else "页脚")
    return writer.reading()


def _masters(root: Any) -> Iterator[Any]:
    group = child(root, "master-styles") if root is not None else None
    yield from (m for m in group if local(m) == "master-page") if group is not None else ()


class _Writer:
    """Writes paragraphs and tables into the source text in their order."""

    def __init__(self, styles: TextStyles) -> None:
        self.styles = styles
        self.out = Builder()
        self.paragraphs = self.tables = 0
        self.notes: list[Any] = []
        self.comments: list[Any] = []
        self.revised = False
        self.said: set[str] = set()

    def blocks(self, root: Any, depth: int = 0, number: str = "") -> None:
        """What stands below `root`; `number` is written before its first paragraph."""
        if depth > _DEEPEST:
            raise ReadError("文档元素嵌套过深，无法完整读入；请用 Office 或 WPS 打开后另存为 .docx")
        for element in root:
            name = local(element)
            if name in {"p", "h"}:
                self.paragraph(element, number)
                number = ""
            elif name == "table":
                self.table(element, depth)
            elif name == "list":
                self.items(element, depth)
            elif name == "tracked-changes":
                self.revised = True
            elif name in _CONTENTS:
                self.aside(element, "目录")
            elif name not in {"forms", "sequence-decls", "variable-decls", "user-field-decls"}:
                self.blocks(element, depth + 1)

    def paragraph(self, element: Any, number: str = "") -> None:
        """One line of its own, marked as its style says."""
        found = said(element)
        text = number + found.text if found.text.strip() else found.text
        if text.strip():
            self.paragraphs += 1
            self.out.anchor(f"第{self.paragraphs}段")
        kind, level = self.styles.kind(element, text.strip())
        start = self.out.line(text, kind or "paragraph", level)
        self.out.marks += [Mark(start + page, start + page, "page", "分页") for page in found.pages]
        self.notes += found.notes
        self.comments += found.comments
        for box in found.boxes:
            self.blocks(box, 1)

    def items(self, element: Any, depth: int, style: str = "", level: int = 1) -> None:
        """A list with the numbers that it writes; lists inside it go on at the next level."""
        style = attribute(element, "style-name") or style
        for number, item in enumerate((i for i in element if local(i) in {"list-item", "list-header"}), 1):
            label = self.styles.label(style, level, number) if local(item) == "list-item" else ""
            inner = [part for part in item if local(part) == "list"]
            self.blocks([part for part in item if local(part) != "list"], depth + 1, label)
            for part in inner:
                if depth > _DEEPEST:
                    raise ReadError("列表嵌套过深，无法完整读入；请用 Office 或 WPS 打开后另存为 .docx")
                self.items(part, depth + 1, style, level + 1)

    def table(self, table: Any, depth: int) -> None:
        """A line for each row; a table that only lays out the page gives its cells' paragraphs."""
        rows = [list(_cells(row)) for row in below(table, "table-row", _ROW_GROUPS)]
        if any(_is_layout(cell) for row in rows for cell in row):
            for row in rows:
                for cell in row:
                    self.blocks(cell, depth + 1)
            return
        self.tables += 1
        heads = len(_heads(table))
        made = [TabbedRow([self.cell(c) for c in row], f"表{self.tables}第{n}行") for n, row in enumerate(rows, 1)]
        write_table(self.out, made, heads)

    def cell(self, element: Any) -> str:
        """The paragraphs below `element` in one line."""
        texts = []
        for part in element.iter():
            if local(part) in {"p", "h"}:
                found = said(part)
                texts.append(" ".join(found.text.split()))
                self.notes += found.notes
        return " ".join(filter(None, texts))

    def behind(self) -> None:
        """Foot notes and end notes as they are numbered, then the comments."""
        for number, note in enumerate(self.notes, 1):
            label = "尾注" if attribute(note, "note-class") == "endnote" else "脚注"
            self.out.anchor(f"{label}{number}")
            body = child(note, "note-body")
            self.out.line("" if body is None else self.cell(body), "paragraph")
        for comment in self.comments:
            self.aside(comment, "批注")

    def aside(self, root: Any, label: str) -> None:
        """What stands outside the text: each wording once, as noise."""
        text = self.cell(root)
        if text and text not in self.said:
            self.said.add(text)
            self.out.anchor(label)
            self.out.line(text, "noise", label)

    def reading(self) -> Reading:
        """The finished reading."""
        warnings = ("文件含有未接受的修订，按接受修订后的文字读入；请核对定稿",) if self.revised else ()
        return Reading(
            text=self.out.text(),
            encoding="odt",
            marks=self.out.tidy_marks(),
            anchors=tuple(self.out.anchors),
            warnings=warnings,
            derived=True,
        )


def _heads(table: Any) -> list[Any]:
    """The rows that the format repeats on every page."""
    return [
        row for part in table if local(part) == "table-header-rows" for row in below(part, "table-row", _ROW_GROUPS)
    ]


def _cells(row: Any) -> Iterator[Any]:
    """The row's cells; those that another covers are there and empty, and an empty one can stand for several."""
    for cell in row:
        if local(cell) in {"table-cell", "covered-table-cell"}:
            count = attribute(cell, "number-columns-repeated")
            yield from [cell] * min(int(count) if count.isdecimal() else 1, _MOST_REPEATED)


def _is_layout(cell: Any) -> bool:
    """A cell with several paragraphs, one of them long, holds running text and no figures."""
    lengths = [len("".join(p.itertext()).strip()) for p in cell if local(p) in {"p", "h"}]
    return sum(1 for n in lengths if n) > 1 and max(lengths, default=0) > _LONG_CELL
