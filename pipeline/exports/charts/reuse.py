"""How much of each year's text returns from earlier years."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from pipeline.config import Config
from pipeline.exports.charts.captions import gate
from pipeline.exports.charts.style import INK, ORANGE, caption, new_figure, title, year_axis
from pipeline.exports.percent import percent
from pipeline.exports.selection import Selection
from pipeline.records import Document, ReuseByYear
from pipeline.store import Tables
from pipeline.yearly import Comparability

TITLE = "文字沿用"
SECTION = "reuse"
READS = (Comparability, Document, ReuseByYear)

Row = tuple[int, float, int]


def draw(tables: Tables, chosen: Selection, config: Config) -> Figure | None:
    """The years of the chosen genre; one year alone has nothing to return from."""
    kind, _, genre = chosen.scope.partition("=")
    if kind not in ("all", "genre"):
        return None
    genre = genre or "all"
    rows = [r for r in tables[ReuseByYear] if r.genre == genre and r.review_year is not None and r.share is not None]
    if len(rows) < 2 or not chosen.covered:
        return None
    bars = [(r.review_year or 0, r.share or 0.0, r.n_documents) for r in rows]
    documents = sum(r.n_documents for r in rows)
    missing = "灰色底纹：该年度没有可比文档。" if chosen.absent else ""
    said = (
        f"占比＝在更早年度（各文种）出现过的句子的字数 ÷ 该年度全部字数。口径：{chosen.zh}；n＝{documents}份文档；"
        f"语料的首个年度无往年可比。\n{missing}{gate(tables, chosen)}。数据：reuse_by_year"
    )
    return reuse_chart(bars, chosen.absent, said)


def reuse_chart(rows: Sequence[Row], absent: Sequence[int], said: str) -> Figure:
    """Bars of the share of characters that stood in an earlier year; rows are (year, share, documents)."""
    years = sorted({year for year, _, _ in rows} | set(absent))
    figure = new_figure(max(6.5, min(12.0, 2 + 0.5 * len(years))), 4.2)
    axes = figure.subplots()
    top = max(share for _, share, _ in rows) or 0.05
    axes.bar([year for year, _, _ in rows], [share for _, share, _ in rows], color=ORANGE, width=0.72)
    if len(years) <= 24:
        for year, share, documents in rows:
            label = f"{percent(share)}\nn={documents}"
            axes.annotate(label, (year, share), (0, 2), textcoords="offset points", ha="center", fontsize=8, color=INK)
    axes.set_ylim(0, min(1.15, top * 1.25))
    axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.3g}%")
    axes.grid(axis="y", color="#E5E5E5", lw=0.7)
    axes.set_axisbelow(True)
    axes.set_ylabel("往年已有的句子所占字数")
    year_axis(axes, years, absent)
    title(figure, "文字沿用：各年度有多少句子往年已有")
    caption(figure, said)
    return figure
