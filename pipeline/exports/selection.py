"""Which slice of the tables a chart or a report shows, chosen by one rule and always said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.config import Config
from pipeline.profile import profile
from pipeline.records import Document
from pipeline.store import Tables
from pipeline.years import PUBLISHED, by_year, year_basis


@dataclass(frozen=True)
class Selection:
    """A scope with its years: all of them, and those of them without a document in this scope.

    `zh` names it, and says so where the years are those of publication; `why` says by what rule it was chosen.
    """

    scope: str
    zh: str
    years: tuple[int, ...]
    absent: tuple[int, ...]
    why: str = ""

    @property
    def covered(self) -> list[int]:
        """The years that have a document."""
        return [year for year in self.years if year not in self.absent]


def main_scope(tables: Tables, config: Config | None = None) -> Selection:
    """The genre that covers most years, for years compare best within one genre; all documents where none has two.

    Of genres that cover equally many, the first in the order of the profile of `config` (None: the one installed).
    """
    years: dict[str, set[int]] = defaultdict(set)
    documents = by_year(tables[Document])
    for document in documents:
        if document.review_year is not None:
            years[document.genre].add(document.review_year)
    everything = set().union(*years.values())
    span = tuple(range(min(everything), max(everything) + 1)) if everything else ()
    names = profile(config or Config()).names["genre"]
    order = {code: place for place, code in enumerate(names)}
    ranked = sorted(years, key=lambda g: (-len(years[g]), order.get(g, len(order)), g))
    basis = "（按发布年度）" if year_basis(tables[Document]) == PUBLISHED else ""
    if ranked and len(years[ranked[0]]) > 1:
        genre = ranked[0]
        absent = tuple(y for y in span if y not in years[genre])
        return Selection(f"genre={genre}", names.get(genre, genre) + basis, span, absent, _why(years, ranked))
    why = "没有一个文种有两个年度的文档，所以不分文种" if everything else ""
    return Selection("all", "全部文档" + basis, span, tuple(y for y in span if y not in everything), why)


def _why(years: Mapping[str, set[int]], ranked: Sequence[str]) -> str:
    """Why the first of the genres, which are ranked by the years that they cover, was chosen."""
    most = len(years[ranked[0]])
    equal = sum(len(years[genre]) == most for genre in ranked)
    if equal > 1:
        return f"有{equal}个文种同样覆盖{most}个年度，为各文种中最多，取文种表中列在最前的"
    return f"它覆盖{most}个年度，为各文种中最多" if len(ranked) > 1 else f"年度已知的文档都是这个文种，覆盖{most}个年度"


def spans(years: Iterable[int]) -> str:
    """Years in words: 2016、2018—2020年; several that follow each other as one span."""
    return "、".join(span(*run) for run in runs(sorted(years))) + "年"


def span(first: int, last: int) -> str:
    """The first and the last year, or the only one."""
    return str(first) if first == last else f"{first}—{last}"


def runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """Years that follow each other without a gap, as their first and last."""
    found: list[tuple[int, int]] = []
    for year in sorted(years):
        if found and year == found[-1][1] + 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found
