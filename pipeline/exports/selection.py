"""Which slice of the tables charts, wide tables and reports show: as asked for or by a rule, and always said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.config import Config, SettingsError
from pipeline.grounds import scopes_of
from pipeline.narrowing import within
from pipeline.profile import Profile, profile
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
    """The scope that the settings of `config` ask for (None: as installed); else the genre that covers most years, for
    years compare best within one genre, and all documents where none has two.

    Of genres that cover equally many, the first in the order of the profile. Raises SettingsError for a scope in which
    no document stands.
    """
    config = config or Config()
    if asked := config.settings.report.scope:
        return _asked(asked, tables[Document], profile(config))
    years: dict[str, set[int]] = defaultdict(set)
    documents = by_year(tables[Document])
    for document in documents:
        if document.review_year is not None:
            years[document.genre].add(document.review_year)
    everything = set().union(*years.values())
    span = tuple(range(min(everything), max(everything) + 1)) if everything else ()
    names = profile(config).names["genre"]
    order = {code: place for place, code in enumerate(names)}
    ranked = sorted(years, key=lambda g: (-len(years[g]), order.get(g, len(order)), g))
    basis = "（按发布年度）" if year_basis(tables[Document]) == PUBLISHED else ""
    if ranked and len(years[ranked[0]]) > 1:
        genre = ranked[0]
        absent = tuple(y for y in span if y not in years[genre])
        return Selection(f"genre={genre}", names.get(genre, genre) + basis, span, absent, _why(years, ranked))
    why = "没有一个文种有两个年度的文档，所以不分文种" if everything else ""
    return Selection("all", "全部文档" + basis, span, tuple(y for y in span if y not in everything), why)


def _asked(written: str, documents: Sequence[Document], field: Profile) -> Selection:
    scope = there(written, documents, field)
    everything = {d.review_year for d in by_year(documents) if d.review_year is not None}
    own = {d.review_year for d in within(documents, scope)}
    span = tuple(range(min(everything), max(everything) + 1)) if everything else ()
    kind, _, code = scope.partition("=")
    zh = field.names["genre"].get(code, code) if kind == "genre" else field.scope_zh(scope)
    basis = "（按发布年度）" if year_basis(documents) == PUBLISHED else ""
    return Selection(scope, zh + basis, span, tuple(y for y in span if y not in own), "它是设置或 --scope 指定的")


def there(written: str, documents: Sequence[Document], field: Profile) -> str:
    """The code of a scope that an analyst wrote. Raises SettingsError where no document stands in it, naming those
    that there are."""
    code = field.scope_code(written)
    found = Counter(scope for document in documents for scope in scopes_of(document))
    if code in found or not documents:
        return code
    listed = "、".join(f"{field.scope_zh(scope)}（{found[scope]}份）" for scope in sorted(found, key=_by_kind))
    raise SettingsError(f"口径 {written}：没有这样的文档；有 {listed}")


def _by_kind(scope: str) -> tuple[int, str]:
    return ("all", "genre", "level", "province").index(scope.partition("=")[0]), scope


def _why(years: Mapping[str, set[int]], ranked: Sequence[str]) -> str:
    """Why the first of the genres, which are ranked by the years that they cover, was chosen."""
    most = len(years[ranked[0]])
    equal = sum(len(years[genre]) == most for genre in ranked)
    if equal > 1:
        return f"有{equal}个文种同样覆盖{most}个年度，为各文种中最多，取文种表中列在最前的"
    return f"它覆盖{most}个年度，为各文种中最多" if len(ranked) > 1 else f"年度已知的文档都是这个文种，覆盖{most}个年度"


def spans(years: Iterable[int]) -> str:
    """Years in words: 2016、2018—2020年; those that follow each other as one span, of very many the first and last."""
    found = sorted(years)
    told = [span(*run) for run in runs(found)]
    if len(told) > _SPANS:
        return f"{'、'.join(told[:4])}……{'、'.join(told[-2:])}年（共{len(found)}个年度）"
    return "、".join(told) + "年"


# Spans that are told one by one.
_SPANS = 9


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
