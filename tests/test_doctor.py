"""What is harmed is named, with what to do; what is sound is said to be. A run that begins anew writes the same."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import Config, Settings
from pipeline.doctor import outputs, program
from pipeline.runner import in_work, run
from pipeline.store import locked
from tests.torture.subject import CONFIG, go, parts, quick, tables, written


@pytest.fixture(scope="module", autouse=True)
def _few_exports() -> Iterator[None]:
    with quick():
        yield


@pytest.fixture(scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = written(tmp_path_factory.mktemp("doctor"))
    go(folder)
    return folder


@pytest.fixture
def finished(_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_once, tmp_path / "finished"))


def wrong(folder: Path) -> list[tuple[str, str]]:
    return [(found.zh, found.message) for found in outputs(folder / "outputs") if not found.sound]


def test_what_a_run_left_is_sound_and_looking_changes_nothing(finished: Path) -> None:
    before = {p: p.read_bytes() for p in finished.rglob("*") if p.is_file()}
    assert wrong(finished) == [] and wrong(finished / "none") == []
    assert {p: p.read_bytes() for p in finished.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("tables/places.csv", b"", "tables/places.csv：缺失或被改动"),
        ("tables/passages.parquet", None, "tables/passages.parquet：缺失或被改动"),
        ("datapackage.json", b"{}", "datapackage.json：缺失或被改动"),
        (".parts/stamp.json", b"{", ".parts/stamp.json：已损坏"),
        (".parts/exports.json", b"null", ".parts/exports.json：缺失或被改动"),
        (".parts/stamp.json", None, "没有运行完的记录"),
    ],
)
def test_a_harmed_file_is_named_and_a_run_mends_it(finished: Path, name: str, content: bytes | None, told: str) -> None:
    path = finished / "outputs" / name
    path.unlink() if content is None else path.write_bytes(content)
    ((zh, message),) = wrong(finished)
    assert zh == "结果文件" and told in message and "zongshu run" in message
    go(finished)
    assert wrong(finished) == []


def test_a_harmed_part_is_told(finished: Path) -> None:
    next(parts(finished)[0].glob("*.arrow")).write_bytes(b"x")
    ((zh, message),) = wrong(finished)
    assert zh == "中间结果" and "1份已损坏" in message and "zongshu run" in message


def test_a_run_at_work_is_told(finished: Path) -> None:
    with locked(in_work(finished / "outputs")):
        ((zh, message),) = wrong(finished)
    assert zh == "运行锁" and "另一个运行" in message


def test_a_full_disk_and_a_file_in_the_way_are_told(finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 1000))
    ((zh, message),) = wrong(finished)
    assert zh == "磁盘" and "腾出空间" in message
    (found,) = outputs(finished / "corpus" / "甲县.txt")
    assert not found.sound and "不是文件夹" in found.message


def test_an_installation_that_is_whole_is_sound() -> None:
    assert all(found.sound for found in program(CONFIG))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("places/provinces.csv", "short\n甲,乙\n", "provinces.csv 第2行"),
        ("copies/copies.yaml", "a: [", "copies.yaml 第"),
        ("furniture/furniture.yaml", "{}", "请恢复原来的词典文件"),
    ],
)
def test_a_harmed_dictionary_and_a_segmenter_that_is_not_there_are_told(
    tmp_path: Path, name: str, content: str, told: str
) -> None:
    folder = Path(shutil.copytree(CONFIG.dictionaries, tmp_path / "dictionaries"))
    (folder / name).write_text(content, encoding="utf-8")
    config = Config(replace(Settings(), segmenter="none"), folder)
    found = {f.zh: f.message for f in program(config) if not f.sound}
    assert set(found) == {"分词器", "词典"} and told in found["词典"] and "请选" in found["分词器"]


def test_the_command_says_what_is_wrong_and_exits_with_one(finished: Path, tmp_path: Path) -> None:
    settings = tmp_path / "wrong.toml"
    settings.write_text("colour = 1\n", encoding="utf-8")
    said = CliRunner().invoke(app, ["doctor", "-o", str(finished / "outputs"), "--settings", str(settings)])
    assert said.exit_code == 1 and "不好　设置：wrong.toml 第1行" in said.output and "1处要处理" in said.output
    said = CliRunner().invoke(app, ["doctor", "-o", str(finished / "outputs")])
    assert said.exit_code == 0 and said.output.endswith("没有要处理的\n")


def test_a_run_anew_believes_nothing_and_writes_the_same(finished: Path) -> None:
    before = tables(finished)
    (finished / "outputs" / ".parts" / "sources" / "stray").write_text("x", encoding="utf-8")
    result = run([finished / "corpus"], finished / "outputs", CONFIG, jobs=1, anew=True)
    assert result.redone == result.sources == 2 and not result.fresh
    assert tables(finished) == before and len(parts(finished)) == 2
    assert go(finished).fresh
