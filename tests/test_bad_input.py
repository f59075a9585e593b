"""Whatever is put into a corpus, each bad file is one clear line, and the others are done."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import exports
from pipeline.cli import app, main
from pipeline.config import Config, SettingsError
from pipeline.readers import Reading
from pipeline.records import Mention, Passage, Record, Segment
from pipeline.runner import Result, read_source, run
from pipeline.stages import SOURCE_STAGES, ingest
from pipeline.store import Tables
from tests.readers import makers
from tests.readers.test_bad_input import WORD

GOOD = "甲县2021年度述职评议综述\n\n山东省济南市整顿软弱涣散村党组织35个，选派干部120名。\n"
QUICK = ("datapackage", "source_text", "workbook", "database")
CONFIG = Config()


@pytest.fixture(autouse=True)
def _few_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [m for m in exports.exporters() if m.__name__.rsplit(".", 1)[-1] in QUICK]
    monkeypatch.setattr(exports, "exporters", lambda: found)


def corpus(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in {"好.txt": GOOD.encode(), **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def go(folder: Path) -> Result:
    return run([folder], folder.parent / "outputs", CONFIG, jobs=1)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    text = (folder.parent / "outputs" / "tables" / f"{table}.csv").read_text(encoding="utf-8-sig")
    csv.field_size_limit(100_000_000)
    return list(csv.DictReader(text.splitlines(keepends=True)))


def entity_bomb() -> bytes:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    return makers.package({"word/document.xml": f'<!DOCTYPE d [{lines}]><d xmlns="{WORD}">&e11;</d>'.encode()})


UNREADABLE: dict[str, Callable[[], bytes]] = {
    "二进制.txt": lambda: bytes(range(256)) * 40,
    "图.txt": lambda: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "空.txt": lambda: b"",
    "空白.txt": lambda: "　 \n\t\n　".encode(),
    "断.docx": lambda: makers.word()[:2000],
    "断.pdf": lambda: makers.pdf()[:1000],
    "炸弹.docx": lambda: makers.package({"word/document.xml": b" " * 300_000_000}),
    "实体.docx": entity_bomb,
    "加密.pdf": lambda: makers.pdf(password="x"),
    "空.docx": lambda: b"",
    "空.pdf": lambda: b"",
    "坏.jsonl": lambda: b"{",
    "未知.xyz": lambda: b"\0\1\2\3" * 30,
}


def test_each_unreadable_file_is_a_row_and_the_others_are_done(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", {name: make() for name, make in UNREADABLE.items()})
    made = go(folder)
    told = {p.source: p.message for p in made.problems if p.severity in {"error", "warning"}}
    assert set(UNREADABLE) <= set(told)
    assert all(message and "\n" not in message and "Traceback" not in message for message in told.values())
    assert any(row["surface"].startswith("35") for row in rows(folder, "quantities"))
    assert go(folder).fresh, "a bad file does not make a run stale"


def test_files_that_are_no_sources(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", {"断\n行.txt": b"x", "夹\n/甲.txt": b"y"})
    (tmp_path / "外.txt").write_text("外面", encoding="utf-8")
    (folder / "链.txt").symlink_to(tmp_path / "外.txt")
    (folder / "失.txt").symlink_to(folder / "没有.txt")
    (folder / "环.txt").symlink_to(folder / "环.txt")
    os.mkfifo(folder / "管.txt")
    with (folder / "大.txt").open("wb") as file:
        file.truncate(200_000_000)
    made = go(folder)
    told = {p.source: p.message for p in made.problems if p.severity == "error"}
    assert set(told) == {"断\ufffd行.txt", "夹\ufffd/甲.txt", "链.txt", "失.txt", "环.txt", "管.txt", "大.txt"}
    assert "200 MB" in told["大.txt"]
    assert [d["source"] for d in rows(folder, "documents")] == ["好.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_a_row(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", {"锁.txt": b"x"})
    (folder / "锁.txt").chmod(0)
    assert "锁.txt" in {p.source for p in go(folder).problems}


def test_a_file_that_changes_or_goes_while_it_is_read_is_a_row(tmp_path: Path) -> None:
    from pipeline.corpus import discover

    folder = corpus(tmp_path / "corpus", {"变.txt": GOOD.encode()})
    first, second = discover([folder], 64).sources
    first.path.write_bytes(b"x")
    second.path.unlink()
    for file in (first, second):
        assert list(read_source(file, CONFIG).tables) == ["problems"]


# Characters that a format cannot carry

ODD = "\0\x01\x0b\x1b\ufffe\uffff\ud800\udc00\U0001f600\u202e\u200b\x85\u2028"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
def test_odd_characters_survive_every_table_and_export(tmp_path: Path, codec: str) -> None:
    odd = "甲县2022年度述职评议综述\n\n" + "".join(f"整顿党组织3{c}5个，投入2亿元。" for c in ODD) + "\n"
    data = odd.encode(codec, "surrogatepass")
    mark = {"utf-8": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[codec]
    folder = corpus(tmp_path / "corpus", {"怪.txt": mark + data})
    made = go(folder)
    assert "怪.txt" in {d["source"] for d in rows(folder, "documents")} | {p.source for p in made.problems}


def test_odd_characters_survive_the_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    found = [m for m in exports.exporters() if m.__name__.rsplit(".", 1)[-1] in {"report", "review"}]
    assert len(found) == 2
    monkeypatch.setattr(exports, "exporters", lambda: found)
    odd = "".join(c for c in ODD if not "\ud800" <= c <= "\udfff")
    text = f"甲县2022年度述职评议{odd}综述\n\n" + "".join(f"整顿党组织3{c}5个，投入2亿元。" for c in odd) + "\n"
    folder = corpus(tmp_path / "corpus", {"怪.txt": text.encode(), "又.txt": (text + "又").encode()})
    go(folder)
    assert (folder.parent / "outputs" / "report.docx").stat().st_size > 1000


# Sizes and shapes


def seconds(text: str) -> tuple[float, list[Record]]:
    began = time.process_time()
    records: list[Record] = ingest("大.txt", Reading(text, "utf-8"), {}, CONFIG)
    for stage in SOURCE_STAGES:
        records += stage.run(Tables.of(records), CONFIG)
    return time.process_time() - began, records


@pytest.mark.parametrize(
    "text",
    [
        "全市各级党组织书记述职评议，整顿软弱涣散党组织35个，投入资金2.3亿元。",
        "抓党建促发展\n",
        "整顿\n\n",
        "一、",
        "。",
        "（",
        "**",
        "# ",
        "35",
        "四川省、",
        "<p>",
        " ",
        "\n",
        "a",
        "省委书记市委书记",
        "2023年1月1日 来源：某网\n",
        "|1|2|\n",
    ],
    ids=repr,
)
def test_the_time_grows_with_the_text_and_not_with_its_square(text: str) -> None:
    seconds(text * 20)
    small, large = 8_000 // len(text), 40_000 // len(text)
    before, _ = seconds(text * small)
    after, records = seconds(text * large)
    assert after < 12 * before + 1.0, f"five times the text took {after:.1f} s after {before:.1f} s"
    assert sum(r.source_end - r.source_start for r in records if isinstance(r, Segment)) == len(text * large)


def test_one_character_one_document_no_year_no_passage(tmp_path: Path) -> None:
    for name, text in {
        "一字": "党",
        "无年": "县委书记讲话\n\n整顿党组织35个。\n",
        "题": "2021年度述职评议综述\n",
    }.items():
        folder = tmp_path / name / "corpus"
        folder.mkdir(parents=True)
        (folder / "甲.txt").write_text(text, encoding="utf-8")
        assert go(folder).sources == 1
        tiles = [(int(s["source_start"]), int(s["source_end"])) for s in rows(folder, "segments")]
        assert sum(b - a for a, b in tiles) == len(text)


def test_only_unreadable_files_are_a_run_too(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "空.pdf").write_bytes(b"")
    assert go(folder).rows["documents"] == 0
    assert rows(folder, "problems")


def test_many_small_files_in_deep_folders(tmp_path: Path) -> None:
    deep = "/".join(f"层{n}" for n in range(40))
    folder = corpus(tmp_path / "corpus", {f"{deep}/{n}.txt": f"第{n}号".encode() for n in range(60)})
    assert go(folder).sources == 61


# The command's own line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "没有"], "没有这个文件或文件夹"),
        (["run", "空夹"], "里面没有文档"),
        (["run", "corpus", "--output", "corpus/好.txt"], "不是文件夹"),
        (["run", "corpus", "--settings", "没有.toml"], "没有这个文件"),
        (["run", "corpus", "--settings", "空夹"], "Is a directory"),
        (["run", "corpus", "--settings", "坏.toml"], "没有 limit 这一项"),
        (["run", "corpus", "--settings", "词.toml"], "分词器"),
        (["run", "corpus", "--dictionaries", "没有"], "没有"),
        (["status", "没有"], "没有这个文件或文件夹"),
        (["check", "没有"], "没有这个文件或文件夹"),
        (["explain", "x", "--output", "空夹"], "没有"),
        (["tables", "x"], "没有这张表"),
        (["kwic", "党", "--output", "空夹"], "没有完成的运行结果"),
        (["review", "没有"], "不是文件夹"),
        (["init", "没有"], "不是文件夹"),
    ],
    ids=" ".join,
)
def test_a_call_that_cannot_be_used_is_one_line_and_status_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    corpus(tmp_path / "corpus", {})
    (tmp_path / "空夹").mkdir()
    (tmp_path / "坏.toml").write_text("[ingest]\nlimit = 3\n", encoding="utf-8")
    (tmp_path / "词.toml").write_text('segmenter = "其他"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["zongshu", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert words in said and said.count("\n") == 1 and "Traceback" not in said
    assert not (tmp_path / "outputs" / "run.json").exists()


def test_strict_ends_with_1_where_there_are_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    folder = corpus(tmp_path / "corpus", {"空.txt": b""})
    call = ["run", str(folder), "--output", str(tmp_path / "out[/b]"), "--jobs", "1"]
    assert CliRunner().invoke(app, call).exit_code == 0
    assert CliRunner().invoke(app, [*call, "--strict"]).exit_code == 1, "a fresh run says its problems too"


def test_settings_errors_are_raised_before_anything_is_written(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", {"metadata.csv": b"nothing\n"})
    with pytest.raises(SettingsError, match=r"metadata\.csv 第1行"):
        go(folder)
    assert not (tmp_path / "outputs" / "tables").exists()


def test_mentions_of_a_hostile_text_stand_where_they_say() -> None:
    text = "甲省2022年度述职评议综述\n\n" + "整顿软弱涣散党组织35\0个，\ufffe投入2亿元；四川\n省成都市1２0名。" * 30
    _, made = seconds(text)
    passages = {p.passage_id: p for p in made if isinstance(p, Passage)}
    for row in (r for r in made if isinstance(r, Mention)):
        assert passages[row.passage_id].text[row.start : row.end] == row.surface


def test_what_was_not_read_is_counted_and_what_was_removed_is_listed(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    folder = corpus(
        tmp_path / "corpus",
        {"坏.txt": bytes(range(256)) * 9, "空.txt": b" \n", "计.txt": f"{GOOD}点击数：12\n".encode()},
    )
    assert go(folder).unread == 2
    assert go(folder).unread == 2, "a fresh run says so too"
    call = ["run", str(folder), "--output", str(folder.parent / "outputs")]
    assert "4个来源，2个没有读到文字" in CliRunner().invoke(app, call).output
    said = CliRunner().invoke(app, ["check", str(folder), "--removed"])
    listed = list(csv.DictReader(said.output.splitlines(keepends=True)))
    assert [(row["来源文件"], row["剔出的文字"], row["理由"]) for row in listed] == [
        ("计.txt", "点击数：12", "网页工具与署名")
    ]
    text = f"{GOOD}点击数：12\n"
    assert text[int(listed[0]["来源起点"]) : int(listed[0]["来源终点"])] == "点击数：12"
