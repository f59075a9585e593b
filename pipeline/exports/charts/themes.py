"""Theme shares over the years, with their intervals, and the same as a heat map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure

from pipeline.exports.charts.style import GREY, INK, PALE, SEQUENCE, caption, new_figure, title, year_axis
from pipeline.exports.selection import runs
from pipeline.yearly import ThemeByYear

Rows = Sequence[ThemeByYear]


def _years(rows: Rows) -> tuple[list[int], list[int]]:
    years = sorted({r.review_year for r in rows if r.review_year is not None})
    absent = sorted({r.review_year for r in rows if r.status == "no_comparable_document" and r.review_year})
    return years, absent


def _caption(rows: Rows, scope: str, absent: str, gate: str) -> str:
    counted = {r.review_year: (r.base or 0, r.n_documents) for r in rows if r.status == "counted"}
    passages, documents = (sum(values) for values in zip(*counted.values(), strict=True))
    notes = {r.interval for r in rows if r.status == "counted"}
    interval = notes.pop() if len(notes) == 1 else "竖线为按文档重抽样的区间，文档太少的年度不给区间"
    return (
        f"占比＝首要主题为该类的段落 ÷ 全部正文段落（重复段落不计）。口径：{scope}；"
        f"n＝{documents}份文档、{passages}个段落。"
        f"\n{interval}。{absent}：该年度没有可比文档。{gate}。数据：theme_by_year"
    )


def over_years(rows: Rows, names: Mapping[str, str], scope: str, gate: str) -> Figure:
    """Small multiples: one panel a theme, the same axes in all."""
    years, absent = _years(rows)
    figure = new_figure(11, 6.4)
    panels = figure.subplots(-(-len(names) // 4), 4, sharex=True, sharey=True)
    grid = panels.flat
    top = max((r.high or r.share or 0) for r in rows)
    for number, (theme, name) in enumerate(names.items()):
        axes = next(grid)
        _panel(axes, [r for r in rows if r.theme == theme and r.share is not None], SEQUENCE[number % len(SEQUENCE)])
        axes.set_title(name)
        axes.set_ylim(0, min(1.0, top * 1.12))
        year_axis(axes, years, absent)
        axes.tick_params(axis="x", labelrotation=45)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    for column, axes in enumerate(grid, len(names) % 4):
        axes.set_axis_off()
        panels[-2, column].tick_params(axis="x", labelbottom=True)
    title(figure, "各主题占比的年度变化")
    caption(figure, _caption(rows, scope, "灰色底纹", gate))
    return figure


def _panel(axes: Axes, rows: Rows, colour: str) -> None:
    share = {r.review_year or 0: r.share or 0.0 for r in rows}
    # A line joins neighbouring years only: across a gap nothing is known.
    span = range(min(share), max(share) + 1)
    axes.plot(span, [share.get(year, np.nan) for year in span], "o-", color=colour, lw=1.4, clip_on=False,
              ms=4 if len(span) <= 24 else 2.2)  # fmt: skip
    known = [(r.review_year or 0, r.low, r.high) for r in rows if r.low is not None and r.high is not None]
    if known:
        axes.vlines(*zip(*known, strict=True), color=colour, lw=1, alpha=0.6)
    axes.grid(axis="y", color="#E5E5E5", lw=0.7)


def heat_map(rows: Rows, names: Mapping[str, str], scope: str, gate: str) -> Figure:
    """Themes by years; a year without documents stays white and says so."""
    years, absent = _years(rows)
    share = {(r.theme, r.review_year): r.share for r in rows}
    values = np.array([[share.get((t, y), np.nan) for y in years] for t in names], dtype=float)
    figure = new_figure(max(7.0, min(12.0, 2.2 + 0.52 * len(years))), 4.2)
    axes = figure.subplots()
    top = float(np.nanmax(values)) or 1.0
    axes.set_facecolor(PALE)
    # By the square root: where one theme takes most of the text the small ones still differ.
    image = axes.imshow(np.ma.masked_invalid(values), aspect="auto", cmap="Blues", norm=PowerNorm(0.5, 0, top))
    step = next(s for s in (1, 2, 5, 10, 20) if len(years) / s <= 18)
    shown = [n for n, year in enumerate(years) if year % step == 0]
    axes.set_xticks(shown, [str(years[n]) for n in shown], rotation=45)
    axes.set_yticks(range(len(names)), list(names.values()))
    for spine in axes.spines.values():
        spine.set_visible(False)
    if len(years) <= 20:
        _numbers(axes, values)
    for first, last in runs(absent):
        if len(years) <= 30 or last - first >= 2:
            middle = (years.index(first) + years.index(last)) / 2
            axes.text(middle, (len(names) - 1) / 2, "无可比文档", rotation=90, ha="center", va="center", color=GREY)
    bar = figure.colorbar(image, ax=axes, shrink=0.8, format=lambda value, _: f"{value:.0%}")
    bar.outline.set_visible(False)
    title(figure, "主题与年度")
    caption(figure, _caption(rows, scope, "灰色列", gate))
    return figure


def _numbers(axes: Axes, values: np.ndarray) -> None:
    middle = np.nanmax(values) * 0.45
    for (row, column), value in np.ndenumerate(values):
        if not np.isnan(value):
            colour = "white" if value > middle else INK
            axes.text(column, row, f"{value:.0%}", ha="center", va="center", color=colour, fontsize=8)
