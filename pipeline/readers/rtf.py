"""RTF documents: paragraphs and tables in their order, then notes; headers, footers and comments as noise.

One line for each paragraph and one for each table row, its cells separated by tabs. The numbers that lists write
stand in the file and are read. Tracked deletions and hidden text are not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.readers.building import Builder
from pipeline.readers.reading import Mark, ReadError, Reading
from pipeline.readers.rtftext import RtfParagraph, RtfText, Story
from pipeline.readers.tabbed import TabbedRow, write_table

SUFFIXES = (".rtf",)

_LONG_CELL = 120
_TEXT = {"脚注", "文本框"}


def read(data: bytes, name: str) -> Reading:
    """Read an RTF document. Raises ReadError for what is none."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError("内容不是 RTF 文档，或文件开头已损坏；请用 Word 或 WPS 打开后另存为 .docx")
    text = RtfText(data.lstrip())
    writer = _Writer()
    writer.story(text.stories[0])
    for story in sorted(text.stories[1:], key=lambda s: (s.name not in _TEXT, s.name)):
        if story.name in _TEXT:
            writer.beside(story)
        else:
            writer.aside(story)
    if not writer.out.text().strip():
        raise ReadError("RTF 文档里没有任何文字，或文件已损坏；请核对原件")
    warnings = []
    if not data.rstrip(b"\0 \r\n\t").endswith(b"}"):
        warnings.append("RTF 不完整（没有结束符），末尾可能缺字；请重新获取原件")
    if text.revised:
        warnings.append("文件含有未接受的修订，按接受修订后的文字读入；请核对定稿")
    return Reading(
        text=writer.out.text(),
        encoding="rtf",
        marks=writer.out.tidy_marks(),
        anchors=tuple(writer.out.anchors),
        warnings=tuple(warnings),
        derived=True,
    )


class _Writer:
    """Writes stories into the source text."""

    def __init__(self) -> None:
        self.out = Builder()
        self.paragraphs = self.tables = 0
        self.counts: dict[str, int] = {}
        self.said: set[str] = set()

    def story(self, story: Story) -> None:
        """The paragraphs of the body, each a line of its own."""
        for in_table, group in groupby(story.paragraphs, key=lambda p: bool(p.cells)):
            if in_table:
                self._rows([paragraph.cells for paragraph in group])
            else:
                for paragraph in group:
                    self._paragraph(paragraph)

    def _paragraph(self, paragraph: RtfParagraph) -> None:
        if paragraph.page:
            self.out.marks.append(Mark(self.out.length, self.out.length, "page", "分页"))
        if paragraph.text.strip():
            self.paragraphs += 1
            self.out.anchor(f"第{self.paragraphs}段")
        self.out.line(paragraph.text, paragraph.kind or "paragraph", paragraph.level)

    def _rows(self, rows: Sequence[Sequence[Sequence[str]]]) -> None:
        """A line for each row; a table that only lays out the page gives its cells' paragraphs."""
        self.tables += 1
        if any(len(cell) > 1 and max(map(len, cell)) > _LONG_CELL for cells in rows for cell in cells):
            self.out.anchor(f"表{self.tables}")
            for text in (text for cells in rows for cell in cells for text in cell):
                self.out.line(text, "paragraph")
            return
        made = [TabbedRow([" ".join(cell) for cell in row], f"表{self.tables}第{n}行") for n, row in enumerate(rows, 1)]
        write_table(self.out, made)

    def beside(self, story: Story) -> None:
        """A note or a text box, numbered as it comes."""
        self.counts[story.name] = self.counts.get(story.name, 0) + 1
        self.out.anchor(f"{story.name}{self.counts[story.name]}")
        for text in _texts(story):
            self.out.line(text, "paragraph")

    def aside(self, story: Story) -> None:
        """What stands outside the text: each wording once, as noise."""
        text = " ".join(" ".join(_texts(story)).split())
        if text and text not in self.said:
            self.said.add(text)
            self.out.anchor(story.name)
            self.out.line(text, "noise", story.name)


def _texts(story: Story) -> list[str]:
    def said(paragraph: RtfParagraph) -> str:
        return "\t".join(" ".join(cell) for cell in paragraph.cells) or paragraph.text

    return [text for paragraph in story.paragraphs if (text := said(paragraph)).strip()]
