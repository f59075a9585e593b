"""How much of each year's text returns from earlier years."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from pipeline.exports.charts.style import INK, ORANGE, caption, new_figure, title, year_axis

Row = tuple[int, float, int]


def reuse_chart(rows: Sequence[Row], absent: Sequence[int], note: str) -> Figure:
    """Bars of the share of characters that stood in an earlier year; rows are (year, share, documents)."""
    years = sorted({year for year, _, _ in rows} | set(absent))
    figure = new_figure(max(6.5, min(12.0, 2 + 0.5 * len(years))), 4.2)
    axes = figure.subplots()
    for year, share, documents in rows:
        axes.bar(year, 1 - share, color="#CFE3F1", width=0.72, label="新写")
        axes.bar(year, share, bottom=1 - share, color=ORANGE, width=0.72, label="沿用往年")
        if len(years) <= 24:
            axes.text(year, 1.01, f"{share:.0%}\nn={documents}", ha="center", va="bottom", fontsize=7.5, color=INK)
    axes.set_ylim(0, 1.14)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    handles, labels = axes.get_legend_handles_labels()
    unique = dict(zip(labels, handles, strict=True))
    figure.legend(unique.values(), unique.keys(), loc="outside upper right", ncols=2, frameon=False)
    year_axis(axes, years, absent)
    title(figure, "文字沿用：各年度有多少句子往年已有")
    caption(figure, note)
    return figure
