"""Shapes of files in the formats that fewer use: OpenDocument, RTF, letters, rows, slides, OFD. All are invented."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable

from tests.readers import makers
from tests.torture.building import File, each
from tests.torture.shapes import SENTENCE

_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(f'xmlns:{name}="{_OPEN}{name}:1.0"' for name in ("office", "text", "table", "style"))


def _text(body: str, styles: str = "", office: str = "text") -> bytes:
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:{office}>{body}</office:{office}></office:body></office:document-content>"
    )
    return makers.package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


OPEN: dict[str, File] = {
    "paragraphs": lambda n: _text(f"<text:p>{SENTENCE}</text:p>" * n),
    "spans": lambda n: _text(f"<text:p>{'<text:span>党建</text:span>' * n}</text:p>"),
    "spaces": lambda n: _text("<text:p>" + '<text:s text:c="9999999"/>党' * n + "</text:p>"),
    "sections": lambda n: _text(
        ("<text:section>" * 90 + f"<text:p>{SENTENCE}</text:p>" + "</text:section>" * 90) * (n // 90 + 1)
    ),
    "chain of styles": lambda n: _text(
        each("<text:p text:style-name='s#'>食堂建设</text:p>", n),
        "".join(f"<style:style style:name='s{i}' style:parent-style-name='s{i + 1}'/>" for i in range(n)),
    ),
    "cells repeated": lambda n: _text(
        "<table:table>" + "<table:table-row table:number-rows-repeated='999999'>"
        "<table:table-cell table:number-columns-repeated='999999'>"
        "<text:p>12</text:p></table:table-cell></table:table-row>" * n + "</table:table>"
    ),
    "footnotes": lambda n: _text(
        "<text:p>"
        + f"党<text:note><text:note-body><text:p>{SENTENCE}</text:p></text:note-body></text:note>" * n
        + "</text:p>"
    ),
    "lists": lambda n: _text(
        f"<text:list>{f'<text:list-item><text:p>{SENTENCE}</text:p></text:list-item>' * n}</text:list>"
    ),
}
RICH: dict[str, File] = {
    "paragraphs": lambda n: rb"{\rtf1\ansi " + rb"\u20826?\u24314?\par " * n + b"}",
    "groups in groups": lambda n: rb"{\rtf1\ansi " + b"{" * n + rb"\u20826?" + b"}" * n + b"}",
    "groups left open": lambda n: rb"{\rtf1\ansi " + rb"{\b 12 " * n,
    "cells": lambda n: rb"{\rtf1\ansi " + rb"\trowd\cellx100\cellx200\intbl 1\cell 2\cell\row " * n + b"}",
    "cells of one row": lambda n: rb"{\rtf1\ansi \trowd " + rb"\intbl 1\cell " * n + rb"\row}",
    "fonts": lambda n: (
        rb"{\rtf1\ansi{\fonttbl" + b"".join(rb"{\f%d\fcharset134 A;}" % i for i in range(n)) + rb"}\f0 12\par}"
    ),
    "footnotes": lambda n: rb"{\rtf1\ansi " + rb"12{\footnote 34\par}" * n + b"}",
    "bytes in hexadecimal": lambda n: rb"{\rtf1\ansi\ansicpg936 " + rb"\'b5\'b3" * n + b"}",
    "binary": lambda n: rb"{\rtf1\ansi " + rb"{\pict\bin4 abcd}" * n + b"}",
    "digits": lambda n: rb"{\rtf1\ansi \fs" + b"9" * n + rb" 12\par}",
}


def _letter(parts: str, head: str = "") -> bytes:
    return f"From: a@b.cn\nSubject: x\n{head}MIME-Version: 1.0\n{parts}".encode()


def _nested_parts(size: int) -> bytes:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(size))
    return _letter(f"{opened}Content-Type: text/plain\n\n{SENTENCE}\n")


LETTERS: dict[str, File] = {
    "lines": lambda n: _letter(f"Content-Type: text/plain; charset=utf-8\n\n{(SENTENCE + chr(10)) * n}"),
    "parts": lambda n: _letter(
        'Content-Type: multipart/mixed; boundary="b"\n\n'
        + f"--b\nContent-Type: text/plain; charset=utf-8\n\n{SENTENCE}\n" * n
        + "--b--\n"
    ),
    "parts in parts": _nested_parts,
    "heads": lambda n: _letter("\n" + SENTENCE, "".join(f"X-A{i}: 1\n" for i in range(n))),
    "a head over lines": lambda n: _letter("\n" + SENTENCE, "X-A: 1\n" + " 12\n" * n),
    "words encoded": lambda n: _letter("\n" + SENTENCE, "To: " + "=?utf-8?b?5YWa?= " * n + "\n"),
    "receivers": lambda n: _letter("\n" + SENTENCE, "Cc: " + ", ".join(f"a{i}@b.cn" for i in range(n)) + "\n"),
    "quoted": lambda n: _letter(
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + "=E5=85=9A=\n" * n
    ),
}
ROWS: dict[str, File] = {
    "rows": lambda n: ("标题,正文\n" + f"食堂,{SENTENCE}\n" * n).encode(),
    "columns": lambda n: ("标题,正文" + ",列" * n + "\n" + f"食堂,{SENTENCE}" + ",1" * n + "\n").encode(),
    "a quotation left open": lambda n: ("标题,正文\n" + '食堂,"' + "党建\n" * n).encode(),
    "quotation marks": lambda n: ("标题,正文\n" + '食堂,"' + '""' * n + '"\n').encode(),
    "rows of one cell": lambda n: ("标题,正文" + ",列" * n + "\n" + "食堂\n" * n).encode(),
}
OBJECTS: dict[str, File] = {
    "rows": lambda n: ("[" + ",".join(['{"text":"' + SENTENCE + '"}'] * n) + "]").encode(),
    "brackets": lambda n: b"[" * n + b"]" * n,
    "names": lambda n: ("{" + each('"a#":1,', n) + f'"text":"{SENTENCE}"' + "}").encode(),
    "escapes": lambda n: ('{"text":"' + "\\u515a" * n + '"}').encode(),
}


@functools.cache
def _show() -> bytes:
    return makers.presentation()


def _slides(inside: Callable[[int], str]) -> File:
    """The presentation with shapes added to its first slide."""

    def made(size: int) -> bytes:
        with zipfile.ZipFile(io.BytesIO(_show())) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = "ppt/slides/slide1.xml"
        parts[name] = parts[name].replace(b"</p:spTree>", inside(size).encode() + b"</p:spTree>")
        return makers.package(parts)

    return made


_BODY = f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{SENTENCE}</a:t></a:r></a:p></p:txBody>"
SLIDES: dict[str, File] = {
    "shapes": _slides(lambda n: f"<p:sp><p:nvSpPr/><p:spPr/>{_BODY}</p:sp>" * n),
    "shapes with a place": _slides(
        lambda n: each(
            f"<p:sp><p:nvSpPr/><p:spPr><a:xfrm><a:off x='#' y='#'/><a:ext cx='9' cy='9'/></a:xfrm></p:spPr>"
            f"{_BODY}</p:sp>",
            n,
        )
    ),
    "groups": _slides(
        lambda n: ("<p:grpSp>" * 100 + f"<p:sp><p:spPr/>{_BODY}</p:sp>" + "</p:grpSp>" * 100) * (n // 100 + 1)
    ),
    "paragraphs of a shape": _slides(
        lambda n: "<p:sp><p:spPr/><p:txBody>" + "<a:p><a:r><a:t>党建</a:t></a:r></a:p>" * n + "</p:txBody></p:sp>"
    ),
}


def _fixed(objects: Callable[[int], str]) -> File:
    """One page of OFD with these objects."""
    name = 'xmlns:ofd="http://www.ofdspec.org/2016"'

    def made(size: int) -> bytes:
        parts = {
            "OFD.xml": f"<ofd:OFD {name}><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody>"
            "</ofd:OFD>",
            "D/Document.xml": f"<ofd:Document {name}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID='1' BaseLoc='P/Content.xml'/>"
            "</ofd:Pages></ofd:Document>",
            "D/P/Content.xml": f"<ofd:Page {name}><ofd:Content><ofd:Layer>{objects(size)}</ofd:Layer></ofd:Content>"
            "</ofd:Page>",
        }
        return makers.package({path: part.encode() for path, part in parts.items()})

    return made


def _object(text: str, delta: str = "", top: float = 20) -> str:
    return (
        f"<ofd:TextObject Boundary='20 {top} 160 5' Size='4'>"
        f"<ofd:TextCode X='0' Y='4' DeltaX='{delta}'>{text}</ofd:TextCode></ofd:TextObject>"
    )


FIXED: dict[str, File] = {
    "objects": _fixed(lambda n: "".join(_object("党建工作", "g 3 4", 20 + i * 250 / n) for i in range(n))),
    "objects at one place": _fixed(lambda n: _object("党建工作", "g 3 4") * n),
    "steps": _fixed(lambda n: _object("党建", "g 999999999 4 " * n)),
    "blocks in blocks": _fixed(
        lambda n: ("<ofd:PageBlock>" * 100 + _object("党建") + "</ofd:PageBlock>" * 100) * (n // 100 + 1)
    ),
}
