"""What rests between runs and was harmed is never believed: the next run writes the tables of an undisturbed one.

Whatever stands in the way is one line.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline import exports, runner
from pipeline.config import Config, SettingsError
from pipeline.runner import plan, run
from pipeline.store import Parts, locked

TEXTS = {
    "甲县.txt": "甲县2021年度述职评议综述\n\n山东省济南市整顿村党组织35个，选派干部120名。\n",
    "乙县.txt": "乙县2022年度述职评议综述\n\n浙江省杭州市投入2.3亿元，建成服务中心86个。\n",
}
QUICK = ("datapackage", "source_text")
CONFIG = Config()


@pytest.fixture(autouse=True)
def _few_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [m for m in exports.exporters() if m.__name__.rsplit(".", 1)[-1] in QUICK]
    monkeypatch.setattr(exports, "exporters", lambda: found)


@pytest.fixture(scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("harm")
    (folder / "corpus").mkdir()
    for name, text in TEXTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    chosen = exports.exporters
    found = [m for m in chosen() if m.__name__.rsplit(".", 1)[-1] in QUICK]
    exports.exporters = lambda: found
    try:
        go(folder)
    finally:
        exports.exporters = chosen
    return folder


@pytest.fixture
def finished(_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_once, tmp_path / "finished"))


def go(folder: Path) -> runner.Result:
    return run([folder / "corpus"], folder / "outputs", CONFIG, jobs=1)


def tables(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((folder / "outputs" / "tables").iterdir())}


def parts(folder: Path) -> list[Path]:
    return sorted((folder / "outputs" / ".parts" / "sources").iterdir())


def emptied(one: Path, other: Path) -> None:
    (one / "manifest").write_bytes(b"")


def cut(one: Path, other: Path) -> None:
    lines = (one / "manifest").read_text().splitlines(keepends=True)
    (one / "manifest").write_text("".join(lines[1:]))


def cut_with_its_files(one: Path, other: Path) -> None:
    cut(one, other)
    (one / "documents.arrow").unlink()


def emptied_with_its_files(one: Path, other: Path) -> None:
    for file in one.iterdir():
        file.unlink()
    emptied(one, other)


def exchanged(one: Path, other: Path) -> None:
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def copied(one: Path, other: Path) -> None:
    shutil.rmtree(one)
    shutil.copytree(other, one)


def foreign_table(one: Path, other: Path) -> None:
    """A table that the manifest does not name."""
    (one / "quantities.arrow").unlink(missing_ok=True)
    sink = io.BytesIO()
    with pa.ipc.new_file(sink, pa.schema([("x", pa.int64())])) as writer:
        writer.write_table(pa.table({"x": [1]}))
    (one / "contradictions.arrow").write_bytes(sink.getvalue())


def other_table(one: Path, other: Path) -> None:
    shutil.copyfile(other / "passages.arrow", one / "passages.arrow")


def file_instead(one: Path, other: Path) -> None:
    shutil.rmtree(one)
    one.write_bytes(b"no folder")


def folder_instead_of_table(one: Path, other: Path) -> None:
    (one / "passages.arrow").unlink()
    (one / "passages.arrow").mkdir()


def folder_instead_of_manifest(one: Path, other: Path) -> None:
    (one / "manifest").unlink()
    (one / "manifest" / "deep").mkdir(parents=True)


def linked(one: Path, other: Path) -> None:
    shutil.rmtree(one)
    one.symlink_to(other)


def binary(one: Path, other: Path) -> None:
    (one / "manifest").write_bytes(b"\xff\x00 \n \n")


HARMS = (
    emptied, cut, cut_with_its_files, emptied_with_its_files, exchanged, copied, foreign_table, other_table,
    file_instead, folder_instead_of_table, folder_instead_of_manifest, linked, binary,
)  # fmt: skip


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
    from pipeline.records import Passage

    one, _ = parts(finished)
    (one / "passages.arrow").write_bytes(b"torn")
    with pytest.raises(SettingsError, match=r"passages\.arrow: was changed while it was needed; run zongshu run again"):
        Parts(finished / "outputs/.parts").get("sources", one.name, Passage)


@pytest.mark.parametrize("name", [".parts", ".parts/sources", "tables"])
def test_a_file_where_a_folder_should_be_is_one_line(finished: Path, name: str) -> None:
    path = finished / "outputs" / name
    shutil.rmtree(path)
    path.write_bytes(b"")
    with pytest.raises(SettingsError, match=rf"{name.rsplit('/', 1)[-1]}: not a folder; remove the file") as told:
        go(finished)
    assert "\n" not in str(told.value)


def test_a_second_run_at_once_says_so_in_one_line(finished: Path) -> None:
    (finished / "corpus" / "甲县.txt").write_text(TEXTS["甲县.txt"] + "又记。\n", encoding="utf-8")
    with locked(finished / "outputs/.parts/run"), pytest.raises(SettingsError, match="another run is writing here"):
        go(finished)
    assert go(finished).redone == 1


def test_a_full_disk_is_one_line_and_the_next_run_goes_on(finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(finished)
    (finished / "outputs/tables/places.csv").unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(SettingsError, match="No space left on device; mend that and run again"):
            go(finished)
    go(finished)
    assert tables(finished) == before


def test_what_was_found_before_the_time_was_up_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from pipeline.limits import TooLong

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
