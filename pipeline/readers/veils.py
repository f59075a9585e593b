"""What a page's markup hides: whole elements, which a script may show later, and strings woven into sentences."""

from __future__ import annotations

import re
from typing import Any

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity)\s*:\s*0*\.?0+(?![.\d])", re.I
)
# The class that Discuz gives to the random strings that it writes between a post's sentences.
_JAMMER = re.compile(r"(?:^|\s)jammer(?:\s|$)", re.I)
# Signs inside a run of text; a page's own control characters are gone before (pipeline.readers.page.parse).
_OPEN, _JAMMED, CLOSE = "\x1c", "\x1d", "\x1f"
_SIGNS = re.compile(f"([{_OPEN}{_JAMMED}{CLOSE}])")
_REASONS = {_OPEN: "隐藏文字", _JAMMED: "防复制字符串"}


def veil_of(element: Any) -> bool:
    """Whether a browser hides the element by its own markup."""
    style = element.get("style", "")
    return bool("hidden" in element.attrib or (style and _HIDDEN.search(style)) or _is_jammer(element))


def lift(element: Any) -> None:
    """Show a hidden element."""
    element.attrib.pop("hidden", None)
    element.attrib.pop("style", None)


def open_veil(element: Any) -> str:
    """The sign that hidden text begins inside a run of text; CLOSE ends it."""
    return _JAMMED if _is_jammer(element) else _OPEN


def _is_jammer(element: Any) -> bool:
    return bool(_JAMMER.search(element.get("class", "")))


def unveiled(text: str) -> tuple[str, tuple[tuple[int, int, str], ...]] | None:
    """The text without signs, and what stood between them as half-open spans with the reason; None for no text."""
    if not _SIGNS.search(text):
        return (text, ()) if text else None
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    at, opened, reason = 0, 0, ""
    for piece in _SIGNS.split(text):
        if piece in _REASONS:
            opened, reason = at, _REASONS[piece]
        elif piece == CLOSE:
            spans += [(opened, at, reason)] if reason and at > opened else []
            reason = ""
        else:
            pieces.append(piece)
            at += len(piece)
    if reason and at > opened:
        spans.append((opened, at, reason))
    whole = "".join(pieces)
    return (whole, tuple(spans)) if whole.strip() else None
