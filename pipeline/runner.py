"""The runner: does what is stale, keeps what is fresh, writes each table whole."""

from __future__ import annotations

import hashlib
import json
import platform
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, field, replace
from functools import cache, partial
from pathlib import Path

import pyarrow as pa

from pipeline import __version__, exports
from pipeline.config import Config, ReportSettings, SettingsError
from pipeline.corpus import Corpus, SourceFile, discover
from pipeline.engine import Processes, collecting_seldom, each, executor
from pipeline.exports.selection import main_scope
from pipeline.libraries import required, version_of
from pipeline.limits import TooLong, cpu_limit, memory_limit
from pipeline.profile import profile
from pipeline.readers import ReadError, Reading, helpers, read
from pipeline.records import Decision, Passage, Problem, Record, SourceText, schema_of, table_name
from pipeline.reliability import CodingRow
from pipeline.stages import CORPUS_STAGES, SOURCE_STAGES, SOURCE_TABLES, TABLES, ingest
from pipeline.stamps import intact, read_stamps, stamped, write_stamps
from pipeline.store import Parts, Tables, digest, locked, pack, write_aside, write_table
from pipeline.text.segmenter import segmenter

Progress = Callable[[str, int, int], None]

# UTF-8 and GB18030 take three and two bytes for a Chinese character: enough to tell whether processes are worth it.
BYTES_PER_CHARACTER = 3


@dataclass(frozen=True)
class Result:
    """What a run did. `fresh`: nothing had changed and nothing was done; `redone`: sources that were read.

    `unread`: sources and refused files of which nothing was read; `rows`: by table; `repeated`: passages that repeat
    another, known of a run that was done.
    """

    fresh: bool
    redone: int
    sources: int
    unread: int
    rows: dict[str, int]
    repeated: int
    problems: list[Problem]
    seconds: dict[str, float]


@dataclass(frozen=True)
class Done:
    """The packed tables of one source, with seconds by stage."""

    tables: dict[str, bytes]
    seconds: dict[str, float]


@dataclass(frozen=True)
class Plan:
    """A run before it is done: under which key each source rests, and which of them are stale."""

    corpus: Corpus
    keys: tuple[str, ...]
    stale: tuple[SourceFile, ...]
    key: str
    complete: bool

    @property
    def fresh(self) -> bool:
        return not self.stale and self.complete


def _quiet(stage: str, done: int, total: int) -> None:
    """The progress of a run that nobody watches."""


def plan(paths: Sequence[Path], output: Path, config: Config, *, only_tables: bool = False) -> Plan:
    """Hold what a run depends on against what rests in `output`; `only_tables`: no exports are asked for.

    Raises SettingsError where a path, a sidecar or the decisions cannot be used.
    """
    corpus = discover(paths, config.settings.ingest.max_megabytes, output, profile(config))
    base, parts = _base_key(config), Parts(output / ".parts")
    report = repr(config.settings.report)
    keys = tuple(digest(base, f.source, f.sha256, repr(f.sidecar), repr(f.shared)) for f in corpus.sources)
    stale = [f for f, key in zip(corpus.sources, keys, strict=True) if not parts.has("sources", key)]
    key = digest(base, report, *keys, repr(corpus.decisions), repr(corpus.codings), repr(corpus.problems))
    stamps, enough = read_stamps(stamp_file(output)), (_RUN, _TABLES) if only_tables else (_RUN,)
    complete = any(intact(stamps.get(name), key, output) for name in enough)
    return Plan(corpus, keys, tuple(stale), key, complete)


def run(
    paths: Sequence[Path],
    output: Path,
    config: Config,
    *,
    jobs: int | None = None,
    pool: Executor | None = None,
    progress: Progress = _quiet,
    anew: bool = False,
    only_tables: bool = False,
) -> Result:
    """Bring `output` up to date with the corpus.

    `jobs` is the number of processes (None: as many as are worth it); `pool` any executor to use instead, such
    as a cluster's; `anew`: nothing that an earlier run left is used; `only_tables`: exports are left as they are.
    Raises SettingsError where the call cannot be carried out.
    """
    _usable(output)
    todo = plan(paths, output, config, only_tables=only_tables)
    if anew:
        todo = replace(todo, stale=todo.corpus.sources, complete=False)
    if todo.fresh:
        return _remembered(output, len(todo.keys))
    _segmenter_there(config)
    busy = f"{output}：另一个运行正在写这里；请等它结束，或用 --output 另给文件夹"
    try:
        with locked(in_work(output), patience=0, busy=busy), collecting_seldom():
            if anew:
                _forget(output)
            return _Run(todo, output, config, progress, jobs, only_tables).do(pool)
    except OSError as error:
        raise SettingsError(_not_written(error, output)) from error


def _not_written(error: OSError, output: Path) -> str:
    """A full disk, a folder without permission: what was finished is kept."""
    return f"{error.filename or output}：{error.strerror or error}；请处理后再运行一次，做完的都已保留"


# What stamps are called: of a whole run, of one that wrote no exports.
_RUN, _TABLES = "run", "tables"


def stamp_file(output: Path) -> Path:
    """Where the last run that ended says what it wrote."""
    return output / ".parts" / "stamp.json"


def _table_stamps(output: Path) -> Path:
    """Under which content each table was written."""
    return output / ".parts" / "tables.json"


def in_work(output: Path) -> Path:
    """What a run keeps locked while it writes into `output`."""
    return output / ".parts" / "run"


def _forget(output: Path) -> None:
    """Let nothing rest of earlier runs but what they wrote for others."""
    Parts(output / ".parts").sweep()
    for path in (stamp_file(output), _table_stamps(output), exports.stamp_file(output)):
        path.unlink(missing_ok=True)


def _usable(output: Path) -> None:
    for folder in (output, output / ".parts", output / ".parts" / "sources", output / "tables"):
        if folder.exists() and not folder.is_dir():
            raise SettingsError(f"{folder}：不是文件夹；请移走这个文件，或用 --output 另给文件夹")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{output}：{error.strerror}；请用 --output 给一个能写的文件夹") from error


def _segmenter_there(config: Config) -> None:
    try:
        segmenter(config.settings.segmenter)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def read_source(file: SourceFile, config: Config) -> Done:
    """Every stage that looks at one source alone. A file that cannot be read becomes a row in problems, and so does
    what it costs too much to find; what was found before is kept."""
    records: list[Record] = []
    seconds: dict[str, float] = {}
    most = config.settings.ingest
    try:
        with cpu_limit(60 * most.max_minutes), memory_limit(most.max_gigabytes):
            _work(file, config, records, seconds)
    except ReadError as error:
        records.append(Problem(file.source, "read", "error", str(error)))
    except TooLong:
        records.append(_given_up(file, seconds, f"超过 {most.max_minutes} 分钟"))
    except MemoryError:
        records.append(_given_up(file, seconds, f"内存不足（至多 {most.max_gigabytes:g} GB）"))
    return Done(pack(records), seconds)


def _work(file: SourceFile, config: Config, records: list[Record], seconds: dict[str, float]) -> None:
    """Add each stage's records and time as soon as it has ended."""
    started = time.perf_counter()
    reading = _reading(file)
    seconds["read"] = time.perf_counter() - started
    started = time.perf_counter()
    records += [_source_text(file, reading), *ingest(file.source, reading, dict(file.sidecar), config, file.shared)]
    seconds["ingest"] = time.perf_counter() - started
    for stage in SOURCE_STAGES:
        started = time.perf_counter()
        records += stage.run(Tables.of(records), config)
        seconds[stage.name] = time.perf_counter() - started


def _given_up(file: SourceFile, seconds: Mapping[str, float], why: str) -> Problem:
    stages = {"read": "读取", "ingest": "整理", **{stage.name: stage.zh for stage in SOURCE_STAGES}}
    at = next(name for name in stages if name not in seconds)
    kept = "此前各步的结果保留" if seconds else "未读取"
    return Problem(file.source, at, "error", f"{stages[at]}时{why}，已放弃，{kept}；请拆分文件后重新运行")


def _lost(file: SourceFile) -> Done:
    """What is told of a source whose worker was ended from outside."""
    message = "处理这份文件的进程被系统终止（多为内存不足），未读取；请拆分文件后重新运行"
    return Done(pack([Problem(file.source, "read", "error", message)]), {})


def ingested(paths: Sequence[Path], config: Config) -> Tables:
    """The segments, documents, passages and problems of a corpus, for a look at its texts before a run."""
    _segmenter_there(config)
    corpus = discover(paths, config.settings.ingest.max_megabytes, field=profile(config))
    records: list[Record] = list(corpus.problems)
    for file in corpus.sources:
        try:
            reading = _reading(file)
        except ReadError as error:
            records.append(Problem(file.source, "read", "error", str(error)))
            continue
        records += [_source_text(file, reading), *ingest(file.source, reading, dict(file.sidecar), config, file.shared)]
    return Tables.of(records)


def _reading(file: SourceFile) -> Reading:
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise ReadError(f"无法读取（{error.strerror}）；请检查文件后重新运行") from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise ReadError("读取期间文件被改动；请重新运行")
    return read(data, file.source)


def _source_text(file: SourceFile, reading: Reading) -> SourceText:
    return SourceText(
        source=file.source,
        text=reading.text,
        encoding=reading.encoding,
        derived=reading.derived,
        anchor_starts=[a.start for a in reading.anchors],
        anchor_places=[a.place for a in reading.anchors],
    )


@dataclass
class _Run:
    """One run over a plan; `seconds` adds up by stage."""

    todo: Plan
    output: Path
    config: Config
    progress: Progress
    jobs: int | None
    only_tables: bool
    seconds: dict[str, float] = field(default_factory=dict)

    def do(self, pool: Executor | None) -> Result:
        parts = Parts(self.output / ".parts")
        self._read(parts, pool or self._processes(self.todo.stale))
        read = self._assembled(parts)
        # A scope that is not there is said before the long work over the corpus.
        main_scope(read, self.config)
        tables = self._over_the_corpus(read)
        result, written = self._written(tables)
        parts.sweep()
        self._finish(tables, result, written)
        return result

    def _processes(self, files: Iterable[SourceFile]) -> Processes | None:
        return executor(self.jobs, sum(f.size for f in files) // BYTES_PER_CHARACTER)

    def _read(self, parts: Parts, pool: Executor | Processes | None) -> None:
        """Do the stale sources and keep what came out of each as soon as it is there."""
        keys = dict(zip((f.source for f in self.todo.corpus.sources), self.todo.keys, strict=True))
        work = partial(read_source, config=self.config)
        for number, (file, result) in enumerate(each(work, self.todo.stale, pool), 1):
            done = result or _lost(file)
            parts.put("sources", keys[file.source], done.tables)
            for stage, spent in done.seconds.items():
                self.seconds[stage] = self.seconds.get(stage, 0.0) + spent
            self.progress("读取", number, len(self.todo.stale))

    def _assembled(self, parts: Parts) -> Tables:
        """The tables of all sources, one below the other in the order of the sources' names."""
        found: dict[type[Record], pa.Table] = {}
        for record in SOURCE_TABLES:
            tables = [parts.get("sources", key, record) for key in self.todo.keys]
            found[record] = pa.concat_tables([schema_of(record).empty_table(), *tables])
        read, corpus = Tables(found), self.todo.corpus
        problems = [*corpus.problems, *read[Problem]]
        beside = (Problem, Decision, CodingRow)
        return read.with_records([*problems, *corpus.decisions, *corpus.codings], beside)

    def _over_the_corpus(self, tables: Tables) -> Tables:
        for number, stage in enumerate(CORPUS_STAGES):
            self.progress(stage.zh, number, len(CORPUS_STAGES))
            started = time.perf_counter()
            # Problems add up from stage to stage; every other table is written by one stage alone.
            earlier = tables[Problem] if Problem in stage.writes else []
            tables = tables.with_records([*earlier, *stage.run(tables, self.config)], stage.writes)
            self.seconds[stage.name] = time.perf_counter() - started
        return tables

    def _written(self, tables: Tables) -> tuple[Result, list[Path]]:
        written = self._tables(tables)
        if not self.only_tables:
            started = time.perf_counter()
            pool = self._processes(self.todo.corpus.sources)
            written += exports.write_all(tables, self.output, self.config, self.progress, pool)
            written.append(exports.stamp_file(self.output))
            self.seconds["export"] = time.perf_counter() - started
        rows = {table_name(record): tables.arrow(record).num_rows for record in TABLES}
        todo = self.todo
        repeated = sum(p.repeated for p in tables[Passage])
        read = {p.source for p in tables[Passage]}
        refused = {p.source for p in todo.corpus.problems if p.severity == "error"}
        unread = len(({f.source for f in todo.corpus.sources} - read) | refused)
        result = Result(False, len(todo.stale), len(todo.keys), unread, rows, repeated, tables[Problem], self.seconds)
        return result, written

    def _tables(self, tables: Tables) -> list[Path]:
        """Write every table whose content has changed since; the files of all."""
        path, written = _table_stamps(self.output), {}
        kept, chinese = read_stamps(path), self.config.settings.report.chinese
        for record in TABLES:
            name, key = table_name(record), digest(_code(), str(chinese), tables.digest(record))
            known = kept.get(name)
            if known is None or not intact(known, key, self.output):
                files = write_table(self.output / "tables", record, tables.arrow(record), chinese=chinese)
                known = stamped(key, files, self.output)
            written[name] = known
        write_stamps(path, written)
        return [self.output / file for stamp in written.values() for file in stamp.files]

    def _finish(self, tables: Tables, result: Result, written: list[Path]) -> None:
        """Say what was read and written, then leave the stamp by which the next run knows that this one ended."""
        lengths = {text.source: len(text.text) for text in tables[SourceText]}
        report = {
            "version": __version__,
            "settings": asdict(self.config.settings),
            "inputs": {f.source: f.sha256 for f in self.todo.corpus.sources},
            "companions": self.todo.corpus.companions,
            "dictionaries": self.config.digests,
            "rows": result.rows,
            "characters": sum(lengths.values()),
            "sources_read": result.redone,
            "sources_unread": result.unread,
            "seconds": {stage: round(spent, 3) for stage, spent in self.seconds.items()},
            "characters_per_second": self._speeds(lengths),
        }
        path = self.output / "run.json"
        write_aside(path, json.dumps(report, ensure_ascii=False, indent=1).encode())
        stamp = stamped(self.todo.key, [*written, path], self.output)
        write_stamps(stamp_file(self.output), {_TABLES if self.only_tables else _RUN: stamp})

    def _speeds(self, lengths: Mapping[str, int]) -> dict[str, int | None]:
        """Stages that look at single sources were given the stale ones only, the others the whole corpus."""
        read = sum(lengths.get(f.source, 0) for f in self.todo.stale)
        single = {"read", "ingest", *(s.name for s in SOURCE_STAGES)}
        whole = sum(lengths.values())
        return {
            stage: round((read if stage in single else whole) / spent) if spent else None
            for stage, spent in self.seconds.items()
        }


def _remembered(output: Path, sources: int) -> Result:
    from pipeline.store import read_table

    record = json.loads((output / "run.json").read_bytes())
    problems = list(Tables({Problem: read_table(output / "tables", Problem)})[Problem])
    return Result(True, 0, sources, record["sources_unread"], record["rows"], 0, problems, {})


def _base_key(config: Config) -> str:
    """What every source's tables rest on; what a report shows of them changes none."""
    settings = replace(config.settings, report=ReportSettings())
    return digest(_code(), repr(helpers()), repr(settings), repr(sorted(config.digests.items())))


@cache
def _code() -> str:
    """Everything that computes: this package's files, the libraries' versions, the interpreter's."""
    package = Path(__file__).parent
    files = [p for p in sorted(package.rglob("*")) if p.is_file() and p.suffix not in {".pyc", ".pyo"}]
    own = [part for p in files for part in (p.relative_to(package).as_posix(), p.read_bytes())]
    libraries = [f"{name} {version_of(name)}" for name in required()]
    return digest(platform.python_version(), *libraries, *own)
