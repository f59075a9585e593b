"""Word documents (.docx): paragraphs, tables, text boxes and notes in reading order.

Reads WordprocessingML (ISO/IEC 29500-1, transitional and strict) from the package's parts. The source text has
one line for each paragraph and one for each table row, its cells separated by tabs (a merged cell leaves the others
empty); list numbers that Word makes
are written out. Foot notes and end notes follow the body; comments, headers and footers follow as noise. Tracked
insertions are read, tracked deletions are not, with a warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.readers.building import Builder
from pipeline.readers.grid import GridCell, cell, grid
from pipeline.readers.numbering import Numbering
from pipeline.readers.package import Package
from pipeline.readers.reading import Mark, ReadError, Reading
from pipeline.readers.wordml import Paragraph, Styles, WordDocument, attribute, below, body_blocks, child, local, value

# What may stand between a table, a row and its cells: content controls and insertions.
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins"})

SUFFIXES = (".docx", ".docm")

_NOTES = (("word/footnotes.xml", "脚注"), ("word/endnotes.xml", "尾注"))
_ASIDE = (("批注", "word/comments.xml"), ("页眉", "word/header"), ("页脚", "word/footer"))
_LONG_CELL = 120


def read(data: bytes, name: str) -> Reading:
    """Read a Word document. Raises ReadError for a damaged, encrypted or hostile file."""
    package = Package(data)
    document = package.tree("word/document.xml")
    body = next((e for e in document if local(e) == "body"), None) if document is not None else None
    if body is None:
        raise ReadError("压缩包里没有 Word 正文（word/document.xml），不是 .docx 文件；请改正扩展名")
    word = WordDocument(Styles(package.tree("word/styles.xml")), Numbering(package.tree("word/numbering.xml")))
    writer = _Writer(word)
    writer.blocks(body)
    for part, label in _NOTES:
        writer.notes(package.tree(part), label)
    for label, prefix in _ASIDE:
        for part in package.names(prefix):
            writer.aside(package.tree(part), label)
    return writer.reading()


class _Writer:
    """Writes paragraphs and tables into the source text in their order."""

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.out = Builder()
        self.paragraphs = 0
        self.tables = 0
        self.said: set[str] = set()

    def blocks(self, root: Any) -> None:
        """The paragraphs and tables below `root`."""
        for block in body_blocks(root):
            if local(block) == "tbl":
                self.table(block)
            else:
                self.paragraph(self.word.paragraph(block))

    def paragraph(self, paragraph: Paragraph) -> None:
        """One line of its own, marked as its format says."""
        text = paragraph.text
        if text.strip():
            self.paragraphs += 1
            self.out.anchor(f"第{self.paragraphs}段")
        start = self.out.line(text, paragraph.kind, paragraph.level)
        if not paragraph.kind:
            self.out.mark(text, start, "paragraph")
        for offset, length, reason in paragraph.asides:
            self.out.marks.append(Mark(start + offset, start + offset + length, "noise", reason))
        self.out.marks += [Mark(start + page, start + page, "page", "分页") for page in paragraph.pages]
        for box in paragraph.boxes:
            self.blocks(box)

    def table(self, table: Any) -> None:
        """A line for each row; a table that only lays out the page gives its cells' paragraphs."""
        rows = [list(below(row, "tc", _WRAPPERS)) for row in below(table, "tr", _WRAPPERS)]
        if any(_is_layout(cell) for row in rows for cell in row):
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        self.tables += 1
        heads = [_is_head(row) for row in below(table, "tr", _WRAPPERS)]
        for number, row in enumerate(grid(self.cells(row) for row in rows), 1):
            self.out.anchor(f"表{self.tables}第{number}行")
            self.out.row(row, self.tables, head=all(heads[:number]))

    def cells(self, row: Sequence[Any]) -> list[GridCell]:
        """The cells of a row; one that goes on with the one above is empty, as it stands in the file."""
        return [cell(self.cell(found), value(found, "tcPr", "gridSpan") or 1) for found in row]

    def cell(self, cell: Any) -> str:
        """The paragraphs of a short cell in one line; text boxes and inner tables in it too."""
        texts = []
        for block in body_blocks(cell):
            if local(block) == "tbl":
                texts += [
                    self.cell(inner) for row in below(block, "tr", _WRAPPERS) for inner in below(row, "tc", _WRAPPERS)
                ]
            else:
                paragraph = self.word.paragraph(block)
                texts += [paragraph.text, *(self.cell(box) for box in paragraph.boxes)]
        return " ".join(" ".join(text.split()) for text in texts if text.strip())

    def notes(self, root: Any, label: str) -> None:
        """Foot notes or end notes, numbered as they are in print."""
        notes = [n for n in root if not attribute(n, "type")] if root is not None else []
        for number, note in enumerate(notes, 1):
            self.out.anchor(f"{label}{number}")
            text = self.cell(note)
            self.out.line(text, "paragraph")

    def aside(self, root: Any, label: str) -> None:
        """What stands outside the text: each wording once, as noise."""
        text = self.everything(root) if root is not None else ""
        if text and text not in self.said:
            self.said.add(text)
            self.out.anchor(label)
            self.out.line(text, "noise", label)

    def everything(self, root: Any) -> str:
        """The text below `root`, whatever elements hold it."""
        blocks = [p for p in root.iter() if local(p) == "p"]
        return " ".join(t for p in blocks if (t := " ".join(self.word.paragraph(p).text.split())))

    def reading(self) -> Reading:
        """The finished reading."""
        warnings = ("文件含有未接受的修订，按接受修订后的文字读入；请核对定稿",) if self.word.revised else ()
        return Reading(
            text=self.out.text(),
            encoding="docx",
            marks=self.out.tidy_marks(),
            anchors=tuple(self.out.anchors),
            warnings=warnings,
            derived=True,
        )


def _is_head(row: Any) -> bool:
    """A row that Word repeats on every page."""
    mark = child(row, "trPr", "tblHeader")
    return mark is not None and attribute(mark, "val").lower() not in {"0", "false", "off"}


def _is_layout(cell: Any) -> bool:
    """A cell with several paragraphs, one of them long, holds running text and no figures."""
    lengths = [len("".join(p.itertext()).strip()) for p in body_blocks(cell) if local(p) == "p"]
    return sum(1 for n in lengths if n) > 1 and max(lengths, default=0) > _LONG_CELL
