"""What is already known around a passage when its quantities are read."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Formulation, Place, Unit


@dataclass(frozen=True)
class Findings:
    """The places, units and formulations of one passage, and what its document says of itself.

    `carried`: short names of the provinces that the sentence before the passage credits, joined with `、`; they hold
    on where the passage begins with an ellipsis (全省, 该县, 其中).
    """

    places: tuple[Place, ...] = ()
    units: tuple[Unit, ...] = ()
    formulations: tuple[Formulation, ...] = ()
    review_year: int | None = None
    home_province: str = ""
    genre: str = "other"
    carried: str = ""
