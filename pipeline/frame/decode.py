"""Frames of a passage: slot by slot, number by number, each choice with the candidates it was made from.

The noun is chosen first, then the verb that goes with it, then who acts; then whether it is done, asked for or
background; last whom it credits. What was chosen for a number stands by for the next one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from pipeline.frame.candidates import SlotCandidate, Spot, actions, actors, objects, spot
from pipeline.frame.credit import NOBODY, Credit, credit_context, credits, of_credit
from pipeline.frame.features import (
    around,
    beside,
    edges,
    of_candidate,
    of_pair,
    of_place,
    of_shape,
    of_text,
    of_word,
    related,
    short_way,
)
from pipeline.frame.kinds import KINDS, surroundings
from pipeline.frame.ranker import Ranker, of_way, shares
from pipeline.frame.scene import Scene
from pipeline.frame.tokens import Token

_SPANS = ("object", "action", "actor")
# Nouns that are at least that share of the likeliest as likely are close to it.
_CLOSE = 0.5


class Frame(NamedTuple):
    """Half-open spans of noun, verb and actor (None: none), the kind, whom it credits, and for each slot the
    probability of what was chosen."""

    object: tuple[int, int] | None
    action: tuple[int, int] | None
    actor: tuple[int, int] | None
    kind: str
    credit: Credit
    sure: Mapping[str, float]


class Before(NamedTuple):
    """What was chosen for the number before: the spans by slot, its kind, and whom it credits."""

    chosen: Mapping[str, SlotCandidate]
    kind: str
    credit: Credit | None


FIRST = Before({}, "", None)


def listed(slot: str, here: Spot, before: Before, chosen: Mapping[str, SlotCandidate]) -> list[SlotCandidate]:
    """The candidates of a slot."""
    last = before.chosen.get(slot)
    if slot == "object":
        return objects(here, last)
    return actions(here, last) if slot == "action" else actors(here, last, chosen.get("object"))


class Step(NamedTuple):
    """How one slot of one number was filled: what could fill it, the features of each, and their probabilities."""

    number: int
    slot: str
    options: Sequence[SlotCandidate | Credit | str]
    features: Sequence[Sequence[str]]
    shares: Sequence[float]


def frames(scene: Scene, rankers: Mapping[str, Ranker], steps: list[Step] | None = None) -> list[Frame]:
    """The frame of each number of a passage; `steps` is filled with how each slot came about, if it is given."""
    found = []
    before, parts = FIRST, ScoreParts()
    for number in range(len(scene.numbers)):
        frame, before = _frame(spot(scene, number), before, rankers, parts, steps)
        found.append(frame)
    return found


def _frame(
    here: Spot, before: Before, rankers: Mapping[str, Ranker], parts: ScoreParts, steps: list[Step] | None
) -> tuple[Frame, Before]:
    around_it = around(here)
    chosen: dict[str, SlotCandidate] = {}
    sure: dict[str, float] = {}
    for slot in _SPANS:
        candidates, context, told = _weighed(slot, here, before, around_it, chosen, rankers, parts)
        if slot == "object":
            told = _heard(candidates, told, here, before, around_it, rankers, parts)
        if steps is not None:
            features = [of_way(c.way, context) + of_candidate(slot, here, c, chosen) for c in candidates]
            steps.append(Step(here.number, slot, candidates, features, told))
        best, sure[slot] = _best(told)
        chosen[slot] = candidates[best]
    kind, sure["kind"] = _kind(here, chosen, before, rankers["kind"], steps)
    credit, sure["provinces"] = _credit(here, chosen, before, rankers["provinces"], steps)
    given = {slot: _given(chosen[slot], sure[slot], rankers[slot]) for slot in _SPANS}
    told_credit = credit if sure["provinces"] >= rankers["provinces"].threshold else NOBODY
    frame = Frame(given["object"], given["action"], given["actor"], kind, told_credit, sure)
    return frame, Before(chosen, kind, credit)


def _weighed(
    slot: str,
    here: Spot,
    before: Before,
    around_it: list[str],
    chosen: Mapping[str, SlotCandidate],
    rankers: Mapping[str, Ranker],
    parts: ScoreParts,
) -> tuple[list[SlotCandidate], list[str], list[float]]:
    """The candidates of a slot, their context, and their probabilities, given what was chosen before."""
    candidates, context = listed(slot, here, before, chosen), around_it + beside(slot, here, chosen)
    ways = rankers[slot].in_context({c.way for c in candidates}, context)
    told = shares([ways[c.way] + parts.own(slot, here, c, chosen, rankers[slot]) for c in candidates])
    return candidates, context, told


def _heard(
    candidates: Sequence[SlotCandidate],
    told: list[float],
    here: Spot,
    before: Before,
    around_it: list[str],
    rankers: Mapping[str, Ranker],
    parts: ScoreParts,
) -> list[float]:
    """The probabilities of nouns once those that are close to each other have heard which verb would go with each:
    精心打磨示范课49门 leaves no verb where it is all one noun."""
    close = [i for i, share in enumerate(told) if share >= _CLOSE * max(told)]
    if len(close) < 2:
        return told
    verbs = [_weighed("action", here, before, around_it, {"object": candidates[i]}, rankers, parts)[2] for i in close]
    together = [told[i] * max(verb) for i, verb in zip(close, verbs, strict=True)]
    scale = sum(told[i] for i in close) / sum(together)
    for i, share in zip(close, together, strict=True):
        told[i] = share * scale
    return told


class ScoreParts:
    """The parts of scores that candidates of one passage share (a text, a first word, a last word, what stands between
    it and a number), added up once.

    Weights are half floats, so that their sums are exact in any order.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str | int, ...], float] = {}

    def own(
        self, slot: str, here: Spot, candidate: SlotCandidate, chosen: Mapping[str, SlotCandidate], ranker: Ranker
    ) -> float:
        """The score of `of_candidate`."""
        if not candidate.end:
            return 0.0
        short = short_way(candidate)
        key: tuple[str | int, ...] = (slot, short, candidate.start, candidate.end)
        if (total := self._known.get(key)) is None:
            total = self._known[key] = ranker.score(of_text(here, candidate))
        total += ranker.score(related(slot, here, candidate, chosen))
        return total if candidate.first < 0 else total + self._in_sentence(slot, here, candidate, short, ranker)

    def _in_sentence(self, slot: str, here: Spot, candidate: SlotCandidate, short: str, ranker: Ranker) -> float:
        known, words, first, last = self._known, here.words, candidate.first, candidate.last
        # What stands between a candidate and the number begins or ends with the candidate's edge towards it.
        near = last if last <= here.at else -first
        key: tuple[str | int, ...] = (slot, short, "place", here.number, near)
        if (total := known.get(key)) is None:
            total = known[key] = ranker.score(of_place(here, candidate))
        key = (slot, short, here.sentence, "shape", first, last)
        if (part := known.get(key)) is None:
            part = known[key] = ranker.score(of_shape(short, words, first, last))
        total += part
        for edge, at in (("start", first), ("end", last)):
            key = (slot, short, here.sentence, edge, at)
            if (part := known.get(key)) is None:
                part = known[key] = _at_edge(short, edge, *edges(words, at), ranker)
            total += part
        return total


def _at_edge(short: str, edge: str, one: Token, other: Token, ranker: Ranker) -> float:
    """The score of `at_start` or `at_end`, from those of its words, which are kept from passage to passage."""
    total = ranker.score(of_pair(edge, one, other))
    for side, token in zip(_SIDES[edge], (one, other), strict=True):
        key = (short, side, token.cls, token.word, token.tag)
        total += ranker.kept(key, partial(of_word, short, side, token))
    return total


_SIDES = {"start": ("left", "first"), "end": ("last", "right")}


def _best(told: Sequence[float]) -> tuple[int, float]:
    best = max(range(len(told)), key=told.__getitem__)
    return best, told[best]


def _given(candidate: SlotCandidate, share: float, ranker: Ranker) -> tuple[int, int] | None:
    sure = candidate.end and share >= ranker.threshold
    return (candidate.start, candidate.end) if sure else None


def _kind(
    here: Spot, chosen: Mapping[str, SlotCandidate], before: Before, ranker: Ranker, steps: list[Step] | None
) -> tuple[str, float]:
    verb = chosen["action"]
    context = surroundings(here, here.scene.text[verb.start : verb.end], before.kind)
    told = shares(list(ranker.in_context(KINDS, context).values()))
    if steps is not None:
        steps.append(Step(here.number, "kind", KINDS, [of_way(kind, context) for kind in KINDS], told))
    best, share = _best(told)
    return KINDS[best], share


def _credit(
    here: Spot, chosen: Mapping[str, SlotCandidate], before: Before, ranker: Ranker, steps: list[Step] | None
) -> tuple[Credit, float]:
    options = credits(here, before.credit, chosen["actor"])
    context = credit_context(here, before.credit, chosen["actor"])
    ways = ranker.in_context({c.way for c in options}, context)
    own = [of_credit(here, c, before.credit, chosen["actor"]) for c in options]
    told = shares([ways[c.way] + ranker.score(features) for c, features in zip(options, own, strict=True)])
    if steps is not None:
        features = [of_way(c.way, context) + more for c, more in zip(options, own, strict=True)]
        steps.append(Step(here.number, "provinces", options, features, told))
    best, share = _best(told)
    return options[best], share
