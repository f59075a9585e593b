"""OFD built by hand after GB/T 33190: text objects in any order, several columns, what a page can leave out."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from pipeline.readers import ReadError, read
from tests.readers import makers
from tests.readers.makers import characters
from tests.readers.test_offices import marked, noise, sound


@pytest.mark.parametrize("columns", [1, 2])
def test_text_objects_become_lines_in_reading_order(columns: int) -> None:
    reading = read(makers.ofd(columns), "a.ofd")
    found = sound(reading)
    assert marked(reading, "title") == [makers.TITLE]
    assert marked(reading, "heading") == [makers.HEADING]
    body = [p.text for p in found.passages if p.role == "body"]
    assert characters("".join(body)) == characters("".join(makers.PARAGRAPHS)).replace("％", "%")
    assert noise(reading) == {"青禾党建简报": "页眉", "—1—": "页码"}


def changed(pattern: str, by: str, part: str = "Doc_0/Pages/Page_0/Content.xml") -> bytes:
    """The file with one part rewritten."""
    with zipfile.ZipFile(BytesIO(makers.ofd())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = re.sub(pattern, by, parts[part].decode()).encode()
    return makers.package(parts)


OWN_SIZE = r"Size='4\.2'><ofd:TextCode X='0' Y='3\.70' DeltaX='(g \d+) 4\.2'"
SCALED = r"Size='1' CTM='4.2 0 0 4.2 0 0'><ofd:TextCode X='0' Y='0.88' DeltaX='\1 1'"


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        (r" DeltaX='[^']*'", ""),  # each character follows the one before
        (r"DeltaX='g (\d+) ([\d.]+)'", r"DeltaX='g \1 \2 \2'"),
        (OWN_SIZE, SCALED),
        (r"<ofd:Layer>", "<ofd:Layer><ofd:PageBlock></ofd:PageBlock><ofd:TextObject/><ofd:PathObject/>"),
    ],
)
def test_the_ways_in_which_a_place_is_said(pattern: str, by: str) -> None:
    text = read(changed(pattern, by), "a.ofd").text
    assert all(characters(p) in characters(text) for p in makers.PARAGRAPHS)


def test_what_is_missing_is_told() -> None:
    page = "Doc_0/Pages/Page_0/Content.xml"
    assert "第1页已损坏" in read(changed(".*", "<x", page), "a.ofd").warnings[0]
    picture = read(changed("<ofd:Layer>.*</ofd:Layer>", "<ofd:Layer><ofd:ImageObject/></ofd:Layer>"), "a.ofd")
    assert picture.text.strip() == "青禾党建简报"
    bare = changed("(<ofd:Template[^>]*>)|<ofd:Layer>.*</ofd:Layer>", "<ofd:ImageObject/>")
    assert "图片" in read(bare, "a.ofd").warnings[0]
    with pytest.raises(ReadError, match="没有页面"):
        read(changed("<ofd:Pages>.*</ofd:Pages>", "", "Doc_0/Document.xml"), "a.ofd")
