"""Ids of findings, made from the texts concerned: they survive a re-run, an added document and another order."""

from __future__ import annotations

import hashlib


def finding_id(letter: str, *texts: str) -> str:
    """`letter` (D duplicate, C contradiction, S suggestion) and twelve hex digits of the texts' sha256."""
    sha = hashlib.sha256("\x1f".join(texts).encode("utf-8", "surrogatepass"))
    return f"{letter}{sha.hexdigest()[:12]}"
