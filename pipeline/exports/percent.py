"""Shares in words: rounded as a reader rounds by hand, and never to a zero that is none."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def percent(share: float, places: int = 0) -> str:
    """A share from 0 to 1 as a percentage, halves rounded up: 0.125 is 13%. What is not zero does not look like it:
    one passage of 400 is <1%."""
    value = (100 * Decimal(repr(float(share)))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if share > 0 and not value:
        return f"<{Decimal(1).scaleb(-places)}%"
    return f"{value}%"
