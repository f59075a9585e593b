"""What a yearly figure rests on: the rows that it counts, those it is a share of, the documents that were looked at.

GROUNDS is the one list of it, by yearly table: workbook, wide tables, reports and `Outputs.grounds` all ask it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.catalogue import tables as run_tables
from pipeline.records import Document, Passage, Quantity, Record, Reuse, ReuseByYear, Theme, fields_of, table_name
from pipeline.reliability import CorrectedShare
from pipeline.store import Tables
from pipeline.yearly import (
    Comparability,
    Evidence,
    Figure,
    FormulationByYear,
    FormulationTimeline,
    IndicatorAudit,
    Keyness,
    PlaceByYear,
    QuantityByYear,
    ThemeByYear,
    UnitByYear,
)
from pipeline.years import by_year

# A row of a table: the table's name and the row's id.
RowId = tuple[str, str]
# What has to be at hand for the grounds of any figure.
READS: tuple[type[Record], ...] = (Document, Evidence, Quantity, QuantityByYear, Reuse)


def scopes_of(document: Document) -> list[str]:
    """The scopes that a document counts in."""
    province = [f"province={document.home_province}"] if document.home_province else []
    return ["all", f"genre={document.genre}", f"level={document.level}", *province]


def row_id(row: Any) -> str:
    """The id by which evidence names a row; empty for one that it never names."""
    if isinstance(row, Theme):
        return row.passage_id if row.rank == 1 else ""
    if isinstance(row, Reuse):
        return f"{row.passage_id}.{row.source_start}"
    return str(getattr(row, row.key, "")) if row.key else ""


def key_column(record: type[Figure]) -> str:
    """The column of a yearly table that says what is counted."""
    common = {f.name for f in fields_of(Figure)}
    return next(f.attribute for f in fields_of(record) if f.name not in common)


def rows_by_id(tables: Tables, table: str) -> Mapping[str, Any]:
    """The rows of a table by the ids that evidence names them by; for a theme its passage."""
    record = next(r for r in run_tables() if table_name(r) == table)
    record = Passage if record is Theme else record
    return {row_id(row): row for row in tables[record]}


class CountedRows:
    """The evidence of a run, by documents and key; `everything` is every document, with the year that it counts in."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._documents: dict[str, dict[int | None, list[Document]]] = defaultdict(lambda: defaultdict(list))
        self.everything = by_year(tables[Document])
        for document in self.everything:
            for scope in scopes_of(document):
                self._documents[scope][document.review_year].append(document)
        self._rows: dict[tuple[str, str], dict[str, dict[str, list[Evidence]]]] = {}
        for row in tables[Evidence]:
            by_document = self._rows.setdefault((row.counted_in, row.figure), {})
            by_document.setdefault(row.doc_id, {}).setdefault(row.counted_for, []).append(row)

    def documents(self, scope: str, year: int | None) -> Sequence[Document]:
        """The documents of a scope that review a year; None for those whose year is unknown."""
        return self._documents.get(scope, {}).get(year, ())

    def other_documents(self, scope: str, year: int | None) -> list[Document]:
        """The documents of a scope that review another year."""
        years = self._documents.get(scope, {})
        return [d for other in years if other not in (year, None) for d in years[other]]

    def rows(
        self, counted_in: type[Record], documents: Iterable[Document], key: str | None = None, figure: str = "numerator"
    ) -> list[Evidence]:
        """The rows of a key that the column `figure` of a yearly table counts in documents; of every key for None."""
        found = self._rows.get((table_name(counted_in), figure), {})
        kept: list[Evidence] = []
        for document in documents:
            by_key = found.get(document.doc_id, {})
            for rows in by_key.values() if key is None else [by_key.get(key, [])]:
                kept += rows
        return kept

    @cached_property
    def claimed_in(self) -> Mapping[str, str]:
        """The document of each quantity, by its id."""
        return {q.mention_id: q.doc_id for q in self._tables[Quantity]}

    @cached_property
    def claims(self) -> Mapping[str, list[str]]:
        """The ids of the claims under each indicator."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._tables[QuantityByYear]:
            if not row.proposed:
                found[row.indicator] += row.quantity_ids
        return found

    @cached_property
    def returning(self) -> Mapping[str, list[Reuse]]:
        """The sentences that return from an earlier year, by their document."""
        found: dict[str, list[Reuse]] = defaultdict(list)
        for row in self._tables[Reuse]:
            found[row.doc_id].append(row)
        return found


@dataclass(frozen=True)
class Ground:
    """A set of rows that some columns of a yearly table rest on; where it is empty they rest on `otherwise`.

    `shared` sets are the same for every key of a scope and year.
    """

    zh: str
    columns: frozenset[str]
    rows: Callable[[CountedRows, Any], list[RowId]]
    otherwise: str = ""
    shared: bool = False


def resting(grounds: Sequence[Ground], ground: Ground) -> Iterator[Ground]:
    """The ground, then those that its figures rest on where it is empty, one after the other."""
    yield ground
    for instead in grounds:
        if instead.zh == ground.otherwise:
            yield from resting(grounds, instead)


def _ids(rows: Iterable[Evidence]) -> list[RowId]:
    return [(row.row_table, row.row_id) for row in rows]


def _named(documents: Iterable[Document]) -> list[RowId]:
    return [(table_name(Document), d.doc_id) for d in documents]


def _here(found: CountedRows, row: Any) -> Sequence[Document]:
    return found.documents(row.scope, row.review_year)


def _before(found: CountedRows, row: Any) -> Sequence[Document]:
    return () if row.previous_year is None else found.documents(row.scope, row.previous_year)


def _body(found: CountedRows, documents: Iterable[Document]) -> list[RowId]:
    """The counted passages, each by its primary theme."""
    return _ids(found.rows(ThemeByYear, documents))


_COUNTED = frozenset(
    {
        "numerator", "share", "low", "high", "rate", "change_previous", "change_low", "change_high", "change_p",
        "change_first", "by_characters", "corrected", "corrected_low", "corrected_high", "n_passages",
    }
)  # fmt: skip
_DOCUMENTS = Ground("文档", frozenset({"n_documents"}), lambda found, row: _named(_here(found, row)), shared=True)


def _figure(record: type[Figure], *further: Ground) -> tuple[Ground, ...]:
    key = key_column(record)
    return (
        Ground(
            "分子",
            _COUNTED,
            lambda found, row: _ids(found.rows(record, _here(found, row), getattr(row, key))),
            otherwise="分母",
        ),
        Ground(
            "分母",
            frozenset({"base"}),
            lambda found, row: _ids(found.rows(record, _here(found, row))),
            otherwise="正文",
            shared=True,
        ),
        *further,
        Ground(
            "正文",
            frozenset({"characters"}),
            lambda found, row: _body(found, _here(found, row)),
            otherwise="文档",
            shared=True,
        ),
        _DOCUMENTS,
    )


def _claims(row: QuantityByYear | IndicatorAudit) -> list[RowId]:
    return [(table_name(Quantity), name) for name in row.quantity_ids]


def _claiming(found: CountedRows, row: QuantityByYear) -> list[RowId]:
    """The documents of the claims; where there is none, those in which it was looked for."""
    if not row.quantity_ids:
        return _named(found.documents("all", row.review_year))
    return [(table_name(Document), d) for d in dict.fromkeys(found.claimed_in[q] for q in row.quantity_ids)]


def _reusing(found: CountedRows, row: ReuseByYear) -> Sequence[Document]:
    return found.documents("all" if row.genre == "all" else f"genre={row.genre}", row.review_year)


def _mentioned(found: CountedRows, row: FormulationTimeline) -> list[Evidence]:
    return found.rows(FormulationByYear, found.everything, row.canonical)


_OF_CLAIMS = frozenset(["value_low", "value_high", "n_claims", "n_masked", "n_disputed"])


def _family(found: CountedRows, row: Keyness) -> list[Document]:
    """The documents of the year that a word is held against others in: of one genre and level."""
    return [d for d in _here(found, row) if d.level == row.level]


def _other_years(found: CountedRows, row: Keyness) -> list[Document]:
    return [d for d in found.other_documents(row.scope, row.review_year) if d.level == row.level]


def _before_first(found: CountedRows, row: FormulationTimeline) -> list[Document]:
    return [d for d in found.everything if row.years and d.review_year and d.review_year < row.years[0]]


def _after_last(found: CountedRows, row: FormulationTimeline) -> list[Document]:
    return [d for d in found.everything if row.years and d.review_year and d.review_year > row.years[-1]]


_OF_WORDS = frozenset(
    {
        "count", "n_with", "expected_with", "strength", "p_adjusted", "log_likelihood", "log_ratio", "log_odds_z",
        "dispersion",
    }
)  # fmt: skip

GROUNDS: Mapping[type[Record], tuple[Ground, ...]] = {
    ThemeByYear: _figure(ThemeByYear),
    PlaceByYear: _figure(
        PlaceByYear,
        Ground(
            "成果",
            frozenset({"n_results"}),
            lambda found, row: _ids(found.rows(PlaceByYear, _here(found, row), row.province, "n_results")),
            otherwise="各省成果",
        ),
        Ground(
            "合计",
            frozenset({"n_joint"}),
            lambda found, row: _ids(found.rows(PlaceByYear, _here(found, row), row.province, "n_joint")),
            otherwise="各省合计",
        ),
        Ground(
            "各省合计",
            frozenset(),
            lambda found, row: _ids(found.rows(PlaceByYear, _here(found, row), figure="n_joint")),
            otherwise="正文",
            shared=True,
        ),
        Ground(
            "各省成果",
            frozenset(),
            lambda found, row: _ids(found.rows(PlaceByYear, _here(found, row), figure="n_results")),
            otherwise="正文",
            shared=True,
        ),
    ),
    UnitByYear: _figure(UnitByYear),
    FormulationByYear: _figure(FormulationByYear),
    FormulationTimeline: (
        Ground(
            "提及",
            frozenset({"first_year", "last_year", "mentions"}),
            lambda found, row: _ids(_mentioned(found, row)),
        ),
        Ground(
            "文档",
            frozenset({"n_documents"}),
            lambda found, row: [
                (table_name(Document), d) for d in dict.fromkeys(e.doc_id for e in _mentioned(found, row))
            ],
        ),
        Ground(
            "更早文档",
            frozenset({"earlier_documents", "earlier_characters"}),
            lambda found, row: _named(_before_first(found, row)),
            otherwise="文档",
        ),
        Ground(
            "更晚文档",
            frozenset({"later_documents", "later_characters"}),
            lambda found, row: _named(_after_last(found, row)),
            otherwise="文档",
        ),
    ),
    QuantityByYear: (
        Ground("说法", _OF_CLAIMS, lambda found, row: _claims(row), otherwise="文档"),
        Ground("文档", frozenset({"n_documents"}), _claiming),
    ),
    IndicatorAudit: (
        Ground("说法", frozenset({"number"}), lambda found, row: _claims(row)),
        Ground(
            "全部说法",
            frozenset({"of"}),
            lambda found, row: [(table_name(Quantity), name) for name in found.claims.get(row.indicator, ())],
        ),
    ),
    Keyness: (
        Ground(
            "本年度", _OF_WORDS, lambda found, row: _ids(found.rows(Keyness, _family(found, row), row.term, "count"))
        ),
        Ground(
            "其他年度",
            frozenset({"reference_count", "reference_with"}),
            lambda found, row: _ids(found.rows(Keyness, _other_years(found, row), row.term, "count")),
            otherwise="其他年度正文",
        ),
        Ground("正文", frozenset({"tokens"}), lambda found, row: _body(found, _family(found, row)), otherwise="文档"),
        Ground(
            "其他年度正文",
            frozenset({"reference_tokens"}),
            lambda found, row: _body(found, _other_years(found, row)),
            otherwise="其他年度文档",
        ),
        Ground("文档", frozenset({"n_documents"}), lambda found, row: _named(_family(found, row))),
        Ground("其他年度文档", frozenset({"reference_documents"}), lambda found, row: _named(_other_years(found, row))),
    ),
    Comparability: (
        Ground(
            "正文",
            frozenset({"characters", "passages"}),
            lambda found, row: _body(found, _here(found, row)),
            otherwise="文档",
        ),
        Ground(
            "上一年度正文",
            frozenset({"characters_previous", "passages_previous"}),
            lambda found, row: _body(found, _before(found, row)),
            otherwise="上一年度文档",
        ),
        Ground(
            "隐去",
            frozenset({"masked_share"}),
            lambda found, row: _ids(found.rows(Comparability, _here(found, row), "masked", "masked_share")),
            otherwise="数量",
        ),
        Ground(
            "数量",
            frozenset(),
            lambda found, row: _ids(found.rows(Comparability, _here(found, row), figure="masked_share")),
            otherwise="正文",
        ),
        Ground(
            "重复",
            frozenset({"repeated_share"}),
            lambda found, row: _ids(found.rows(Comparability, _here(found, row), figure="repeated_share")),
            otherwise="正文",
        ),
        Ground(
            "文档",
            frozenset({"n_documents", "unknown_share", "truncated"}),
            lambda found, row: _named(_here(found, row)),
        ),
        Ground(
            "上一年度文档",
            frozenset({"n_documents_previous"}),
            lambda found, row: _named(_before(found, row)),
        ),
    ),
    CorrectedShare: (
        Ground(
            "分子",
            frozenset(["raw", "raw_low", "raw_high", "corrected", "low", "high"]),
            lambda found, row: _ids(found.rows(ThemeByYear, _here(found, row), row.theme)),
            otherwise="分母",
        ),
        Ground("分母", frozenset({"n_passages", "n_coded"}), lambda found, row: _body(found, _here(found, row))),
    ),
    ReuseByYear: (
        Ground(
            "沿用",
            frozenset({"reused_characters", "share", "reused_sentences"}),
            lambda found, row: [
                (table_name(Reuse), row_id(r)) for d in _reusing(found, row) for r in found.returning.get(d.doc_id, ())
            ],
            otherwise="正文",
        ),
        Ground(
            "正文",
            frozenset({"characters", "n_sentences"}),
            lambda found, row: _body(found, _reusing(found, row)),
            otherwise="文档",
        ),
        Ground("文档", frozenset({"n_documents"}), lambda found, row: _named(_reusing(found, row))),
    ),
}
