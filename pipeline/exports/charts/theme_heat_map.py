"""Theme shares by year as a heat map."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure

from pipeline.config import Config
from pipeline.exports.charts.captions import gate
from pipeline.exports.charts.style import GREY, INK, PALE, caption, new_figure, title
from pipeline.exports.charts.theme_shares import Rows, chosen_rows, shares_caption, years_of
from pipeline.exports.percent import percent
from pipeline.exports.selection import Selection, runs
from pipeline.store import Tables
from pipeline.yearly import Comparability, ThemeByYear

TITLE = "主题与年度"
SECTION = "themes"
READS = (Comparability, ThemeByYear)
ORDER = 20
# The shares by year show the same.
BRIEF = False


def draw(tables: Tables, chosen: Selection, config: Config) -> Figure | None:
    """The shares of the chosen scope."""
    rows = chosen_rows(tables, chosen)
    return heat_map(rows, config.themes, chosen.zh, gate(tables, chosen)) if rows else None


def heat_map(rows: Rows, names: Mapping[str, str], scope: str, told: str) -> Figure:
    """Themes by years; a year without documents stays white and says so."""
    years, absent = years_of(rows)
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
            axes.text(middle, (len(names) - 1) / 2, "无可比正文", rotation=90, ha="center", va="center", color=GREY)
    bar = figure.colorbar(image, ax=axes, shrink=0.8, format=lambda value, _: f"{value:.0%}")
    bar.outline.set_visible(False)
    title(figure, TITLE)
    caption(figure, shares_caption(rows, scope, "灰色列", told))
    return figure


def _numbers(axes: Axes, values: np.ndarray) -> None:
    middle = np.nanmax(values) * 0.45
    for (row, column), value in np.ndenumerate(values):
        if not np.isnan(value):
            colour = "white" if value > middle else INK
            axes.text(column, row, percent(float(value)), ha="center", va="center", color=colour, fontsize=8)
