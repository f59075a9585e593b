"""Letters and web archives, written by Python's own library and cut or recoded by hand."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from pipeline.readers import ReadError, read
from tests.readers import makers
from tests.readers.test_offices import marked, noise, sound


def test_a_letter() -> None:
    reading = read(makers.letter().as_bytes(), "a.eml")
    found = sound(reading)
    assert (found.documents[0].title, str(found.documents[0].published)) == (makers.TITLE, "2024-01-09")
    assert [t for t in reading.text.splitlines() if t in makers.PARAGRAPHS] == list(makers.PARAGRAPHS)
    assert marked(reading, "metadata")[0] == "发件人：青禾县委组织部 <a@example.cn>"
    assert "1 个附件没有读入（述职报告.doc）" in reading.warnings[0]
    assert reading.encoding == "gb18030"


@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["gb2312", "utf-8"])
def test_a_letter_that_is_a_page(cte: str, charset: str) -> None:
    message = EmailMessage()
    message["Subject"] = makers.TITLE
    message.set_content(makers.page(), subtype="html", charset=charset, cte=cte)
    reading = read(message.as_bytes(), "a.eml")
    sound(reading)
    assert marked(reading, "title") == [makers.TITLE]
    assert all(p.replace("％", "%") in reading.text.replace("％", "%") for p in makers.PARAGRAPHS)
    assert "相关阅读" in noise(reading).values()


def test_a_letter_without_charsets() -> None:
    head = f"Subject: {makers.TITLE}\r\nDate: x\r\nContent-Type: text/plain\r\n\r\n"
    reading = read((head + "\r\n".join(makers.PARAGRAPHS)).encode("gb18030"), "a.eml")
    assert marked(reading, "title") == [makers.TITLE]
    assert makers.PARAGRAPHS[0] in reading.text
    assert not [m for m in reading.metadata if m[0] == "published"]


def test_a_web_archive_is_its_page_by_the_charset_of_its_part() -> None:
    reading = read(makers.archive(), "a.mht")
    found = sound(reading)
    assert found.documents[0].title == makers.TITLE
    assert all(p.replace("％", "%") in reading.text.replace("％", "%") for p in makers.PARAGRAPHS)
    assert read(makers.archive(), "a.doc").text == reading.text
    assert any("不完整" in w for w in read(makers.archive()[:3500], "a.mhtml").warnings)


@pytest.mark.parametrize("name", ["a.mht", "a.eml"])
@pytest.mark.parametrize("data", [b"", b"\0" * 99, "述职评议".encode()])
def test_no_message(name: str, data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    assert "\n" not in str(caught.value)
