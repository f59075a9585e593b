"""Charts: the same bytes for the same tables, every character drawn, colours that stay apart, captions that say n."""

from __future__ import annotations

import io
import itertools
import warnings
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font

from pipeline.config import Config
from pipeline.exports import charts
from pipeline.exports.charts.place_tiles import TILES
from pipeline.exports.charts.style import SEQUENCE, new_figure, style, title
from pipeline.exports.selection import runs
from pipeline.records import Passage
from pipeline.store import Tables

CONFIG = Config()
# Viénot, Brettel and Mollon (1999): how red-green blindness sees linear RGB.
PROTANOPE = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
DEUTERANOPE = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))


# The cheapest: what could make bytes differ, the style and the way of saving, is the same for all.
REDRAWN = ("place_tiles", "reuse")


def test_charts_are_the_same_bytes_again(sample_tables: Tables, sample_outputs: Path, tmp_path: Path) -> None:
    wanted = [chart for chart in charts.charts() if chart.name in REDRAWN]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = charts.write(wanted, sample_tables, tmp_path, CONFIG)
    assert len(drawn) == 2 * len(REDRAWN)
    assert all(path.read_bytes() == (sample_outputs / "charts" / path.name).read_bytes() for path in drawn)


def test_every_chart_is_png_and_svg(sample_outputs: Path) -> None:
    drawn = sample_outputs / "charts"
    names = {p.stem for p in drawn.iterdir()}
    assert (
        names <= {chart.name for chart in charts.charts()}
        and {"theme_shares", "theme_heat_map", "place_tiles", "quantities"} <= names
    )
    for name in names:
        assert (drawn / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        svg = (drawn / f"{name}.svg").read_text(encoding="utf-8")
        assert "</svg>" in svg and "font-family" not in svg, "letters are drawn, not left to the reader's fonts"


def test_the_font_has_every_character(sample_tables: Tables) -> None:
    with style():
        path = findfont(FontProperties(family=mpl.rcParams["font.family"]))
    glyphs = set(FT2Font(path).get_charmap())
    text = "".join(p.text for p in sample_tables[Passage]) + "".join((*CONFIG.provinces, *CONFIG.themes.values()))
    named = (*CONFIG.rows("formulations/formulations.csv", ("canonical",)),)
    text += "".join(row["canonical"] for row in named)
    assert not {c for c in text if ord(c) not in glyphs and not c.isspace()}


def test_what_stands_between_two_dollars_is_text() -> None:
    with style():
        figure = new_figure(2, 1)
        title(figure, r"投入$\frac$元")
        figure.savefig(io.BytesIO(), format="svg")


def test_all_units_stand_on_the_map() -> None:
    assert set(TILES) == set(CONFIG.provinces) and len(TILES) == 35
    assert len(set(TILES.values())) == len(TILES)


@pytest.mark.parametrize("sight", [None, PROTANOPE, DEUTERANOPE], ids=["full", "protanope", "deuteranope"])
def test_colours_stay_apart(sight: tuple[tuple[float, ...], ...] | None) -> None:
    seen = [_seen(to_rgb(colour), sight) for colour in SEQUENCE]
    for one, other in itertools.combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.05


def _seen(rgb: tuple[float, ...], sight: tuple[tuple[float, ...], ...] | None) -> list[float]:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return linear if sight is None else [sum(w * c for w, c in zip(row, linear, strict=True)) for row in sight]


def test_neighbouring_gaps_are_one() -> None:
    assert runs([2003, 1990, 1991, 1992]) == [(1990, 1992), (2003, 2003)]
    assert runs([]) == []
