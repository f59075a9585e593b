"""Plain text: encodings by evidence, nothing replaced, lines as an editor counts them."""

from __future__ import annotations

import pytest

from pipeline.readers import ReadError, read
from tests.readers.makers import plain

CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
TRADITIONAL = "歲末年初，青禾縣用三天時間聽取十九個鄉鎮黨委書記現場述職，會場裡少了客套話，多了問題單和路線圖。"


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_gives_the_same_text(codec: str, end: str) -> None:
    reading = read(plain(end).encode(codec), "综述.txt")
    assert reading.text == plain(end)
    assert reading.warnings == ()
    assert not reading.derived


def test_big5() -> None:
    reading = read(TRADITIONAL.encode("big5"), "a.txt")
    assert (reading.text, reading.encoding, reading.warnings) == (TRADITIONAL, "big5", ())


def test_traditional_characters_in_gb18030_are_not_big5() -> None:
    assert read(TRADITIONAL.encode("gb18030"), "a.txt").encoding == "gb18030"


def test_a_mark_settles_the_encoding() -> None:
    assert read(b"\xef\xbb\xbf" + "党".encode(), "a.txt").text == "党"
    assert read("党".encode("utf-16"), "a.txt").warnings == ()


def test_too_little_evidence_is_said() -> None:
    reading = read("联通".encode("gb18030"), "a.txt")
    assert reading.text == "联通"
    assert "核对" in reading.warnings[0]


@pytest.mark.parametrize("text", ["", "a", "党", "\n", "2019年度"])
def test_tiny_files(text: str) -> None:
    assert read(text.encode(), "a.txt").text == text


def test_an_end_cut_inside_a_character_is_warned_of() -> None:
    reading = read(plain().strip().encode()[:-1], "a.txt")
    assert plain().startswith(reading.text)
    assert "截断" in reading.warnings[0]


def test_half_of_a_surrogate_pair_is_damage_and_no_character() -> None:
    reading = read((plain() + "党").encode("utf-7") + "\ud83d党".encode("utf-7"), "a.txt")
    assert reading.encoding == "utf-7"
    assert reading.text == plain() + "党\ufffd党"
    assert "乱码" in reading.warnings[0]


def test_damage_done_elsewhere_is_warned_of() -> None:
    assert "乱码" in read((plain() + "锟斤拷").encode(), "a.txt").warnings[0]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        bytes(range(256)) * 40,
        plain().encode() + b"\xff\xfe\xfd" + plain().encode(),
        "﻿党".encode("utf-16-le") + b"\x00\xd8" * 8,
    ],
)
def test_what_is_no_text_is_one_line_for_the_analyst(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "a.txt")
    assert "\n" not in str(caught.value)
    assert "请" in str(caught.value)


def test_lines_are_counted_as_an_editor_does() -> None:
    reading = read("一\r\n\r\n二\r三\x0b四\n五".encode(), "a.txt")
    assert [(a.start, a.place) for a in reading.anchors] == [
        (0, "第1行"),
        (5, "第3行"),
        (7, "第4行"),
        (11, "第5行"),
    ]


def test_many_lines_cost_bounded_memory() -> None:
    assert len(read(b"a\n" * 500_000, "a.txt").anchors) == 5_001


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_ten_megabytes_in_one_line_are_read_whole(codec: str) -> None:
    text = "全县新建党支部三十五个，" * 450_000
    assert read(text.encode(codec), "a.txt").text == text


def test_many_signs_make_no_utf_16_of_a_file_with_few_chinese_characters() -> None:
    for sign in ("[", "\\", "a@b.", "&amp;"):
        text = "述职评议综述\n" + sign * 5000 + "\n"
        reading = read(text.encode(), "a.txt")
        assert (reading.text, reading.encoding) == (text, "utf-8")
