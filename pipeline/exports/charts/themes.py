"""Theme shares over the years, with their intervals, and the same as a heat map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.exports.charts.style import GREY, INK, SEQUENCE, caption, new_figure, title, year_axis
from pipeline.yearly import ThemeByYear

Rows = Sequence[ThemeByYear]


def _years(rows: Rows) -> tuple[list[int], list[int]]:
    years = sorted({r.review_year for r in rows if r.review_year is not None})
    absent = sorted({r.review_year for r in rows if r.status == "no_comparable_document" and r.review_year})
    return years, absent


def _caption(rows: Rows, scope: str, absent: str) -> str:
    counted = {r.review_year: (r.base or 0, r.n_documents) for r in rows if r.status == "counted"}
    passages, documents = (sum(values) for values in zip(*counted.values(), strict=True))
    notes = {r.interval for r in rows if r.status == "counted"}
    interval = notes.pop() if len(notes) == 1 else "竖线为按文档重抽样的区间，文档太少的年度不给区间"
    return (
        f"占比＝首要主题为该类的段落 ÷ 全部正文段落（重复段落不计）。口径：{scope}；"
        f"n＝{documents}份文档、{passages}个段落。"
        f"\n{interval}。{absent}：该年度没有可比文档。数据：theme_by_year"
    )


def over_years(rows: Rows, names: Mapping[str, str], scope: str) -> Figure:
    """Small multiples: one panel a theme, the same axes in all."""
    years, absent = _years(rows)
    figure = new_figure(11, 6.4)
    grid = figure.subplots(2, 4, sharex=True, sharey=True).flat
    top = max((r.high or r.share or 0) for r in rows)
    for number, (theme, name) in enumerate(names.items()):
        axes = next(grid)
        _panel(axes, [r for r in rows if r.theme == theme and r.share is not None], SEQUENCE[number % len(SEQUENCE)])
        axes.set_title(name)
        axes.set_ylim(0, min(1.0, top * 1.12))
        year_axis(axes, years, absent)
        axes.tick_params(axis="x", labelrotation=45)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    for axes in grid:
        axes.set_axis_off()
    title(figure, "各主题占比的年度变化")
    caption(figure, _caption(rows, scope, "灰色底纹"))
    return figure


def _panel(axes: Axes, rows: Rows, colour: str) -> None:
    points = sorted((r.review_year or 0, r.share or 0.0) for r in rows)
    for before, after in pairwise(points):
        # A line joins neighbouring years only: across a gap nothing is known.
        if after[0] == before[0] + 1:
            axes.plot(*zip(before, after, strict=True), color=colour, lw=1.6)
    axes.plot(*zip(*points, strict=True), "o", color=colour, ms=4, clip_on=False)
    for row in rows:
        if row.low is not None and row.high is not None:
            axes.vlines(row.review_year or 0, row.low, row.high, color=colour, lw=1, alpha=0.6)
    axes.grid(axis="y", color="#E5E5E5", lw=0.7)


def heat_map(rows: Rows, names: Mapping[str, str], scope: str) -> Figure:
    """Themes by years; a year without documents stays white and says so."""
    years, absent = _years(rows)
    share = {(r.theme, r.review_year): r.share for r in rows}
    values = np.array([[share.get((t, y), np.nan) for y in years] for t in names], dtype=float)
    figure = new_figure(max(7.0, 1.8 + 0.52 * min(len(years), 30)), 4.2)
    axes = figure.subplots()
    image = axes.imshow(np.ma.masked_invalid(values), aspect="auto", cmap="Blues", vmin=0)
    step = max(1, len(years) // 18)
    axes.set_xticks(range(0, len(years), step), [str(y) for y in years[::step]], rotation=45)
    axes.set_yticks(range(len(names)), list(names.values()))
    for spine in axes.spines.values():
        spine.set_visible(False)
    if len(years) <= 20:
        _numbers(axes, values)
    for year in absent:
        axes.text(
            years.index(year), (len(names) - 1) / 2, "无可比文档", rotation=90, ha="center", va="center", color=GREY
        )
    bar = figure.colorbar(image, ax=axes, shrink=0.8, format=lambda value, _: f"{value:.0%}")
    bar.outline.set_visible(False)
    title(figure, "主题与年度")
    caption(figure, _caption(rows, scope, "空白列"))
    return figure


def _numbers(axes: Axes, values: np.ndarray) -> None:
    middle = np.nanmax(values) * 0.6
    for (row, column), value in np.ndenumerate(values):
        if not np.isnan(value):
            colour = "white" if value > middle else INK
            axes.text(column, row, f"{value:.0%}", ha="center", va="center", color=colour, fontsize=8)


__all__ = ["heat_map", "over_years"]
