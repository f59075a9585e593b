"""What shapes of files are built with."""

from __future__ import annotations

from collections.abc import Callable

File = Callable[[int], bytes]


def each(form: str, size: int) -> str:
    """The form once for each number."""
    return "".join(form.replace("#", str(n)) for n in range(size))
