"""Web pages saved in one file (.mht, .mhtml: RFC 2557): the page itself, by the encoding that its part states."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage

from pipeline.readers.html import read_page
from pipeline.readers.mail import content_type, parts_of, text_of, unfinished
from pipeline.readers.reading import ReadError, Reading

SUFFIXES = (".mht", ".mhtml")

_PAGES = {"text/html", "application/xhtml+xml"}


def read(data: bytes, name: str) -> Reading:
    """Read the page of a web archive. Raises ReadError where there is none."""
    message, parts = parts_of(data, "网页归档（MHT）")
    pages = [part for part in parts if content_type(part) in _PAGES]
    if not pages:
        raise ReadError("网页归档（MHT）里没有网页正文，或文件已损坏；请用浏览器打开后另存为 .html")
    reading = read_page(text_of(_main(pages), name))
    if unfinished(message):
        reading = replace(reading, warnings=(*reading.warnings, "网页归档不完整，末尾可能缺字；请重新保存"))
    return reading


def _main(pages: list[EmailMessage]) -> EmailMessage:
    """The first page, which is the root (RFC 2557, 4.3); where it only lays out frames, the longest of the others."""
    first = pages[0].get_payload(decode=True)
    if len(pages) > 1 and isinstance(first, bytes) and b"<frameset" in first.lower():
        return max(pages[1:], key=lambda page: len(page.get_payload() or ""))
    return pages[0]
