"""The tables of a run as DuckDB sees them, and what all questions stand on: counted passages with year and theme."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.api import load
from pipeline.catalogue import tables as run_tables
from pipeline.codes import YEAR_BASES
from pipeline.config import CompareSettings, Config, SettingsError
from pipeline.exports.selection import Selection, main_scope
from pipeline.profile import profile
from pipeline.records import Document, SourceText, fields_of, schema_of, table_name
from pipeline.store import Parts, Tables, Texts, digest, read_table
from pipeline.whereabouts import Whereabouts
from pipeline.wordings import WordCount
from pipeline.workbench.saved import Selections
from pipeline.years import by_year, year_basis

Row = dict[str, Any]
T = TypeVar("T")

# What counts, as pipeline/compare/base.py has it: body passages that repeat no other, each with its primary theme.
_COUNTED = """
create table counted as
select p.passage_id, p.doc_id, p.source, p.source_start, p.source_end, p.position, p.heading, p.text, p.n_characters,
       d.year, d.genre, d.level, d.home, d.title, coalesce(t.theme, '') as theme,
       row_number() over (order by d.year nulls last, p.source, p.position, p.source_start) as rank
from passages p join docs d using (doc_id)
left join (select passage_id, any_value(theme) as theme from themes where rank = 1 group by 1) t using (passage_id)
where p.role = 'body' and not p.repeated
order by rank
"""
# Answers at hand for those who turn a page or sort anew.
_MOST_KEPT, _MOST_REMEMBERED = 64, 16
# Which passage a row of evidence stands in; a theme is named by its passage.
_MENTIONS = {"places": "mention_id", "units": "mention_id", "formulations": "mention_id", "quantities": "quantity_id"}


class Bench:
    """What a run wrote, opened for questions. `corpus`: where selections are kept.

    Raises SettingsError where no run has finished in the folder.
    """

    def __init__(self, outputs: Path, config: Config, corpus: Path | None = None) -> None:
        self.outputs, self.config = outputs, config
        self.selections = Selections(corpus or outputs)
        self.stamp = stamp_of(outputs)
        self.run: Mapping[str, Any] = load(outputs).run
        self._lock = Lock()
        self._kept: list[str] = []
        self._remembered: dict[Hashable, Any] = {}
        self._connection = duckdb.connect(config={"autoinstall_known_extensions": False})
        self._views()
        documents = Tables({Document: read_table(outputs / "tables", Document)})
        self.year_basis = YEAR_BASES[year_basis(documents[Document])]
        self.scope: Selection = main_scope(documents, config)
        self._documents(by_year(documents[Document]))
        self._connection.execute(_COUNTED)

    def _views(self) -> None:
        """Every table by its name; one that is not there is empty."""
        for record in run_tables():
            name, path = table_name(record), self.outputs / "tables" / f"{table_name(record)}.parquet"
            if path.is_file():
                given = set(pq.read_schema(path).names)
                missing = [f"null as {f.name}" for f in fields_of(record) if f.name not in given]
                columns = ", ".join(["*", *missing])
                self._connection.execute(f"create view {name} as select {columns} from read_parquet({_quoted(path)})")
            else:
                self._keep(name, schema_of(record).empty_table())

    def _documents(self, documents: Sequence[Document]) -> None:
        self._keep(
            "docs",
            pa.table(
                {
                    "doc_id": pa.array([d.doc_id for d in documents], pa.string()),
                    "source": pa.array([d.source for d in documents], pa.string()),
                    "title": pa.array([d.title or d.source for d in documents], pa.string()),
                    "year": pa.array([d.review_year for d in documents], pa.int64()),
                    "genre": pa.array([d.genre for d in documents], pa.string()),
                    "level": pa.array([d.level for d in documents], pa.string()),
                    "home": pa.array([d.home_province or "" for d in documents], pa.string()),
                    "synthetic": pa.array([d.synthetic for d in documents], pa.bool_()),
                    "truncated": pa.array([d.truncated for d in documents], pa.bool_()),
                }
            ),
        )

    def _keep(self, name: str, table: pa.Table) -> None:
        """Keep an Arrow table under a name."""
        self._connection.register("given", table)
        self._connection.execute(f"create table {name} as select * from given")
        self._connection.unregister("given")

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[Row]:
        """The answer to a question in SQL, a row a dictionary; `values` stand for its question marks."""
        with self._connection.cursor() as cursor:
            cursor.execute(question, list(values))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]

    def row(self, question: str, values: Sequence[Any] = ()) -> Row:
        """The first row of an answer; empty where there is none."""
        return next(iter(self.rows(question, values)), {})

    def ask(self, question: str, values: Sequence[Any] = ()) -> Any:
        """The one value of an answer; None where there is none."""
        return next(iter(self.row(question, values).values()), None)

    def kept(self, question: str, values: Sequence[Any]) -> str:
        """The name of a table that holds the answer to a question, made once for whoever asks it again."""
        name = f"kept_{digest(question, repr(list(values)))[:24]}"
        with self._lock:
            if name not in self._kept:
                with self._connection.cursor() as cursor:
                    cursor.execute(f"create table {name} as {question}", list(values))
                self._kept.append(name)
            if len(self._kept) > _MOST_KEPT:
                self._connection.execute(f"drop table {self._kept.pop(0)}")
        return name

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What takes long to make, made once; the latest few are kept."""
        if key not in self._remembered:
            self._remembered[key] = make()
            while len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.pop(next(iter(self._remembered)), None)
        made: T = self._remembered.get(key) or make()
        return made

    @cached_property
    def settings(self) -> CompareSettings:
        """With what confidence the run tells intervals, and how it tests."""
        known = {f: v for f, v in self.run["settings"]["compare"].items() if hasattr(CompareSettings, f)}
        return CompareSettings(**known)

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """The Chinese names by code, of `genre`, `level` and `theme`."""
        return {**profile(self.config).names, "theme": self.config.themes}

    def named(self, kind: str, code: str) -> str:
        """A code in Chinese."""
        return self.names.get(kind, {}).get(code, code) or "（空）"

    def scope_zh(self, scope: str) -> str:
        """A scope as an analyst reads it."""
        return profile(self.config).scope_zh(scope)

    @cached_property
    def years(self) -> list[int]:
        """The years that documents stand for."""
        return [r["year"] for r in self.rows("select distinct year from docs where year is not null order by year")]

    @cached_property
    def texts(self) -> Texts:
        """The source texts."""
        found = Parts(self.outputs / ".parts").texts()
        return found if isinstance(found, Texts) else Texts(found)

    def source(self, name: str) -> SourceText | None:
        """The text of a source; None where the run keeps none."""
        with self._lock:
            try:
                return self.texts[name]
            except SettingsError:
                return None

    def place(self, source: str, offset: int) -> str:
        """Where an offset stands, in words for a person; empty where the source's text is not kept."""
        text = self.source(source)
        return Whereabouts(text).place(offset) if text else ""

    def with_words(self) -> bool:
        """Have the words of counted passages at hand as `words` (word, passage_id); false where the run keeps none."""
        with self._lock:
            if not self.ask("select count(*) from duckdb_tables() where table_name = 'words'"):
                self._keep("cut", Parts(self.outputs / ".parts").every("sources", WordCount))
                self._connection.execute(
                    "create table words as select distinct word, passage_id from "
                    "(select doc_id, word, unnest(positions) as position from cut) "
                    "join counted using (doc_id, position)"
                )
                self._connection.execute("drop table cut")
        return bool(self.ask("select count(*) from words"))


def stamp_of(outputs: Path) -> tuple[int, int]:
    """What changes when a run writes the folder anew."""
    try:
        stat = (outputs / "run.json").stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def evidence_passage(table: str) -> str:
    """The SQL for where rows of evidence of a table stand: row_id, passage_id, start and end in it, 0 for all of it."""
    if table in _MENTIONS:
        return f'select {_MENTIONS[table]} as row_id, passage_id, start, "end" from {table}'
    return 'select passage_id as row_id, passage_id, 0 as start, 0 as "end" from passages'


def _quoted(path: Path) -> str:
    return "'" + path.as_posix().replace("'", "''") + "'"
