"""One document in every format gives the same characters in the same order."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.readers import Reading, read
from tests.readers import makers
from tests.readers.makers import PARAGRAPHS, TITLE, characters

FILES = {
    "a.txt": lambda: makers.plain().encode(),
    "a.md": lambda: makers.markdown().encode(),
    "a.html": lambda: makers.page().encode(),
    "gbk.html": lambda: makers.page().replace("utf-8", "gb2312").encode("gb18030"),
    "a.docx": makers.word,
    "one.pdf": makers.pdf,
    "two.pdf": lambda: makers.pdf(2),
    "outlines.pdf": lambda: makers.pdf(2, face="Noto"),
}


def kept(reading: Reading) -> str:
    """The characters that are neither noise nor markup nor white space."""
    set_aside = {i for m in reading.marks if m.kind in {"noise", "markup"} for i in range(m.start, m.end)}
    return characters("".join(c for i, c in enumerate(reading.text) if i not in set_aside))


@pytest.mark.parametrize("name", sorted(FILES))
def test_same_characters_from_every_format(name: str) -> None:
    reading = read(FILES[name](), name)
    assert kept(reading) == characters(makers.plain())
    assert reading.warnings == ()
    assert read(FILES[name](), name) == reading


@pytest.mark.parametrize("name", sorted(set(FILES) - {"a.txt"}))
def test_the_title_is_found(name: str) -> None:
    reading = read(FILES[name](), name)
    assert [characters(reading.text[m.start : m.end]) for m in reading.marks if m.kind == "title"] == [TITLE]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_over_several_pages(columns: int) -> None:
    reading = read(makers.pdf(columns, repeat=9), "a.pdf")
    assert kept(reading).endswith(characters("".join(PARAGRAPHS * 9)))
    assert {m.reason for m in reading.marks if m.kind == "noise"} == {"页眉", "页码"}
    assert sum(m.kind == "page" and m.reason == "分栏" for m in reading.marks) >= columns - 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_old_word_through_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(makers.word())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    assert kept(read((tmp_path / "a.doc").read_bytes(), "a.doc")) == characters(makers.plain())
