"""A document's own table of contents: headings with leaders and page numbers, or headings that stand again below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.layout import Line
from pipeline.language.sentences import is_terminal
from pipeline.text.lines import width

REASON = "目录"
_HEAD = re.compile(r"[【\[（(]?\s?(?:目\s?[录次]|contents)\s?[】\]）)]?", re.IGNORECASE)
_NUMBERED_PAGE = re.compile(r"\s?[（(\-]?\s?(\d{1,4})\s?[）)\-]?$")
_LEADERS = re.compile(r"(?:…|[.．·•‥_]{2,})\s?[（(\-]?$")
# What Word writes where the page is lost.
_LOST = re.compile(r"(?:错误！未定义书签。?|Error! Bookmark not defined\.?)$")
# No match of the two that end a line is longer: so far from its end is looked.
_LONGEST_LOST, _LONGEST_NUMBER = 28, 9
_APART = re.compile(r"\s[（(\-]?\s?\d{1,4}\s?[）)\-]?$")
_LONGEST = 80.0
_FEWEST = 3
# A leader of so many characters was set aside inside the line.
_LEADER = 3


def contents(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines of tables of contents: a head and the entries under it, or three entries in a row
    with leaders whose page numbers do not fall."""
    found: set[int] = set()
    i = 0
    while i < len(lines):
        head = bool(_HEAD.fullmatch(lines[i].text))
        first = i + head
        stop = _paged(lines, first, sure=head)
        if head and stop == first:
            stop = _announced(lines, first)
        if stop - first >= (1 if head and stop > first else _FEWEST):
            found.update(range(i, stop))
        i = max(stop, i + 1)
    return found


def _paged(lines: Sequence[Line], first: int, *, sure: bool) -> int:
    """Where the entries with page numbers that begin at `first` end."""
    at, page = first, 0
    while at < len(lines) and (number := _page_of(lines[at], sure=sure)) is not None and (not number or number >= page):
        at, page = at + 1, number or page
    return at


def _page_of(line: Line, *, sure: bool) -> int | None:
    """The page that an entry names, 0 for one that is lost; None for a line that is no entry. sure: it stands under the
    head."""
    if len(line.text) > 2 * _LONGEST:
        return None
    end = len(line.text)
    lost = _LOST.search(line.text, max(0, end - _LONGEST_LOST))
    if lost and _is_led(line, lost.start()):
        return 0
    found = _NUMBERED_PAGE.search(line.text, max(0, end - _LONGEST_NUMBER))
    if not found or found.start() < 2 or width(line.text) > _LONGEST:
        return None
    if is_terminal(_LEADERS.sub("", line.text[: found.start()]).rstrip("….")):
        return None
    led = _is_led(line, found.start(1)) or (sure and bool(_APART.search(line.text)))
    return int(found[1]) if led else None


def _is_led(line: Line, at: int) -> bool:
    """Leaders stand before the character at `at`, or were set aside there."""
    if _LEADERS.search(line.text[:at]):
        return True
    reached = 0
    for (start, end), (after, _) in zip(line.strand.pieces, line.strand.pieces[1:], strict=False):
        reached += end - start
        if reached >= at - 2 and after - end >= _LEADER:
            return True
    return False


def _announced(lines: Sequence[Line], first: int) -> int:
    """Where the lines without page numbers end that each stand again, as a line, further below."""
    below: dict[str, int] = {}
    for n in range(first, len(lines)):
        below[_bare(lines[n])] = n
    at = first
    while at < len(lines) and width(lines[at].text) <= _LONGEST and below[_bare(lines[at])] > at:
        at += 1
    again = [below[_bare(lines[n])] for n in range(first, at)]
    return at if at - first >= _FEWEST and min(again, default=0) >= at else first


def _bare(line: Line) -> str:
    return "".join(line.text.split())
