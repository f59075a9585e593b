"""The libraries that this installation asks for, and which of them are there."""

from __future__ import annotations

import re
from importlib import metadata

_DISTRIBUTION = "zongshu"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")

ABSENT = "absent"


def required(extra: str = "") -> list[str]:
    """The names of the distributions that every run needs, or that an extra adds, in order."""
    try:
        lines = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []
    found = {name[0] for line in lines if _extra_of(line) == extra and (name := _NAME.match(line))}
    return sorted(found)


def _extra_of(line: str) -> str:
    extra = _EXTRA.search(line)
    return extra[1] if extra else ""


def version_of(distribution: str) -> str:
    """The version of a distribution that is installed; ABSENT where it is not."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ABSENT
