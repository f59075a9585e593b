"""The words that set the latest year apart."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from pipeline.config import Config
from pipeline.exports.charts.style import BLUE, GREY, caption, new_figure, title
from pipeline.exports.selection import Selection
from pipeline.store import Tables
from pipeline.yearly import Keyness

TITLE = "最近一个年度的关键词"
SECTION = "keyness"
READS = (Keyness,)

MOST = 22


def draw(tables: Tables, chosen: Selection, config: Config) -> Figure | None:
    """The latest year that has words of its own."""
    rows = [r for r in tables[Keyness] if r.scope == chosen.scope]
    if not rows or not chosen.covered:
        return None
    last = max(r.review_year or 0 for r in rows)
    return keyness_chart([r for r in rows if r.review_year == last], chosen.zh)


def keyness_chart(rows: Sequence[Keyness], scope: str) -> Figure:
    """Log ratio of each word, filled where its adjusted p-value is below 0.05, with its counts beside it."""
    chosen = sorted(rows, key=lambda r: (-r.log_likelihood, r.term))[:MOST]
    chosen.sort(key=lambda r: (r.log_ratio, r.term))
    year, first = chosen[0].review_year, chosen[0]
    figure = new_figure(8, 1.9 + 0.25 * len(chosen))
    axes = figure.subplots()
    for line, row in enumerate(chosen):
        colour = BLUE if row.p_adjusted < 0.05 else "white"
        axes.hlines(line, 0, row.log_ratio, color="#D9D9D9", lw=1.5, zorder=1)
        axes.plot(row.log_ratio, line, "o", ms=7, mfc=colour, mec=BLUE, zorder=2)
        axes.annotate(f"{row.count}∶{row.reference_count}", (row.log_ratio, line), (7, 0),
                      textcoords="offset points", va="center", color=GREY, fontsize=8)  # fmt: skip
    axes.set_yticks(range(len(chosen)), [r.term for r in chosen])
    axes.set_xlim(0, max(r.log_ratio for r in chosen) * 1.2)
    axes.set_xlabel("对数比（以2为底；本年度相对频率 ÷ 其他年度）")
    axes.grid(axis="x", color="#EEEEEE")
    title(figure, f"{year}年的关键词")
    caption(
        figure,
        f"点旁为“本年度次数∶其他年度次数”；实心：校正p＜0.05。口径：{scope}；本年度{first.n_documents}份文档、{first.tokens}词，"
        f"\n参照{first.reference_tokens}词。{first.warning or '按文档数合并计数'}。数据：keyness",
    )
    return figure
