"""Comparison over the years: counts with their base and interval, and a gate that says what does not compare."""

from __future__ import annotations

from pipeline import yearly
from pipeline.catalogue import record_types
from pipeline.compare.base import Base, base_of
from pipeline.compare.claims import claims, indicator_audit, quantity_by_year
from pipeline.compare.comparability import comparability
from pipeline.compare.counted import formulation_by_year, place_by_year, theme_by_year, unit_by_year
from pipeline.compare.keyness import counted_words, document_words, keyness
from pipeline.compare.rows import evidence
from pipeline.compare.timeline import timeline
from pipeline.config import Config
from pipeline.profile import Profile, profile
from pipeline.records import Problem, Record
from pipeline.store import Tables
from pipeline.text.segmenter import segmenter
from pipeline.yearly import Comparability
from pipeline.years import PUBLISHED

__all__ = ["WRITES", "compare"]

# What pipeline/yearly.py defines is written here.
WRITES = (*(record for record in record_types() if record.__module__ == yearly.__name__), Problem)


def compare(tables: Tables, config: Config) -> list[Record]:
    """Every yearly table, and a problem for each comparison that does not hold."""
    base = base_of(tables)
    gate = comparability(tables, base, profile(config))
    verdicts = {(row.scope, row.review_year): row for row in gate}
    records: list[Record] = []
    for table in (theme_by_year, place_by_year, unit_by_year, formulation_by_year):
        records += table(tables, base, verdicts, config)
    times = timeline(tables, base, config)
    records += times
    found = claims(tables, base, config)
    records += quantity_by_year(found, base)
    records += indicator_audit(found)
    words = counted_words(tables, base, segmenter(config.settings.segmenter))
    key_words = keyness(words, base, config.settings.compare)
    records += key_words
    records += document_words(words, base)
    records += evidence(tables, base, (row.term for row in key_words if row.term))
    doubts = [Problem("", "compare", "note", f"提法“{row.canonical}”{row.warning}") for row in times if row.warning]
    return [*records, *gate, *_problems(gate, base, profile(config)), *doubts]


_PUBLISHED = "没有一份文档的回顾年度已知：各年度表按发布年度排列；请在元数据中填写 review_year"


def _problems(gate: list[Comparability], base: Base, field: Profile) -> list[Problem]:
    broken = [row for row in gate if row.verdict == "not_comparable"]
    unknown = base.scopes.get("all", {}).get(None, ())
    published = base.year_basis == PUBLISHED
    return [
        *(
            Problem(
                "",
                "compare",
                "warning",
                f"{field.scope_zh(row.scope)}：{row.review_year}年与{row.previous_year}年不可比：{row.warning}；"
                "请限定文种或层级",
            )
            for row in broken
        ),
        *(
            Problem(d.source, "compare", "note", f"《{d.title}》年度未知，不进入年度比较；请在元数据中填写 review_year")
            for d in unknown
        ),
        *([Problem("", "compare", "warning", _PUBLISHED)] if published else []),
    ]
