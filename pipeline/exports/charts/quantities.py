"""Indicators over the years: each claim's range, open ends as arrows, masked and disputed ones marked as such."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from pipeline.exports.charts.style import BLUE, GREY, RED, caption, new_figure, title, year_axis
from pipeline.yearly import QuantityByYear

MOST = 6


def chosen_indicators(rows: Sequence[QuantityByYear]) -> list[str]:
    """The known indicators with claims in most years; at least two years make a series."""
    years: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row.n_claims and row.review_year is not None and not row.proposed:
            years[row.indicator].add(row.review_year)
    ranked = sorted(years, key=lambda name: (-len(years[name]), name))
    return [name for name in ranked if len(years[name]) > 1][:MOST]


def quantity_chart(rows: Sequence[QuantityByYear], years: Sequence[int], absent: Sequence[int], note: str) -> Figure:
    """One panel an indicator, one mark a year and province."""
    names = chosen_indicators(rows)
    height = (len(names) + 2) // 3
    figure = new_figure(11, 1.6 + 2.7 * height)
    grid = figure.subplots(height, 3, squeeze=False, sharex=True).flat
    for name in names:
        axes = next(grid)
        mine = [r for r in rows if r.indicator == name and r.n_claims and r.review_year is not None]
        _panel(axes, mine)
        axes.set_title(f"{name}（{'、'.join(sorted({r.unit for r in mine if r.unit}))}）", fontsize=10)
        year_axis(axes, list(years), list(absent))
        axes.tick_params(axis="x", labelrotation=45)
    for axes in grid:
        axes.set_axis_off()
    figure.legend(handles=_legend(), loc="outside upper right", ncols=4, frameon=False, fontsize=8.5)
    title(figure, "指标的年度数字")
    caption(figure, note)
    return figure


def _panel(axes: Axes, rows: Sequence[QuantityByYear]) -> None:
    last: dict[str, tuple[int, float]] = {}
    for row in rows:
        year, ends = row.review_year or 0, _ends(row)
        colour = RED if row.status == "disputed" else BLUE
        if not ends:
            axes.plot(year, 0, "s", mfc="none", mec=GREY, ms=5, clip_on=False)
            continue
        if len(ends) == 2 and row.n_claims == 1:
            axes.vlines(year, ends[0][0], ends[1][0], color=colour, lw=2)
        for value, marker in ends:
            axes.plot(year, value, marker, color=colour, ms=5)
        if year >= last.get(row.province, (0, 0.0))[0]:
            last[row.province] = (year, ends[-1][0])
    for province, (year, value) in last.items():
        label, at = province or "未指明", (year, value)
        axes.annotate(label, at, (6, 0), textcoords="offset points", va="center", fontsize=7, color=GREY)
    axes.set_ylim(bottom=0)
    axes.margins(y=0.18)
    axes.grid(axis="y", color="#EEEEEE")
    axes.yaxis.set_major_formatter(_number)


def _ends(row: QuantityByYear) -> list[tuple[float, str]]:
    """The values to mark, each with its sign; several claims show their lowest and highest, unconnected."""
    low, high = row.value_low, row.value_high
    if low is not None and low == high:
        return [(low, "o")]
    signs = ((low, "^" if high is None else "o"), (high, "v" if low is None else "o"))
    return [(value, sign) for value, sign in signs if value is not None]


def _number(value: float, _: object) -> str:
    if abs(value) >= 1e8:
        return f"{value / 1e8:g}亿"
    return f"{value / 1e4:g}万" if abs(value) >= 1e4 else f"{value:g}"


def _legend() -> list[Line2D]:
    marks = (
        ("o", BLUE, BLUE, "数值或区间"),
        ("^", BLUE, BLUE, "以上、多于"),
        ("s", "none", GREY, "数字被隐去"),
        ("o", RED, RED, "有争议"),
    )
    return [Line2D([], [], ls="", marker=m, mfc=face, mec=edge, label=text) for m, face, edge, text in marks]
