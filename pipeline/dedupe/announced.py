"""A stated number of points against the headings or paragraphs that follow: 三点意见 and then 第一 to 第四."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.dedupe.conflicts import Side, contradiction
from pipeline.dedupe.corpus import Copy
from pipeline.language.listmarks import ANNOUNCED, line_number, line_style, small_number
from pipeline.records import Contradiction

# The announcement ends its paragraph: what it announces stands under headings or in paragraphs of its own.
_ANNOUNCED = re.compile(
    rf"(?P<number>{ANNOUNCED})(?P<what>(?:点|个方面|方面|项|条|件|个)(?:的)?"
    r"(?:意见|要求|建议|措施|任务|工作|体会|问题|举措|打算|原则|事项|希望|看法))[^，。！？：:\n]{0,6}[。：:]?$"
)

# How many paragraphs behind its announcement a list is followed.
_FAR = 200


def announced(copies: Sequence[Copy]) -> Iterator[Contradiction]:
    """Contradictions of kind `count` where more points follow than were announced; copies in document order.

    Fewer prove nothing: a text can be cut off, or name its last points in passing.
    """
    by_document: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_document[copy.document.doc_id].append(copy)
    for passages in by_document.values():
        for at, copy in enumerate(passages):
            match = _ANNOUNCED.search(copy.text)
            stated = small_number(match["number"]) if match else None
            if match and stated:
                last = _last_point(passages[at + 1 : at + 1 + _FAR], _parts(copy))
                if last and last[0] > stated:
                    one = Side(copy, match.start("number"), match.end("what"), match["number"] + match["what"])
                    yield _row(one, passages[at + 1], *last)


def _row(one: Side, first: Copy, number: int, mark: str) -> Contradiction:
    other = Side(first, 0, min(len(first.text), 40), f"其后列到“{mark}”，共{number}项")
    return contradiction("count", (one, other), "arithmetic", "前文称“{a}”，{b}，数目不符，请核对原文。")


def _parts(copy: Copy) -> list[str]:
    return copy.passage.heading.split(" / ") if copy.passage.heading else []


def _last_point(passages: Sequence[Copy], above: Sequence[str]) -> tuple[int, str] | None:
    """The number and the words of the last of the points that run on from the first, which stands at once."""
    style: re.Pattern[str] | None = None
    last: tuple[int, str] | None = None
    for copy in passages:
        line = _line(copy, above)
        style = style or line_style(line)
        if style is None:
            return None
        number = line_number(style, line)
        expected = last[0] + 1 if last else 1
        if number == expected:
            last = (number, line[:20])
        elif number is not None and last and number != last[0]:
            break
    return last


def _line(copy: Copy, above: Sequence[str]) -> str:
    """The heading that a passage stands under, one level below the announcement's, or else its own beginning."""
    parts = _parts(copy)
    depth = len(above) if parts[: len(above)] == list(above) else max(len(above) - 1, 0)
    return parts[depth] if len(parts) > depth else copy.text[:24]
