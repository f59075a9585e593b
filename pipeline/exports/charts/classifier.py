"""How far the theme classifier can be trusted: is it as sure as it is right, and what does answering less buy."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from pipeline.config import Config
from pipeline.exports.charts.style import BLUE, GREY, INK, ORANGE, caption, new_figure, title
from pipeline.exports.selection import Selection
from pipeline.reliability import ModelCheck
from pipeline.store import Tables

TITLE = "主题分类器的可靠性"
SECTION = "methods"
READS = (ModelCheck,)
# What it shows was measured on real passages, whatever the corpus holds.
OF_CORPUS = False
BRIEF = False

Rows = Sequence[ModelCheck]
_MEASURED = {"held_out": "未参与训练的真实文本", "cross_validation": "按文档分组的交叉验证"}


def draw(tables: Tables, chosen: Selection, config: Config) -> Figure | None:
    """The checks of the model that the run used."""
    checks = tables[ModelCheck]
    return classifier_chart(checks) if checks else None


def classifier_chart(checks: Rows) -> Figure:
    """Reliability diagram and accuracy by coverage, side by side."""
    by_kind = {kind: [row for row in checks if row.kind == kind] for kind in {row.kind for row in checks}}
    figure = new_figure(11, 5)
    left, right = figure.subplots(1, 2)
    _reliability(left, by_kind["reliability"], _figure(by_kind, "calibration_error"))
    _coverage(right, by_kind["coverage"])
    title(figure, "主题分类器：概率是否可信，少答换来多少正确率")
    caption(
        figure,
        f"{_MEASURED[by_kind['coverage'][0].measured_on]}，n＝{max(row.n for row in by_kind['coverage'])}个标注段落；"
        "左图点的大小示该档段落数，右图虚线为只答最有把握的八成。数据：model_checks",
    )
    return figure


def _figure(by_kind: dict[str, list[ModelCheck]], name: str) -> str:
    return "、".join(f"{row.y:.3f}" for row in by_kind.get(name, ()))


def _reliability(axes: Axes, rows: Rows, error: str) -> None:
    most = max(row.n for row in rows)
    axes.plot([0, 1], [0, 1], color=GREY, lw=1, ls="--")
    xs, ys = [row.x or 0.0 for row in rows], [row.y for row in rows]
    axes.plot(xs, ys, color=BLUE, lw=1.4)
    axes.scatter(xs, ys, s=[20 + 160 * r.n / most for r in rows], color=BLUE)
    for row in rows:
        below = (0, -16) if row.y < (row.x or 0) else (0, 9)
        axes.annotate(
            f"{row.n}",
            (row.x or 0, row.y),
            xytext=below,
            textcoords="offset points",
            ha="center",
            fontsize=8,
            color=INK,
        )
    axes.set_title(f"可靠性（期望校准误差{error}）")
    axes.set_xlabel("给出的概率（各档均值）")
    axes.set_ylabel("实际正确率")
    _shares(axes, 0, 1.04)
    axes.set_ylim(0, 1.08)


def _coverage(axes: Axes, rows: Rows) -> None:
    points = sorted((row.x or 0, row.y) for row in rows)
    axes.plot([x for x, _ in points], [y for _, y in points], "o-", color=ORANGE, lw=1.4, ms=4)
    at = min(points, key=lambda point: abs(point[0] - 0.8))
    axes.axvline(at[0], color=GREY, lw=1, ls="--")
    for x, y in (at, points[-1]):
        axes.annotate(f"{y:.1%}", (x, y), xytext=(-6, -16), textcoords="offset points", ha="right", color=INK)
    low = min(y for _, y in points)
    axes.set_title("只答有把握的：作答比例与正确率")
    axes.set_xlabel("作答比例（按概率从高到低）")
    axes.set_ylabel("作答部分的正确率")
    _shares(axes, 0, 1.04)
    axes.yaxis.set_major_locator(MultipleLocator(0.05))
    axes.set_ylim(max(0.0, low - 0.06), 1.01)


def _shares(axes: Axes, low: float, high: float) -> None:
    axes.set_xlim(low, high)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.grid(color="#E5E5E5", lw=0.7)
