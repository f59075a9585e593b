"""report.html: the narrative as one self-contained page."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.exports.charts.pictures import Drawn, drawn
from pipeline.exports.report.content import Ref, Report, Support
from pipeline.exports.selection import runs
from pipeline.exports.standalone import policy


@dataclass(frozen=True)
class _Group:
    """A document's passages as evidence names them: the first and last number of those that follow each other."""

    where: str
    counted: int
    runs: tuple[tuple[int, int], ...]


class _Numbers:
    """The numbers of the quoted passages, and the groups in which evidence names them."""

    def __init__(self, report: Report) -> None:
        self.of = {name: n for n, name in enumerate(report.quotes, 1)}

    def groups(self, support: Support) -> list[_Group]:
        """Passages that count as a whole, by document; spans of passages stand for themselves."""
        if support.documents:
            return [self._group(d.where, d.counted, d.passages) for d in support.documents]
        found: dict[str, list[str]] = defaultdict(list)
        for item in support.items:
            if item.end <= item.start:
                found[item.passage_id.rpartition(".")[0]].append(item.passage_id)
        return [self._group(where, len(names), names) for where, names in found.items()]

    def _group(self, where: str, counted: int, names: Iterable[str]) -> _Group:
        return _Group(where, counted, tuple(runs([self.of[name] for name in names])))


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
    numbers = _Numbers(report)
    environment.tests["ref"] = lambda part: isinstance(part, Ref)
    environment.globals["policy"] = policy
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["drawn"] = lambda name: drawn(charts / f"{name}.png")
    environment.filters["picture"] = _picture
    environment.filters["groups"] = numbers.groups
    return environment.get_template("report.html").render(report=report, number=numbers.of)


def _picture(chart: Drawn) -> str:
    return "data:image/png;base64," + base64.b64encode(chart.data).decode("ascii")
