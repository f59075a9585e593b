"""The light markup that the sample's originals are written in, and the file and spans it stands for.

A marked original has a YAML head, a line `---`, and one line per paragraph:

    T title      M metadata      H heading      N noise (N<tag> in an HTML page)      A a new article begins
    P:codes text                 a passage with its themes, the primary first: p political construction,
                                 r responsibility, d overall development, m serving the masses,
                                 g grassroots foundations, s strictness, o other; `!` after them: hard
    P:codes^R1 / #A~kind / @20   a sentence reused in other files; a repeated passage, changed in `kind`;
                                 hard-wrapped every 20 characters

and inside a line

    {surface;object;action;provinces;kind}   a quantity; kind r result (default), q requirement, c context,
                                             r/q with an alternative, `?` optional
    ⟪noise⟫  ⟬neither noise nor text⟭  ↵ a line break
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LINE = re.compile(r"^(?P<tag>[TMHNAP])(?P<flags>[^\s<]*(?:<[^>]*>)?) ?(?P<text>.*)$")
INLINE = re.compile(r"\{(?P<quantity>[^}]*)\}|⟪(?P<noise>.*?)⟫|⟬(?P<ignore>.*?)⟭|(?P<wrap>↵)", re.DOTALL)
FLAGS = re.compile(
    r"^:(?P<themes>[prdmgso,]+)(?P<hard>!?)(?=[@#~^]|$)(?:\^(?P<reuse>\w+)|#(?P<group>[A-Z])|~(?P<change>\w+)|@(?P<wrap>\d+))*$"
)
HALF = str.maketrans({"，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "？": "?"})
# In an HTML page the noise lines N<nav> and N<ul …> are lists of links, one for each piece between these spaces.
ITEMS, LIST = "　", "<ul>"
HTML_TAGS = {"T": "h1", "M": "div", "H": "h2", "P": "p"}


@dataclass(frozen=True)
class Span:
    """White-space-free offsets in the visible source text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass
class Quantity:
    """A quantity as marked: its span and the fields behind its surface."""

    span: Span
    fields: list[str]
    before: str


@dataclass
class Line:
    """One line of a marked original, placed: `text` are its characters without noise and white space, `at` the
    offset of each of them."""

    tag: str
    flags: str
    span: Span
    text: str
    at: list[int]
    article: int
    heading: str | None
    quantities: list[Quantity] = field(default_factory=list)
    noise: list[Span] = field(default_factory=list)
    ignore: list[Span] = field(default_factory=list)

    def located(self, start: int, end: int) -> Span:
        """The span of `text[start:end]` in the source."""
        return Span(self.at[start], self.at[end - 1] + 1)

    @property
    def marks(self) -> dict[str, str | None]:
        match = FLAGS.match(self.flags)
        if self.tag != "P" or not match:
            return {}
        return match.groupdict()


@dataclass
class Original:
    """A marked original, placed: its head, its lines, the file's text and the visible text without white space."""

    head: dict[str, Any]
    lines: list[Line]
    raw: str
    tight: str

    @property
    def source(self) -> str:
        return str(self.head["file"])

    @property
    def data(self) -> bytes:
        """The bytes of the corpus file."""
        return self.raw.encode(self.head.get("encoding", "utf-8"))


class Writer:
    """Writes the file's text while counting the visible characters."""

    def __init__(self, head: dict[str, Any]) -> None:
        self.head = head
        self.raw: list[str] = []
        self.visible: list[str] = []
        self.article = 0
        self.heading: str | None = None

    @property
    def offset(self) -> int:
        return len(self.visible)

    def markup(self, text: str) -> None:
        """Characters that an HTML page does not show; in any other file they are text like the rest."""
        self.raw.append(text)
        if not self.head.get("html"):
            self.visible.extend(c for c in text if not c.isspace())

    def put(self, text: str) -> None:
        self.raw.append(html.escape(text, quote=False) if self.head.get("html") else text)
        self.visible.extend(c for c in text if not c.isspace())

    def line(self, tag: str, flags: str, content: str) -> Line:
        """Place one line, its inline marks resolved."""
        before, after = self._around(tag, flags)
        begin = self.offset
        self.markup(before)
        line = Line(tag, flags, Span(begin, begin), "", [], self.article, self.heading)
        wrap = int(line.marks.get("wrap") or 0)
        for item in content.split(ITEMS) if before.endswith(LIST) else [content]:
            self._item(line, item, wrap, before.endswith(LIST))
        # A Markdown title keeps its mark inside the title's span; a passage is its text alone.
        line.span = line.located(0, len(line.text)) if tag == "P" else Span(begin, self.offset)
        self.markup(after)
        if tag == "H":
            self.heading = line.text
        return line

    def _around(self, tag: str, flags: str) -> tuple[str, str]:
        if self.head.get("html"):
            element = HTML_TAGS.get(tag) or flags.strip("<>")
            name = element.split()[0]
            inner = (LIST, "</ul>") if tag == "N" and name in {"nav", "ul"} else ("", "")
            return f"<{element}>{inner[0]}", f"{inner[1]}</{name}>\n"
        if self.head.get("md"):
            return {"T": "# ", "H": "## "}.get(tag, ""), "\n\n"
        indent = self.head.get("indent", "") if tag == "P" else ""
        return indent, self.head.get("sep", "\n") if tag != "N" else "\n"

    def _item(self, line: Line, content: str, wrap: int, linked: bool) -> None:
        """A paragraph's content, or one link of a page's list of links."""
        self.markup('<li><a href="#">' if linked else "")
        self._inline(line, content, wrap)
        self.markup("</a></li>" if linked else "")

    def _inline(self, line: Line, content: str, wrap: int) -> None:
        position = 0
        for match in INLINE.finditer(content):
            self._text(line, content[position : match.start()], wrap)
            position = match.end()
            if match["wrap"]:
                self.put("\n")
            elif match["quantity"] is not None:
                self._quantity(line, match["quantity"], wrap)
            else:
                spans = line.noise if match["noise"] is not None else line.ignore
                begin = self.offset
                self.put((match["noise"] or match["ignore"] or "").replace("↵", "\n"))
                spans.append(Span(begin, self.offset))
        self._text(line, content[position:], wrap)

    def _text(self, line: Line, text: str, wrap: int) -> None:
        text = text.translate(HALF) if self.head.get("half") else text
        for c in text:
            if wrap and line.text and len(line.text) % wrap == 0 and not self.raw[-1].isspace():
                self.put(self.head.get("sep", "\n"))
            if not c.isspace():
                line.text += c
                line.at.append(self.offset)
            self.put(c)

    def _quantity(self, line: Line, content: str, wrap: int) -> None:
        surface, *fields = [part.translate(HALF) if self.head.get("half") else part for part in content.split(";")]
        start = len(line.text)
        before = line.text
        self._text(line, surface, wrap)
        line.quantities.append(Quantity(line.located(start, len(line.text)), fields, before))


def read_original(path: Path) -> Original:
    """Read a marked original. Raises ValueError for a line that is none of the kinds above."""
    head_text, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    head = yaml.safe_load(head_text)
    writer = Writer(head)
    if head.get("html"):
        writer.markup(HTML_HEAD)
    lines = []
    for number, row in enumerate(body.splitlines(), 1):
        match = LINE.match(row)
        if not match or (match["tag"] == "P" and not FLAGS.match(match["flags"])):
            raise ValueError(f"{path.name}, body line {number}: {row[:40]}")
        if match["tag"] == "A":
            writer.article, writer.heading = writer.article + 1, None
            continue
        lines.append(writer.line(match["tag"], match["flags"], match["text"]))
    if head.get("html"):
        writer.markup("</body>\n</html>\n")
    raw = "".join(writer.raw).rstrip("\n") + "\n"
    return Original(head, lines, raw.replace("\n", head.get("newline", "\n")), "".join(writer.visible))


HTML_HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>综述_虚构新闻网</title>
<style>nav a { margin: 0 1em }</style>
<script>var page = 1;</script>
</head>
<body>
"""
