"""Stamps: under which key files were written, and what was in them, so that the next run knows what it can keep.

A file of stamps is believed only whole: one that is cut, emptied or of another shape is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.store import digest, write_aside


class Stamp(NamedTuple):
    """The key of what files were made from, and sha256 of each by its path under the outputs' folder."""

    key: str
    files: dict[str, str]


def stamped(key: str, paths: Iterable[Path], output: Path) -> Stamp:
    """The stamp of files as they are now."""
    return Stamp(key, {p.relative_to(output).as_posix(): _sha(p) for p in sorted(set(paths))})


def intact(stamp: Stamp | None, key: str, output: Path) -> bool:
    """Whether `output` holds just what was written under that key, every file unharmed."""
    return stamp is not None and stamp.key == key and not harmed(stamp.files, output)


def harmed(files: Mapping[str, str], output: Path) -> list[str]:
    """The files of a stamp that are gone or are not as they were written."""
    return [name for name, sha in files.items() if not _is(output / name, sha)]


def _is(path: Path, sha: str) -> bool:
    try:
        return _sha(path) == sha
    except (OSError, ValueError):
        return False


def write_stamps(path: Path, stamps: Mapping[str, Stamp]) -> None:
    """Write stamps by name, under a digest of them all."""
    told = {name: stamp._asdict() for name, stamp in stamps.items()}
    write_aside(path, json.dumps({"digest": _digest(told), "stamps": told}, indent=0, sort_keys=True).encode())


def read_stamps(path: Path) -> dict[str, Stamp]:
    """The stamps of a file by name; none where it is absent, harmed or something else."""
    try:
        content = json.loads(path.read_bytes())
        if _digest(content["stamps"]) != content["digest"]:
            return {}
        return {name: Stamp(stamp["key"], stamp["files"]) for name, stamp in content["stamps"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _digest(told: Any) -> str:
    return digest(json.dumps(told, sort_keys=True))


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
