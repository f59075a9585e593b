"""Settings and dictionaries: loaded once into one frozen value that every stage is given."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, get_type_hints

import yaml


class SettingsError(Exception):
    """The call, the settings or a dictionary cannot be used; the message is one line: what, where, what to do."""


@dataclass(frozen=True)
class IngestSettings:
    """`max_megabytes`: a larger source file becomes a row in problems instead of being read. `max_minutes`: of a source
    that takes more of a processor's time, what was found so far is kept, and a row in problems says so.
    `max_gigabytes`: the same for one that takes more memory, beyond what the program itself needs, where it is read in
    a process of its own on Linux."""

    max_megabytes: int = 64
    max_minutes: int = 60
    max_gigabytes: float = 16.0


@dataclass(frozen=True)
class DedupeSettings:
    """`shingle`: characters per shingle; `minimum`: shortest repeat in characters; `containment`: share of the
    shorter text's shingles that a candidate pair must have in common."""

    shingle: int = 5
    minimum: int = 15
    containment: float = 0.4


@dataclass(frozen=True)
class ThemeSettings:
    """`abstain`: below this probability the primary theme is `other`."""

    abstain: float = 0.35


@dataclass(frozen=True)
class CompareSettings:
    """`resamples` and `seed` of the dealings of documents that changes are tested with; `confidence` of intervals;
    `change_confidence` of those of changes, for all keys of a year at once, and of key words. It is the higher one: a
    change is what a report asserts, and of texts dealt to years at random it is to assert one in 5 % of any 200
    dealings at most.

    `witness_documents` and `witness_characters`: a formulation's first year is told where all earlier years together
    have that much text, its last year where all later ones have. What stands once in 20,000 characters is missed in
    60,000 with a chance of 5 % (three over n: Hanley and Lippman-Hand 1983), and fewer than five documents say little
    of years, however long they are."""

    resamples: int = 1000
    witness_documents: int = 5
    witness_characters: int = 60_000
    seed: int = 20260101
    confidence: float = 0.95
    change_confidence: float = 0.975


@dataclass(frozen=True)
class ReportSettings:
    """`scope`: the documents that charts, wide tables and reports speak of, as a code or in Chinese (genre=report,
    报告, 县级, 浙江, 全部文档); empty: the genre that covers most years. `chinese`: the columns of CSV tables, workbook
    and data package are headed by their Chinese names; Parquet and SQLite keep the English ones."""

    scope: str = ""
    chinese: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything that changes what a run writes. `segmenter`: jieba, pkuseg or spacy_pkuseg."""

    segmenter: str = "jieba"
    ingest: IngestSettings = field(default_factory=IngestSettings)
    dedupe: DedupeSettings = field(default_factory=DedupeSettings)
    themes: ThemeSettings = field(default_factory=ThemeSettings)
    compare: CompareSettings = field(default_factory=CompareSettings)
    report: ReportSettings = field(default_factory=ReportSettings)


@dataclass(frozen=True)
class Config:
    """Settings and the folder of dictionaries. Rooms read their own dictionary through the methods below."""

    settings: Settings = field(default_factory=Settings)
    dictionaries: Path = field(default_factory=lambda: dictionaries_folder())

    def rows(self, name: str, columns: Sequence[str]) -> list[dict[str, str]]:
        """The rows of the CSV dictionary `name` (a path inside the folder), which must have `columns`."""
        return read_csv(self.dictionaries / name, columns)

    def document(self, name: str) -> Any:
        """The content of the YAML dictionary `name`."""
        path = self.dictionaries / name
        try:
            return yaml.safe_load(read_text(path))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f" 第{mark.line + 1}行" if mark else ""
            raise SettingsError(f"{path.name}{line}：YAML 写法有误；请改正这一行") from error

    @cached_property
    def themes(self) -> dict[str, str]:
        """The themes with their Chinese names, in the order of the codebook, `other` last."""
        found = [self.document(f"themes/{p.name}") for p in sorted((self.dictionaries / "themes").glob("*.yaml"))]
        found.sort(key=lambda entry: (entry["theme"] == "other", int(entry["order"])))
        return {entry["theme"]: entry["name"] for entry in found}

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """The short names of the province-level units and 兵团, in the order of their codes."""
        return tuple(row["short"] for row in self.rows("places/provinces.csv", ("short",)))

    @cached_property
    def digests(self) -> dict[str, str]:
        """sha256 of every dictionary file by its path inside the folder."""
        return {
            path.relative_to(self.dictionaries).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.dictionaries.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }


def bundled(name: str, checkout: str = "") -> Path:
    """What this installation brings along: inside the package if it was built, beside it in a checkout.

    `name` is the folder's; `checkout` its path in a checkout where that is another one.
    """
    package = Path(__file__).parent
    built = package / f"_{name}"
    return built if built.is_dir() else package.parent / (checkout or name)


def dictionaries_folder() -> Path:
    """The dictionaries of this installation."""
    return bundled("dictionaries")


def read_text(path: Path) -> str:
    """The text of a file that people write: see `decoded`. Raises SettingsError where it is not there or is no text."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SettingsError(f"{path.name}：{path.parent.name}/ 里没有这个文件；请恢复") from error
    except OSError as error:
        raise SettingsError(f"{path}：{error.strerror}；请给一个能读的文件") from error
    return decoded(data, path.name).replace("\r\n", "\n").replace("\r", "\n")


def decoded(data: bytes, name: str) -> str:
    """Text in UTF-8, with or without a byte-order mark, or in GB18030, as Excel saves CSV on a Chinese system.

    Raises SettingsError for a workbook and for what is neither.
    """
    if data.startswith(b"PK"):
        raise SettingsError(f"{name}：是工作簿；请把那一页另存为 CSV UTF-8")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SettingsError(f"{name}：既不是 UTF-8 也不是 GB18030；请另存为 UTF-8")


def read_csv(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV file with a header; lines that begin with # are comments.

    Raises SettingsError with file and line where a column is missing or a row has the wrong length.
    """
    lines = [
        (number, line)
        for number, line in enumerate(read_text(path).splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    reader = csv.reader(line for _, line in lines)
    header = next(reader, [])
    if missing := [c for c in columns if c not in header]:
        raise SettingsError(f"{path.name}：没有 {'、'.join(missing)} 列；有 {'、'.join(header)}")
    rows = []
    for (number, _), cells in zip(lines[1:], reader, strict=True):
        if len(cells) != len(header):
            raise SettingsError(f"{path.name} 第{number}行：有{len(cells)}格，应为{len(header)}格")
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


def load_settings(path: Path | None) -> Settings:
    """Read a TOML settings file over the defaults; an unknown key names its file and line."""
    if path is None:
        return Settings()
    text = read_text(path)
    try:
        settings: Settings = _build(Settings, tomllib.loads(text), path, text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name}：TOML 写法有误（{error}）；请改正") from error
    return settings


def _build(cls: type[Any], values: dict[str, Any], path: Path, text: str) -> Any:
    hints = get_type_hints(cls)
    made: dict[str, Any] = {}
    for key, value in values.items():
        if key not in hints:
            known = ", ".join(f.name for f in dataclasses.fields(cls))
            raise SettingsError(f"{path.name} 第{_line(text, key)}行：没有 {key} 这一项；有 {known}")
        if dataclasses.is_dataclass(hints[key]) and isinstance(value, dict):
            made[key] = _build(hints[key], value, path, text)
        elif hints[key] is float and isinstance(value, int) and not isinstance(value, bool):
            made[key] = float(value)
        elif not isinstance(value, hints[key]) or isinstance(value, bool) is not (hints[key] is bool):
            wanted = hints[key].__name__
            raise SettingsError(f"{path.name} 第{_line(text, key)}行：{key} 应为 {wanted}，写的是 {value!r}")
        else:
            made[key] = value
    return cls(**made)


def _line(text: str, key: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.strip().lstrip("[").startswith(key)), 1)
