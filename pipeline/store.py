"""Tables: records in memory, Parquet and CSV on disk, written aside and renamed so that each appears whole."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.config import SettingsError
from pipeline.records import Record, SourceText, fields_of, schema_of, table_name

R = TypeVar("R", bound=Record)

PATIENCE_SECONDS = 10.0

# A spreadsheet takes a cell that begins with one of these for a formula or a command; the wide ones where its language
# is an East Asian one (OWASP, CSV Injection).
FORMULA_BEGINS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


class Tables:
    """Records by their type. A type that is not there is an empty table."""

    def __init__(self, arrow: Mapping[type[Record], pa.Table]) -> None:
        self._arrow = dict(arrow)
        self._records: dict[type[Record], list[Record]] = {}
        self._digests: dict[type[Record], str] = {}

    @classmethod
    def of(cls, records: Iterable[Record]) -> Tables:
        """Tables of these records, in their order."""
        tables = cls({})
        by_type: dict[type[Record], list[Record]] = defaultdict(list)
        for record in records:
            by_type[type(record)].append(record)
        tables._records.update(by_type)
        return tables

    def __getitem__(self, record: type[R]) -> list[R]:
        if record not in self._records:
            table = self._arrow.get(record)
            self._records[record] = [] if table is None else list(from_arrow(record, table))
        return self._records[record]  # type: ignore[return-value]

    def arrow(self, record: type[Record]) -> pa.Table:
        """The Arrow table of a record type."""
        if record not in self._arrow:
            self._arrow[record] = to_arrow(record, self[record])
        return self._arrow[record]

    def digest(self, record: type[Record]) -> str:
        """sha256 of a table's content."""
        if record not in self._digests:
            self._digests[record] = content_digest(self.arrow(record))
        return self._digests[record]

    def types(self) -> set[type[Record]]:
        """The record types that stand here."""
        return {*self._arrow, *self._records}

    def with_records(self, records: Iterable[Record], types: Iterable[type[Record]]) -> Tables:
        """These tables with those of `types` replaced by `records`. Raises ValueError for a record of no such type."""
        new = Tables.of(records)
        empty: dict[type[Record], list[Record]] = {record: [] for record in types}
        if stray := new.types() - set(empty):
            raise ValueError(f"records of undeclared types: {', '.join(sorted(t.__name__ for t in stray))}")
        merged = Tables({t: a for t, a in self._arrow.items() if t not in empty})
        merged._records = {**self._records, **empty, **new._records}
        return merged


def to_arrow(record: type[R], rows: Sequence[R]) -> pa.Table:
    """An Arrow table with the schema of the record type."""
    schema = schema_of(record)
    columns = [pa.array([getattr(row, field.attribute) for row in rows], field.type) for field in fields_of(record)]
    return pa.Table.from_arrays(columns, schema=schema)


def from_arrow(record: type[R], table: pa.Table) -> Iterable[R]:
    """The records of an Arrow table."""
    fields = fields_of(record)
    names = [field.attribute for field in fields]
    for values in zip(*(table.column(field.name).to_pylist() for field in fields), strict=True):
        # As pickle does it: a frozen dataclass's own way is to set each field through object.__setattr__.
        row = record.__new__(record)
        row.__dict__.update(zip(names, values, strict=True))
        yield row


def write_aside(path: Path, data: bytes) -> None:
    """Write a file under another name and rename it, so that it appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


@contextmanager
def locked(path: Path, *, patience: float = PATIENCE_SECONDS, busy: str = "") -> Iterator[None]:
    """Keep other processes from writing a file. Raises SettingsError where none can be kept out, with `busy` where
    another one has been at it for longer than `patience` seconds.

    A lock of SQLite's is the one in the standard library that works on every system and that a killed process gives
    back.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = _lock(path)
    try:
        with closing(sqlite3.connect(lock, timeout=patience, isolation_level=None)) as held:
            held.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.OperationalError as error:
        if busy and error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise SettingsError(busy) from error
        raise SettingsError(f"{path.name}：{error}；请检查文件夹的权限后再试") from error


def is_locked(path: Path) -> bool:
    """Whether another process keeps a file locked. Nothing is written."""
    lock = _lock(path)
    if not lock.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{lock.absolute().as_uri()}?mode=ro", timeout=0, uri=True)) as looked:
            looked.execute("PRAGMA schema_version")
            return False
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode == sqlite3.SQLITE_BUSY


def _lock(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def digest(*parts: bytes | str) -> str:
    """sha256 over parts, each with its length, so that no two different lists share one."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sha.update(f"{len(data)}:".encode())
        sha.update(data)
    return sha.hexdigest()


def content_digest(table: pa.Table) -> str:
    """sha256 of a table's content, however it was put together."""
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return hashlib.sha256(sink.getbuffer()).hexdigest()


def write_table(folder: Path, record: type[Record], table: pa.Table, *, chinese: bool = False) -> list[Path]:
    """Write NAME.parquet and NAME.csv (utf-8-sig), the latter with Chinese column names for `chinese`; returns both."""
    name = table_name(record)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    paths = [folder / f"{name}.parquet", folder / f"{name}.csv"]
    write_aside(paths[0], buffer.getvalue())
    write_aside(paths[1], b"\xef\xbb\xbf" + csv_bytes(table, [field.head(chinese) for field in fields_of(record)]))
    return paths


def read_table(folder: Path, record: type[Record]) -> pa.Table:
    """Read NAME.parquet of a record type."""
    return pq.read_table(folder / f"{table_name(record)}.parquet", schema=schema_of(record))


def write_arrow(path: Path, table: pa.Table) -> None:
    """Write a table for other processes of this run to read with `mapped`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def mapped(path: Path) -> pa.Table:
    """A table of `write_arrow`, read from where it lies and not into memory."""
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).read_all()


def csv_bytes(table: pa.Table, heads: Sequence[str]) -> bytes:
    """A table as CSV under these heads: lists joined with `;`, null as nothing, no cell that is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    columns = [[csv_cell(v) for v in column.to_pylist()] for column in table.columns]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode("utf-8")


def csv_cell(value: Any) -> Any:
    """A value as the CSV tables hold it, never a formula."""
    if isinstance(value, list):
        value = ";".join(map(str, value))
    if isinstance(value, str) and value.startswith(FORMULA_BEGINS):
        return f"'{value}"
    return value


def pack(records: Iterable[Record]) -> dict[str, bytes]:
    """Records as one Arrow IPC file a table, by table name: what travels between processes and rests in parts."""
    by_type: dict[type[Record], list[Record]] = defaultdict(list)
    for record in records:
        by_type[type(record)].append(record)
    packed = {}
    for record_type, rows in by_type.items():
        sink = io.BytesIO()
        table = to_arrow(record_type, rows)
        with pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        packed[table_name(record_type)] = sink.getvalue()
    return packed


class Parts:
    """The results of per-source work, kept by the digest of everything that they depend on.

    A part is a folder of Arrow files with a manifest: sha256 of each file, under a digest of the list and of the part's
    own name. What is not just that (a file cut, added or exchanged, a manifest of another part) counts as absent.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[Path] = set()

    def has(self, stage: str, key: str) -> bool:
        """Whether the part is there and intact."""
        path = self._folder / stage / key
        listed = _manifest(path)
        if listed is None:
            return False
        self._used.add(path)
        try:
            there = {file.name for file in path.iterdir()} - {_MANIFEST}
            return there == set(listed) and all(digest((path / name).read_bytes()) == listed[name] for name in there)
        except OSError:
            return False

    def put(self, stage: str, key: str, packed: Mapping[str, bytes]) -> None:
        """Keep the packed tables of one source; the manifest is written last."""
        path = self._folder / stage / key
        _cleared(path)
        for name, data in packed.items():
            write_aside(path / f"{name}.arrow", data)
        lines = "".join(f"{name}.arrow {digest(data)}\n" for name, data in sorted(packed.items()))
        write_aside(path / _MANIFEST, f"{lines}{digest(path.name, lines)}\n".encode())
        self._used.add(path)

    def get(self, stage: str, key: str, record: type[Record]) -> pa.Table:
        """One table of a part; empty where the part has none. Raises SettingsError where it is harmed."""
        path = self._folder / stage / key
        self._used.add(path)
        name = f"{table_name(record)}.arrow"
        listed = _manifest(path)
        try:
            if listed is not None and name not in listed:
                return schema_of(record).empty_table()
            data = (path / name).read_bytes()
            if listed is not None and digest(data) == listed[name]:
                return pa.ipc.open_file(io.BytesIO(data)).read_all()
        except OSError:
            pass
        raise SettingsError(f"{path / name}：读取时被改动；请再运行一次 zongshu run")

    def texts(self) -> dict[str, SourceText]:
        """The source texts of all parts by their source; a run sweeps what it no longer needs."""
        found = from_arrow(SourceText, self.every("sources", SourceText))
        return Texts({text.source: text for text in found})

    def every(self, stage: str, record: type[Record]) -> pa.Table:
        """One table of all parts of a stage that are intact, put together."""
        keys = [path.name for path in sorted(self._folder.glob(f"{stage}/*")) if self.has(stage, path.name)]
        return pa.concat_tables([schema_of(record).empty_table(), *(self.get(stage, key, record) for key in keys)])

    def harmed(self) -> list[str]:
        """The parts, by stage and key, that are not what was put there."""
        paths = sorted(self._folder.glob("*/*"))
        return [f"{p.parent.name}/{p.name}" for p in paths if not self.has(p.parent.name, p.name)]

    def sweep(self) -> None:
        """Remove the parts that nothing asked for: sources that changed or went away."""
        for path in sorted(self._folder.glob("*/*")):
            if path not in self._used:
                _cleared(path)


class Texts(dict[str, SourceText]):
    """Source texts by source. Raises SettingsError for one that is not among them."""

    def __missing__(self, source: str) -> SourceText:
        raise SettingsError(f"{source}：运行结果里没有它的原文，或已损坏；请再运行一次 zongshu run")


_MANIFEST = "manifest"


def _manifest(part: Path) -> dict[str, str] | None:
    """The digests of a part's files by name; None where it has no manifest that is whole and its own."""
    try:
        *lines, last = (part / _MANIFEST).read_text(encoding="ascii").splitlines(keepends=True)
        if last != f"{digest(part.name, ''.join(lines))}\n":
            return None
        return dict(line.split() for line in lines)
    except (OSError, ValueError):
        return None


def _cleared(path: Path) -> None:
    """Remove a part, or whatever stands in its place."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
