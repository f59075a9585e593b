"""Shapes of files that no author had in mind, each with as much of something as is asked for. All are invented.

A shape takes a number and gives the bytes of a file with that many styles, cells, pages, attributes or brackets; its
name begins with the suffix that it is read under.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.readers import makers
from tests.torture.building import File, each
from tests.torture.rarefiles import FIXED, LETTERS, OBJECTS, OPEN, RICH, ROWS, SLIDES
from tests.torture.shapes import SENTENCE

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# The parser of packages refuses elements nested deeper than this.
_DEEPEST = 200


def _word(body: str, **parts: str) -> bytes:
    found = {}
    for name, part in {"document": f"<w:body>{body}</w:body>", **parts}.items():
        root = name.rstrip("0123456789")
        found[f"word/{name}.xml"] = f'<w:{root} xmlns:w="{_WORD}">{part}</w:{root}>'.encode()
    return makers.package(found)


def _said(text: str = SENTENCE, inside: str = "") -> str:
    return f"<w:p>{inside}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _cell(inside: str) -> str:
    return f"<w:tc>{inside}</w:tc>"


def _tables(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _nested_tables(size: int) -> str:
    """Tables in tables, as deep as a package may be, as often as the number holds."""
    depth = 40
    one = ""
    for _ in range(depth):
        one = _tables(_cell(_said() + one))
    return one * (size // depth + 1)


WORD: dict[str, File] = {
    "paragraphs": lambda n: _word(_said() * n),
    "runs in a paragraph": lambda n: _word(f"<w:p>{'<w:r><w:t>党建</w:t></w:r>' * n}</w:p>"),
    "bold runs": lambda n: _word(f"<w:p>{'<w:r><w:rPr><w:b/></w:rPr><w:t>党</w:t></w:r>' * n}</w:p>"),
    "chain of styles": lambda n: _word(
        each('<w:p><w:pPr><w:pStyle w:val="s#"/></w:pPr><w:r><w:t>食堂建设</w:t></w:r></w:p>', n),
        styles="".join(
            f'<w:style w:styleId="s{i}"><w:name w:val="x{i}"/><w:basedOn w:val="s{i + 1}"/></w:style>' for i in range(n)
        ),
    ),
    "nested tables": lambda n: _word(_nested_tables(n)),
    "rows": lambda n: _word(_tables(*[_cell(_said("食堂")) + _cell(_said("12"))] * n)),
    "wide rows": lambda n: _word(_tables(*[_cell(_said("12")) * 300] * (n // 300 + 1))),
    "a wide row over long": lambda n: _word(_tables(_cell(_said("12")) * n, *[_cell(_said("12"))] * n)),
    "paragraphs in a cell": lambda n: _word(_tables(_cell(_said("食堂") * n))),
    "cells merged downwards": lambda n: _word(
        _tables(*[f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{_said('12')}</w:tc>" * 4] * n)
    ),
    "footnotes": lambda n: _word(
        each('<w:p><w:r><w:t>食堂</w:t><w:footnoteReference w:id="#"/></w:r></w:p>', n),
        footnotes=each(f'<w:footnote w:id="#">{_said()}</w:footnote>', n),
    ),
    "comments": lambda n: _word(_said(), comments=each(f'<w:comment w:id="#">{_said()}</w:comment>', n)),
    "headers": lambda n: _word(_said(), **{f"header{i}": _said(f"页眉{i}") for i in range(min(n, 4000))}),
    "list marks": lambda n: _word(
        _said(inside='<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>') * n,
        numbering='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    ),
    "definitions of lists": lambda n: _word(
        each('<w:p><w:pPr><w:numPr><w:numId w:val="#"/></w:numPr></w:pPr><w:r><w:t>食堂</w:t></w:r></w:p>', n),
        numbering=each(
            '<w:abstractNum w:abstractNumId="#"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>',
            n,
        )
        + each('<w:num w:numId="#"><w:abstractNumId w:val="#"/></w:num>', n),
    ),
    "text boxes": lambda n: _word(
        f"<w:p>{f'<w:r><w:pict><w:txbxContent>{_said()}</w:txbxContent></w:pict></w:r>' * n}</w:p>"
    ),
    "glosses": lambda n: _word(
        "<w:p>"
        + (
            "<w:r><w:ruby><w:rt><w:r><w:t>dang</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>党</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        )
        * n
        + "</w:p>"
    ),
    "breaks": lambda n: _word(f"<w:p><w:r>{'<w:t>党建</w:t><w:br/>' * n}</w:r></w:p>"),
    "pages": lambda n: _word(f"<w:p><w:r>{'<w:t>党建</w:t><w:lastRenderedPageBreak/>' * n}</w:r></w:p>"),
    "attributes": lambda n: _word("<w:p " + each('w:a#="1" ', n) + "><w:r><w:t>党建</w:t></w:r></w:p>" + _said() * n),
    "revisions": lambda n: _word("<w:p><w:ins><w:r><w:t>党</w:t></w:r></w:ins><w:del><w:r/></w:del></w:p>" * n),
    "controls in controls": lambda n: _word(
        ("<w:sdt><w:sdtContent>" * 90 + _said() + "</w:sdtContent></w:sdt>" * 90) * (n // 90 + 1)
    ),
}


def _page(body: str, head: str = "") -> bytes:
    top = f"<meta charset='utf-8'><title>述职评议</title>{head}"
    return f"<!DOCTYPE html><html><head>{top}</head><body>{body}</body></html>".encode()


def _deep(opening: str, closing: str, depth: int) -> Callable[[int], bytes]:
    """Nested so deep and repeated: work must not be number times depth in more than one place."""
    pair = f"{opening * depth}{SENTENCE}{closing * depth}"
    return lambda n: _page(pair * (n // depth + 1))


PAGES: dict[str, File] = {
    "paragraphs": lambda n: _page(f"<p>{SENTENCE}</p>" * n),
    "text right in the body": lambda n: _page(f"{SENTENCE}<br>" * n),
    "blocks in blocks": _deep("<div>", "</div>", _DEEPEST),
    "spans in spans": _deep("<span>", "</span>", _DEEPEST),
    "lists in lists": _deep("<ul><li>", "</li></ul>", 100),
    "tables in tables": _deep("<table><tr><td>", "</td></tr></table>", 40),
    "blocks nested without end": lambda n: _page("<div>" * n),
    "bold left open": lambda n: _page("<b><p>党建" * n),
    "links and blocks interwoven": lambda n: _page("<a href='/'><div>党建" * n),
    "table left open": lambda n: _page("<table><tr><td>12" * n),
    "closing tags": lambda n: _page("党建</div></p></table>" * n),
    "attributes": lambda n: _page(f"<p {each('data-a#=1 ', n)}>{SENTENCE}</p>"),
    "classes": lambda n: _page(f"<p class='{each('nav# ', n)}'>{SENTENCE}</p>"),
    "styles of elements": lambda n: _page(f"<p style='{'color:red;' * n}'>{SENTENCE}</p>"),
    "style in each": lambda n: _page(f"<p style='display:block;color:red'>{SENTENCE}</p>" * n),
    "style sheet": lambda n: _page(f"<p>{SENTENCE}</p>" * n, f"<style>{each('.a#{display:none}', n)}</style>"),
    "hidden": lambda n: _page(f"<p style='display:none'>{SENTENCE}</p>" * n),
    "hidden in each other": _deep("<div style='visibility:hidden'>", "</div>", _DEEPEST),
    "scripts": lambda n: _page(f"<p>{SENTENCE}</p>" + "<script>var a='<p>党建</p>';</script>" * n),
    "a script left open": lambda n: _page(f"<p>{SENTENCE}</p><script>" + "var a='<p>党建';" * n),
    "comments": lambda n: _page(f"<p>{SENTENCE}</p>" + "<!-- 党建 -->" * n),
    "a comment left open": lambda n: _page(f"<p>{SENTENCE}</p>" + "<!-- 党建 " * n),
    "links": lambda n: _page("<ul>" + each("<li><a href='/#'>另外一条消息之#</a></li>", n) + "</ul>"),
    "links in a paragraph": lambda n: _page("<p>" + each("<a href='/#'>食堂#</a>，", n) + "</p>"),
    "breaks": lambda n: _page("<p>" + "<br>" * n + SENTENCE + "</p>"),
    "headings": lambda n: _page(each("<h2>食堂之#</h2>", n)),
    "titles": lambda n: _page(f"<p>{SENTENCE}</p>", each("<title>述职#</title>", n)),
    "facts of the page": lambda n: _page(f"<p>{SENTENCE}</p>", each('<meta name="a#" content="2021-03-04">', n)),
    "pictures": lambda n: _page("<p><img src='a.png'></p><p>食堂</p>" * n),
    "entities": lambda n: _page(f"<p>{'&nbsp;&#20826;&lt;' * n}</p>"),
    "rows": lambda n: _page(f"<table>{'<tr><td>食堂</td><td>12</td></tr>' * n}</table>"),
    "columns": lambda n: _page(f"<table><tr>{'<td>12</td>' * n}</tr></table>"),
    "a wide row over long": lambda n: _page(f"<table><tr>{'<td>12</td>' * n}</tr>{'<tr><td>12</td></tr>' * n}</table>"),
    "cells over rows": lambda n: _page(f"<table>{'<tr><td rowspan=9999>1</td><td>12</td></tr>' * n}</table>"),
    "cells over columns": lambda n: _page(f"<table>{'<tr><td colspan=9999>12</td></tr>' * n}</table>"),
    "cells without rows": lambda n: _page(f"<table>{'<td>12</td>' * n}</table>"),
    "tables": lambda n: _page("<table><tr><td>食堂</td><td>12</td></tr></table>" * n),
    "options": lambda n: _page(f"<select>{each('<option>食堂#', n)}</select><p>{SENTENCE}</p>"),
    "frames": lambda n: _page(f"<p>{SENTENCE}</p>" + "<iframe src='a'></iframe>" * n),
    "drawings": lambda n: _page(f"<p>{SENTENCE}</p><svg>{'<g><text>党</text></g>' * n}</svg>"),
    "templates": lambda n: _page(f"<template>{'<p>党建</p>' * n}</template><p>{SENTENCE}</p>"),
    "glosses": lambda n: _page(f"<p>{'<ruby>党<rt>dang</rt></ruby>' * n}</p>"),
    "definitions": lambda n: _page(f"<dl>{'<dt>食堂<dd>12个' * n}</dl>"),
    "lines kept": lambda n: _page("<pre>" + "食堂12个\n" * n + "</pre>"),
}


def _printed(pages: list[str], fonts: int = 1, more: str = "") -> bytes:
    """A PDF whose pages have these contents; all fonts are Helvetica."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    names = []
    for number in range(fonts):
        objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
        names.append(f"/F{number} {len(objects)} 0 R")
    objects.append(f"<</Font<<{' '.join(names)}>>>>")
    resources = len(objects)
    kids = []
    for content in pages:
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources {resources} 0 R/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    written, places = "%PDF-1.4\n", []
    parts = [written]
    at = len(written)
    for number, content in enumerate([*objects, *[more] * bool(more)], 1):
        places.append(at)
        parts.append(f"{number} 0 obj\n{content}\nendobj\n")
        at += len(parts[-1])
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    parts.append(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}")
    parts.append(f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n")
    return "".join(parts).encode("latin-1")


def _shown(text: str, x: float, y: float, font: int = 0, size: float = 10) -> str:
    return f"BT /F{font} {size} Tf {x:.1f} {y:.1f} Td ({text}) Tj ET\n"


def _lines(size: int) -> str:
    return "".join(_shown("Party work report 2021", 60, 800 - n * 740 / max(size, 1)) for n in range(size))


def _scattered(size: int) -> str:
    dice = random.Random(7)
    return "".join(_shown("12", dice.uniform(20, 560), dice.uniform(20, 820), size=4) for _ in range(size))


def _lattice(size: int) -> str:
    """A table of rules: as many cells as the number."""
    side = max(2, int(size**0.5))
    step = 500 / side
    rules = "".join(
        f"40 {40 + n * step:.1f} m 540 {40 + n * step:.1f} l S {40 + n * step:.1f} 40 m {40 + n * step:.1f} 540 l S\n"
        for n in range(side + 1)
    )
    return rules + "".join(
        _shown("12", 41 + i * step, 41 + j * step, size=min(8, step / 2)) for i in range(side) for j in range(side)
    )


PRINTED: dict[str, File] = {
    "pages": lambda n: _printed([_lines(5)] * n),
    "empty pages": lambda n: _printed([""] * n),
    "characters of a line": lambda n: _printed([_shown("12 " * n, 60, 700)]),
    "characters at one place": lambda n: _printed([_shown("1", 60, 700) * n]),
    "lines of a page": lambda n: _printed([_lines(n)]),
    "words anywhere": lambda n: _printed([_scattered(n)]),
    "characters in a column": lambda n: _printed(["".join(_shown("1", 60, 800 - i * 700 / n) for i in range(n))]),
    "fonts": lambda n: _printed(["".join(_shown("12", 60, 800 - i * 700 / n, i) for i in range(n))], n),
    "rules": lambda n: _printed(
        [_lines(20) + "".join(f"40 {i * 800 / n:.2f} m 550 {i * 800 / n:.2f} l S\n" for i in range(n))]
    ),
    "a table": lambda n: _printed([_lattice(n)]),
    "tables": lambda n: _printed([_lattice(100)] * (n // 100 + 1)),
    "boxes": lambda n: _printed([_lines(20) + "40 40 500 20 re f\n" * n]),
    "states saved": lambda n: _printed([_lines(20) + "q " * n + "Q " * n]),
    "numbers": lambda n: _printed([_lines(20) + "1 " * n]),
    "brackets in a stream": lambda n: _printed([_lines(20) + "[" * n]),
    "brackets in an object": lambda n: _printed([_lines(20)], more="[" * n),
    "dictionaries in an object": lambda n: _printed([_lines(20)], more="<</A " * n),
    "strings in strings": lambda n: _printed([_lines(20)], more="(" * n),
    "names": lambda n: _printed([_lines(20)], more=f"<<{each('/A# 1 ', n)}>>"),
    "no table of objects": lambda n: _printed([_lines(5)] * n).replace(b"startxref", b"startxxxx"),
}


def _book(rows: str, more: str = "", strings: str = "", sheets: int = 1, before: str = "") -> bytes:
    """A workbook whose sheets all have these rows."""
    head = "<?xml version='1.0' encoding='UTF-8'?>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    every = range(1, sheets + 1)
    parts = {
        "[Content_Types].xml": f"{head}<Types xmlns='{_PACKAGE}/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/xl/workbook.xml' ContentType='{kind}.sheet.main+xml'/>"
        f"<Override PartName='/xl/sharedStrings.xml' ContentType='{kind}.sharedStrings+xml'/>"
        + "".join(
            f"<Override PartName='/xl/worksheets/sheet{n}.xml' ContentType='{kind}.worksheet+xml'/>" for n in every
        )
        + "</Types>",
        "_rels/.rels": f"{head}<Relationships xmlns='{_PACKAGE}/relationships'><Relationship Id='r1' "
        f"Type='{_RELATIONS}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"{head}<workbook xmlns='{_SHEET}' xmlns:r='{_RELATIONS}'><sheets>"
        + "".join(f"<sheet name='表{n}' sheetId='{n}' r:id='r{n}'/>" for n in every)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{head}<Relationships xmlns='{_PACKAGE}/relationships'>"
        + "".join(
            f"<Relationship Id='r{n}' Type='{_RELATIONS}/worksheet' Target='worksheets/sheet{n}.xml'/>" for n in every
        )
        + f"<Relationship Id='s' Type='{_RELATIONS}/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
        "xl/sharedStrings.xml": f"{head}<sst xmlns='{_SHEET}'>{strings or '<si><t>食堂</t></si>'}</sst>",
    }
    sheet = f"{head}<worksheet xmlns='{_SHEET}'>{before}<sheetData>{rows}</sheetData>{more}</worksheet>"
    parts |= {f"xl/worksheets/sheet{n}.xml": sheet for n in every}
    return makers.package({name: part.encode() for name, part in parts.items()})


def _letters(column: int) -> str:
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def _row(number: int, values: int = 3) -> str:
    cells = "".join(f"<c r='{_letters(n)}{number}'><v>{n}</v></c>" for n in range(1, values + 1))
    return f"<row r='{number}'>{cells}</row>"


def _rows(size: int) -> str:
    return "".join(_row(n) for n in range(1, size + 1))


BOOKS: dict[str, File] = {
    "rows": lambda n: _book(_rows(n)),
    "columns": lambda n: _book("".join(_row(i, min(n, 16_000)) for i in (1, 2))),
    "sheets": lambda n: _book(_rows(3), sheets=min(n, 1_000)),
    "strings": lambda n: _book(
        "".join(f"<row r='{i + 1}'><c r='A{i + 1}' t='s'><v>{i}</v></c></row>" for i in range(n)),
        strings=each("<si><t>食堂之#</t></si>", n),
    ),
    "strings of many runs": lambda n: _book(
        "<row r='1'><c r='A1' t='s'><v>0</v></c></row>", strings=f"<si>{'<r><t>党建</t></r>' * n}</si>"
    ),
    "merged ranges": lambda n: _book(
        _rows(n),
        "<mergeCells>" + "".join(f'<mergeCell ref="A{i}:C{i}"/>' for i in range(1, n + 1)) + "</mergeCells>",
    ),
    "merged ranges of all": lambda n: _book(
        _rows(n), "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * n + "</mergeCells>"
    ),
    "declared sizes": lambda n: _book(_rows(n), before="<dimension ref='A1:XFD1048576'/>"),
    "cells far away": lambda n: _book(_rows(n) + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
    "rows far apart": lambda n: _book("".join(_row(i) for i in range(1, min(n, 10_000) * 100, 100))),
    "cells far apart": lambda n: _book(
        "".join(f"<row r='{i}'><c r='{_letters(i)}{i}'><v>{i}</v></c></row>" for i in range(1, min(n, 16_000)))
    ),
    "a long cell": lambda n: _book(f"<row r='1'><c r='A1' t='inlineStr'><is><t>{SENTENCE * n}</t></is></c></row>"),
    "the same cell": lambda n: _book("<row r='1'>" + '<c r="A1"><v>1</v></c>' * n + "</row>"),
}


_KINDS = {
    "docx": WORD, "html": PAGES, "pdf": PRINTED, "xlsx": BOOKS, "odt": OPEN, "rtf": RICH, "eml": LETTERS, "csv": ROWS,
    "json": OBJECTS, "pptx": SLIDES, "ofd": FIXED,
}  # fmt: skip
FILES: dict[str, File] = {f"{kind}: {name}": made for kind, shapes in _KINDS.items() for name, made in shapes.items()}
# What their cells span is laid out cell by cell, as far as a format's own bounds: 16,384 columns, a page.
GROW_WITH_ROOM = frozenset({"xlsx: cells far apart", "pdf: a table", "html: blocks nested without end"})
