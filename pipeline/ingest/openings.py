"""A page that came as one line: its stamp, its headline and its text are set apart.

Collections of pages write `2023-08-09 10:20，正文：原标题：…` in front of a text whose paragraphs were glued. The stamp
is metadata. The headline has no end of its own: it is known where it stands twice, or where what follows can only begin
a first sentence (近日，; 8月3日，; 本报记者; the headline's own first words again).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.layout import Line
from pipeline.ingest.strand import Strand
from pipeline.language import dates
from pipeline.text.characters import HAN

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_STAMP = re.compile(
    rf"(?:[^。！？]{{0,60}}?[，,\s]|[^。！？]{{0,4}})?正文\s?[:：]\s*|(?:{dates.DAY}|{dates.STAMPED_DAY})\s*{_CLOCK}[\s，,|]+(?=\S{{40}})"
)
_DATED = re.compile(rf"{dates.DAY}|{dates.STAMPED_DAY}")
_ORIGINAL = re.compile(r"\s*原标题\s?[:：]\s*")
# What can only begin a first sentence.
_BEGINS = re.compile(
    rf"(?<![年月自从至到\d])(?:(?:{dates.YEAR})年)?{dates.MONTH_AND_DAY}(?:[，,上下凌晚]|至|—|-|起)"
    rf"|(?<![年月\d]){dates.MONTH}(?:以来|份[，,])"
    r"|近日|日前|连日来|近年来|近期[，,]|今年以来|一直以来|近些年来|当前[，,]|目前[，,]|随着"
    r"|据[^，。]{2,12}?(?:报道|消息|了解|悉|介绍)"
    r"|为(?:了|深入|进一步|充分|切实|全面|认真|贯彻|落实|加强|推动|推进|扎实|庆祝|纪念|迎接|丰富|提升|增强|更好|持续|积极|营造|引导|激励|做好)"
    r"|(?:新华社|中新社|中新网|新华网|人民网|央视网|央广网|光明网|中国[\u4e00-\u9fff]{1,4}[网报]|[\u4e00-\u9fff]{2,3}日报|本报|本网)[\u4e00-\u9fff]{0,7}"
    rf"(?:(?:{dates.MONTH_AND_DAY})?(?:电|讯|消息)|客户端|全媒体?|融媒体?|\s?[（(]?(?:见习|首席|特约)?(?:记者|通讯员))"
    r"|(?:本报|本网|见习|首席|特约|实习)?(?:记者|通讯员)[\s：:]|[（(](?:本报|本网)?(?:记者|通讯员)|作者[:：]|来源[:：]"
)
_CAPTION = re.compile(r"资料图|供图|摄影|图据|图片|[\s）)]摄")
# The paper's name may stand between a headline and its reporter.
_CREDIT = re.compile(r"(?:[\s（(]?文\s?/.{0,12}|[□■●◆\s]+|(?<=[”》])[\u4e00-\u9fff]{2,6}(?:报|网|台|融媒讯?))$")
_NO_HEADLINE = re.compile(rf"[。;；]|{dates.MONTH_AND_DAY}")
_SHORTEST, _LONGEST, _DOUBLED = 8, 70, 80
# So many first characters of a headline that come again begin the sentence that it heads.
_SUBJECT = 4


def opened(lines: Sequence[Line], papers: Collection[str]) -> list[Line]:
    """The lines, those that begin with a page's stamp in three: stamp, headline, text. Where several do, each is an
    article of its own. papers: names of media."""
    stamped = [line for line in lines if _stamp(line.text)]
    if not stamped:
        return list(lines)
    several = len(stamped) > 1 and all(line.article < 0 for line in lines)
    found: list[Line] = []
    number = 0
    for line in lines:
        parts = _parts(line, papers)
        number += len(parts) > 1
        found += [replace(part, article=number) for part in parts] if several else parts
    return found


def _stamp(text: str) -> int:
    """How long the stamp is with which a line begins, 0 for none: a date or nothing before 正文：."""
    found = _STAMP.match(text)
    if not found or len(text) - found.end() < 2 * _SHORTEST:
        return 0
    before = found.group().rstrip("：: ").removesuffix("正文").strip(" ，,")
    return found.end() if not before or _DATED.search(before) else 0


def _parts(line: Line, papers: Collection[str]) -> list[Line]:
    """Stamp, headline and text of a line; the line alone where it has no stamp."""
    at = _stamp(line.text)
    if not at:
        return [line]
    rest = line.text[at:]
    original = _ORIGINAL.match(rest)
    begin = original.end() if original else 0
    first, last = headline(rest[begin:], papers, announced=original is not None)
    ends = [(at, "metadata"), (at + begin + first, "metadata"), (at + begin + last, "title")]
    ends.append((len(line.text), line.role))
    spans = [(a, b, role) for (a, _), (b, role) in pairwise([(0, ""), *ends]) if line.text[a:b].strip()]
    return [_cut(line, *span) for span in spans]


def _cut(line: Line, start: int, end: int, role: str) -> Line:
    text = line.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    strand: Strand = line.strand.without([(0, start), (end, len(line.text))])
    return replace(line, strand=strand, role=role, row=(strand.start, strand.end))


def headline(text: str, papers: Collection[str], *, announced: bool) -> tuple[int, int]:
    """Where the headline stands with which a text begins, half-open; (0, 0) where its end cannot be told.

    announced: 原标题： stands before it. Of a headline that stands twice, the second is given.
    """
    if twice := _twice(text):
        return twice
    starts = [m.start() for m in _BEGINS.finditer(text[: _LONGEST + 20])]
    subject = text[:_SUBJECT]
    if re.fullmatch(f"[{HAN}]{{{_SUBJECT}}}", subject) and (again := text.find(subject, _SHORTEST, _LONGEST)) > 0:
        starts.append(again)
    last = min((at for at in starts if at), default=0)
    head = _uncredited(text[:last], papers)
    if 0 in starts or not _SHORTEST <= len(head) <= _LONGEST or _NO_HEADLINE.search(head) or _CAPTION.search(head):
        return 0, 0
    # Without 原标题 the words may be the sentence's own subject; the halves of a headline are set apart by a space.
    halves = re.search(r"[^\s]\s[^\s]|——", head) and not re.search("[，,！!]", head)
    return (0, len(head)) if announced or halves else (0, 0)


def _uncredited(head: str, papers: Collection[str]) -> str:
    """A headline without the paper's name and the marks behind it."""
    paper = next((head[at:] for at in range(_SHORTEST, len(head) - 1) if head[at:] in papers), "")
    return _CREDIT.sub("", head.removesuffix(paper)).rstrip()


def _twice(text: str) -> tuple[int, int] | None:
    for size in range(min(_DOUBLED, len(text) // 2), _SHORTEST - 1, -1):
        head = text[:size]
        if head[-1].isspace():
            continue
        at = size + len(text[size:]) - len(text[size:].lstrip())
        if text.startswith(head, at):
            return at, at + size
    return None
