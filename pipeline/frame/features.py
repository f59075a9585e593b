"""What speaks for a candidate: the way it was come by, its edges, words and distance, what stands around the number.

Features are short strings; a model gives each a weight. Whatever is the same for all candidates of a slot is paired
with the candidate's way, for alone it could not tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.frame.candidates import Candidate, Spot
from pipeline.frame.tokens import VERBS, Token
from pipeline.frame.wordclasses import SIZES

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


_EDGE = Token(0, 0, "^", "", "^", ("^",) * len(SIZES))


def of_candidate(slot: str, here: Spot, candidate: Candidate, chosen: Mapping[str, Candidate]) -> list[str]:
    """What is the candidate's own; `chosen`: what the slots before this one were filled with."""
    found = _related(slot, here, candidate, chosen)
    if candidate.end:
        found += _of_text(here, candidate, candidate.way)
        if candidate.first >= 0:
            found += _of_words(here, candidate, candidate.way)
    return found


def _related(slot: str, here: Spot, candidate: Candidate, chosen: Mapping[str, Candidate]) -> list[str]:
    """How the candidate stands to the noun and the verb that were chosen."""
    found = []
    noun, verb = chosen.get("object"), chosen.get("action")
    if noun is not None:
        found.append(f"{candidate.way}|ow{noun.way}")
        if candidate.end and noun.end:
            found.append(f"ro{slot[:3]}{_side(candidate, noun)}{_apart(candidate, noun)}")
            found += _together(f"po{slot[:3]}", here, candidate, noun)
    if verb is not None:
        word = here.scene.text[verb.start : verb.end]
        found += [f"{candidate.way}|av{word[-2:]}", f"{candidate.way}|aw{verb.way}"]
        if candidate.end and verb.end:
            found.append(f"ra{_side(candidate, verb)}{_apart(candidate, verb)}")
            found += _together(f"pa{slot[:3]}", here, candidate, verb)
    return found


def _together(name: str, here: Spot, one: Candidate, other: Candidate) -> list[str]:
    """The endings of two spans and the classes of words that they belong to."""
    a, b = (here.scene.text[span.start : span.end] for span in (one, other))
    (wide, narrow, _), (wider, narrower, _) = here.scene.kin(a), here.scene.kin(b)
    return [f"{name}{a[-2:]} {b[-2:]}", f"{name}{wide} {wider}", f"{name}{narrow} {narrower}"]


def _side(one: Candidate, other: Candidate) -> int:
    return (one.end <= other.start) - (one.start >= other.end)


def _apart(one: Candidate, other: Candidate) -> int:
    """Words between two spans of one sentence, four for more, nine where a place in the sentence is unknown."""
    if one.first < 0 or other.first < 0:
        return 9
    return min(abs(one.first - other.last) if one.first >= other.last else abs(other.first - one.last), 4)


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
        *_of_edges(short, left, opening, closing, right),
        f"{short}n{min(sum(t.cls in VERBS for t in between), 3)}{min(sum(t.cls == ',' for t in between), 3)}",
    ]


def _of_edges(short: str, left: Token, opening: Token, closing: Token, right: Token) -> list[str]:
    """The parts of speech and the classes of words at both edges of a span, inside and outside."""
    found = [
        f"{short}tl{left.tag}",
        f"{short}tr{right.tag}",
        f"to{opening.tag}",
        f"tc{closing.tag}",
        f"tcr{closing.tag}{right.tag}",
        f"tlo{left.tag}{opening.tag}",
    ]
    for n in range(len(SIZES)):
        found += [f"{short}kl{left.kin[n]}", f"{short}kr{right.kin[n]}"]
        found += [f"{short}ko{opening.kin[n]}", f"{short}kc{closing.kin[n]}"]
    for n in range(len(SIZES) - 1):
        found += [f"kcr{closing.kin[n]} {right.kin[n]}", f"klo{left.kin[n]} {opening.kin[n]}"]
    return found
