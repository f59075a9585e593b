"""Markdown in Chinese prose: what is markup, and what only looks like it.

Grammar after CommonMark 0.31 (headings, rules, bullets, quotes, links, escapes, code, tables of the GitHub
flavour), read with one reserve: Chinese texts hide names and figures behind stars (`*个`, `**市委`, `“*”`), and
a mask is text. A lone star is therefore never emphasis, and pairs are weighed in `pipeline.text.emphasis`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.text.emphasis import emphasis_marks
from pipeline.text.marks import Mark, tidy

_ANY = re.compile(r"[#*_`\\\[<>|~=+-]")
_HEADING = re.compile(
    r"^(?P<open>[ \t\u3000]{0,3}(?P<level>#{1,6})(?!#)(?P<gap>[ \t\u3000\xa0]*))"
    r"(?P<text>[^\s#][^\r\n]*+)(?=\r?$)",
    re.MULTILINE,
)
_CLOSE = re.compile(r"(?<![ \t])[ \t]++#++\Z")
_NO_HEADING = re.compile(r"[。；，,;！!#]$")
_BEFORE_TITLE = " \t\r\n\u3000-—=_*"
_UNDERLINE = re.compile(
    r"^(?P<text>[^\S\r\n]*+[^\s][^\r\n]*+)\r?\n(?P<line>[ \t]{0,3}={3,}+[ \t]*+)(?=\r?$)", re.MULTILINE
)
_RULE = re.compile(r"^[ \t]{0,3}(?:(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|(?:=[ \t]*+){3,}+)(?=\r?$)", re.MULTILINE)
_STAR_RULE = re.compile(r"(?:\A|(?<=\n))[ \t]{0,3}(?:\*[ \t]*+){3,}+(?=\r?\n[ \t]*+\r?\n|\s*+\Z)")
_BULLET = re.compile(
    r"^(?P<mark>[ \t\u3000]{0,12}(?:[-+•●○■◆▪►][ \t]+|\*[ \t]+(?![个名余家项年月日市县区％%])))(?=\S)", re.M
)
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]{0,3}(?:`{3,}|~{3,})[ \t]*+[\w+-]*+[ \t]*+(?=\r?$)", re.MULTILINE)
_ADDRESS = r"(?:[a-zA-Z][\w+.-]{1,20}:|\.{0,2}/|#|(?=[\w./%-]+\.\w))[^\s()\u4e00-\u9fff]{0,2000}"
# A picture beside the text, by a path that holds any characters: (图像/走访（一）-x7.jpeg).
_PICTURE = r"[^\n()]{1,500}\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?)"
_LINK = re.compile(
    rf"(?<!\\)(?P<image>!?)\[(?P<text>[^\[\]\n]{{0,500}})\]"
    rf"(?P<to>\((?:{_ADDRESS}|{_PICTURE})(?:[ \t]+\"[^\"\n]{{0,500}}\")?\))"
    r"|(?<!\\)(?P<embedded>!)\[\[[^\[\]\n]{1,500}\]\]"
)
_AUTOLINK = re.compile(r"(<)(?:https?|ftp|mailto):[^\s<>]{1,2000}(>)")
_DEFINITION = re.compile(rf"^[ \t]{{0,3}}\[[^\]\n]{{1,200}}\]:[ \t]+<?{_ADDRESS}>?[^\n\r]{{0,300}}$", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?<![`\\])(`{1,2})(?!`)([^`\n]{1,500})(?<!`)(\1)(?!`)")
_STRIKE = re.compile(r"(?<!~)(~~)(?=[^\s~])([^~\n]{1,500})(?<=\S)(~~)(?!~)")
_TABLE_RULE = re.compile(
    r"^[ \t]*+\|?(?:[ \t]*+:?-{3,}+:?[ \t]*+\|)++(?:[ \t]*+:?-{3,}+:?)?[ \t]*+(?=\r?$)", re.MULTILINE
)
_TABLE_END = re.compile(r"\n(?![^\n]*\|)")
# A whole cell in bold is no masked figure.
_BOLD_CELL = re.compile(r"(?<=\|)[ \t]*(\*\*)[^*|\n]+(\*\*)[ \t]*(?=\||\r?$)", re.MULTILINE)
_TABLE_EDGE = re.compile(r"^[ \t]*\||\|[ \t]*(?=\r?$)", re.MULTILINE)


def markdown_marks(text: str, *, certain: bool = False) -> tuple[Mark, ...]:
    """The marks of the Markdown in `text`: markup to set aside, titles and headings; empty for plain prose.

    certain: the text is known to be Markdown, not only suspected of it; single-star italics are then believed
    too where they frame a whole line. A level-1 heading before any other text is the title; every heading's
    reason is its level (h1 … h6) or `strong`. Linear in the length of the text.
    """
    if not _ANY.search(text):
        return ()
    headings = [*_atx(text), *_setext(text)]
    levels = any(m.kind in {"title", "heading"} for m in headings)
    marks = [*headings, *_lines(text), *_inline(text), *_tables(text)]
    marks += emphasis_marks(text, certain=certain or levels, headings=headings)
    return _merged(marks, len(text))


def _atx(text: str) -> Iterator[Mark]:
    if "#" not in text:
        return
    begin = len(text) - len(text.lstrip(_BEFORE_TITLE))
    for found in _HEADING.finditer(text):
        written = found["text"].rstrip(" \t\u3000")
        close = _CLOSE.search(written)
        words = written[: close.start()] if close else written
        if not found["gap"] and not _tight_heading(words):
            continue
        level = f"h{len(found['level'])}"
        first = level == "h1" and found.start("level") <= begin
        start = found.start("text")
        yield Mark(found.start(), found.end("open"), "markup", "Markdown 标题符")
        yield Mark(start, start + len(words), "title" if first else "heading", level)
        if close:
            yield Mark(start + close.start(), start + close.end(), "markup", "Markdown 标题符")


def _tight_heading(words: str) -> bool:
    """A heading without a space after its marks: short, no sentence, no #topic# and no number such as #1."""
    if len(words) > 60 or "#" in words or _NO_HEADING.search(words):
        return False
    return "\u3400" <= words[0] <= "\u9fff" or words[0] in "“《（【—*"


def _setext(text: str) -> Iterator[Mark]:
    if "===" not in text:
        return
    for found in _UNDERLINE.finditer(text):
        yield Mark(found.start("line"), found.end("line"), "markup", "Markdown 标题线")
        words = found["text"].strip()
        if len(words) <= 50 and not _NO_HEADING.search(words) and not words.startswith(("#", "=", "*")):
            start = found.start("text") + found["text"].index(words)
            yield Mark(start, start + len(words), "heading", "h1")


def _lines(text: str) -> Iterator[Mark]:
    shapes = (
        (_RULE, "分隔线"),
        (_STAR_RULE, "分隔线"),
        (_BULLET, "列表符号"),
        (_QUOTE, "引用符号"),
        (_FENCE, "代码栏"),
    )
    for shape, reason in shapes:
        for found in shape.finditer(text):
            yield Mark(found.start(), found.end(), "markup", reason)
    for found in _DEFINITION.finditer(text):
        yield Mark(found.start(), found.end(), "noise", "链接地址")


def _inline(text: str) -> Iterator[Mark]:
    if "](" in text or "![[" in text:
        for found in _LINK.finditer(text):
            if found["image"] or found["embedded"]:
                yield Mark(found.start(), found.end(), "noise", "图片")
            else:
                yield Mark(found.start(), found.start("text"), "markup", "链接")
                yield Mark(found.end("text"), found.end(), "markup", "链接")
    for shape, reason in ((_AUTOLINK, "链接"), (_CODE, "代码符号"), (_STRIKE, "删除线")):
        for found in shape.finditer(text):
            last = found.lastindex or 1
            yield Mark(*found.span(1), "markup", reason)
            yield Mark(*found.span(last), "markup", reason)
    if "\\" in text:
        for found in _ESCAPE.finditer(text):
            yield Mark(found.start(), found.end(), "markup", "转义符")


def _tables(text: str) -> Iterator[Mark]:
    """Each table, the rule under its head and the outer edges of its rows; the bars between cells stay as text."""
    if "|" not in text:
        return
    reached = 0
    for found in _TABLE_RULE.finditer(text):
        head = text.rfind("\n", 0, max(found.start() - 1, 0)) + 1
        if "|" not in text[head : found.start()]:
            continue
        yield Mark(found.start(), found.end(), "markup", "表格线")
        if found.start() < reached:
            continue  # one more rule inside a table whose edges are known
        stop = _TABLE_END.search(text, found.end())
        reached = stop.start() if stop else len(text)
        yield Mark(head, reached, "table", "1")
        for bold in _BOLD_CELL.finditer(text, head, reached):
            yield from (Mark(*bold.span(n), "markup", "强调符") for n in (1, 2))
        for edge in _TABLE_EDGE.finditer(text, head, reached):
            yield Mark(edge.start(), edge.end(), "markup", "表格线")


def _merged(marks: list[Mark], length: int) -> tuple[Mark, ...]:
    """Tidy marks; a heading loses the markup at its edges, and what noise covers is noise alone."""
    ordered = tidy(marks, length)
    noise = [m for m in ordered if m.kind == "noise"]
    if not noise:
        return ordered
    kept, at = [], 0
    for mark in ordered:
        while at < len(noise) and noise[at].end <= mark.start:
            at += 1
        covered = at < len(noise) and noise[at].start <= mark.start and mark.end <= noise[at].end
        if mark.kind == "noise" or not covered:
            kept.append(mark)
    return tuple(kept)
