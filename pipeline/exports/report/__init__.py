"""report.html and report.docx: what changed over the years, in words, charts and tables that lead to their source."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import Config
from pipeline.exports.report.document import document
from pipeline.exports.report.narrative import narrative
from pipeline.exports.report.page import page
from pipeline.records import (
    Contradiction,
    Document,
    Duplicate,
    Passage,
    Place,
    Problem,
    Quantity,
    ReuseByYear,
    SourceText,
    Suggestion,
    Theme,
)
from pipeline.reliability import CorrectedShare, ModelCheck
from pipeline.store import Tables, write_aside
from pipeline.yearly import Comparability, FormulationTimeline, Keyness, PlaceByYear, QuantityByYear, ThemeByYear

READS = (
    Comparability, Contradiction, CorrectedShare, Document, Duplicate, FormulationTimeline, Keyness, ModelCheck,
    Passage, Place, PlaceByYear, Problem, Quantity, QuantityByYear, ReuseByYear, SourceText, Suggestion, Theme,
    ThemeByYear,
)  # fmt: skip
# After the charts, which it shows.
ORDER = 40


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Write both reports from one narrative."""
    charts = output / "charts"
    report = narrative(tables, config, (p.stem for p in charts.glob("*.png")))
    paths = [output / "report.html", output / "report.docx"]
    write_aside(paths[0], page(report, charts).encode("utf-8"))
    write_aside(paths[1], document(report, charts))
    return paths
