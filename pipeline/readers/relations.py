"""What the parts of an Office Open XML package point at (ISO/IEC 29500-2, 9.3)."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from pipeline.readers.package import Package
from pipeline.readers.wordml import attribute


class Relation(NamedTuple):
    """A part of the same package that a part points at. key: the name it uses for it; kind: slide, slideLayout …"""

    key: str
    kind: str
    part: str


def related(package: Package, part: str) -> list[Relation]:
    """The parts that `part` points at, in its own order; what lies outside the package is left out."""
    folder, _, name = part.rpartition("/")
    root = package.tree(f"{folder}/_rels/{name}.rels")
    found = []
    for element in root if root is not None else ():
        target = attribute(element, "Target")
        if target and attribute(element, "TargetMode") != "External":
            kind = attribute(element, "Type").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append(Relation(attribute(element, "Id"), kind, path))
    return found
