"""Pairs of stars or underlines in Chinese prose: emphasis, or masked names and figures.

Without spaces between words CommonMark's flanking rules decide nothing, so the evidence is weighed instead. What
is written after a mask is what a name or figure is followed by (`**市委`, `**个`, `**同志`); emphasis begins where a
sentence begins and ends where one ends, or frames a whole paragraph. Where a text hides words behind double
stars anywhere, only the second kind of evidence is believed in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.text.marks import Mark

_RUN = re.compile(r"(?<!\\)(?<![*_])(\*{2,3}|_{2,3})(?![*_])")
_ITALIC = re.compile(r"^[ \t\u3000]*(\*)(?![\s*])([^*\n]{8,})(?<!\s)(\*)[ \t]*(?=\r?$)", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_FOLLOWS_MASK = re.compile(
    r"(?:多|余|几)?(?:[个名位人件项次家户场期批条篇份万亿千百元年月日号号％%省市县区州盟旗乡镇村街厅局处科股委部署"
    r"组队所站班级届]|党委|党组|党支部|党工委|同志|书记|公司|集团|学校|大学|医院|中学|小学|工程|社区|自治"
    r"|主任|主席|强调|指出|要求|表示|主持|出席|参加|代表|讲话|某|”|’|」|》|）)"
)
_SENTENCE_END = "。！？；：!?;:.…”）)》"
_BEFORE_START = "。！？；：!?;:…\n\r\t \u3000”）)、，,（(—-.|"
_NUMBERING = re.compile(r"[ \t\u3000>#+-]*(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．:：]?)?[ \t\u3000]*\Z")
_LONGEST_HEADING = 80
_NO_HEADING = "。；，、;,!！?？"


class Delimiters(NamedTuple):
    """An opening run `[start, inner)` and a closing run `[outer, end)`, and the span of the lines they stand in."""

    start: int
    inner: int
    outer: int
    end: int
    lines: tuple[int, int]

    def first(self, text: str) -> bool:
        """Nothing but a list mark or a numeral stands before it in its line."""
        before = text[self.lines[0] : self.start] if self.start - self.lines[0] < 24 else "…"
        return bool(_NUMBERING.match(before))

    def last(self, text: str) -> bool:
        """Nothing stands behind it in its line."""
        return self.lines[1] - self.end < 24 and not text[self.end : self.lines[1]].strip()


def emphasis_marks(text: str, *, certain: bool, headings: Sequence[Mark]) -> list[Mark]:
    """Markup marks of the pairs that are emphasis; a paragraph that is bold throughout is a heading too.

    certain: the text is Markdown by other evidence. headings: spans that are headings already.
    """
    if "*" not in text and "__" not in text:
        return []
    kept = _emphasis(text, certain)
    marks = [mark for pair in kept for mark in _framing(pair)]
    known = {m.end for m in headings if m.kind == "markup"}
    marks += [_heading(p, text) for p in kept if p.start not in known and _is_heading(p, text)]
    if certain:
        for found in _ITALIC.finditer(text):
            marks += [Mark(*found.span(1), "markup", "强调"), Mark(*found.span(3), "markup", "强调")]
    return marks


def _framing(pair: Delimiters) -> Iterator[Mark]:
    yield Mark(pair.start, pair.inner, "markup", "强调")
    yield Mark(pair.outer, pair.end, "markup", "强调")


def _emphasis(text: str, certain: bool) -> list[Delimiters]:
    pairs, masked = _pairs(text)
    strong = [p for p in pairs if _is_strong(p, text)]
    if len(strong) == len(pairs):
        return pairs
    proven = set(strong)
    if masked or any(_is_mask(p, text, certain) for p in pairs if p not in proven):
        return strong
    return [p for p in pairs if p in proven or (text[p.start] == "*" and p.outer - p.inner >= 2)]


def _pairs(text: str) -> tuple[list[Delimiters], bool]:
    """Runs paired in each line from left to right, and whether any run is a mask beyond doubt.

    A run left over at the end of a line is paired with one left over in the next: a hard wrap stands between.
    """
    pairs: list[Delimiters] = []
    masked = False
    pending: tuple[int, int, int] | None = None
    for line in _LINE.finditer(text):
        runs = [m.span() for m in _RUN.finditer(text, line.start(), line.end())]
        if pending is not None:
            if len(runs) % 2 and _closes(text, pending, runs[0]):
                pairs.append(Delimiters(*pending[1:], *runs.pop(0), (pending[0], line.end())))
            else:
                masked = True
        found, left, odd = _paired(text, runs, line.span())
        pairs += found
        masked = masked or odd
        pending = (line.start(), *left) if left else None
    return pairs, masked or pending is not None


def _closes(text: str, opening: tuple[int, int, int], closing: tuple[int, int]) -> bool:
    near = closing[0] - opening[2] <= 3 * _LONGEST_HEADING
    return near and text[opening[1] : opening[2]] == text[closing[0] : closing[1]]


def _paired(
    text: str, runs: list[tuple[int, int]], line: tuple[int, int]
) -> tuple[list[Delimiters], tuple[int, int] | None, bool]:
    """The pairs of a line, the run left over at its end, and whether any other run found no partner."""
    pairs, odd, at = [], False, 0
    while at + 1 < len(runs):
        pair = Delimiters(*runs[at], *runs[at + 1], line)
        same = text[pair.start : pair.inner] == text[pair.outer : pair.end]
        if same and _framed(pair, text):
            pairs.append(pair)
            at += 2
        else:
            odd, at = True, at + 1
    return pairs, runs[at] if at < len(runs) else None, odd


def _framed(pair: Delimiters, text: str) -> bool:
    """Neither run stands against white space inside the pair, nor alone in quotation marks."""
    if text[pair.inner].isspace() or text[pair.outer - 1].isspace():
        return False
    return not (text[pair.start - 1 : pair.start] in {"“", "‘", "「"} and text[pair.inner] in "”’」")


def _is_strong(pair: Delimiters, text: str) -> bool:
    """It begins where a sentence begins and ends where one ends."""
    opens = pair.first(text) or text[pair.start - 1] in _BEFORE_START
    closes = pair.last(text) or text[pair.outer - 1] in _SENTENCE_END or text[pair.end] in _SENTENCE_END
    return pair.outer - pair.inner >= 4 and opens and closes


def _is_mask(pair: Delimiters, text: str, certain: bool) -> bool:
    """What follows its first run, or in a text not known to be Markdown its second, is what follows a mask."""
    if _FOLLOWS_MASK.match(text, pair.inner):
        return True
    return not certain and bool(_FOLLOWS_MASK.match(text, pair.end))


def _is_heading(pair: Delimiters, text: str) -> bool:
    """A line of its own, no longer than a heading is, that does not end as a sentence does."""
    short = pair.outer - pair.inner <= _LONGEST_HEADING and text[pair.outer - 1] not in _NO_HEADING
    return short and pair.first(text) and pair.last(text)


def _heading(pair: Delimiters, text: str) -> Mark:
    before = text[pair.lines[0] : pair.start]
    if not before.strip(" \t\u3000>#+-"):
        return Mark(pair.inner, pair.outer, "heading", "strong")
    numbering = len(before) - len(before.lstrip(" \t\u3000>#+-"))
    return Mark(pair.lines[0] + numbering, pair.outer, "heading", "strong")
