"""Theme shares over the years, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.config import Config
from pipeline.exports.charts.captions import gate
from pipeline.exports.charts.style import SEQUENCE, caption, new_figure, title, year_axis
from pipeline.exports.selection import Selection
from pipeline.store import Tables
from pipeline.yearly import Comparability, ThemeByYear

TITLE = "各主题的年度占比"
SECTION = "themes"
READS = (Comparability, ThemeByYear)
ORDER = 10

Rows = Sequence[ThemeByYear]


def draw(tables: Tables, chosen: Selection, config: Config) -> Figure | None:
    """The shares of the chosen scope."""
    rows = chosen_rows(tables, chosen)
    if not rows:
        return None
    gates = [r for r in tables[Comparability] if r.scope == chosen.scope and r.verdict == "not_comparable"]
    apart = frozenset(r.review_year for r in gates if r.review_year is not None)
    return over_years(rows, config.themes, chosen.zh, gate(tables, chosen), apart)


def chosen_rows(tables: Tables, chosen: Selection) -> list[ThemeByYear]:
    """The rows of the chosen scope; none where it has no document with a passage to share out."""
    rows = tables[ThemeByYear] if chosen.covered else []
    found = [r for r in rows if r.scope == chosen.scope and r.review_year is not None]
    return found if any(r.share is not None for r in found) else []


def years_of(rows: Rows) -> tuple[list[int], list[int]]:
    """The years of the rows, and those of them without a share: without a comparable document, or without text."""
    years = {r.review_year for r in rows if r.review_year is not None}
    return sorted(years), sorted(years - {r.review_year for r in rows if r.share is not None})


def shares_caption(rows: Rows, scope: str, absent: str, told: str) -> str:
    """The base of the shares; `absent` says how a year without documents looks, `told` what the gate says."""
    counted = {r.review_year: (r.base or 0, r.n_documents) for r in rows if r.status == "counted"}
    passages, documents = (sum(values) for values in zip(*counted.values(), strict=True))
    notes = {r.interval for r in rows if r.status == "counted"}
    known = any(r.low is not None for r in rows)
    interval = "竖线为以文档为抽样单位的区间，文档太少的年度不给区间" if known else "各年度文档太少，不给区间"
    if len(notes) == 1:
        interval = notes.pop() if len(counted) == 1 else f"各年度：{notes.pop()}"
    text = "" if all(base for base, _ in counted.values()) else "或没有正文"
    missing = f"{absent}：该年度没有可比文档{text}。" if years_of(rows)[1] else ""
    return (
        f"占比＝首要主题为该类的段落 ÷ 全部正文段落（重复段落不计）。口径：{scope}；"
        f"n＝{documents}份文档、{passages}个段落。"
        f"\n{interval}。{missing}{told}。数据：theme_by_year"
    )


def over_years(rows: Rows, names: Mapping[str, str], scope: str, told: str, apart: Set[int] = frozenset()) -> Figure:
    """Small multiples: one panel a theme, the same axes in all; no line leads to the years in `apart`, which cannot be
    held against those before them."""
    years, absent = years_of(rows)
    figure = new_figure(11, 6.8)
    panels = figure.subplots(-(-len(names) // 4), 4, sharex=True, sharey=True)
    grid = panels.flat
    top = max((r.high or r.share or 0) for r in rows)
    for number, (theme, name) in enumerate(names.items()):
        axes = next(grid)
        _panel(
            axes, [r for r in rows if r.theme == theme and r.share is not None], SEQUENCE[number % len(SEQUENCE)], apart
        )
        axes.set_title(name)
        axes.set_ylim(0, min(1.0, top * 1.12))
        year_axis(axes, years, absent)
        axes.tick_params(axis="x", labelrotation=45, labelbottom=True)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    for axes in grid:
        axes.set_axis_off()
    title(figure, TITLE)
    caption(figure, shares_caption(rows, scope, "灰色底纹", told))
    return figure


def _panel(axes: Axes, rows: Rows, colour: str, apart: Set[int]) -> None:
    share: dict[float, float] = {r.review_year or 0: r.share or 0.0 for r in rows}
    # A line joins neighbouring years only: across a gap nothing is known, nor between what does not compare.
    span = range(int(min(share)), int(max(share)) + 1)
    years = [at for year in span for at in ((year - 0.5, year) if year in apart else (year,))]
    axes.plot(years, [share.get(at, np.nan) for at in years], "o-", color=colour, lw=1.4, clip_on=False,
              ms=4 if len(span) <= 24 else 2.2)  # fmt: skip
    known = [(r.review_year or 0, r.low, r.high) for r in rows if r.low is not None and r.high is not None]
    if known:
        axes.vlines(*zip(*known, strict=True), color=colour, lw=1, alpha=0.6)
    axes.grid(axis="y", color="#E5E5E5", lw=0.7)
