"""Quantities of loose text: its numbers as the language room reads them, with their frames."""

from __future__ import annotations

from typing import Any

from pipeline.config import Config
from pipeline.extract.quantities import quantities
from pipeline.language.components import closed
from pipeline.language.counting import count
from pipeline.language.findings import Findings
from pipeline.records import NonQuantity, Quantity
from pipeline.text.located import loose

CONFIG = Config()


def read(
    text: str, *, heading: str = "", config: Config = CONFIG, **known: Any
) -> tuple[list[Quantity], list[NonQuantity]]:
    """The quantities of a text and what only looks like one; `known` are fields of Findings."""
    findings = Findings(**known)
    numbers, refusals = count(text, closed(findings), config)
    return quantities(loose(text, heading=heading), numbers, refusals, findings, config)
