"""What a PDF may ask of its parser: how much its streams unpack to, how many glyphs a font has."""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.readers.reading import ReadError

MAX_STREAM = 128 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
_CHUNK = 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_LAYERS = 4
# How often over a file is looked through: a stream that never ends holds all that come after it.
_TIMES = 20


def check_streams(data: bytes) -> None:
    """Raise ReadError where one stream unpacks to more than 128 MB or all of them to more than 512 MB.

    Every stream of a PDF stands physically in the file (ISO 32000-1, 7.3.8), so a scan for them misses none;
    streams packed several times over are followed through four layers.
    """
    total, looked = 0, len(data) * _TIMES
    for found in _STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        stop = end if end >= 0 else len(data)
        looked -= stop - found.end()
        if looked < 0:
            raise ReadError("PDF 的数据流层层重叠，疑为恶意文件；未读取，请核对来源")
        content = data[found.end() : stop] if _is_packed(data[found.end() : found.end() + 2]) else b""
        total += _size(content or _plain(data[found.end() : stop]), _LAYERS)
        if total > MAX_TOTAL:
            raise _bomb(MAX_TOTAL)


def _bomb(limit: int) -> ReadError:
    return ReadError(f"PDF 解压后超过 {limit // (1024 * 1024)} MB，疑为压缩炸弹；未读取，请核对来源")


def _is_packed(head: bytes) -> bool:
    """The two bytes are a zlib header (RFC 1950)."""
    return len(head) == 2 and head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0


def _plain(content: bytes) -> bytes:
    """What ASCII85 or hexadecimal wraps; empty for anything else, which unpacks to little."""
    if not content.rstrip().endswith((b"~>", b">")) or not content.isascii():
        return b""
    try:
        if content.rstrip().endswith(b"~>"):
            return base64.a85decode(content.strip().removeprefix(b"<~").removesuffix(b"~>"))
        return binascii.unhexlify(b"".join(content.split()).removesuffix(b">"))
    except ValueError:
        return b""


def _size(content: bytes, layers: int) -> int:
    """Bytes that the stream's layers unpack to."""
    if not layers or not _is_packed(content[:2]):
        return 0
    worker, size, rest = zlib.decompressobj(), 0, content
    inner = bytearray()
    while rest and not worker.eof:
        try:
            part = worker.decompress(rest, _CHUNK)
        except zlib.error:
            break
        size += len(part)
        if size > MAX_STREAM:
            raise _bomb(MAX_STREAM)
        if len(inner) < 2 or _is_packed(bytes(inner[:2])):
            inner += part
        if not part and rest == worker.unconsumed_tail:
            break
        rest = worker.unconsumed_tail
    return size + _size(bytes(inner), layers - 1)


# Two bytes name a glyph, so a font has no more.
_MOST_GLYPHS = 0xFFFF


@contextlib.contextmanager
def bounded_fonts() -> Iterator[None]:
    """pdfminer writes down a width for every glyph of a range, however many the file says there are: meanwhile no range
    goes beyond what a font can hold."""
    from pdfminer import pdffont

    before = {name: getattr(pdffont, name) for name in ("get_widths", "get_widths2")}
    vars(pdffont).update({name: _within(widths) for name, widths in before.items()})
    try:
        yield
    finally:
        vars(pdffont).update(before)


def _within(widths: Callable[[list[Any]], Any]) -> Callable[[Iterable[Any]], Any]:
    from pdfminer.pdftypes import resolve1

    def bounded(values: Iterable[Any]) -> Any:
        known = [resolve1(value) for value in values]
        return widths([max(-_MOST_GLYPHS, min(v, _MOST_GLYPHS)) if isinstance(v, int) else v for v in known])

    return bounded
