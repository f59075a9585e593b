"""Plain text: the decoded content, nothing translated."""

from __future__ import annotations

from pipeline.readers.decoding import decode
from pipeline.readers.lines import line_anchors
from pipeline.readers.reading import Reading

SUFFIXES = (".txt", ".text")


def read(data: bytes, name: str) -> Reading:
    """Read a text file; a wrong guess of its encoding is warned of, never hidden. Raises ReadError."""
    decoded = decode(data, name)
    return Reading(
        text=decoded.text,
        encoding=decoded.encoding,
        anchors=line_anchors(decoded.text),
        warnings=decoded.warnings,
    )
