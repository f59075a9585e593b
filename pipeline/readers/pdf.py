"""PDF: the text layer, line by line in reading order; running heads, page numbers and watermarks as noise.

Glyphs and their boxes come from pdfplumber (pdfminer.six). One visual line is one line of the source text; a first
line that is indented by two characters begins with two ideographic spaces, as it does on paper.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from pipeline.language.sentences import POINTS
from pipeline.readers import ocr
from pipeline.readers.building import Builder
from pipeline.readers.pdfasides import apart
from pipeline.readers.pdfbounds import bounded_fonts, check_streams
from pipeline.readers.pdfglyphs import Fragment, text_of
from pipeline.readers.pdflines import PrintedLine, PrintedPage, lines_in_order, with_tables
from pipeline.readers.pdfscans import recognise_scans
from pipeline.readers.pdftables import ruled
from pipeline.readers.reading import Mark, ReadError, Reading

SUFFIXES = (".pdf",)

MAX_PAGES = 2_000
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_MARGIN = 0.12
# No print area begins so high; a line there is part of the page and not of its text.
_HEAD = 0.075
_APART = 1.8
_NO_LARGER = 1.05
_PAGE_NUMBER = re.compile(
    r"[-—–·•~－\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*[0-9０-９]{1,4}\s*页?)?[-—–·•~－\s]*"
)
_LARGE = 1.2
_SMALL = 0.9
_MOST_TABLES = 10_000
_LABEL = 30
_RUNNING_TEXT = 20
_LONGEST_HEADING = 80
_LONGEST_STRONG = 40
UNREADABLE = "无法辨认"
_MANY_CURVES = 50
_FEW_CHARACTERS = 30
_HEADING_FONT = re.compile(r"bold|heavy|black|hei|kai|黑体|楷体", re.IGNORECASE)


def read(data: bytes, name: str) -> Reading:
    """Read a PDF's text layer. Raises ReadError for a damaged, truncated, encrypted or hostile file."""
    if b"%PDF-" not in data[:1024]:
        raise ReadError("内容不是 PDF，或文件开头已损坏；请重新获取原件")
    if b"%%EOF" not in data[-4096:]:
        raise ReadError("PDF 不完整（没有文件结束标记），可能下载中断；请重新获取原件")
    check_streams(data)
    pages, warnings = _pages(data)
    read_too, said = recognise_scans(data, pages)
    return printed(read_too, "pdf", [*warnings, *said])


def _pages(data: bytes) -> tuple[list[PrintedPage | None], list[str]]:
    import pdfplumber  # takes a sixth of a second to import, which only PDFs are to pay
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        with _listening() as heard, bounded_fonts(), pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                raise ReadError(f"PDF 超过 {MAX_PAGES} 页；请拆分后重新运行")
            pages, warnings = _each(document.pages)
        if any("Data-loss" in message for message in heard):
            warnings.append("PDF 有受损的数据，可能缺字；请对照原件")
        return pages, warnings
    except (MemoryError, ReadError):
        raise
    except Exception as error:  # pdfminer raises whatever a damaged file makes it stumble over
        causes = (error, *error.args, error.__cause__, error.__context__)
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise ReadError("PDF 有密码保护；请去掉密码后另存") from error
        raise ReadError("PDF 已损坏，无法解析；请用阅读器打开后重新导出") from error


@contextlib.contextmanager
def _listening() -> Iterator[list[str]]:
    """What pdfminer logs meanwhile: where it drops damaged data it only says so there."""
    heard: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("pdfminer")
    before, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def _each(pages: Sequence[Any]) -> tuple[list[PrintedPage | None], list[str]]:
    """Every page, None for one that cannot be read, and the warnings about them."""
    found: list[PrintedPage | None] = []
    warnings = []
    gutters: list[float] = []
    for number, page in enumerate(pages, 1):
        try:
            found.append(_page(page, gutters))
        except MemoryError:
            raise
        except Exception:  # one damaged page must not cost the others
            found.append(None)
            warnings.append(f"第{number}页已损坏，未能读入；请对照原件")
        page.close()
    if not pages or all(p is None for p in found):
        raise ReadError("PDF 没有可读的页，文件已损坏；请用阅读器打开后重新导出")
    return found, warnings


def _page(page: Any, gutters: list[float]) -> PrintedPage:
    chars, asides = apart(page.dedupe_chars(tolerance=1).chars)
    tables, glyphs = ruled(page, [_glyph(c) for c in chars], text_of)
    lines = with_tables(lines_in_order(glyphs, gutters, float(page.width)), tables)
    characters = sum(len(line.text) for line in lines)
    picture = "covered" if characters and _is_covered(page, characters) else ""
    picture = "alone" if not characters and _is_picture(page) else picture
    return PrintedPage(lines, float(page.height), asides, picture)


def _is_picture(page: Any) -> bool:
    """Whether pictures, or text drawn as curves, stand on a page without text."""
    return bool(page.images) or len(page.curves) > _MANY_CURVES


def _is_covered(page: Any, characters: int) -> bool:
    """Whether pictures cover most of a page that says next to nothing: what an app that scans prints on each."""
    covered = sum(abs(i["x1"] - i["x0"]) * abs(i["bottom"] - i["top"]) for i in page.images)
    return characters < _FEW_CHARACTERS and covered >= 0.5 * float(page.width) * float(page.height)


def _glyph(char: dict[str, Any]) -> Fragment:
    text = _UNKNOWN.sub("\ufffd", char["text"])
    font = str(char.get("fontname", "")).rpartition("+")[2]
    return Fragment(text, char["x0"], char["x1"], char["top"], char["bottom"], max(float(char["size"]), 0.1), font)


def printed(pages: Sequence[PrintedPage | None], encoding: str, warnings: Sequence[str] = ()) -> Reading:
    """The reading of printed pages, None for one that could not be read: titles, headings, running heads and page
    numbers told by print and place. Lines of which recognition was not sure are marked `doubtful`."""
    style = _Style([p for p in pages if p])
    out = Builder()
    started = False
    for number, page in enumerate(pages, 1):
        out.anchor(f"第{number}页")
        out.marks.append(Mark(out.length, out.length, "page", "分页"))
        if page is not None:
            started = _write(out, page, number, style, started)
    text = out.text()
    said = list(_aside_pages(pages))
    if lost := text.count("\ufffd"):
        said.append(f"有 {lost} 个字的字形没有对应编码，以 � 代替；请对照原件补正")
    if doubtful := sum(mark.kind == "doubtful" for mark in out.marks):
        said.append(f"有 {doubtful} 行识别把握不大，所在段落标为“识别存疑”；请对照原件改正")
    if unreadable := sum(mark.reason == UNREADABLE for mark in out.marks):
        said.append(f"有 {unreadable} 行无法辨认，未作正文；请对照原件，或重新扫描得清楚些")
    return Reading(
        text=text,
        encoding=encoding,
        marks=out.tidy_marks(),
        anchors=tuple(out.anchors),
        warnings=(*warnings, *said),
        derived=True,
    )


def _aside_pages(pages: Sequence[PrintedPage | None]) -> Iterator[str]:
    """Turned or vertical writing of more than a label is said: it may be text."""
    found = [n for n, p in enumerate(pages, 1) if p and sum(len(a.text) for a in p.asides if a.is_writing) > _LABEL]
    if found:
        yield f"第{'、'.join(map(str, found))}页有竖排或旋转的文字，未计入正文；请对照原件"


def _write(out: Builder, page: PrintedPage, number: int, style: _Style, started: bool) -> bool:
    """Write a page; returns whether running text has begun. Neighbouring lines in equally large print are one
    heading, or the title where they are the largest and no running text stands before them."""
    for (kind, reason, size), group in groupby(page.lines, key=lambda line: style.kind(line, page)):
        lines = list(group)
        begin = out.length
        for line in lines:
            if line.cells:
                out.row(line.cells, number * _MOST_TABLES + line.table)
                continue
            if line.column:
                out.marks.append(Mark(out.length, out.length, "page", "分栏"))
            indent = "　　" if 1.5 <= line.indent <= 2.6 and kind == "body" else ""
            start = out.line(indent + line.text, "noise" if kind == "noise" else "", reason)
            if ocr.READABLE <= line.score < ocr.SURE:
                out.mark(indent + line.text, start, "doubtful", f"{line.score:.2f}")
        if kind == "strong":
            _mark_strong(out, page, lines, begin)
        if kind == "large":
            title = not started and size == style.largest
            out.marks.append(Mark(begin, out.length - 1, "title" if title else "heading", "size"))
        started = started or (kind == "body" and any(len(x.text) >= _RUNNING_TEXT for x in lines))
    for text, reason in page.asides:
        out.line(_UNKNOWN.sub("\ufffd", text).replace("\n", " "), "noise", reason)
    return started


def _mark_strong(out: Builder, page: PrintedPage, lines: Sequence[PrintedLine], begin: int) -> None:
    """Each line is a heading; where one fills its column the next goes on with it, and too long a one is none."""
    widest = max(line.x1 - line.x0 for line in page.lines)
    if any(line.x1 - line.x0 > widest - 2 * line.size for line in lines[:-1]):
        if sum(len(line.text) for line in lines) <= _LONGEST_HEADING:
            out.marks.append(Mark(begin, out.length - 1, "heading", "strong"))
        return
    for line in lines:
        out.marks.append(Mark(begin, begin + len(line.text), "heading", "strong"))
        begin += len(line.text) + 1


class _Style:
    """How the document is printed: its running lines, the size of its body and the largest size on its first
    page, in points."""

    def __init__(self, pages: Sequence[PrintedPage]) -> None:
        self.running = _running_lines(pages)
        self.body = _usual(pages, lambda line: round(line.size * 2) / 2) or 0.0
        self.font = _usual(pages, lambda line: line.font)
        first = next((p for p in pages if p.lines), None)
        shown = [line for line in first.lines if self.kind(line, first)[0] != "noise"] if first else []
        self.largest = max((round(line.size) for line in shown), default=0)

    def kind(self, line: PrintedLine, page: PrintedPage) -> tuple[str, str, int]:
        """noise with its reason, large with its size, strong (in a heading's font), or body."""
        if line.score < ocr.READABLE:
            return "noise", UNREADABLE, 0
        if line.cells:
            return "body", "", 0
        if zone := _zone(line, page.height):
            if _PAGE_NUMBER.fullmatch(line.text):
                return "noise", "页码", 0
            if (zone == "页眉" and line == page.lines[0] and self._is_head(line, page)) or _key(
                zone, line
            ) in self.running:
                return "noise", zone, 0
        if line.size >= _LARGE * self.body and len(line.text) <= _LONGEST_HEADING:
            return "large", "", round(line.size)
        return "strong" if self._is_strong(line) else "body", "", 0

    def _is_head(self, line: PrintedLine, page: PrintedPage) -> bool:
        """Small print, or print no larger than the body's in the margin itself, well apart from what is below; what
        numbers an annex is none."""
        if line.size <= _SMALL * self.body:
            return True
        below = min((x.top for x in page.lines[1:]), default=line.bottom)
        in_margin = line.bottom < _HEAD * page.height and line.size <= _NO_LARGER * self.body
        return in_margin and below - line.bottom > _APART * line.size and not line.text.startswith("附")

    def _is_strong(self, line: PrintedLine) -> bool:
        """A short line that is no sentence in bold, 黑体 or 楷体 (the fonts of headings after GB/T 9704) where the
        body is in another font."""
        apart = line.font != self.font and bool(_HEADING_FONT.search(line.font))
        return apart and len(line.text) <= _LONGEST_STRONG and line.text[-1] not in POINTS


def _zone(line: PrintedLine, height: float) -> str:
    if line.bottom < _MARGIN * height:
        return "页眉"
    return "页脚" if line.top > (1 - _MARGIN) * height else ""


def _key(zone: str, line: PrintedLine) -> str:
    return zone + re.sub(r"\d+", "#", "".join(line.text.split()))


def _running_lines(pages: Sequence[PrintedPage]) -> set[str]:
    """Head and foot lines that stand on several pages, whatever number they carry."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_key(zone, line) for line in page.lines if (zone := _zone(line, page.height))})
    return {key for key, count in counts.items() if count >= max(2, 0.3 * len(pages))}


T = TypeVar("T", float, str)


def _usual(pages: Sequence[PrintedPage], trait: Callable[[PrintedLine], T]) -> T | None:
    """The trait of a line that most characters have."""
    counts: Counter[T] = Counter()
    for page in pages:
        for line in page.lines:
            counts[trait(line)] += len(line.text)
    return min(counts, key=lambda found: (-counts[found], found)) if counts else None
