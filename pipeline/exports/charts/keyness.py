"""The words that set the latest year that has any apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from matplotlib.figure import Figure

from pipeline.config import Config
from pipeline.exports.charts.style import BLUE, GREY, caption, new_figure, title
from pipeline.exports.selection import Selection
from pipeline.profile import profile
from pipeline.store import Tables
from pipeline.yearly import Keyness

TITLE = "有关键词的最近一个年度"
SECTION = "keyness"
READS = (Keyness,)

MOST = 22


def draw(tables: Tables, chosen: Selection, config: Config) -> Figure | None:
    """The latest year that has key words, in the level that has most of them."""
    rows = [r for r in tables[Keyness] if r.scope == chosen.scope and r.term]
    if not rows or not chosen.covered:
        return None
    last = max(r.review_year or 0 for r in rows)
    level, _ = Counter(r.level for r in rows if r.review_year == last).most_common(1)[0]
    found = [r for r in rows if r.review_year == last and r.level == level]
    return keyness_chart(found, f"{chosen.zh}、{profile(config).names['level'].get(level, level)}")


def keyness_chart(rows: Sequence[Keyness], scope: str) -> Figure:
    """The strength of each word, with the documents that have it beside."""
    chosen = sorted(rows, key=lambda r: (-(r.strength or 0), r.term))[:MOST][::-1]
    year, first = chosen[0].review_year, chosen[0]
    figure = new_figure(8, 1.9 + 0.25 * len(chosen))
    axes = figure.subplots()
    for line, row in enumerate(chosen):
        axes.hlines(line, 0, row.strength or 0, color="#D9D9D9", lw=1.5, zorder=1)
        axes.plot(row.strength or 0, line, "o", ms=7, mfc=BLUE, mec=BLUE, zorder=2)
        axes.annotate(f"{row.n_with}∶{row.reference_with}", (row.strength or 0, line), (7, 0),
                      textcoords="offset points", va="center", color=GREY, fontsize=8)  # fmt: skip
    axes.set_yticks(range(len(chosen)), [r.term for r in chosen])
    axes.set_xlim(0, max(r.strength or 0 for r in chosen) * 1.2)
    axes.set_xlabel("强度（用到它的文档比按篇幅该有的多出几个标准误）")
    axes.grid(axis="x", color="#EEEEEE")
    most = f"，按强度列前{MOST}个" if len(rows) > MOST else ""
    title(figure, f"{year}年的关键词")
    caption(
        figure,
        f"点旁为用到该词的文档数（本年度∶其他年度）；共{len(rows)}个关键词{most}。口径：{scope}；"
        f"本年度{first.n_documents}份文档、参照{first.reference_documents}份。\n{first.note}。数据：keyness、document_words",
    )
    return figure
