"""Charts as Plotly's JSON: the same figures as the table beside them, each mark with where its rows are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.exports.charts.place_tiles import TILES
from pipeline.exports.charts.style import BLUE, GREY, INK, ORANGE, SEQUENCE
from pipeline.workbench.blocks import Listing, Plot, Slot

_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "cross", "star")
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid")
_AXIS = {"gridcolor": "#e3e8ec", "zeroline": False, "automargin": True, "fixedrange": True}


def bars(
    title: str, caption: str, heads: tuple[str, str], rows: Sequence[tuple[str, int, str, bool]], sideways: bool = True
) -> Plot:
    """Bars, one a row: its name, its count, where it leads, and whether it is chosen; chosen ones are told by colour
    and by a border."""
    names, counts = [r[0] for r in rows], [r[1] for r in rows]
    trace = {
        "type": "bar",
        "orientation": "h" if sideways else "v",
        "x": counts if sideways else names,
        "y": names if sideways else counts,
        "text": [f"{n:,}" for n in counts],
        "textposition": "auto" if sideways else "outside" if len(rows) <= 24 else "none",
        "cliponaxis": False,
        "textangle": 0,
        "customdata": [r[2] for r in rows],
        "hovertemplate": "%{label}：%{value}<extra></extra>",
        "marker": {
            "color": [ORANGE if r[3] else BLUE for r in rows],
            "line": {"color": INK, "width": [2 if r[3] else 0 for r in rows]},
        },
    }
    few = {"dtick": 1} if max(counts, default=0) < 6 else {}
    value, name = {**_AXIS, "rangemode": "tozero", **few}, {**_AXIS, "type": "category", "showgrid": False}
    if sideways:
        layout: dict[str, Any] = {"xaxis": value, "yaxis": {**name, "autorange": "reversed"}}
    else:
        layout = {"xaxis": name, "yaxis": value}
    if not rows:
        layout |= {"annotations": [{"text": "没有", "showarrow": False, "xref": "paper", "yref": "paper"}]}
    cells = [[Slot(r[0], r[0] + ("（已选）" if r[3] else ""), r[2]), Slot(r[1], href=r[2])] for r in rows]
    grid = Listing(caption, heads, cells, folded=True)
    height = max(180, 70 + 26 * len(rows)) if sideways else 300
    return Plot(title, caption, [trace], layout, grid, height)


def lines(
    title: str,
    caption: str,
    axis: str,
    series: Sequence[tuple[str, Sequence[Mapping[str, Any]]]],
    grid: Listing,
    percent: bool = False,
) -> Plot:
    """Lines over the years; a point is `x`, `y` (None for no document), `low`, `high`, `href`, `text`. Series are told
    apart by colour, dash and mark."""
    data = []
    for n, (name, points) in enumerate(series):
        colour = SEQUENCE[n % len(SEQUENCE)]
        trace: dict[str, Any] = {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": [p["x"] for p in points],
            "y": [p["y"] for p in points],
            "customdata": [p["href"] for p in points],
            "text": [p["text"] for p in points],
            "hovertemplate": "%{text}<extra></extra>",
            "connectgaps": False,
            "line": {"color": colour, "dash": _DASHES[n % len(_DASHES)], "width": 2},
            "marker": {"symbol": _SYMBOLS[n % len(_SYMBOLS)], "size": 9, "color": colour},
        }
        if any(p.get("high") is not None for p in points):
            trace["error_y"] = {
                "type": "data",
                "symmetric": False,
                "array": [_apart(p.get("high"), p["y"]) for p in points],
                "arrayminus": [_apart(p["y"], p.get("low")) for p in points],
                "color": colour,
                "thickness": 1.2,
                "width": 4,
            }
        data.append(trace)
    years = [p["x"] for _, points in series for p in points]
    step = max(1, (max(years) - min(years)) // 10) if years else 1
    layout = {
        "xaxis": {**_AXIS, "dtick": step, "tickformat": "d"},
        "yaxis": {
            **_AXIS,
            "rangemode": "tozero",
            "title": {"text": axis},
            **({"tickformat": ".1~%"} if percent else {}),
        },
        "showlegend": len(series) > 1,
        "legend": {"orientation": "h", "y": -0.18},
    }
    return Plot(title, caption, data, layout, grid, 420)


def _apart(high: float | None, low: float | None) -> float:
    return 0.0 if high is None or low is None else max(0.0, high - low)


def tiles(title: str, caption: str, counts: Mapping[str, tuple[int, str, bool]], order: Sequence[str]) -> Plot:
    """The provinces where they lie, each a tile of the same size: its count, where it leads, whether it is chosen."""
    most = max((n for n, _, _ in counts.values()), default=0) or 1
    places = [p for p in TILES if p in counts]
    dark = [counts[p][0] > most * 0.55 for p in places]
    trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [TILES[p][0] for p in places],
        "y": [TILES[p][1] for p in places],
        "text": [f"{p}<br>{counts[p][0]:,}" for p in places],
        "textfont": {"size": 11, "color": ["#ffffff" if d else INK for d in dark]},
        "customdata": [counts[p][1] for p in places],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "symbol": "square",
            "size": 42,
            "color": [counts[p][0] for p in places],
            "colorscale": [[0, "#f2f6f9"], [1, "#0b5394"]],
            "cmin": 0,
            "cmax": most,
            "opacity": 1,
            "line": {
                "color": [ORANGE if counts[p][2] else GREY for p in places],
                "width": [4 if counts[p][2] else 1 for p in places],
            },
        },
    }
    hidden = {"visible": False, "fixedrange": True}
    layout = {
        "xaxis": {**hidden, "range": [0.4, 9.6]},
        "yaxis": {**hidden, "range": [7.6, -0.6]},
    }
    rows = [
        [Slot(p, p + ("（已选）" if counts[p][2] else ""), counts[p][1]), Slot(counts[p][0], href=counts[p][1])]
        for p in sorted(counts, key=lambda p: (-counts[p][0], order.index(p) if p in order else len(order)))
        if counts[p][0] or counts[p][2]
    ]
    return Plot(title, caption, [trace], layout, Listing(caption, ("省份", "数"), rows, folded=True), 440)


def ranges(title: str, caption: str, axis: str, points: Sequence[Mapping[str, Any]], grid: Listing) -> Plot:
    """Dots over the years, with the range of each where its bounds differ: claims side by side, joined by no line."""
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [p["x"] for p in points],
        "y": [p["y"] for p in points],
        "customdata": [p["href"] for p in points],
        "text": [p["text"] for p in points],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": 10, "color": BLUE},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [_apart(p["high"], p["y"]) for p in points],
            "arrayminus": [_apart(p["y"], p["low"]) for p in points],
            "color": BLUE,
        },
    }
    layout = {
        "xaxis": {**_AXIS, "dtick": 1 if len({p["x"] for p in points}) < 12 else None, "tickformat": "d"},
        "yaxis": {**_AXIS, "rangemode": "tozero", "title": {"text": axis}},
    }
    return Plot(title, caption, [trace], layout, grid, 400)


def pairs(
    title: str,
    caption: str,
    names: tuple[str, str],
    rows: Sequence[tuple[str, Mapping[str, Any], Sequence[str]]],
    grid: Listing,
) -> Plot:
    """Two shares for each thing, one above the other, with their intervals; `rows`: name, figures, where each leads."""
    data = []
    for n, (name, colour) in enumerate(zip(names, (BLUE, ORANGE), strict=True)):
        shares = [f["share"][n] for _, f, _ in rows]
        trace: dict[str, Any] = {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "y": [r[0] for r in rows],
            "x": shares,
            "customdata": [r[2][n] for r in rows],
            "marker": {"color": colour},
            "hovertemplate": f"{name} %{{y}}：%{{x:.1%}}<extra></extra>",
        }
        if any(f["high"][n] is not None for _, f, _ in rows):
            trace["error_x"] = {
                "type": "data",
                "symmetric": False,
                "array": [_apart(f["high"][n], f["share"][n]) for _, f, _ in rows],
                "arrayminus": [_apart(f["share"][n], f["low"][n]) for _, f, _ in rows],
                "color": INK,
                "thickness": 1.2,
            }
        data.append(trace)
    layout = {
        "barmode": "group",
        "xaxis": {**_AXIS, "rangemode": "tozero", "tickformat": ".0%"},
        "yaxis": {**_AXIS, "type": "category", "autorange": "reversed", "showgrid": False},
        "legend": {"orientation": "h", "y": -0.12, "traceorder": "normal"},
    }
    return Plot(title, caption, data, layout, grid, 110 + 46 * len(rows))


def graph(
    title: str,
    caption: str,
    nodes: Sequence[tuple[str, int, float, float, str]],
    edges: Sequence[tuple[tuple[float, float], tuple[float, float], float, str, str]],
    grid: Listing,
) -> Plot:
    """A network. nodes: name, count, place, address; edges: both ends, strength, what is said, address."""
    strongest = max((e[2] for e in edges), default=1.0)
    weakest = min((e[2] for e in edges), default=0.0)
    data: list[dict[str, Any]] = []
    for n, width in enumerate((1, 2, 4)):
        # A line has one width: edges go into three of them by their strength.
        held = [e for e in edges if min(2, int(3 * (e[2] - weakest) / ((strongest - weakest) or 1))) == n]
        xs = [x for a, b, *_ in held for x in (a[0], b[0], None)]
        ys = [y for a, b, *_ in held for y in (a[1], b[1], None)]
        data.append({"type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip",
                     "line": {"width": width, "color": "#b8c4cd"}})  # fmt: skip
    data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [(a[0] + b[0]) / 2 for a, b, *_ in edges],
            "y": [(a[1] + b[1]) / 2 for a, b, *_ in edges],
            "text": [e[3] for e in edges],
            "customdata": [e[4] for e in edges],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"size": 7, "color": "#dfe6eb", "line": {"color": GREY, "width": 1}},
        }
    )
    most = max((n[1] for n in nodes), default=1)
    data.append(
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [n[2] for n in nodes],
            "y": [n[3] for n in nodes],
            "text": [n[0] for n in nodes],
            "textposition": "top center",
            "customdata": [n[4] for n in nodes],
            "hovertext": [f"{n[0]}：{n[1]:,}段" for n in nodes],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {
                "size": [10 + 26 * (n[1] / most) ** 0.5 for n in nodes],
                "color": BLUE,
                "line": {"color": "#ffffff", "width": 1},
            },
        }
    )
    hidden = {"visible": False, "fixedrange": True}
    layout = {"xaxis": hidden, "yaxis": hidden, "showlegend": False, "margin": {"l": 50, "r": 50, "t": 24, "b": 16}}
    return Plot(title, caption, data, layout, grid, 620)
