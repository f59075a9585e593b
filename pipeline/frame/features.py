"""What speaks for a candidate: the way it was come by, its edges, words and distance, what stands around the number.

A feature is a string `name:value`, or `way/name:value` where it depends on how the candidate was come by; a model gives
each a weight. Whatever is the same for all candidates of a slot is paired with the candidate's way (`way|name:value`),
for alone it could not tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.frame.candidates import SlotCandidate, Spot
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
        f"measure:{number.kind}",
        f"unit:{number.unit}",
        f"class before:{before.cls}",
        f"class behind:{after.cls}",
        f"before:{before.word}",
        f"behind:{after.word}",
        f"classes behind:{behind}",
        f"clause:{len(classes & VERBS) > 0} {'L' in classes} {min(len(here.clauses), 3)}",
        f"place in clause:{min(at - begin, _PLACES_IN_CLAUSE)}",
        f"genre:{here.scene.known.genre}",
    ]


def _word(words: list[Token], at: int) -> Token:
    return words[at] if 0 <= at < len(words) else _EDGE


_EDGE = Token(0, 0, "^", "", "^", ("^",) * len(SIZES))


def of_candidate(slot: str, here: Spot, candidate: SlotCandidate, chosen: Mapping[str, SlotCandidate]) -> list[str]:
    """What is the candidate's own; `chosen`: what the slots before this one were filled with."""
    found = _related(slot, here, candidate, chosen)
    if candidate.end:
        found += _of_text(here, candidate, candidate.way)
        if candidate.first >= 0:
            found += _of_words(here, candidate, candidate.way)
    return found


def _related(slot: str, here: Spot, candidate: SlotCandidate, chosen: Mapping[str, SlotCandidate]) -> list[str]:
    """How the candidate stands to the noun and the verb that were chosen."""
    found = []
    noun, verb = chosen.get("object"), chosen.get("action")
    if noun is not None:
        found.append(f"{candidate.way}|object from:{noun.way}")
        if candidate.end and noun.end:
            found.append(f"{slot}/to object:{_side(candidate, noun)} {_apart(candidate, noun)}")
            found += _together(f"{slot}/with object", here, candidate, noun)
    if verb is not None:
        word = here.scene.text[verb.start : verb.end]
        found += [f"{candidate.way}|verb:{word[-2:]}", f"{candidate.way}|verb from:{verb.way}"]
        if candidate.end and verb.end:
            found.append(f"to verb:{_side(candidate, verb)} {_apart(candidate, verb)}")
            found += _together(f"{slot}/with verb", here, candidate, verb)
    return found


def _together(name: str, here: Spot, one: SlotCandidate, other: SlotCandidate) -> list[str]:
    """The endings of two spans and the classes of words that they belong to."""
    a, b = (here.scene.text[span.start : span.end] for span in (one, other))
    (wide, narrow, _), (wider, narrower, _) = here.scene.kin(a), here.scene.kin(b)
    return [f"{name}:{a[-2:]} {b[-2:]}", f"{name}:{wide} {wider}", f"{name}:{narrow} {narrower}"]


def _side(one: SlotCandidate, other: SlotCandidate) -> int:
    return (one.end <= other.start) - (one.start >= other.end)


def _apart(one: SlotCandidate, other: SlotCandidate) -> int:
    """Words between two spans of one sentence, four for more, nine where a place in the sentence is unknown."""
    if one.first < 0 or other.first < 0:
        return 9
    return min(abs(one.first - other.last) if one.first >= other.last else abs(other.first - one.last), 4)


def _of_text(here: Spot, candidate: SlotCandidate, way: str) -> list[str]:
    text = here.scene.text[candidate.start : candidate.end]
    size = min(len(text), 12)
    return [
        f"length:{size}",
        f"{_short(way)}/length:{size}",
        f"text:{text}",
        f"ends in:{text[-2:]}",
        f"begins with:{text[:2]}",
        f"last:{text[-1:]}",
    ]


def _short(way: str) -> str:
    return way.partition(" ")[0]


def _of_words(here: Spot, candidate: SlotCandidate, way: str) -> list[str]:
    words, first, last = here.words, candidate.first, candidate.last
    opening, closing = words[first], words[last - 1]
    left, right = _word(words, first - 1), _word(words, last)
    short = _short(way)
    between = words[last : here.at] if last <= here.at else words[here.at + 1 : first]
    classes = "".join(dict.fromkeys(t.cls for t in between))
    shape = "".join(t.cls for t in words[first:last])
    verbs, stops = (min(sum(t.cls in these for t in between), 3) for these in (VERBS, ","))
    return [
        f"{short}/classes:{shape[:6]}",
        f"{short}/left class:{left.cls}",
        f"{short}/right class:{right.cls}",
        f"{short}/outer classes:{left.cls} {right.cls}",
        f"left:{left.word}",
        f"right:{right.word}",
        f"inner classes:{opening.cls} {closing.cls}",
        f"last word:{closing.word}",
        f"first word:{opening.word}",
        f"{short}/words between:{min(len(between), _FAR)}",
        f"{short}/classes between:{classes[:5]}",
        *_of_edges(short, left, opening, closing, right),
        f"{short}/verbs and stops between:{verbs} {stops}",
    ]


def _of_edges(short: str, left: Token, opening: Token, closing: Token, right: Token) -> list[str]:
    """The parts of speech and the classes of words at both edges of a span, inside and outside."""
    found = [
        f"{short}/left tag:{left.tag}",
        f"{short}/right tag:{right.tag}",
        f"first tag:{opening.tag}",
        f"last tag:{closing.tag}",
        f"tags at end:{closing.tag} {right.tag}",
        f"tags at start:{left.tag} {opening.tag}",
    ]
    for n in range(len(SIZES)):
        found += [f"{short}/left kin:{left.kin[n]}", f"{short}/right kin:{right.kin[n]}"]
        found += [f"{short}/first kin:{opening.kin[n]}", f"{short}/last kin:{closing.kin[n]}"]
    for n in range(len(SIZES) - 1):
        found += [f"kin at end:{closing.kin[n]} {right.kin[n]}", f"kin at start:{left.kin[n]} {opening.kin[n]}"]
    return found
