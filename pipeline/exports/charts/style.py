"""One style for every chart: a packaged Chinese font, colours that colour-blind readers tell apart, a caption."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.image import imsave
from matplotlib.ticker import FixedLocator

from pipeline.exports.selection import runs
from pipeline.store import write_aside

# Okabe and Ito (2008), "Color universal design": told apart with any common colour vision.
BLUE, ORANGE, GREEN, RED, PURPLE, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"
INK, GREY, PALE = "#222222", "#8A8A8A", "#EFEFEF"
SEQUENCE = (BLUE, ORANGE, GREEN, RED, PURPLE, SKY, GREY)

_RC: dict[Any, Any] = {
    "font.size": 10,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.unicode_minus": False,
    "xtick.color": INK,
    "ytick.color": INK,
    # What stands between two $ of a source is its text, no formula.
    "text.parse_math": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "zongshu",
    "figure.facecolor": "white",
}

# Points of a caption's letters.
_CAPTION = 8.5
_DPI = 160
# What headline and caption are called inside a picture.
_TITLE, _NOTE = "title", "caption"


@cache
def _family() -> str:
    # Found, not imported: the package changes matplotlib's settings for the whole process when it is imported.
    spec = find_spec("zhplot")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("zhplot, which carries the charts' font, is not installed; run make setup")
    path = str(Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf")
    fontManager.addfont(path)
    return FontProperties(fname=path).get_name()


@contextmanager
def style() -> Iterator[None]:
    """The settings that every chart is drawn under; nothing outside is changed."""
    with mpl.rc_context({**_RC, "font.family": [_family()]}):
        yield


def new_figure(width: float, height: float) -> Figure:
    """A figure of that size in inches, bound to no window and no global state."""
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def title(figure: Figure, text: str) -> None:
    """The chart's headline, flush left."""
    figure.suptitle(text, x=0.012, ha="left", fontsize=14, color=INK).set_gid(_TITLE)


def caption(figure: Figure, text: str) -> None:
    """Base and source, below the chart, in lines that its width holds."""
    fits = int((figure.get_figwidth() * 0.976) * 72 / _CAPTION)
    told = "\n".join(_lines(line, fits) for line in text.split("\n"))
    figure.supxlabel(told, x=0.012, ha="left", fontsize=_CAPTION, color="#555555").set_gid(_NOTE)


def _lines(text: str, fits: int) -> str:
    """A text in lines of so many Chinese characters; a letter is half of one, and no line begins with a stop."""
    lines, room = [""], 2.0 * fits
    for character in text:
        size = 2 if east_asian_width(character) in "WFA" else 1.2
        if room < size and character not in "，。、；：）”》":
            lines.append("")
            room = 2.0 * fits
        lines[-1] += character
        room -= size
    return "\n".join(lines)


def mark_invented(figure: Figure, text: str) -> None:
    """The mark of a chart that shows invented text, across the picture itself."""
    figure.text(0.5, 0.5, text, rotation=24, ha="center", va="center", fontsize=72, color=RED, alpha=0.13, zorder=9)


def year_axis(axes: Axes, years: Sequence[int], absent: Sequence[int]) -> None:
    """Whole years on the x axis, as many labels as fit; years without a comparable document shaded."""
    span = years[-1] - years[0] if years else 0
    step = next(s for s in (1, 2, 5, 10, 20) if span / s <= 12)
    # Every year where all fit, otherwise round ones.
    axes.xaxis.set_major_locator(FixedLocator([y for y in years if y % step == 0]))
    axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    for first, last in runs(absent):
        axes.axvspan(first - 0.5, last + 0.5, color=PALE, lw=0, zorder=0)


def save(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Write NAME.png and NAME.svg, the same bytes for the same figure, each with headline and caption as its metadata
    (pipeline/exports/charts/pictures.py reads them); returns both paths."""
    figure.set_dpi(_DPI)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    # Laid out once: the second format takes the same places.
    figure.set_layout_engine("none")
    pixels = np.asarray(canvas.buffer_rgba())
    told, note, shown = _said(figure)
    png, svg = io.BytesIO(), io.BytesIO()
    words: dict[str, Any] = {
        "Software": None,
        "Title": told,
        "Description": note,
        "Shown": str(min(shown, len(pixels))),
    }
    imsave(png, pixels, format="png", dpi=_DPI, metadata=words)
    figure.savefig(svg, format="svg", metadata={"Date": None, "Title": told, "Description": note})
    paths = [folder / f"{name}.png", folder / f"{name}.svg"]
    for path, made in zip(paths, (png, svg), strict=True):
        write_aside(path, made.getvalue())
    return paths


def _said(figure: Figure) -> tuple[str, str, int]:
    """Headline and caption of a figure that was drawn, and how many rows of pixels stand above the caption."""
    texts = {text.get_gid(): text for text in figure.texts}
    headline = texts[_TITLE].get_text() if _TITLE in texts else ""
    if _NOTE not in texts:
        return headline, "", int(figure.bbox.height)
    note = texts[_NOTE]
    # The lines of a caption are those that its picture holds; in a document they run on.
    return headline, note.get_text().replace("\n", ""), int(figure.bbox.height - note.get_window_extent().y1)
