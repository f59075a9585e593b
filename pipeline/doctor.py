"""What is wrong with an installation, its dictionaries or its outputs, and what to do. Nothing is changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Config, SettingsError
from pipeline.libraries import ABSENT, required, version_of
from pipeline.profile import profile
from pipeline.readers import ReadError, read
from pipeline.records import Record
from pipeline.runner import in_work, stamp_file
from pipeline.stages import CORPUS_STAGES, SOURCE_STAGES, ingest
from pipeline.stamps import harmed, read_stamps
from pipeline.store import Parts, Tables, is_locked
from pipeline.text.segmenter import segmenter

# Invented: what a trial of every stage reads.
_TRIAL = "2021年度述职评议综述\n\n试读县整顿村党组织3个，选派干部12名。\n"
# What each extra lets a run do.
_EXTRAS = {"ocr": "识别扫描件和图片里的文字", "pkuseg": "用 pkuseg 分词"}
_LEAST_FREE = 200_000_000
_MOST_NAMED = 5


@dataclass(frozen=True)
class Examined:
    """One thing that was looked at: its Chinese name, whether it is sound, and what was found and is to be done."""

    zh: str
    sound: bool
    message: str


def program(config: Config) -> Iterator[Examined]:
    """The libraries, the segmenter, the dictionaries, and a trial of every stage on an invented text."""
    yield _libraries()
    yield from map(_extra, _EXTRAS)
    yield _segmenter(config)
    yield _dictionaries(config)


def _libraries() -> Examined:
    missing = [name for name in required() if version_of(name) == ABSENT]
    if missing:
        return Examined("程序库", False, f"没有安装 {'、'.join(missing)}；请重新安装 zongshu")
    return Examined("程序库", True, "齐全")


def _extra(name: str) -> Examined:
    """An extra that is absent is no fault."""
    missing = [library for library in required(name) if version_of(library) == ABSENT]
    found = f"没有安装 {'、'.join(missing)}，不能{_EXTRAS[name]}；不需要就不必装" if missing else f"可以{_EXTRAS[name]}"
    return Examined(f"可选组件 {name}", True, found)


def _segmenter(config: Config) -> Examined:
    try:
        segmenter(config.settings.segmenter)
    except ValueError as error:
        return Examined("分词器", False, str(error))
    return Examined("分词器", True, config.settings.segmenter)


def _dictionaries(config: Config) -> Examined:
    """Every stage loads what it needs; a word list may fail in any way that people may harm it."""
    try:
        _trial(config)
    except (SettingsError, ReadError) as error:
        return Examined("词典", False, str(error))
    except Exception as error:
        told = f"{type(error).__name__} {error}".splitlines()[0]
        return Examined("词典", False, f"{config.dictionaries}：试读时出错（{told}）；请恢复原来的词典文件")
    return Examined("词典", True, f"{len(config.digests)}个文件都能用，试读一段虚构文字成功")


def _trial(config: Config) -> None:
    for name in config.digests:
        if name.endswith(".csv"):
            config.rows(name, ())
        elif name.endswith(".yaml"):
            config.document(name)
    profile(config)
    records: list[Record] = list(ingest("试读.txt", read(_TRIAL.encode(), "试读.txt"), {}, config))
    for stage in SOURCE_STAGES:
        records += stage.run(Tables.of(records), config)
    tables = Tables.of(records)
    for stage in CORPUS_STAGES:
        tables = tables.with_records(stage.run(tables, config), stage.writes)


def outputs(output: Path) -> Iterator[Examined]:
    """The folder of outputs: free space, another run at work, what a run left, and whether it is as it was written."""
    if output.exists() and not output.is_dir():
        yield Examined("结果文件夹", False, f"{output}：不是文件夹；请移走这个文件，或用 --output 另给文件夹")
        return
    yield _space(output)
    if not output.exists():
        yield Examined("结果文件夹", True, f"{output}：还没有；zongshu run 会建立")
        return
    if is_locked(in_work(output)):
        yield Examined("运行锁", False, f"{output}：另一个运行正在写这里；请等它结束再体检")
        return
    yield Examined("运行锁", True, "没有别的运行在写")
    yield _written(output)
    yield _resting(output)


def _space(output: Path) -> Examined:
    """A run writes what it replaces aside: as much must be free as the outputs hold."""
    there = next(folder for folder in (output, *output.absolute().parents) if folder.is_dir())
    free = shutil.disk_usage(there).free
    needed = max(_LEAST_FREE, sum(p.stat().st_size for p in output.rglob("*") if p.is_file()))
    told = f"空闲 {free / 1e6:,.0f} MB"
    if free < needed:
        return Examined(
            "磁盘", False, f"{there}：{told}，运行要 {needed / 1e6:,.0f} MB；请腾出空间，或用 --output 另给文件夹"
        )
    return Examined("磁盘", True, told)


def _written(output: Path) -> Examined:
    """Tables and exports against the digests that the last run stamped."""
    path = stamp_file(output)
    if not path.exists():
        return Examined("结果文件", False, f"{output}：没有运行完的记录；请运行一次 zongshu run")
    files = {name: sha for stamp in read_stamps(path).values() for name, sha in stamp.files.items()}
    if not files:
        return Examined("结果文件", False, f"{path}：已损坏，或是别的版本写的；请再运行一次 zongshu run")
    if wrong := harmed(files, output):
        return Examined("结果文件", False, f"{_some(wrong)}：缺失或被改动；另存改过的，再运行一次 zongshu run")
    return Examined("结果文件", True, f"{len(files)}个文件都与写出时相同")


def _resting(output: Path) -> Examined:
    wrong = Parts(output / ".parts").harmed()
    if wrong:
        told = f"{output / '.parts'}：{len(wrong)}份已损坏，或是别的版本写的（{wrong[0][:24]}…）"
        return Examined("中间结果", False, f"{told}；请再运行一次 zongshu run，会重读这些来源")
    return Examined("中间结果", True, "都完好")


def _some(names: list[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + (f"等{len(names)}个" if len(names) > _MOST_NAMED else "")
