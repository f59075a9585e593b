"""The report's scope: one rule, and the sentence that says why is true of the corpus."""

from __future__ import annotations

from pipeline.exports.selection import main_scope
from pipeline.records import Record
from pipeline.store import Tables
from tests.compare.build import of_year


def scope_of(*documents: Record) -> tuple[str, str]:
    found = main_scope(Tables.of(list(documents)))
    return found.scope, found.why


def test_the_genre_of_most_years() -> None:
    documents = [of_year(f"n{y}", y) for y in (2018, 2019, 2020)] + [
        of_year(f"s{y}", y, "speech") for y in (2018, 2019)
    ]
    assert scope_of(*documents) == ("genre=national_summary", "它覆盖3个年度，为各文种中最多")


def test_genres_of_equally_many_years_are_said_to_be() -> None:
    documents = [of_year(f"{g}{y}", y, g) for g in ("national_summary", "speech") for y in (2018, 2019)]
    scope, why = scope_of(*documents)
    assert scope == "genre=national_summary" and "2个文种同样覆盖2个年度" in why


def test_all_documents_where_no_genre_has_two_years() -> None:
    scope, why = scope_of(of_year("a", 2018), of_year("b", 2019, "speech"))
    assert scope == "all" and "没有一个文种有两个年度" in why


def test_the_only_genre_is_not_called_the_one_of_most_years() -> None:
    assert "最多" not in scope_of(of_year("a", 2018), of_year("b", 2019))[1]
