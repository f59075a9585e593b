"""When formulations stand in the corpus, against the year of their coinage."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from pipeline.config import Config
from pipeline.exports.charts.captions import note
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
    """The formulations of the chosen documents."""
    rows = tables[FormulationTimeline]
    if not rows or not chosen.covered:
        return None
    compare, absent = config.settings.compare, chosen.absent
    dated = sum(bool(r.years) for r in rows)
    most = f"；共{dated}个提法，按次数列前{MOST}个，互相包含而起止年度相同的只列一个" if dated > MOST else ""
    shaded = "灰色底纹：该年度没有文档。" if absent else ""
    text = (
        f"括号内为正文次数{most}。标题、小标题、重复段落和更长的提法里的也算出现，不计次数。{shaded}\n空心点：之前（之后）的年度"
        f"不足{compare.witness_documents}份文档或{compare.witness_characters}字，不能说首见（末见）"
    )
    said = note(tables, chosen, text, "formulation_timeline")
    return timeline_chart(rows, chosen.years, absent, said)


def timeline_chart(
    rows: Sequence[FormulationTimeline], years: Sequence[int], absent: Sequence[int], said: str
) -> Figure:
    """The formulations with most mentions, one line each, in the order of the years that they stand in."""
    chosen = _apart(sorted((r for r in rows if r.years), key=lambda r: (-r.mentions, r.canonical)))[:MOST]
    chosen.sort(key=lambda r: (-r.years[0], -r.years[-1], r.canonical))
    figure = new_figure(10.5, 1.9 + 0.26 * len(chosen))
    axes = figure.subplots()
    for line, row in enumerate(chosen):
        axes.hlines(line, row.years[0], row.years[-1], color="#C9D6E2", lw=2, zorder=1)
        told = [y for y in row.years if y == row.first_year or y == row.last_year or row.years[0] < y < row.years[-1]]
        axes.plot(row.years, [line] * len(row.years), "o", mfc="white", mec=BLUE, ms=5, zorder=3)
        axes.plot(told, [line] * len(told), "o", color=BLUE, ms=5, zorder=3)
        axes.plot(row.absent_years, [line] * len(row.absent_years), "x", color=GREY, ms=4, zorder=3)
        if row.coined is not None and years[0] <= row.coined <= years[-1]:
            early = bool(row.warning)
            axes.plot(row.coined, line, "d", mfc="none", mec=RED if early else ORANGE, ms=8, zorder=4)
    axes.set_yticks(range(len(chosen)), [f"{r.canonical}（{r.mentions}）" for r in chosen])
    axes.set_ylim(-0.7, len(chosen) - 0.3)
    year_axis(axes, list(years), list(absent))
    axes.legend(handles=_legend(), loc="lower left", bbox_to_anchor=(0, 1.0), ncols=5, frameon=False, fontsize=8.5)
    title(figure, TITLE)
    caption(figure, said)
    return figure


def _apart(rows: Sequence[FormulationTimeline]) -> list[FormulationTimeline]:
    """The rows without those that say the same as one before: one wording within the other, in the same years."""
    kept: list[FormulationTimeline] = []
    for row in rows:
        spellings = (r.canonical for r in kept if (r.years[0], r.years[-1]) == (row.years[0], row.years[-1]))
        if not any(row.canonical in other or other in row.canonical for other in spellings):
            kept.append(row)
    return kept


def _legend() -> list[Line2D]:
    marks = (
        ("o", BLUE, BLUE, "该年度出现"),
        ("o", "white", BLUE, "出现，是否首末不能说"),
        ("x", GREY, GREY, "有文档而未出现"),
        ("d", "none", ORANGE, "已知提出年份"),
        ("d", "none", RED, "词典存疑：文档早于提出年份"),
    )
    return [Line2D([], [], ls="", marker=m, mfc=face, mec=edge, label=text) for m, face, edge, text in marks]
