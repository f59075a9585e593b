"""source_text/: the text of every source that a reader derived from a format, as all offsets count it."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import Config
from pipeline.records import SourceText
from pipeline.store import Tables, write_aside

READS = (SourceText,)


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Write the derived source texts, UTF-8 and untranslated."""
    written = []
    for text in tables[SourceText]:
        if text.derived:
            path = output / "source_text" / f"{text.source}.txt"
            write_aside(path, text.text.encode("utf-8"))
            written.append(path)
    return written
