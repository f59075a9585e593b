"""Quantities with their frame: who did what, how much, of what, where, when."""

from __future__ import annotations

from pipeline.config import Config
from pipeline.extract.findings import Findings
from pipeline.extract.quantities.scan import scan
from pipeline.records import NonQuantity, Quantity
from pipeline.text.located import Located

__all__ = ["quantities"]


def quantities(passage: Located, findings: Findings, config: Config) -> tuple[list[Quantity], list[NonQuantity]]:
    """The quantities of a passage with their frames, and the strings that only look like one with the reason."""
    text = passage.text
    readings, refusals = scan(text, findings, config)
    found = [
        Quantity(
            **passage.mention("quantity", r.start, r.end),
            value_low=None if r.low is None else float(r.low),
            value_high=None if r.high is None else float(r.high),
            bound=r.bound,
            masked=r.masked,
            unit=r.unit,
            object="",
            action="",
            actor="",
            provinces=[],
            kind="result",
            review_year=findings.review_year,
            rule=r.rule,
        )
        for r in readings
    ]
    refused = [NonQuantity(**passage.mention("non_quantity", r.start, r.end), reason=r.reason) for r in refusals]
    return found, refused
