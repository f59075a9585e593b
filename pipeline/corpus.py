"""The corpus on disk: which files are sources, under which name, and what stands beside them."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.codings import read_codings
from pipeline.companions import (
    CODING,
    DECISIONS,
    LABELS,
    METADATA,
    METADATA_BOOK,
    SIDECAR,
    WRITTEN,
    is_leftover,
    is_made,
)
from pipeline.config import Config, SettingsError, read_text
from pipeline.decisions import read_decisions
from pipeline.metadata import given
from pipeline.profile import Profile, profile
from pipeline.records import Decision, Problem
from pipeline.reliability import CodingRow
from pipeline.sidecar import fields_for, parse_yaml
from pipeline.sites import Edges, edges, shared_lines

_MOST_NAMED = 8
_MISNAMED = "请改正名称，或移走"


@dataclass(frozen=True)
class SourceFile:
    """A file of the corpus. `source` is its name in every table, `sha256` that of its bytes, `sidecar` what an
    analyst wrote down about it, `shared` the fingerprints of its lines that other files of its folder have too."""

    path: Path
    source: str
    sha256: str
    size: int
    sidecar: tuple[tuple[str, str], ...] = ()
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Corpus:
    """The sources in the order of their names, the problems met on the way, and the roots that were walked."""

    roots: tuple[Path, ...]
    sources: tuple[SourceFile, ...]
    problems: tuple[Problem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    codings: tuple[CodingRow, ...] = ()

    def beside(self, name: str) -> list[Path]:
        """The files of that name directly under the roots."""
        return [path for root in self.roots if (path := root / name).is_file()]

    @property
    def companions(self) -> dict[str, str]:
        """sha256 of every file that people wrote beside the sources, by its path under its root."""
        beside = {f"{f.source}{SIDECAR}": f.path.with_name(f"{f.path.name}{SIDECAR}") for f in self.sources}
        tables = {name: path for name in (CODING, DECISIONS, METADATA, METADATA_BOOK) for path in self.beside(name)}
        found = {name: path for name, path in {**beside, **tables}.items() if path.is_file()}
        return {name: hashlib.sha256(found[name].read_bytes()).hexdigest() for name in sorted(found)}


def discover(
    paths: Sequence[Path], max_megabytes: int, output: Path | None = None, field: Profile | None = None
) -> Corpus:
    """Find the sources under files and folders, what editors decided, and what was coded by hand.

    Raises SettingsError for a path that is not there, for no sources, and for decisions, a coding or metadata that
    cannot be used.

    A link that leads out of its root, a name with control characters, a special file and a file over the size
    limit become problems instead. What a run wrote, into `output` or elsewhere, and what systems and programs leave
    beside documents are no sources; one note names them.
    `field` is the profile whose genres and levels metadata may name (None: the one that is installed).
    """
    for path in paths:
        if not path.exists():
            raise SettingsError(f"{path}：没有这个文件或文件夹；请给出存在的路径")
    roots = _roots(paths)
    sources: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    near: dict[str, Edges] = {}
    skipped: list[str] = []
    for path, root in zip(paths, roots, strict=True):
        for file in _files(path, output.resolve() if output else None):
            if path.is_dir() and (is_leftover(file.name) or file.is_dir()):
                skipped.append(_printable(_name(file, root)) + ("/" if file.is_dir() else ""))
                continue
            name = _name(file, root)
            if message := _refusal(file, root, max_megabytes):
                problems.append(Problem(_printable(name), "corpus", "error", message))
                continue
            name = _unique(name, file, root, sources)
            data = file.read_bytes()
            sources[name] = SourceFile(file, name, hashlib.sha256(data).hexdigest(), len(data))
            if found := edges(data, name):
                near[name] = found
    if not sources and not problems:
        raise SettingsError(f"{'、'.join(map(str, paths))}：里面没有文档；请放入文件")
    problems += _skipped(skipped)
    shared = shared_lines(near)
    files = (replace(sources[name], shared=shared.get(name, ())) for name in sorted(sources))
    corpus = Corpus(roots, tuple(files), tuple(problems))
    folders = [path for path in paths if path.is_dir()]
    known, told = _with_sidecars(corpus, folders, field or profile(Config()))
    told += _orphans(folders, corpus)
    return replace(
        corpus,
        sources=known,
        problems=(*corpus.problems, *told),
        decisions=_decisions(corpus),
        codings=_codings(corpus),
    )


def holds_nothing(folder: Path) -> bool:
    """Whether there is no file in a corpus folder that would be a source, or no such folder."""
    return not folder.exists() or next(_files(folder, None), None) is None


def _roots(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The folder that each path's sources are named from: for files given one by one the one that holds them all, or a
    given one that they lie in."""
    folders = [path for path in paths if path.is_dir()]
    alone = [path.absolute().parent for path in paths if not path.is_dir()]
    common = Path(os.path.commonpath(alone)) if len({path.anchor for path in alone}) == 1 else Path()
    # Nothing but the top of the disk holds them all: their names would tell of this machine.
    shared = common if common.name else None

    def root(path: Path) -> Path:
        within = next((f for f in folders if path.absolute().is_relative_to(f.absolute())), None)
        return within or (path.parent if shared is None or shared == path.absolute().parent else shared)

    return tuple(path if path.is_dir() else root(path) for path in paths)


def _with_sidecars(
    corpus: Corpus, folders: Sequence[Path], field: Profile
) -> tuple[tuple[SourceFile, ...], list[Problem]]:
    """The sources with what NAME.meta.yaml beside them, or the metadata tables of a root, say; the former wins. And
    what is to be told of the tables: where they disagree, and rows that belong to no source of a folder given."""
    table: dict[str, dict[str, str]] = {}
    told: list[Problem] = []
    for root in dict.fromkeys(corpus.roots):
        found, conflicts = given(root, field)
        table.update(found)
        said = (f"{conflict}；采用后者，请改成一致" for conflict in conflicts)
        told += [Problem(METADATA_BOOK, "corpus", "warning", message) for message in said]
        told += _strangers(found, corpus) if root in folders else ()
    sources = []
    for file in corpus.sources:
        beside = file.path.with_name(f"{file.path.name}{SIDECAR}")
        own = parse_yaml(read_text(beside), beside.name, field) if beside.is_file() else {}
        fields = {**fields_for(table, file.source), **own}
        sources.append(replace(file, sidecar=tuple(sorted(fields.items()))))
    return tuple(sources), told


def _orphans(folders: Sequence[Path], corpus: Corpus) -> Iterator[Problem]:
    """What people wrote of sources that are not there, below folders that were given: a name may be misspelt."""
    there = {file.path for file in corpus.sources}
    for folder in folders:
        for path in sorted(folder.rglob(f"*{SIDECAR}")):
            of = path.with_name(path.name.removesuffix(SIDECAR))
            if of not in there and not of.exists():
                yield Problem(_printable(_name(path, folder)), "corpus", "warning", f"旁边没有 {of.name}；{_MISNAMED}")


def _strangers(table: Iterable[str], corpus: Corpus) -> Iterator[Problem]:
    """The rows of metadata tables that belong to no source."""
    names = {file.source for file in corpus.sources} | {problem.source for problem in corpus.problems}
    for key in table:
        if key not in names and key.rpartition("#")[0] not in names:
            yield Problem(METADATA, "corpus", "warning", f"{key} 不是语料里的文件；{_MISNAMED}")


def _decisions(corpus: Corpus) -> tuple[Decision, ...]:
    """Those of every root; where two roots decided on one finding, the later root's."""
    found = {d.finding: d for path in dict.fromkeys(corpus.beside(DECISIONS)) for d in read_decisions(path)}
    return tuple(found.values())


def _codings(corpus: Corpus) -> tuple[CodingRow, ...]:
    """The one hand-coded sample. Raises SettingsError where two roots have one each: a sample has one draw."""
    found = list(dict.fromkeys(path.resolve() for path in corpus.beside(CODING)))
    if len(found) > 1:
        raise SettingsError(f"{'、'.join(map(str, corpus.beside(CODING)))}：有两份编码；请只留一个 {CODING}")
    return tuple(row for path in found for row in read_codings(path))


def _skipped(names: Sequence[str]) -> Iterator[Problem]:
    """One note for all that was passed over."""
    if names:
        listed = "、".join(names[:_MOST_NAMED]) + ("等" if len(names) > _MOST_NAMED else "")
        message = f"跳过 {len(names)} 项：{listed}，是系统或程序留下的文件，不是文档；确是文档的请改名"
        yield Problem(names[0], "corpus", "note", message)


def _files(path: Path, output: Path | None) -> Iterator[Path]:
    """The files below `path`, and the folders that hold no documents, which are not gone into."""
    if not path.is_dir():
        yield path
        return
    for entry in sorted(_entries(path), key=lambda p: p.name):
        hidden = entry.name.startswith(".") and not is_leftover(entry.name)
        if hidden or entry.name == LABELS or _is_companion(entry.name):
            continue
        if entry.is_dir() and not entry.is_symlink():
            if entry.resolve() == output:
                continue
            if is_made(entry):
                yield entry
            else:
                yield from _files(entry, output)
        else:
            yield entry


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise SettingsError(f"{folder}：{error.strerror}；请检查文件夹权限") from error


def _is_companion(name: str) -> bool:
    return name in WRITTEN or name.endswith(SIDECAR) or name.upper().startswith("README")


def _name(file: Path, root: Path) -> str:
    return unicodedata.normalize("NFC", file.relative_to(root).as_posix())


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def _unique(name: str, file: Path, root: Path, taken: dict[str, SourceFile]) -> str:
    """Two roots can hold the same relative path; the later one is told apart by its root's name."""
    if name not in taken or taken[name].path == file:
        return name
    return f"{root.name}/{name}" if f"{root.name}/{name}" not in taken else f"{root.parent.name}/{root.name}/{name}"


def _inside(link: Path, root: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _refusal(file: Path, root: Path, max_megabytes: int) -> str:
    """Why a file is not read, for the analyst; empty where nothing speaks against it."""
    if any(not c.isprintable() for c in str(file.relative_to(root))):
        return "文件名含换行或控制字符，未读取；请改名后重新运行"
    if file.is_symlink() and not _inside(file, root):
        return "符号链接指向语料目录之外或没有终点，未读取；请把文件复制进来"
    if not file.is_file():
        return "不是普通文件，未读取；请移走或换成普通文件"
    try:
        size = file.stat().st_size
        file.open("rb").close()
    except OSError as error:
        return f"无法打开（{error.strerror}），未读取；请检查权限"
    if size > max_megabytes * 1_000_000:
        return f"文件 {size / 1e6:.0f} MB，超过上限 {max_megabytes} MB，未读取；请拆分，或调高 ingest.max_megabytes"
    return ""
