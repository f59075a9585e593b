"""A tile-grid map of the 34 province-level units and 兵团: where they lie, each the same size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pipeline.config import Config
from pipeline.exports.charts.style import GREY, INK, caption, new_figure, title
from pipeline.exports.selection import Selection
from pipeline.narrowing import within
from pipeline.records import Document
from pipeline.store import Tables
from pipeline.yearly import PlaceByYear

TITLE = "各省区市和兵团：提及与成果"
SECTION = "places"
READS = (Document, PlaceByYear)

# Column and row of each unit, laid out for this project so that neighbours stay neighbours; 兵团 stands beside 新疆.
TILES = {
    "黑龙江": (9, 0), "新疆": (1, 1), "内蒙古": (7, 1), "吉林": (9, 1), "兵团": (1, 2), "甘肃": (3, 2), "宁夏": (4, 2),
    "山西": (6, 2), "北京": (7, 2), "天津": (8, 2), "辽宁": (9, 2), "青海": (3, 3), "陕西": (5, 3), "河南": (6, 3),
    "河北": (7, 3), "山东": (8, 3), "西藏": (2, 4), "四川": (4, 4), "重庆": (5, 4), "湖北": (6, 4), "安徽": (7, 4),
    "江苏": (8, 4), "上海": (9, 4), "云南": (3, 5), "贵州": (5, 5), "湖南": (6, 5), "江西": (7, 5), "浙江": (8, 5),
    "广西": (5, 6), "广东": (6, 6), "福建": (7, 6), "台湾": (9, 6), "海南": (5, 7), "澳门": (6, 7), "香港": (7, 7),
}  # fmt: skip


def draw(tables: Tables, chosen: Selection, config: Config) -> Figure | None:
    """The chosen documents, all years together, those of unknown year too."""
    mentions: Counter[str] = Counter()
    results: Counter[str] = Counter()
    for row in tables[PlaceByYear]:
        if row.scope == chosen.scope and row.province:
            mentions[row.province] += row.numerator or 0
            results[row.province] += row.n_results or 0
    if not mentions.total():
        return None
    totals = f"提及合计{mentions.total()}次，归属合计{results.total()}条"
    documents = within(tables[Document], chosen.scope)
    undated = sum(d.review_year is None for d in documents)
    n = f"{len(documents)}份文档" + (f"（其中{undated}份年度未知）" if undated else "")
    text = (
        f"{totals}；机构名中的地名不计，几个省合计的数字不记在任何一个名下，重复段落不计。"
        f"\n口径：{chosen.zh}，各年度合在一起；n＝{n}。数据：place_by_year"
    )
    return tile_map(mentions, results, text)


def tile_map(mentions: Mapping[str, int], results: Mapping[str, int], said: str) -> Figure:
    """Two maps side by side: mentions, and results credited."""
    figure = new_figure(11, 5.4)
    left, right = figure.subplots(1, 2)
    _map(left, mentions, "提及次数", "Blues")
    _map(right, results, "归属的成果数字（条）", "Oranges")
    title(figure, TITLE)
    caption(figure, said)
    return figure


def _map(axes: Axes, values: Mapping[str, int], heading: str, colours: str) -> None:
    from matplotlib import colormaps

    scale = Normalize(0, max([*values.values(), 1]))
    for province, (column, row) in TILES.items():
        value = values.get(province, 0)
        face = colormaps[colours](0.08 + 0.82 * scale(value)) if value else "#F4F4F4"
        axes.add_patch(Rectangle((column, -row), 0.94, 0.94, facecolor=face, edgecolor="white"))
        ink = "white" if scale(value) > 0.55 else INK
        axes.text(column + 0.47, -row + 0.6, province, ha="center", va="center", fontsize=8, color=ink)
        axes.text(
            column + 0.47, -row + 0.25, str(value), ha="center", va="center", fontsize=7.5, color=ink if value else GREY
        )
    axes.set_xlim(0.8, 10.1)
    axes.set_ylim(-7.1, 1.1)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_title(heading, loc="center")
