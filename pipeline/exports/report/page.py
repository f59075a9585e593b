"""report.html: the narrative as one self-contained page."""

from __future__ import annotations

import base64
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.exports.report.content import Ref, Report


def page(report: Report, charts: Path) -> str:
    """The page: charts as data, styles inside, nothing fetched; source text is escaped by the template."""
    environment = Environment(
        loader=PackageLoader("pipeline.exports.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["ref"] = lambda part: isinstance(part, Ref)
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["picture"] = lambda name: _picture(charts / f"{name}.png")
    return environment.get_template("report.html").render(report=report)


def _picture(path: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode("ascii")
