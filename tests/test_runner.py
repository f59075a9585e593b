"""What a run promises: only what is stale is done, the same input gives the same bytes, a table is whole or absent."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline import exports, runner
from pipeline.config import Config, IngestSettings, ReportSettings, Settings, SettingsError
from pipeline.readers import office
from pipeline.records import Record, table_name
from pipeline.runner import Result, plan, run
from pipeline.stages import TABLES
from pipeline.store import write_table

ROOT = Path(__file__).parents[1]
TEXTS = {
    "甲县2021.txt": "甲县2021年度基层党建述职评议情况综述\n\n山东省济南市整顿软弱涣散村党组织35个，选派干部120名。",
    "乙县2022.txt": "乙县2022年度基层党建述职评议综述\n\n浙江省杭州市投入2.3亿元，建成党群服务中心86个，满意率95%。",
    "丙县.txt": "述职评议会上的讲话\n\n浙江省杭州市投入2.3亿元，建成党群服务中心88个，满意率95%。",
}
QUICK = ("datapackage", "source_text")

Runs = Callable[..., Result]


@pytest.fixture(autouse=True)
def _few_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts and reports take most of a run and are tested elsewhere."""
    found = [m for m in exports.exporters() if m.__name__.rsplit(".", 1)[-1] in QUICK]
    assert len(found) == len(QUICK)
    monkeypatch.setattr(exports, "exporters", lambda: found)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(tmp_path / "corpus", TEXTS)


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def go(corpus: Path, config: Config | None = None, *, jobs: int = 1, pool: Executor | None = None) -> Result:
    return run([corpus], corpus.parent / "outputs", config or Config(), jobs=jobs, pool=pool)


def redone(result: Result) -> tuple[bool, int]:
    return result.fresh, result.redone


def tables(output: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((output / "tables").iterdir())}


def report(output: Path) -> dict[str, object]:
    return dict(json.loads((output / "run.json").read_bytes()))


# Freshness


def test_what_a_report_shows_makes_no_source_stale(corpus: Path) -> None:
    go(corpus)
    before = tables(corpus.parent / "outputs")
    assert redone(go(corpus, Config(Settings(report=ReportSettings("全部文档"))))) == (False, 0)
    assert tables(corpus.parent / "outputs") == before
    with pytest.raises(SettingsError, match="口径 西藏：没有这样的文档；有 全部文档（3份）"):
        go(corpus, Config(Settings(report=ReportSettings("西藏"))))


def test_a_second_run_does_nothing(corpus: Path) -> None:
    assert redone(go(corpus)) == (False, 3)
    before = {p: p.stat().st_mtime_ns for p in (corpus.parent / "outputs").rglob("*")}
    second = go(corpus)
    assert redone(second) == (True, 0)
    assert second.rows["documents"] == 3
    assert {p: p.stat().st_mtime_ns for p in (corpus.parent / "outputs").rglob("*")} == before


def test_a_touched_file_with_the_same_bytes_changes_nothing(corpus: Path) -> None:
    go(corpus)
    for path in corpus.iterdir():
        os.utime(path, (1, 1))
    assert redone(go(corpus)) == (True, 0)


def test_one_more_document_is_one_source_to_read(corpus: Path) -> None:
    go(corpus)
    (corpus / "丁县2023.txt").write_text("丁县2023年度述职评议综述\n\n四川省成都市建成示范点12个。", encoding="utf-8")
    third = go(corpus)
    assert redone(third) == (False, 1)
    assert third.rows["documents"] == 4
    assert report(corpus.parent / "outputs")["sources_read"] == 1


def test_a_table_whose_content_did_not_change_stays(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go(corpus)
    made: list[str] = []

    def counting(folder: Path, record: type[Record], table: pa.Table, *, chinese: bool) -> list[Path]:
        made.append(table_name(record))
        return write_table(folder, record, table, chinese=chinese)

    monkeypatch.setattr(runner, "write_table", counting)
    (corpus / "decisions.csv").write_text("finding,verdict,editor,note,decided_at\nG0,dismissed,,,\n", encoding="utf-8")
    go(corpus)
    assert made == ["problems"], "a decision on nothing is told there, and nowhere else"


def test_a_run_for_tables_only_writes_no_exports_and_a_whole_run_does(corpus: Path) -> None:
    output = corpus.parent / "outputs"

    def only_tables() -> Result:
        return run([corpus], output, Config(), jobs=1, only_tables=True)

    assert redone(only_tables()) == (False, 3) and (output / "tables/places.csv").is_file()
    assert not (output / "datapackage.json").exists()
    assert only_tables().fresh and not plan([corpus], output, Config()).fresh
    assert redone(go(corpus)) == (False, 0) and (output / "datapackage.json").is_file()
    assert only_tables().fresh and go(corpus).fresh, "a whole run has the tables too"


def test_a_renamed_file_is_read_again(corpus: Path) -> None:
    go(corpus)
    (corpus / "丙县.txt").rename(corpus / "丙县2020.txt")
    assert redone(go(corpus)) == (False, 1)


def test_a_source_that_goes_away_leaves_every_table_and_its_part(corpus: Path) -> None:
    go(corpus)
    (corpus / "丙县.txt").unlink()
    output = corpus.parent / "outputs"
    assert redone(go(corpus)) == (False, 0)
    assert not any("丙县".encode() in data for name, data in tables(output).items() if name.endswith(".csv"))
    assert len(list((output / ".parts" / "sources").iterdir())) == 2


def test_a_setting_reads_everything_again(corpus: Path) -> None:
    go(corpus)
    other = replace(Settings(), ingest=IngestSettings(max_megabytes=32))
    assert redone(go(corpus, Config(other))) == (False, 3)


def test_a_dictionary_reads_everything_again(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dictionaries"
    shutil.copytree(Config().dictionaries, folder)
    go(corpus)
    assert redone(go(corpus, Config(dictionaries=folder))) == (True, 0), "where they stand is no matter"
    with (folder / "README.md").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert redone(go(corpus, Config(dictionaries=folder))) == (False, 3)


def test_a_sidecar_reads_its_source_again(corpus: Path) -> None:
    go(corpus)
    (corpus / "丙县.txt.meta.yaml").write_text("review_year: 2020\n", encoding="utf-8")
    assert redone(go(corpus)) == (False, 1)
    assert "丙县.txt#1,丙县.txt".encode() in tables(corpus.parent / "outputs")["documents.csv"]
    (corpus / "metadata.csv").write_text("source,publisher\n甲县2021.txt,甲县县委\n", encoding="utf-8")
    assert redone(go(corpus)) == (False, 1)


def test_a_decision_reads_no_source_and_settles_again(corpus: Path) -> None:
    go(corpus)
    (corpus / "decisions.csv").write_text("finding,verdict,editor,note,decided_at\nG0,dismissed,,,\n", encoding="utf-8")
    third = go(corpus)
    assert redone(third) == (False, 0)
    assert any("G0" in p.message for p in third.problems), "a decision on nothing is said"


@pytest.mark.parametrize("name", ["tables/places.parquet", "tables/places.csv", "run.json", "datapackage.json"])
@pytest.mark.parametrize("harm", ["delete", "damage"])
def test_a_harmed_output_is_written_again(finished: Path, name: str, harm: str, config: Config) -> None:
    path = finished / "outputs" / name
    before = path.read_bytes()
    path.unlink() if harm == "delete" else path.write_bytes(before[: len(before) // 2])
    assert redone(go(finished / "corpus", config)) == (False, 0)
    if name != "run.json":
        assert path.read_bytes() == before


def test_what_readers_call_upon_makes_a_run_stale_where_it_is_new(
    finished: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    todo = plan([finished / "corpus"], finished / "outputs", config)
    assert todo.fresh
    there = "" if office.helper() else "soffice"
    monkeypatch.setattr(office, "helper", lambda: there)
    assert len(plan([finished / "corpus"], finished / "outputs", config).stale) == len(todo.keys)


def test_a_harmed_part_is_read_again(finished: Path, config: Config) -> None:
    before = tables(finished / "outputs")
    part = sorted((finished / "outputs/.parts/sources").iterdir())[0]
    (part / "passages.arrow").write_bytes(b"torn")
    assert plan([finished / "corpus"], finished / "outputs", config).stale
    assert redone(go(finished / "corpus", config)) == (False, 1)
    assert tables(finished / "outputs") == before


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"key": 1}', b"\xff"])
def test_a_harmed_stamp_is_no_trouble(finished: Path, content: bytes, config: Config) -> None:
    for name in ("stamp.json", "exports.json"):
        (finished / "outputs/.parts" / name).write_bytes(content)
    assert redone(go(finished / "corpus", config)) == (False, 0)
    assert redone(go(finished / "corpus", config)) == (True, 0)


@pytest.fixture(scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finished")
    chosen = exports.exporters
    found = [m for m in chosen() if m.__name__.rsplit(".", 1)[-1] in QUICK]
    exports.exporters = lambda: found
    try:
        go(write(folder / "corpus", TEXTS))
    finally:
        exports.exporters = chosen
    return folder


@pytest.fixture
def finished(_once: Path, tmp_path: Path) -> Path:
    """A folder of its own with a corpus and the outputs of a run over it."""
    return Path(shutil.copytree(_once, tmp_path / "finished"))


@pytest.fixture
def config() -> Config:
    return Config()


# The same input, the same bytes


def test_another_folder_and_another_order_on_disk_give_the_same_bytes(finished: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "elsewhere" / "far" / "corpus", dict(reversed(list(TEXTS.items()))))
    go(other)
    assert tables(other.parent / "outputs") == tables(finished / "outputs")


def test_threads_give_the_same_bytes(finished: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "threads" / "corpus", TEXTS)
    with ThreadPoolExecutor(3) as pool:
        go(other, pool=pool)
    assert tables(other.parent / "outputs") == tables(finished / "outputs")


def test_processes_give_the_same_bytes(finished: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "processes" / "corpus", TEXTS)
    go(other, jobs=2)
    assert tables(other.parent / "outputs") == tables(finished / "outputs")


def test_step_by_step_gives_the_same_bytes_as_at_once(finished: Path, tmp_path: Path) -> None:
    (first, text), *rest = TEXTS.items()
    other = write(tmp_path / "steps" / "corpus", {first: text})
    go(other)
    for name, more in rest:
        (other / name).write_text(more, encoding="utf-8")
    go(other)
    assert tables(other.parent / "outputs") == tables(finished / "outputs")


# What is written


def test_the_run_record(finished: Path) -> None:
    made = report(finished / "outputs")
    assert {"version", "settings", "inputs", "dictionaries", "rows", "seconds"} <= set(made)
    assert set(made["inputs"]) == set(TEXTS)  # type: ignore[call-overload]
    assert all(len(sha) == 64 for sha in made["inputs"].values())  # type: ignore[attr-defined]
    assert len(made["rows"]) == len(TABLES)  # type: ignore[arg-type]
    assert str(finished) not in json.dumps(made), "no machine path"


def test_every_table_twice_and_nothing_half_written(finished: Path) -> None:
    names = {p.name for p in (finished / "outputs/tables").iterdir()}
    assert names == {f"{n}.{kind}" for n in report(finished / "outputs")["rows"] for kind in ("csv", "parquet")}  # type: ignore[attr-defined]
    assert not list((finished / "outputs").rglob("*.part"))


def test_a_folder_that_cannot_be_written_is_one_line(corpus: Path) -> None:
    from pipeline.config import SettingsError

    (corpus.parent / "outputs").write_text("a file", encoding="utf-8")
    with pytest.raises(SettingsError, match="outputs：不是文件夹"):
        go(corpus)


def test_outputs_inside_the_corpus_are_no_sources(corpus: Path) -> None:
    output = corpus / "outputs"
    assert redone(run([corpus], output, Config(), jobs=1)) == (False, 3)
    assert redone(run([corpus], output, Config(), jobs=1)) == (True, 0)


# Killed in the middle

CHILD = """
import sys
from pathlib import Path
from pipeline import exports, runner
from pipeline.config import Config
from pipeline.runner import run
runner._base_key = lambda config: "the same code in both"
found = [m for m in exports.exporters() if m.__name__.rsplit(".", 1)[-1] in {quick!r}]
exports.exporters = lambda: found
def say(stage, done, total):
    print(stage, done, flush=True)
    if (stage, done) == {stop!r}:
        sys.stdin.read()
run([Path(sys.argv[1])], Path(sys.argv[2]), Config(), jobs=1, progress=say)
"""


@pytest.mark.parametrize("stop", [("读取", 2), ("标注", 1), ("输出", 1)])
def test_a_killed_run_leaves_nothing_that_a_clean_run_trips_over(
    finished: Path, tmp_path: Path, stop: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "_base_key", lambda config: "the same code in both")
    other = write(tmp_path / "killed" / "corpus", TEXTS)
    output = other.parent / "outputs"
    kill(other, output, stop)
    assert not (output / "run.json").exists(), "the record of a run is written last"
    result = go(other)
    assert redone(result) == (False, 3 - (2 if stop[0] == "读取" else 3))
    assert tables(output) == tables(finished / "outputs")
    assert not list(output.rglob("*.part"))


def kill(corpus: Path, output: Path, stop: tuple[str, int]) -> None:
    """Run in another process up to a step, and end it there without warning."""
    code = CHILD.format(quick=QUICK, stop=stop)
    command = [sys.executable, "-c", code, str(corpus), str(output)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True) as child:
        assert child.stdout
        for line in child.stdout:
            if line.split() == [stop[0], str(stop[1])]:
                time.sleep(0.2)
                os.kill(child.pid, signal.SIGKILL)
                break
    assert child.returncode == -signal.SIGKILL
