"""Quotations and titles: what stands between marks that belong together."""

from __future__ import annotations

import re

_QUOTATION = re.compile(r"“([^“”]{1,60})”|‘([^‘’]{1,40})’|「([^「」]{1,40})」")
_TITLE = re.compile(r"《[^《》]{1,80}》|〈[^〈〉]{1,60}〉")
_SHORT = re.compile(r"[“‘「\"][^“”‘’「」\"，。；！？]{1,14}[”’」\"]")

Span = tuple[int, int]


def quotations(text: str) -> list[tuple[int, int, str]]:
    """The quotations of a text: half-open spans, marks included, with the words between the marks."""
    if "“" not in text and "‘" not in text and "「" not in text:
        return []
    return [(m.start(), m.end(), m[1] or m[2] or m[3]) for m in _QUOTATION.finditer(text)]


def short_quotations(text: str) -> list[Span]:
    """Quotations of a few words without a stop: names and slogans, whose words do nothing in the sentence."""
    return [m.span() for m in _SHORT.finditer(text)]


def titles(text: str) -> list[Span]:
    """The titles of works and documents, with their marks."""
    return [m.span() for m in _TITLE.finditer(text)] if "《" in text or "〈" in text else []
