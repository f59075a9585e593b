"""When formulations stand in the corpus, against the year of their coinage."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from pipeline.config import Config
from pipeline.exports.charts.captions import note, undocumented
from pipeline.exports.charts.style import BLUE, GREY, ORANGE, RED, caption, new_figure, title, year_axis
from pipeline.exports.selection import Selection
from pipeline.records import Document
from pipeline.store import Tables
from pipeline.yearly import Comparability, FormulationTimeline

TITLE = "提法时间线"
SECTION = "formulations"
READS = (Comparability, Document, FormulationTimeline)

MOST = 28


def draw(tables: Tables, chosen: Selection, config: Config) -> Figure | None:
    """The formulations of all documents."""
    rows = tables[FormulationTimeline]
    if not rows or not chosen.covered:
        return None
    text = "括号内为次数；按次数取前列。灰色底纹：该年度没有文档。口径：全部文档"
    said = note(tables, chosen, text, "formulation_timeline")
    return timeline_chart(rows, chosen.years, undocumented(tables, chosen), said)


def timeline_chart(
    rows: Sequence[FormulationTimeline], years: Sequence[int], absent: Sequence[int], said: str
) -> Figure:
    """The formulations with most mentions, one line each, in the order of their first year in the corpus."""
    chosen = sorted((r for r in rows if r.years), key=lambda r: (-r.mentions, r.canonical))[:MOST]
    chosen.sort(key=lambda r: (-(r.first_year or 0), -(r.last_year or 0), r.canonical))
    figure = new_figure(10.5, 1.9 + 0.26 * len(chosen))
    axes = figure.subplots()
    for line, row in enumerate(chosen):
        axes.hlines(line, row.first_year or 0, row.last_year or 0, color="#C9D6E2", lw=2, zorder=1)
        axes.plot(row.years, [line] * len(row.years), "o", color=BLUE, ms=5, zorder=3)
        axes.plot(row.absent_years, [line] * len(row.absent_years), "x", color=GREY, ms=4, zorder=3)
        if row.coined is not None and years[0] <= row.coined <= years[-1]:
            early = bool(row.warning)
            axes.plot(row.coined, line, "d", mfc="none", mec=RED if early else ORANGE, ms=8, zorder=4)
    axes.set_yticks(range(len(chosen)), [f"{r.canonical}（{r.mentions}）" for r in chosen])
    axes.set_ylim(-0.7, len(chosen) - 0.3)
    year_axis(axes, list(years), list(absent))
    axes.legend(handles=_legend(), loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, frameon=False, fontsize=8.5)
    title(figure, TITLE)
    caption(figure, said)
    return figure


def _legend() -> list[Line2D]:
    marks = (
        ("o", BLUE, BLUE, "该年度出现"),
        ("x", GREY, GREY, "有文档而未出现"),
        ("d", "none", ORANGE, "已知提出年份"),
        ("d", "none", RED, "首见早于提出年份，待核"),
    )
    return [Line2D([], [], ls="", marker=m, mfc=face, mec=edge, label=text) for m, face, edge, text in marks]
