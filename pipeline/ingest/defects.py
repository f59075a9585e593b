"""Damage that is flagged rather than mended: cut-off ends, fragments that stand elsewhere, garbled characters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.ingest.joining import Block
from pipeline.ingest.junctions import Junctions
from pipeline.language.listmarks import NUMBERED
from pipeline.language.sentences import BEHIND
from pipeline.text.characters import HAN
from pipeline.text.marks import Mark
from pipeline.text.mojibake import mojibake

# Replacement characters, private use, and what the usual wrong decodings make of Chinese.
_GARBLED = re.compile(
    r"[\ufffd\ue000-\uf8ff]|锟斤拷|烫烫烫|屯屯屯|[À-ÿ][\u0080-¿À-ÿ]{2,}|(?:[ÃÂâä-é][^\x00-\x7f]?){4,}"
)
# One of these stands in whatever the pattern above matches.
_SUSPECT = re.compile("[\ufffd\ue000-\uf8ff锟烫屯À-ÿ]")
_PUNCTUATED = re.compile(f"[{BEHIND}]")
_ORPHAN = re.compile(f"(?![但而且故又若虽则因])[{HAN}][，、；]")
GARBLED_SHARE = 0.02
NEAREST = 20


def is_garbled(text: str) -> bool:
    """Whether the text holds characters that a wrong decoding or a broken font left."""
    found = sum(len(m) for m in _GARBLED.findall(text)) if _SUSPECT.search(text) else 0
    if "\ufffd" in text or found >= max(2, GARBLED_SHARE * len(text)):
        return True
    return bool(mojibake(text))


def flag(blocks: Sequence[Block], junctions: Junctions) -> dict[int, int]:
    """Write the defects of body blocks into them; give, for each displaced block, the block that it continues.

    A block is displaced where it begins inside a word whose beginning another block's cut-off end holds, and that
    block does not stand before it.
    """
    body = [(i, b) for i, b in enumerate(blocks) if b.kind == "body"]
    cut = {i: b for i, b in body if b.cut}
    places = list(cut)
    continues: dict[int, int] = {}
    for i, block in body:
        before = continued(block, [(n, cut[n]) for n in _nearest(places, i)], junctions)
        if before is not None:
            continues[i] = before
            block.defects += ["starts_mid_sentence", "displaced"]
        elif starts_inside(block.text, junctions):
            block.defects.append("starts_mid_sentence")
        if block.cut:
            block.defects.append("ends_mid_sentence")
        if is_garbled(block.text):
            block.defects.append("garbled")
    return continues


def doubt(blocks: Sequence[Block], marks: Sequence[Mark]) -> None:
    """Write into every block that holds a line of which recognition was not sure that it does."""
    doubtful = [(mark.start, mark.end) for mark in marks if mark.kind == "doubtful"]
    for block in blocks if doubtful else ():
        if any(start < line.end and line.start < end for line in block.lines for start, end in doubtful):
            block.defects.append("uncertain_recognition")


def starts_inside(text: str, junctions: Junctions) -> bool:
    """Whether a passage begins inside a sentence, by its own first characters."""
    if NUMBERED.match(text):
        return False
    return bool(_PUNCTUATED.match(text) or _ORPHAN.match(text)) or junctions.leftover(text)


def _nearest(places: Sequence[int], i: int) -> list[int]:
    """The ascending `places` nearest to `i` without itself: those before it from near to far, then those after it."""
    first, last = bisect_left(places, i), bisect_right(places, i)
    return [*reversed(places[max(first - NEAREST, 0) : first]), *places[last : last + NEAREST]]


def continued(block: Block, cut: Sequence[tuple[int, Block]], junctions: Junctions) -> int | None:
    """The first of the numbered cut-off blocks whose last word the block completes."""
    return next((n for n, b in cut if _completes(b.text, block.text, b.last.start, junctions)), None)


def _completes(before: str, after: str, at: int, junctions: Junctions) -> bool:
    follower = junctions.successor(before, at)
    if follower:
        return after.startswith(follower) and starts_inside(after, junctions)
    return starts_inside(after, junctions) and junctions.word(before, after)
