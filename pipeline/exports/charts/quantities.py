"""Indicators over the years: each claim's range, open ends as arrows, masked and disputed ones marked as such."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import nan

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from pipeline.config import Config
from pipeline.exports.charts.captions import note
from pipeline.exports.charts.style import BLUE, GREY, RED, caption, new_figure, title, year_axis
from pipeline.exports.selection import Selection
from pipeline.records import Document
from pipeline.store import Tables
from pipeline.yearly import Comparability, QuantityByYear

TITLE = "指标的年度数字"
SECTION = "indicators"
READS = (Comparability, Document, QuantityByYear)

MOST = 6


def draw(tables: Tables, chosen: Selection, config: Config) -> Figure | None:
    """The known indicators of the chosen documents that make a series."""
    rows = tables[QuantityByYear]
    if not chosen.covered or not chosen_indicators(rows):
        return None
    marks = "标记是一个年度一个地方的说法，不相加；几处说法标最低与最高"
    text = f"{_extent(rows)}；{marks}；旁注为归属的省份或市县，挤不下的不标"
    said = note(tables, chosen, text, "quantity_by_year")
    claimed = {
        r.review_year or 0 for r in rows if r.indicator in chosen_indicators(rows) and r.n_claims and r.review_year
    }
    years = [year for year in chosen.years if min(claimed) <= year <= max(claimed)]
    return quantity_chart(rows, years, [year for year in chosen.absent if year in years], said)


def _extent(rows: Sequence[QuantityByYear]) -> str:
    """How many claims are drawn, and of how many indicators that make a series."""
    names, series = chosen_indicators(rows), len(_series(rows))
    claims = sum(r.n_claims for r in rows if r.indicator in names and r.review_year is not None and not r.proposed)
    most = f"，即说法跨年最多的{len(names)}个指标（共{series}个指标有两个以上年度的说法）"
    return f"所画{claims}条说法{most if series > len(names) else ''}"


def chosen_indicators(rows: Sequence[QuantityByYear]) -> list[str]:
    """The known indicators with claims in most years."""
    return _series(rows)[:MOST]


def _series(rows: Sequence[QuantityByYear]) -> list[str]:
    """The known indicators by the number of years with claims; at least two years make a series."""
    years: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row.n_claims and row.review_year is not None and not row.proposed:
            years[row.indicator].add(row.review_year)
    ranked = sorted(years, key=lambda name: (-len(years[name]), name))
    return [name for name in ranked if len(years[name]) > 1]


def quantity_chart(rows: Sequence[QuantityByYear], years: Sequence[int], absent: Sequence[int], said: str) -> Figure:
    """One panel an indicator, one mark a year and body."""
    names = chosen_indicators(rows)
    width = min(3, len(names))
    height = -(-len(names) // width)
    # One panel alone needs the width that the legend and the caption take.
    figure = new_figure(9.0 if width < 3 else 11.0, 1.6 + 2.9 * height)
    grid = figure.subplots(height, width, squeeze=False, sharex=True).flat
    for name in names:
        axes = next(grid)
        mine = [r for r in rows if r.indicator == name and r.n_claims and r.review_year is not None]
        _panel(axes, mine, len(years))
        axes.set_title(f"{name}（{'、'.join(sorted({r.unit for r in mine if r.unit}))}）", fontsize=10)
        year_axis(axes, list(years), list(absent))
        axes.tick_params(axis="x", labelrotation=45, labelbottom=True)
    for axes in grid:
        axes.set_axis_off()
    figure.legend(handles=_legend(), loc="outside upper right", ncols=5, frameon=False, fontsize=8.5)
    title(figure, TITLE)
    caption(figure, said)
    return figure


def _panel(axes: Axes, rows: Sequence[QuantityByYear], years: int) -> None:
    last: dict[str, tuple[int, float]] = {}
    for row in rows:
        year, ends = row.review_year or 0, _ends(row)
        if not ends:
            # No value is known: the mark stands in the strip above the axis' values, not at one of them.
            axes.plot(year, 0.955, "s", mfc="none", mec=GREY, ms=5, zorder=3, transform=axes.get_xaxis_transform())
            continue
        colour = RED if row.status == "disputed" else BLUE
        if len(ends) == 2 and row.n_claims == 1:
            axes.vlines(year, ends[0][0], ends[1][0], color=colour, lw=2)
        for value, marker in ends:
            axes.plot(year, value, marker, color=colour, ms=5, zorder=3)
        if _named(row) and year >= last.get(row.whom, (0, 0.0))[0]:
            last[row.whom] = (year, ends[-1][0])
    axes.set_ylim(0, _top(rows))
    _threads(axes, rows)
    _labels(axes, last, years)
    axes.grid(axis="y", color="#EEEEEE")
    axes.yaxis.set_major_formatter(_number)
    if not any(map(_ends, rows)):
        # All figures are masked: no value is known that an axis could be of.
        axes.set_yticks([])


def _top(rows: Sequence[QuantityByYear]) -> float:
    return 1.18 * max((value for row in rows for value, _ in _ends(row)), default=1.0) or 1.0


def _threads(axes: Axes, rows: Sequence[QuantityByYear]) -> None:
    """A pale thread from year to year joins the single values of one body, so that the eye finds them;
    "a city of that province" may be another one every year."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for row in rows:
        if row.level != "joint" and row.province and _named(row) and row.n_claims == 1 and (ends := _ends(row)):
            found[row.whom][row.review_year or 0] = ends[0][0]
    for values in found.values():
        span = range(min(values), max(values) + 1)
        axes.plot(span, [values.get(year, nan) for year in span], color="#BBD5E8", lw=1, zorder=1)


def _named(row: QuantityByYear) -> bool:
    """Whether the body has a name of its own; the nation and whoever nobody names count as one."""
    return not row.province or bool(row.locality) or row.level in ("province", "joint")


def _labels(axes: Axes, last: Mapping[str, tuple[int, float]], years: int) -> None:
    """Each body beside its last mark, clear of the axis; one that would cover another moves up a little, and stays
    away where it would then stand beside another's mark: the table names them all."""
    gap = axes.get_ylim()[1] / 17
    # A character of 7 points on a panel of some 187 points, in years.
    character = 7 * years / 187
    placed: list[tuple[float, float, float]] = []
    for body, (year, value) in sorted(last.items(), key=lambda item: (item[1][1], item[0])):
        text = body or "未指明"
        end = year + character * (len(text) + 1)
        beside = max(value, gap / 2)
        # The rows come in the order of their values: what is in the way lies below.
        height = max([beside, *(y + gap for a, b, y in placed if a < end and year < b)])
        if height - beside <= gap / 2:
            placed.append((year, end, height))
            axes.annotate(text, (year, height), (6, 0), textcoords="offset points", va="center", fontsize=7, color=GREY)


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
        ("v", BLUE, BLUE, "不超过"),
        ("s", "none", GREY, "数字被隐去（标在上缘，不表示大小）"),
        ("o", RED, RED, "有争议"),
    )
    return [Line2D([], [], ls="", marker=m, mfc=face, mec=edge, label=text) for m, face, edge, text in marks]
