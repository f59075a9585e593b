"""What speaks for a candidate: the way it was come by, its edges, words and distance, what stands around the number.

A feature is a string `name:value`, or `way/name:value` where it depends on how the candidate was come by; a model gives
each a weight. Whatever is the same for all candidates of a slot is paired with the candidate's way (`way|name:value`),
for alone it could not tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.frame.candidates import SlotCandidate, Spot
from pipeline.frame.tokens import VERBS, Token
from pipeline.frame.wordclasses import SIZES, kin

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


def since(here: Spot) -> list[str]:
    """What parts the number from the one before it: a list goes on where no verb does, and measures are alike."""
    if not here.number:
        return ["since:first"]
    numbers = here.scene.numbers
    before, number = numbers[here.number - 1], numbers[here.number]
    start, _ = here.scene.sentence(here.sentence)
    if before.end <= start:
        return ["since:sentence"]
    begin = here.scene.word_at(here.sentence, before.end)
    classes = [t.cls for t in here.words[begin : here.at]]
    told = "".join(dict.fromkeys(classes))[:5]
    verbs = min(sum(map(VERBS.__contains__, classes)), 2)
    return [
        f"since:{told}",
        f"verbs since:{verbs} {min(classes.count(','), 2)}",
        f"measure as before:{number.unit == before.unit} {verbs}",
    ]


def _word(words: list[Token], at: int) -> Token:
    return words[at] if 0 <= at < len(words) else _EDGE


_EDGE = Token(0, 0, "^", "", "^", ("^",) * len(SIZES))


def beside(slot: str, here: Spot, chosen: Mapping[str, SlotCandidate]) -> list[str]:
    """What the number before, the noun and the verb that were chosen say to every candidate of a slot."""
    found = [] if slot == "action" else since(here)
    if (noun := chosen.get("object")) is not None:
        found.append(f"object from:{noun.way}")
    if (verb := chosen.get("action")) is not None:
        word = here.scene.text[verb.start : verb.end]
        found += [f"verb:{word[-2:]}", f"verb from:{verb.way}"]
    return found


def of_candidate(slot: str, here: Spot, candidate: SlotCandidate, chosen: Mapping[str, SlotCandidate]) -> list[str]:
    """What is the candidate's own; `chosen`: what the slots before this one were filled with."""
    if not candidate.end:
        return []
    short, found = short_way(candidate), related(slot, here, candidate, chosen) + of_text(here, candidate)
    if candidate.first >= 0:
        words, first, last = here.words, candidate.first, candidate.last
        found += of_place(here, candidate) + of_shape(short, words, first, last)
        found += at_start(short, words, first) + at_end(short, words, last)
    return found


def short_way(candidate: SlotCandidate) -> str:
    """The first word of how a candidate was come by."""
    return candidate.way.partition(" ")[0]


def related(slot: str, here: Spot, candidate: SlotCandidate, chosen: Mapping[str, SlotCandidate]) -> list[str]:
    """How the candidate stands to the noun and the verb that were chosen."""
    found = []
    noun, verb = chosen.get("object"), chosen.get("action")
    if noun is not None and noun.end:
        found.append(f"{slot}/to object:{_side(candidate, noun)} {_apart(candidate, noun)}")
        found += _together(f"{slot}/with object", here, candidate, noun)
    if verb is not None and verb.end:
        found.append(f"to verb:{_side(candidate, verb)} {_apart(candidate, verb)}")
        found += _together(f"{slot}/with verb", here, candidate, verb)
    return found


def _together(name: str, here: Spot, one: SlotCandidate, other: SlotCandidate) -> list[str]:
    """The endings of two spans and the classes of words that they belong to."""
    a, b = (here.scene.text[span.start : span.end] for span in (one, other))
    (wide, narrow, _), (wider, narrower, _) = kin(a), kin(b)
    return [f"{name}:{a[-2:]} {b[-2:]}", f"{name}:{wide} {wider}", f"{name}:{narrow} {narrower}"]


def _side(one: SlotCandidate, other: SlotCandidate) -> int:
    return (one.end <= other.start) - (one.start >= other.end)


def _apart(one: SlotCandidate, other: SlotCandidate) -> int:
    """Words between two spans of one sentence, four for more, nine where a place in the sentence is unknown."""
    if one.first < 0 or other.first < 0:
        return 9
    return min(abs(one.first - other.last) if one.first >= other.last else abs(other.first - one.last), 4)


def of_text(here: Spot, candidate: SlotCandidate) -> list[str]:
    """Its characters."""
    text = here.scene.text[candidate.start : candidate.end]
    size = min(len(text), 12)
    return [
        f"length:{size}",
        f"{short_way(candidate)}/length:{size}",
        f"text:{text}",
        f"ends in:{text[-2:]}",
        f"begins with:{text[:2]}",
        f"last:{text[-1:]}",
    ]


def of_place(here: Spot, candidate: SlotCandidate) -> list[str]:
    """What stands between it and the number."""
    words, short = here.words, short_way(candidate)
    between = words[candidate.last : here.at] if candidate.last <= here.at else words[here.at + 1 : candidate.first]
    classes = [t.cls for t in between]
    verbs, stops = min(sum(map(VERBS.__contains__, classes)), 3), min(classes.count(","), 3)
    return [
        f"{short}/words between:{min(len(between), _FAR)}",
        f"{short}/classes between:{''.join(dict.fromkeys(classes))[:5]}",
        f"{short}/verbs and stops between:{verbs} {stops}",
    ]


def of_shape(short: str, words: list[Token], first: int, last: int) -> list[str]:
    """The classes of its words and of those beside it."""
    left, right = _word(words, first - 1), _word(words, last)
    return [
        f"{short}/classes:{''.join([t.cls for t in words[first : min(last, first + 6)]])[:6]}",
        f"{short}/outer classes:{left.cls} {right.cls}",
        f"inner classes:{words[first].cls} {words[last - 1].cls}",
    ]


def at_start(short: str, words: list[Token], first: int) -> list[str]:
    """Its first word and the one before it."""
    left, opening = edges(words, first)
    return of_word(short, "left", left) + of_word(short, "first", opening) + of_pair("start", left, opening)


def at_end(short: str, words: list[Token], last: int) -> list[str]:
    """Its last word and the one behind it."""
    closing, right = edges(words, last)
    return of_word(short, "last", closing) + of_word(short, "right", right) + of_pair("end", closing, right)


def edges(words: list[Token], at: int) -> tuple[Token, Token]:
    """The words before and behind the edge between `at - 1` and `at`."""
    return _word(words, at - 1), _word(words, at)


def of_word(short: str, side: str, token: Token) -> list[str]:
    """A word at an edge: left of a candidate, its first, its last, or right of it."""
    outer = side in ("left", "right")
    found = [
        f"{side if outer else f'{side} word'}:{token.word}",
        f"{short}/{side} tag:{token.tag}" if outer else f"{side} tag:{token.tag}",
    ]
    if outer:
        found.append(f"{short}/{side} class:{token.cls}")
    return found + [f"{short}/{side} kin:{kin}" for kin in token.kin]


def of_pair(edge: str, one: Token, other: Token) -> list[str]:
    """The two words at an edge together."""
    (wide, narrow, _), (wider, narrower, _) = one.kin, other.kin
    return [
        f"tags at {edge}:{one.tag} {other.tag}",
        f"kin at {edge}:{wide} {wider}",
        f"kin at {edge}:{narrow} {narrower}",
    ]
