"""Readers: one module per input format. A module that defines SUFFIXES and `read` is found by its presence."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from pipeline.presence import modules, owners
from pipeline.readers.reading import Anchor, Mark, ReadError, Reading

Reader = Callable[[bytes, str], Reading]

__all__ = ["Anchor", "Mark", "ReadError", "Reader", "Reading", "helpers", "read", "readers"]


@cache
def readers() -> dict[str, Reader]:
    """The reader for every file name suffix, in lower case with its dot.

    Raises SettingsError where two modules claim the same suffix.
    """
    missing: dict[str, ImportError] = {}
    found = modules(__name__, __path__, "SUFFIXES", missing)
    claims = ((suffix.lower(), module) for module in found for suffix in module.SUFFIXES)
    # A module that cannot be imported does not say its suffixes; its name is one.
    without = {f".{name}": partial(_without, error) for name, error in missing.items()}
    return {**without, **{suffix: module.read for suffix, module in owners(claims, "readers").items()}}


def _without(error: ImportError, data: bytes, name: str) -> Reading:
    raise error


def helpers() -> tuple[str, ...]:
    """What readers can call upon on this machine besides what is always there: where it changes, files that could not
    be read may be readable. A module that defines `helper` says what it has found, or an empty string."""
    return tuple(module.helper() for module in modules(__name__, __path__, "helper", {}))


def read(data: bytes, name: str) -> Reading:
    """Read a file's bytes; `name` is its path, whose suffix chooses the reader (text where it is unknown).

    Raises ReadError, with a line for the analyst, where the file cannot be read.
    """
    suffix = "." + name.rsplit(".", 1)[-1].lower() if "." in name.rsplit("/", 1)[-1] else ""
    table = readers()
    try:
        return table.get(suffix, table[".txt"])(data, name)
    except ImportError as error:
        raise ReadError(f"缺少程序库 {error.name or error}，未能读取；请重新安装 zongshu 后再运行") from error
