"""A view as a page of HTML: what stands in it only ever becomes text, and no script is in the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.exports.standalone import embedded
from pipeline.workbench.ask import PAGE_ROWS, Ask
from pipeline.workbench.blocks import Block, Plot, View
from pipeline.workbench.tabs import tabs

Link = Callable[[str], str]
FONT = '"Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif'


@dataclass(frozen=True)
class Around:
    """What stands around a view: the corpus' name, what may be written, and where addresses lead. `link` gives the
    address that a page has in the place where the page will lie; empty for one that is not there."""

    corpus: str
    token: str = ""
    served: bool = True
    link: Link = field(default=lambda address: address)
    saved: Sequence[Mapping[str, str]] = ()


def page(view: View, ask: Ask, frame: Around) -> str:
    """The page."""
    return (
        _environment()
        .get_template("page.html")
        .render(
            view=view,
            ask=ask,
            frame=frame,
            link=frame.link,
            tabs=[m for m in tabs().values() if m.ORDER],
            pages=_pages(view),
            per_page=PAGE_ROWS,
        )
    )


def _pages(view: View) -> int:
    """How many pages the longest paged table has."""
    most = max((g.total for g in view.grids() if g.total is not None), default=0)
    return -(-most // PAGE_ROWS)


def figure(chart: Plot, link: Link) -> str:
    """A chart as data in the page, its marks leading to where their rows are."""
    data = [
        {**trace, "customdata": [link(h) if h else "" for h in trace.get("customdata", [])]} for trace in chart.data
    ]
    layout = {
        "font": {"family": FONT, "size": 13, "color": "#1d2730"},
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
        "height": chart.height,
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "hoverlabel": {"font": {"family": FONT}},
        "dragmode": False,
        **chart.layout,
    }
    return embedded(_plain({"data": data, "layout": layout}))


# Plotly takes some HTML in what it draws: what comes from a source must not.
_MARKUP = str.maketrans({"<": "＜", ">": "＞", "&": "＆"})


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "<br>".join(part.translate(_MARKUP) for part in value.split("<br>")) if not _template(value) else value
    if isinstance(value, Mapping):
        return {k: v if k in {"customdata", "hovertemplate"} else _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def _template(value: str) -> bool:
    return value.startswith("%{")


def asset(name: str) -> bytes:
    """A file that pages ask for: the style, the script, Plotly's own script out of its package."""
    if name == "plotly.min.js":
        return _plotly().read_bytes()
    return (files("pipeline.workbench") / "templates" / name).read_bytes()


def _plotly() -> Path:
    """Plotly's own script, in its package: found, not imported, for nothing of it but the script is needed."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly, which carries the script of the charts, is not installed; run make setup")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


ASSETS = {
    "workbench.css": "text/css; charset=utf-8",
    "workbench.js": "text/javascript; charset=utf-8",
    "plotly.min.js": "text/javascript; charset=utf-8",
}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("pipeline.workbench", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["figure"] = figure
    made.tests["kind"] = lambda block, name: _kind(block) == name
    return made


def _kind(block: Block) -> str:
    return type(block).__name__
