"""report.html, report.docx and report_appendix.docx: what changed over the years, in words, charts and tables that lead
to their source."""

from __future__ import annotations

from pathlib import Path

from pipeline import narrowing
from pipeline.catalogue import sheets
from pipeline.config import Config
from pipeline.exports import charts
from pipeline.exports.report.document import documents
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
    SourceText,
    Suggestion,
    Theme,
)
from pipeline.reliability import CorrectedShare, ModelCheck
from pipeline.store import Tables, write_aside
from pipeline.yearly import Comparability, Evidence, FormulationTimeline, QuantityByYear, ThemeByYear

_TOLD = (
    Comparability, Contradiction, CorrectedShare, Document, Duplicate, Evidence, FormulationTimeline, ModelCheck,
    Passage, Place, Problem, Quantity, QuantityByYear, SourceText, Suggestion, Theme, ThemeByYear,
)  # fmt: skip
# The charts' tables too, for it shows them, and those of the workbook, whose rows it names.
READS = tuple(dict.fromkeys((*_TOLD, *narrowing.READS, *charts.READS, *sheets())))
ORDER = 40
AFTER = ("charts",)


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Write the page, the short Word report and its appendix from one narrative."""
    folder = output / "charts"
    report = narrative(tables, config, (p.stem for p in folder.glob("*.png")))
    paths = [output / name for name in ("report.html", "report.docx", "report_appendix.docx")]
    for path, data in zip(paths, (page(report, folder).encode("utf-8"), *documents(report, folder)), strict=True):
        write_aside(path, data)
    return paths
