"""Pages of a PDF that are pictures: which of them are scans of text, and their text by recognition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.readers import ocr
from pipeline.readers.pdflines import PrintedPage

_MOST_NAMED = 10
# A page of text between pages of text: so many sure lines of such a length.
_LINES = 3
_LENGTH = 12


def recognise_scans(
    data: bytes, pages: Sequence[PrintedPage | None]
) -> tuple[Sequence[PrintedPage | None], Sequence[str]]:
    """The pages, scans among them read by recognition where it is installed, and what to say of them.

    Where half of the pages or more are pictures, the file is a scan and all of them are read. Otherwise only those
    without any text are, and one on which no running text is recognised is a photograph and left out.
    """
    covered = [n for n, page in enumerate(pages) if page is not None and page.picture]
    is_scan = 2 * len(covered) >= len(pages)
    scanned = [n for n in covered if is_scan or _picture(pages[n]) == "alone"]
    if not scanned:
        return pages, () if any(page and page.lines for page in pages) else ("PDF 里没有任何文字；请核对原件",)
    if not ocr.installed():
        return pages, (f"{_where(scanned, pages)}是扫描图片，没有文字层，未能读入；{ocr.INSTALL}",)
    found = dict(zip(scanned, ocr.pages_of_pdf(data, scanned), strict=True))
    texts = [n for n in scanned if is_scan or _runs(found[n])]
    read = [found[n] if n in texts else page for n, page in enumerate(pages)]
    return read, tuple(_said(pages, texts, [n for n in scanned if n not in texts]))


def _picture(page: PrintedPage | None) -> str:
    return "" if page is None else page.picture


def _runs(page: PrintedPage) -> bool:
    """Whether running text was recognised on a page."""
    return sum(line.score >= ocr.SURE and len(line.text) >= _LENGTH for line in page.lines) >= _LINES


def _said(pages: Sequence[PrintedPage | None], texts: Sequence[int], photographs: Sequence[int]) -> Iterator[str]:
    if texts:
        yield f"{_where(texts, pages)}是扫描图片，文字由 OCR 识别得来；{ocr.COMPARE}"
    if photographs:
        yield f"{_where(photographs, pages)}是图片，没有识别出成段的文字，未读入；请对照原件"


def _where(numbers: Sequence[int], pages: Sequence[PrintedPage | None]) -> str:
    if len(numbers) == len(pages):
        return "全文"
    return f"第{'、'.join(str(n + 1) for n in numbers[:_MOST_NAMED])}页{'等' if len(numbers) > _MOST_NAMED else ''}"
