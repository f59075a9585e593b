"""Markdown: the source text as it is, with its markup marked."""

from __future__ import annotations

import re

from pipeline.readers.decoding import decode
from pipeline.readers.lines import line_anchors
from pipeline.readers.reading import Mark, Reading
from pipeline.text.markdown import markdown_marks
from pipeline.text.marks import tidy

SUFFIXES = (".md", ".markdown")

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<fields>.{0,20000}?)^---[ \t]*\r?(?:\n|\Z)", re.S | re.M)
_FIELD = re.compile(r"^(?P<name>[\w\u4e00-\u9fff]+)[ \t]*[:：][ \t]*(?P<value>[^\r\n]*?)[ \t]*\r?$", re.M)
# The first entry of a list under a field: a note-taking program keeps the title as an alias.
_LISTED = re.compile(
    r"^(?:aliases|title|标题)[ \t]*:[ \t]*\r?\n[ \t]*-[ \t]+(?P<value>[^\s|>][^\r\n]+?)[ \t]*\r?$", re.M | re.I
)
_NAMES = {
    "title": "title", "标题": "title", "date": "published", "published": "published", "日期": "published",
    "发布日期": "published", "publisher": "publisher", "source": "publisher", "来源": "publisher",
}  # fmt: skip


def read(data: bytes, name: str) -> Reading:
    """Read a Markdown file; its front matter, if any, becomes metadata. Raises ReadError."""
    decoded = decode(data, name)
    front = _FRONT_MATTER.match(decoded.text)
    end = front.end() if front else 0
    body = decoded.text[end:]
    marks = [mark._replace(start=mark.start + end, end=mark.end + end) for mark in markdown_marks(body, certain=True)]
    if front:
        marks += [Mark(0, end, "metadata", "文件头"), Mark(0, front.start("fields"), "markup", "文件头")]
        marks.append(Mark(front.end("fields"), end, "markup", "文件头"))
    return Reading(
        text=decoded.text,
        encoding=decoded.encoding,
        marks=tidy(marks, len(decoded.text)),
        anchors=line_anchors(decoded.text),
        metadata=tuple(_fields(front["fields"])) if front else (),
        warnings=decoded.warnings,
    )


def _fields(text: str) -> list[tuple[str, str]]:
    pairs = [(_NAMES.get(m["name"].lower(), ""), m["value"].strip("\"'")) for m in _FIELD.finditer(text)]
    found = [(name, value) for name, value in pairs if name and value]
    listed = _LISTED.search(text)
    if listed and "title" not in dict(found):
        found.append(("title", listed["value"].strip("\"'")))
    return found
