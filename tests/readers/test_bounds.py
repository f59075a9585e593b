"""What one file may ask for: styles based on styles, labels, parts, streams."""

from __future__ import annotations

import pytest

from pipeline.readers import ReadError, package, read
from pipeline.readers.grid import cell, grid
from pipeline.readers.pdfbounds import bounded_fonts, check_streams
from tests.readers import makers
from tests.readers.test_bad_input import WORD, refused


def word(body: str, styles: str = "", numbering: str = "") -> bytes:
    parts = {"document": f"<w:body>{body}</w:body>", "styles": styles, "numbering": numbering}
    return makers.package(
        {f"word/{name}.xml": f'<w:{name} xmlns:w="{WORD}">{text}</w:{name}>'.encode() for name, text in parts.items()}
    )


def paragraph(text: str, inside: str) -> str:
    return f"<w:p><w:pPr>{inside}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_long_chain_of_styles_is_followed_so_far_and_no_further() -> None:
    chain = "".join(
        f'<w:style w:styleId="s{n}"><w:name w:val="x{n}"/><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(4000)
    )
    last = '<w:style w:styleId="s4000"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    near, far = (paragraph("食堂建设", f'<w:pStyle w:val="s{n}"/>') for n in (3990, 0))
    reading = read(word((near + far) * 300, chain + last), "a.docx")
    assert [m.kind for m in reading.marks] == ["heading", "paragraph"] * 300


def test_labels_of_lists_stay_short() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="999999"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="{}%1."/></w:lvl>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="1">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    numbered = paragraph("食堂建设", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    assert read(word(numbered, "", lists.format(level.format(""))), "a.docx").text == "999999.食堂建设\n"
    assert len(read(word(numbered * 100, "", lists.format(level.format("第" * 99_999))), "a.docx").text) < 20_000


def test_all_parts_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_TREES", 2000)
    body = f'<w:document xmlns:w="{WORD}"><w:body/></w:document>'.encode()
    header = f'<w:hdr xmlns:w="{WORD}"><!--{"x" * 900}--></w:hdr>'.encode()
    parts = {"word/document.xml": body, **{f"word/header{n}.xml": header for n in range(4)}}
    assert "压缩炸弹" in refused(makers.package(parts), "a.docx")


def test_streams_in_streams_are_refused_at_once() -> None:
    with pytest.raises(ReadError, match="层层重叠"):
        check_streams(b"%PDF-1.4\n" + b"stream\n" * 200_000)


def test_one_wide_row_makes_no_other_row_wide() -> None:
    wide, narrow = [cell("12")] * 5_000, [cell("食堂")]
    made = grid([wide, *[narrow] * 300])
    assert sum(map(len, made)) < 70_000 and made[0] == wide
    assert [len(row) for row in grid([[cell("食堂", 2, 2)], narrow * 3, narrow])] == [5, 5, 5]


@pytest.mark.parametrize("tag", ["<p {}>", "<SCRIPT {}></SCRIPT>", '<p x=">" {}>', "<!--><p {}>", "<p/{}"])
def test_a_tag_of_thousands_of_attributes_is_refused(tag: str) -> None:
    many = " ".join(f"a{n}='>'b{n}" for n in range(2_500))
    assert "属性" in refused(f"<html><body>{tag.format(many)}党建".encode(), "a.html")


def test_what_only_looks_like_a_tag_of_many_attributes_is_read() -> None:
    code = "if (i<n && a b c)\n" * 2_000
    picture = f"<img alt='党建' src='data:image/png;base64,{'A' * 100_000}'>"
    page = f"<!--<p {code}--><script>{code}</script><style>{code}</style>{picture}<p>{'1 < 2 党 建 ' * 3_000}</p>"
    assert "党 建" in read(page.encode(), "a.html").text


def test_a_font_has_no_more_widths_than_glyphs() -> None:
    from pdfminer import pdffont

    with bounded_fonts():
        assert max(pdffont.get_widths([1, [500, 600], 0, 4_000_000_000, 250])) == 0xFFFF
        assert max(pdffont.get_widths2([0, 4_000_000_000, -1000, 250, 880])) == 0xFFFF
        assert pdffont.get_widths([3, 5, 1000]) == {3: 1000, 4: 1000, 5: 1000}
