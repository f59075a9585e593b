"""Formats that are not read: one line each that says what the file is and what to do."""

from __future__ import annotations

import pytest

from pipeline.readers import ReadError, read
from tests.readers import makers
from tests.readers.test_offices import ORIGINALS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ZIP = {"甲.txt": b"x"}


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "what", "to_do"),
    [
        (makers.word(), "Word", ".docx"),
        (makers.workbook(), "Excel", ".xlsx"),
        (makers.presentation(), "PowerPoint", ".pptx"),
        (makers.ofd(), "OFD", ".ofd"),
        ((ORIGINALS / "评议会.odt").read_bytes(), "OpenDocument", ".odt"),
        ((ORIGINALS / "评议会.rtf").read_bytes(), "RTF", ".rtf"),
        ((ORIGINALS / "整顿情况.et").read_bytes(), "Excel", ".xls"),
        (makers.pdf(), "PDF", ".pdf"),
        (makers.package(ZIP), "压缩包", "解压"),
        (makers.package({"xl/workbook.bin": b""}), "xlsb", ".xlsx"),
        (makers.package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "压缩包", "解压"),
        (b"PK\x03\x04" + bytes(50), "损坏", "重新获取"),
        (ole("WordDocument"), "旧版 Word", ".doc"),
        (ole("PowerPoint Document"), "PowerPoint", ".ppt"),
        (ole("EncryptedPackage"), "密码", "另存"),
        (ole("__properties_version1.0"), "Outlook", ".eml"),
        (ole("x"), "旧版", "另存"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG", ".png"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG", ".jpg"),
        (b"Rar!\x1a\x07" + bytes(50), "RAR", "解压"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "7z", "解压"),
        (b"CAJ\0" + bytes(50), "CAJ", ".pdf"),
        (b"\0\0\0\x18ftypmp42" + bytes(50), "视频", "移出"),
        (b"SQLite format 3\0" + bytes(50), "SQLite", "CSV"),
        (b"MZ\x90\0" + bytes(50), "程序", "移出"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.xyz"])
def test_what_it_is_and_what_to_do(data: bytes, what: str, to_do: str, name: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    message = str(caught.value)
    assert what in message and to_do in message and "\n" not in message


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.caj", "CAJViewer"), ("a.nh", "CAJViewer"), ("a.kdh", "CAJViewer"), ("a.ceb", "Apabi"), ("a.gd", "书生"),
        ("a.zip", "解压"), ("a.mp4", "转写"), ("a.epub", "EPUB"), ("a.ods", ".xlsx"), ("a.odp", ".pptx"),
        ("a.msg", ".eml"),
    ],
)  # fmt: skip
def test_by_its_name(name: str, what: str) -> None:
    with pytest.raises(ReadError, match=what):
        read(b"\x01\x02" * 200, name)


def test_a_pdf_under_another_name_is_read() -> None:
    assert makers.TITLE in read(makers.pdf(), "a.caj").text


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif"])
def test_no_picture(name: str) -> None:
    with pytest.raises(ReadError):
        read(makers.word(), name)
