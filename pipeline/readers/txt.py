"""Plain text: the decoded content, nothing translated; of a dump or a script, what its literals say."""

from __future__ import annotations

from pipeline.readers.decoding import decode
from pipeline.readers.lines import line_anchors
from pipeline.readers.reading import Reading
from pipeline.readers.wrapped import unwrapped

SUFFIXES = (".txt", ".text", ".sql", ".js")


def read(data: bytes, name: str) -> Reading:
    """Read a text file; a wrong guess of its encoding is warned of, never hidden. Raises ReadError."""
    decoded = decode(data, name)
    if (inner := unwrapped(decoded)) is not None:
        return inner
    return Reading(
        text=decoded.text,
        encoding=decoded.encoding,
        anchors=line_anchors(decoded.text),
        warnings=decoded.warnings,
    )
