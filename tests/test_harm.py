"""What rests between runs and was harmed is never believed: the next run writes the tables of an undisturbed one.

Whatever stands in the way is one line.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import runner
from pipeline.config import SettingsError
from pipeline.limits import TooLong
from pipeline.records import Passage
from pipeline.runner import plan
from pipeline.store import Parts, locked
from tests.torture.harms import HARMS
from tests.torture.subject import CONFIG, TEXTS, go, parts, quick, tables, written


@pytest.fixture(scope="module", autouse=True)
def _few_exports() -> Iterator[None]:
    with quick():
        yield


@pytest.fixture(scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = written(tmp_path_factory.mktemp("harm"))
    go(folder)
    return folder


@pytest.fixture
def finished(_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_once, tmp_path / "finished"))


@pytest.mark.parametrize("harm", HARMS, ids=lambda h: h.__name__)
def test_a_harmed_part_is_noticed_and_made_again(finished: Path, harm: Callable[[Path, Path], None]) -> None:
    before = tables(finished)
    harm(*parts(finished))
    assert plan([finished / "corpus"], finished / "outputs", CONFIG).stale
    # The tables would tell nothing if they were not written anew.
    (finished / "outputs/tables/places.csv").unlink()
    assert go(finished).redone >= 1
    assert tables(finished) == before and go(finished).fresh


STAMPS = (
    b"", b"null", b"[]", b"3", b'"x"', b"{", b"{}", b'{"key": 1}', b'{"stamps": [], "digest": 1}', b"\xff", b"[" * 9999,
    b'{"digest": {}, "stamps": {"run": 3}}', b'{"stamps": {"run": {"key": "k", "files": []}}, "digest": null}',
)  # fmt: skip


@pytest.mark.parametrize("content", STAMPS, ids=repr)
@pytest.mark.parametrize("name", ["stamp.json", "exports.json"])
def test_a_stamp_of_another_shape_is_as_if_absent(finished: Path, name: str, content: bytes) -> None:
    (finished / "outputs/.parts" / name).write_bytes(content)
    assert not go(finished).redone and go(finished).fresh


@pytest.mark.parametrize("name", ["stamp.json", "exports.json"])
def test_a_stamp_that_names_fewer_files_is_not_believed(finished: Path, name: str) -> None:
    path = finished / "outputs/.parts" / name
    told = json.loads(path.read_bytes())
    for stamp in told["stamps"].values():
        stamp["files"] = {}
    path.write_text(json.dumps(told))
    harmed = finished / "outputs/datapackage.json"
    before = harmed.read_bytes()
    harmed.write_bytes(b"{}")
    go(finished)
    assert harmed.read_bytes() == before


def test_a_part_that_is_harmed_while_it_is_needed_is_one_line(finished: Path) -> None:
    one, _ = parts(finished)
    (one / "passages.arrow").write_bytes(b"torn")
    with pytest.raises(SettingsError, match=r"passages\.arrow：读取时被改动；请再运行一次 zongshu run"):
        Parts(finished / "outputs/.parts").get("sources", one.name, Passage)


@pytest.mark.parametrize("name", [".parts", ".parts/sources", "tables"])
def test_a_file_where_a_folder_should_be_is_one_line(finished: Path, name: str) -> None:
    path = finished / "outputs" / name
    shutil.rmtree(path)
    path.write_bytes(b"")
    with pytest.raises(SettingsError, match=rf"{name.rsplit('/', 1)[-1]}：不是文件夹；请移走这个文件") as told:
        go(finished)
    assert "\n" not in str(told.value)


def test_a_second_run_at_once_says_so_in_one_line(finished: Path) -> None:
    (finished / "corpus" / "甲县.txt").write_text(TEXTS["甲县.txt"] + "又记。\n", encoding="utf-8")
    with locked(finished / "outputs/.parts/run"), pytest.raises(SettingsError, match="另一个运行正在写这里"):
        go(finished)
    assert go(finished).redone == 1


def test_a_full_disk_is_one_line_and_the_next_run_goes_on(finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(finished)
    (finished / "outputs/tables/places.csv").unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(SettingsError, match="No space left on device；请处理后再运行一次"):
            go(finished)
    go(finished)
    assert tables(finished) == before


def test_what_was_found_before_the_time_was_up_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        raise TooLong

    stages = [replace(s, run=endless) if s.name == "words" else s for s in runner.SOURCE_STAGES]
    monkeypatch.setattr(runner, "SOURCE_STAGES", tuple(stages))
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "甲县.txt").write_text(TEXTS["甲县.txt"], encoding="utf-8")
    result = go(tmp_path)
    assert result.rows["quantities"] == 2 and result.rows["themes"] == 0
    assert [p.message for p in result.problems if p.stage == "words"] == [
        "分词时超过 60 分钟，已放弃，此前各步的结果保留；请拆分文件后重新运行"
    ]
