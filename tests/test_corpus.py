"""Which files are sources, and what becomes of those that cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.config import SettingsError
from pipeline.corpus import discover


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("正文。", encoding="utf-8")


def test_sources_are_named_from_their_root_and_sorted(tmp_path: Path) -> None:
    write(tmp_path, "b/2.txt", "a.txt", "b/1.md", "README.md", ".hidden", "labels/x.jsonl")
    (tmp_path / "b/1.md.meta.yaml").write_text("review_year: 2021", encoding="utf-8")
    found = discover([tmp_path], 64).sources
    assert [f.source for f in found] == ["a.txt", "b/1.md", "b/2.txt"]
    assert [f.sidecar for f in found] == [(), (("review_year", "2021"),), ()]


def test_the_same_name_under_two_roots_is_told_apart(tmp_path: Path) -> None:
    write(tmp_path, "x/n.txt", "y/n.txt")
    assert [f.source for f in discover([tmp_path / "x", tmp_path / "y"], 64).sources] == ["n.txt", "y/n.txt"]


def test_a_file_given_twice_is_one_source(tmp_path: Path) -> None:
    write(tmp_path, "n.txt")
    assert len(discover([tmp_path, tmp_path / "n.txt"], 64).sources) == 1


def test_a_missing_path_and_an_empty_folder_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="没有这个文件或文件夹"):
        discover([tmp_path / "none"], 64)
    with pytest.raises(SettingsError, match="里面没有文档"):
        discover([tmp_path], 64)


def test_what_cannot_be_a_source_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    write(tmp_path, "outside.txt", "corpus/good.txt", "corpus/line\nbreak.txt")
    root = tmp_path / "corpus"
    (root / "link.txt").symlink_to(outside)
    os.mkfifo(root / "pipe.txt")
    (root / "big.txt").write_bytes(b"x" * 2_000_000)
    corpus = discover([root], 1)
    assert [f.source for f in corpus.sources] == ["good.txt"]
    assert sorted(p.source for p in corpus.problems) == ["big.txt", "line\ufffdbreak.txt", "link.txt", "pipe.txt"]
    assert all("\n" not in p.message for p in corpus.problems)


def test_what_is_left_beside_documents_is_passed_over_and_named_once(tmp_path: Path) -> None:
    left = [
        "~$评议.docx",
        ".~lock.评议.odt#",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "旧.bak",
        "x.tmp",
        "甲.lnk",
        "乙.txt~",
    ]
    for name in [
        *left,
        "评议.docx",
        "网页.htm",
        "网页_files/a.js",
        "结果/run.json",
        "结果/tables/documents.csv",
        "图_files/b.txt",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    found = discover([tmp_path], 64)
    assert [f.source for f in found.sources] == ["图_files/b.txt", "网页.htm", "评议.docx"]
    (note,) = found.problems
    assert (note.stage, note.severity) == ("corpus", "note")
    assert "跳过 11 项" in note.message
    assert [f.source for f in discover([tmp_path / "旧.bak"], 64).sources] == ["旧.bak"]


def test_a_folder_of_leftovers_alone_holds_no_documents(tmp_path: Path) -> None:
    (tmp_path / "Thumbs.db").touch()
    with pytest.raises(SettingsError, match="没有文档"):
        discover([tmp_path], 64)


def test_files_given_one_by_one_are_named_as_in_their_folder(tmp_path: Path) -> None:
    write(tmp_path, "corpus/2021/a.txt", "corpus/2022/a.txt", "corpus/b.txt")
    folder = tmp_path / "corpus"
    files = [folder / "2022/a.txt", folder / "b.txt", folder / "2021/a.txt"]
    named = [f.source for f in discover([folder], 64).sources]
    assert [f.source for f in discover(files, 64).sources] == named == ["2021/a.txt", "2022/a.txt", "b.txt"]
    assert [f.source for f in discover(files[:1], 64).sources] == ["a.txt"]
    assert [f.source for f in discover([files[0], folder], 64).sources] == named
