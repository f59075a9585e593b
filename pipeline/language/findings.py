"""What is already known around a passage when its quantities are read."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Coinage, Formulation, Place, Unit


@dataclass(frozen=True)
class Findings:
    """The places, units and formulations, coined ones too, of one passage, and what its document says of itself.

    `named`: the province that most of the document's place names lie in; `named_share`: how many of them do (most ·
    half · few).
    """

    places: tuple[Place, ...] = ()
    units: tuple[Unit, ...] = ()
    formulations: tuple[Formulation | Coinage, ...] = ()
    review_year: int | None = None
    home_province: str = ""
    level: str = "unknown"
    title: str = ""
    named: str = ""
    named_share: str = ""
    genre: str = "other"
