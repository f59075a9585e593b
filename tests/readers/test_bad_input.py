"""Damaged, locked and hostile files: one line for the analyst each, in bounded memory."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from pipeline.readers import ReadError, read
from tests.readers import makers
from tests.torture.files import BOOKS, FILES

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refused(data: bytes, name: str) -> str:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    message = str(caught.value)
    assert message and "\n" not in message
    return message


@pytest.mark.parametrize("share", [0.02, 0.5, 0.99])
@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_truncated(name: str, share: float) -> None:
    data = makers.word() if name.endswith("docx") else makers.pdf()
    assert "损坏" in (message := refused(data[: int(len(data) * share)], name)) or "不完整" in message


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.doc", "a.wps"])
@pytest.mark.parametrize("data", [b"", b"\0", "述职评议".encode(), bytes(range(256)) * 9])
def test_nothing_of_the_kind(name: str, data: bytes) -> None:
    refused(data, name)


def test_zip_bomb() -> None:
    data = makers.package({"word/document.xml": b" " * 300_000_000})
    tracemalloc.start()
    assert "压缩炸弹" in refused(data, "a.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150_000_000


def test_too_many_entries() -> None:
    assert "恶意" in refused(makers.package({f"{n}": b"" for n in range(5000)}), "a.docx")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_entities(codec: str) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    xml = f'<?xml version="1.0" encoding="{codec}"?><!DOCTYPE d [{bomb}]><d xmlns="{WORD}">&e11;</d>'
    assert "实体" in refused(makers.package({"word/document.xml": xml.encode(codec)}), "a.docx")


def in_utf_7(text: str) -> bytes:
    return text.replace("<!", "\ufffe").encode("utf-7").replace(b"+//4-", b"+ADwAIQ-")


@pytest.mark.parametrize(
    ("suffix", "part"),
    [("docx", "word/document.xml"), ("odt", "content.xml"), ("pptx", "ppt/slides/slide1.xml"),
     ("xlsx", "xl/sharedStrings.xml"), ("xlsx", "xl/worksheets/sheet1.xml")],
)  # fmt: skip
def test_no_encoding_hides_an_entity(suffix: str, part: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("机密")
    files = {"docx": makers.word, "odt": lambda: FILES["odt: paragraphs"](2), "xlsx": lambda: BOOKS["rows"](2)}
    with zipfile.ZipFile(io.BytesIO(files.get(suffix, makers.presentation)())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts[part].decode().rpartition("?>")[2]
    dtd = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    ways = {"utf-8": str.encode, "utf-16": lambda t: t.encode("utf-16"), "utf-32": lambda t: t.encode("utf-32"),
            "gb18030": lambda t: t.encode("gb18030"), "utf-7": in_utf_7}  # fmt: skip
    for name, written in ways.items():
        text = f'<?xml version="1.0" encoding="{name}"?>{dtd}{body.replace("</", "&x;</", 1)}'
        refused(makers.package(parts | {part: written(text)}), f"a.{suffix}")


def test_outside_entity_is_not_fetched() -> None:
    xml = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
    assert "实体" in refused(makers.package({"word/document.xml": xml.encode()}), "a.docx")


def test_locked() -> None:
    assert "密码" in refused(makers.pdf(password="x"), "a.pdf")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "密码" in refused(locked, "a.docx")


@pytest.mark.parametrize("layers", [1, 2])
def test_stream_bomb(layers: int) -> None:
    packed = b"\0" * 200_000_000
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    data = b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj\n%%EOF"
    tracemalloc.start()
    assert "压缩炸弹" in refused(data, "a.pdf")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000


def test_scanned_page_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportlab.lib.utils import ImageReader

    monkeypatch.setattr("pipeline.readers.ocr.installed", lambda: False)
    reading = read(scanned(ImageReader), "a.pdf")
    assert reading.text.strip() == ""
    assert "扫描" in reading.warnings[0]


def scanned(reader: type) -> bytes:
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawImage(reader(Image.new("RGB", (60, 80), "white")), 0, 0, 500, 700)
    canvas.save()
    return file.getvalue()


def test_pages_nested_beyond_sense() -> None:
    assert "嵌套" in refused(b"<div>" * 9000 + "深".encode() + b"</div>" * 9000, "a.html")


def test_word_under_another_name() -> None:
    assert makers.TITLE in read(makers.word(), "a.doc").text
    assert makers.TITLE in read(makers.page().encode(), "a.doc").text
    assert ".docx" in refused(makers.word(), "a.txt")


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    assert "LibreOffice" in refused(old, "a.wps")
