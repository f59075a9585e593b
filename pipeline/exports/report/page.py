"""report.html: the narrative as one self-contained page."""

from __future__ import annotations

import base64
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.exports.charts.pictures import Drawn, drawn
from pipeline.exports.report.content import Ref, Report
from pipeline.exports.report.shown import ShownEvidence
from pipeline.exports.standalone import policy

# What a page may weigh, and the least of it that is kept for evidence beside charts and text.
_MOST, _LEAST = 3_000_000, 300_000


def page(report: Report, charts: Path) -> str:
    """The page: charts as data, styles inside, nothing fetched; source text is escaped by the template, and the page's
    policy lets no script run but its own."""
    environment = Environment(
        loader=PackageLoader("pipeline.exports.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["ref"] = lambda part: isinstance(part, Ref)
    environment.globals["policy"] = policy
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["drawn"] = lambda name: drawn(charts / f"{name}.png")
    environment.filters["picture"] = _picture
    template = environment.get_template("report.html")
    bare = template.render(report=report, shown=ShownEvidence(report, 0))
    size = max(_LEAST, _MOST - len(bare.encode()))
    return template.render(report=report, shown=ShownEvidence(report, size))


def _picture(chart: Drawn) -> str:
    return "data:image/png;base64," + base64.b64encode(chart.data).decode("ascii")
