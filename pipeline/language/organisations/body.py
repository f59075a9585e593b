"""What recognises an organisation hands on."""

from __future__ import annotations

from typing import NamedTuple


class Body(NamedTuple):
    """An organisation at `text[start:end]`; the fields are those of the units table."""

    start: int
    end: int
    canonical: str
    type: str
    province: str
    rule: str
    named: bool = True
    damaged: bool = False
