"""charts/: PNG and SVG, drawn from the tables alone; a chart without data is not drawn.

One module is one chart, found by its presence; its name is the chart's. It defines TITLE, SECTION (the section of the
report that shows it, a name in `pipeline.exports.report.narrative.SECTIONS`), READS (record types), and
`draw(tables, chosen, config)`, which returns the figure, or None where there is nothing to draw. Charts of one section
stand in the order of their ORDER. One that shows nothing of the corpus says OF_CORPUS = False and bears no mark of
invented text; one that the short report does without says BRIEF = False.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure

from pipeline import narrowing
from pipeline.config import Config
from pipeline.exports.charts.style import mark_invented, save, style
from pipeline.exports.selection import Selection, main_scope
from pipeline.narrowing import narrowed
from pipeline.presence import modules, name_of
from pipeline.records import Document, Record
from pipeline.store import Tables

ORDER = 10


@dataclass(frozen=True)
class Chart:
    """A chart as its module defines it; `name` is that of its files."""

    name: str
    title: str
    section: str
    reads: tuple[type[Record], ...]
    draw: Callable[[Tables, Selection, Config], Figure | None]
    of_corpus: bool = True
    brief: bool = True


def charts() -> list[Chart]:
    """Every chart, in the order of their ORDER, then name."""
    found = modules(__name__, __path__, "draw")
    return [
        Chart(name_of(m), m.TITLE, m.SECTION, m.READS, m.draw, getattr(m, "OF_CORPUS", True), getattr(m, "BRIEF", True))
        for m in found
    ]


READS = tuple(dict.fromkeys([*narrowing.READS, *(record for chart in charts() for record in chart.reads)]))


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Draw every chart that has data; returns the paths written."""
    for old in sorted((output / "charts").glob("*.*")):
        old.unlink()
    return write(charts(), tables, output / "charts", config)


def write(wanted: Iterable[Chart], tables: Tables, folder: Path, config: Config) -> list[Path]:
    """Draw those of the charts that have data; returns the paths written."""
    written: list[Path] = []
    chosen = main_scope(tables, config)
    tables = narrowed(tables, chosen.scope, config.settings.compare)
    synthetic = [document.synthetic for document in tables[Document]]
    mark = "虚构样例" if all(synthetic) else "含虚构样例"
    with style():
        for chart in wanted:
            if (figure := chart.draw(tables, chosen, config)) is not None:
                if chart.of_corpus and any(synthetic):
                    mark_invented(figure, mark)
                written += save(figure, folder, chart.name)
    return written
