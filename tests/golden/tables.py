"""Golden tables: what a run over the sample writes, byte for byte, for the tables that an analyst reads."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent / "tables"
NAMES = (
    "documents",
    "duplicates",
    "contradictions",
    "comparability",
    "theme_by_year",
    "place_by_year",
    "unit_by_year",
    "formulation_timeline",
    "quantity_by_year",
    "reuse_by_year",
    "problems",
)


def tables(outputs: Path) -> dict[str, bytes]:
    """The golden tables of a run, by name; a table that the run did not write is missing here too."""
    files = {name: outputs / "tables" / f"{name}.csv" for name in NAMES}
    return {name: path.read_bytes() for name, path in files.items() if path.exists()}


def kept() -> dict[str, bytes]:
    """The golden tables as they were kept."""
    return {path.stem: path.read_bytes() for path in sorted(HERE.glob("*.csv"))}
