"""What speaks for a candidate: the way it was come by, its edges, its words, its distance, what stands around the number.

Features are short strings; a model gives each a weight. Whatever is the same for all candidates of a slot is paired with
the candidate's way, for alone it could not tell them apart.
"""

from __future__ import annotations

from pipeline.frame.candidates import Candidate, Spot
from pipeline.frame.tokens import VERBS, Token

_FAR = 6
_PLACES_IN_CLAUSE = 4


def around(here: Spot) -> list[str]:
    """What stands around the number, the same for every candidate of its slots."""
    number, words, at = here.scene.numbers[here.number], here.words, here.at
    before, after = _word(words, at - 1), _word(words, at + 1)
    begin, _ = here.clause
    classes = {t.cls for t in words[begin:at]}
    behind = "".join(t.cls for t in words[at + 1 : at + 3])
    return [
        f"k{number.kind}",
        f"u{number.unit}",
        f"b{before.cls}",
        f"a{after.cls}",
        f"B{before.word}",
        f"A{after.word}",
        f"ab{behind}",
        f"v{len(classes & VERBS) > 0}{'L' in classes}{min(len(here.clauses), 3)}",
        f"o{min(at - begin, _PLACES_IN_CLAUSE)}",
        f"g{here.scene.known.genre}",
    ]


def _word(words: list[Token], at: int) -> Token:
    return words[at] if 0 <= at < len(words) else _EDGE


_EDGE = Token(0, 0, "^", "")


def features(here: Spot, candidate: Candidate, context: list[str]) -> list[str]:
    """The features of one candidate; `context`: what `around` gave."""
    way = candidate.way
    found = [f"{way}|{c}" for c in context]
    found.append(way)
    if candidate.end:
        found += _of_text(here, candidate, way)
        if candidate.first >= 0:
            found += _of_words(here, candidate, way)
    return found


def _of_text(here: Spot, candidate: Candidate, way: str) -> list[str]:
    text = here.scene.text[candidate.start : candidate.end]
    size = min(len(text), 12)
    return [f"s{size}", f"{way[:6]}s{size}", f"t{text}", f"e{text[-2:]}", f"f{text[:2]}", f"l{text[-1:]}"]


def _of_words(here: Spot, candidate: Candidate, way: str) -> list[str]:
    words, first, last = here.words, candidate.first, candidate.last
    opening, closing = words[first], words[last - 1]
    left, right = _word(words, first - 1), _word(words, last)
    short = way.partition(" ")[0]
    between = words[last : here.at] if last <= here.at else words[here.at + 1 : first]
    classes = "".join(dict.fromkeys(t.cls for t in between))
    shape = "".join(t.cls for t in words[first:last])
    return [
        f"{short}c{shape[:6]}",
        f"{short}L{left.cls}",
        f"{short}R{right.cls}",
        f"{short}LR{left.cls}{right.cls}",
        f"LW{left.word}",
        f"RW{right.word}",
        f"oc{opening.cls}{closing.cls}",
        f"w{closing.word}",
        f"ow{opening.word}",
        f"{short}d{min(len(between), _FAR)}",
        f"{short}B{classes[:5]}",
        f"{short}n{min(sum(t.cls in VERBS for t in between), 3)}{min(sum(t.cls == ',' for t in between), 3)}",
    ]
