"""Readers: one module per input format. A module that defines SUFFIXES and `read` is found by its presence."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from pipeline.readers.reading import Anchor, Mark, ReadError, Reading

Reader = Callable[[bytes, str], Reading]

__all__ = ["Anchor", "Mark", "ReadError", "Reader", "Reading", "read", "readers"]


@cache
def readers() -> dict[str, Reader]:
    """The reader for every file name suffix, in lower case with its dot."""
    found: dict[str, Reader] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for suffix in getattr(module, "SUFFIXES", ()):
            found[suffix] = module.read
    return found


def read(data: bytes, name: str) -> Reading:
    """Read a file's bytes; `name` is its path, whose suffix chooses the reader (text where it is unknown).

    Raises ReadError, with a line for the analyst, where the file cannot be read.
    """
    suffix = "." + name.rsplit(".", 1)[-1].lower() if "." in name.rsplit("/", 1)[-1] else ""
    table = readers()
    return table.get(suffix, table[".txt"])(data, name)
