"""Frames of a passage: slot by slot, number by number, each choice with the candidates it was made from.

The noun is chosen first, then the verb that goes with it, then who acts; then whether it is done, asked for or
background; last whom it credits. What was chosen for a number stands by for the next one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.frame.candidates import NONE, Candidate, Spot, actions, actors, objects, spot
from pipeline.frame.credit import NOBODY, Credit, credit_features, credits
from pipeline.frame.features import around, of_candidate, of_way
from pipeline.frame.kinds import KINDS, surroundings
from pipeline.frame.ranker import Ranker, shares
from pipeline.frame.scene import Scene

# Kind where no model is sure: what a review tells is a result unless something says otherwise.
_SPANS = ("object", "action", "actor")


class Option(NamedTuple):
    """A candidate of a slot as text, its half-open span (equal ends: none), the way it was come by, its probability."""

    text: str
    start: int
    end: int
    way: str
    share: float


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

    chosen: Mapping[str, Candidate]
    kind: str
    credit: Credit | None


FIRST = Before({}, "", None)


def listed(slot: str, here: Spot, before: Before, chosen: Mapping[str, Candidate]) -> list[Candidate]:
    """The candidates of a slot."""
    last = before.chosen.get(slot)
    if slot == "object":
        return objects(here, last)
    return actions(here, last) if slot == "action" else actors(here, last, chosen.get("object"))


def frames(scene: Scene, rankers: Mapping[str, Ranker]) -> list[Frame]:
    """The frame of each number of a passage."""
    found = []
    before = FIRST
    for number in range(len(scene.numbers)):
        frame, before = _frame(spot(scene, number), before, rankers)
        found.append(frame)
    return found


def _frame(here: Spot, before: Before, rankers: Mapping[str, Ranker]) -> tuple[Frame, Before]:
    context = around(here)
    chosen: dict[str, Candidate] = {}
    sure: dict[str, float] = {}
    for slot in _SPANS:
        candidates = listed(slot, here, before, chosen)
        scores = slot_scores(slot, here, candidates, context, chosen, rankers[slot])
        best, sure[slot] = _best(scores)
        chosen[slot] = candidates[best]
    kind, sure["kind"] = _kind(here, chosen, before, rankers["kind"])
    credit, sure["provinces"] = _credit(here, chosen, before, rankers["provinces"])
    given = {slot: _given(chosen[slot], sure[slot], rankers[slot]) for slot in _SPANS}
    told = credit if sure["provinces"] >= rankers["provinces"].threshold else NOBODY
    frame = Frame(given["object"], given["action"], given["actor"], kind, told, sure)
    return frame, Before(chosen, kind, credit)


def slot_scores(
    slot: str,
    here: Spot,
    candidates: Sequence[Candidate],
    context: Sequence[str],
    chosen: Mapping[str, Candidate],
    ranker: Ranker,
) -> list[float]:
    """The candidates' scores; what depends on the way alone is added up once."""
    ways: dict[str, float] = {}
    scores = []
    for candidate in candidates:
        way = candidate.way
        if way not in ways:
            ways[way] = ranker.score(of_way(way, context))
        scores.append(ways[way] + ranker.score(of_candidate(slot, here, candidate, chosen)))
    return scores


def _best(scores: Sequence[float]) -> tuple[int, float]:
    told = shares(scores)
    best = max(range(len(told)), key=told.__getitem__)
    return best, told[best]


def _given(candidate: Candidate, share: float, ranker: Ranker) -> tuple[int, int] | None:
    sure = candidate.end and share >= ranker.threshold
    return (candidate.start, candidate.end) if sure else None


def _kind(here: Spot, chosen: Mapping[str, Candidate], before: Before, ranker: Ranker) -> tuple[str, float]:
    best, share = _best(kind_scores(here, chosen, before, ranker))
    return KINDS[best], share


def kind_scores(here: Spot, chosen: Mapping[str, Candidate], before: Before, ranker: Ranker) -> list[float]:
    """The scores of the kinds."""
    verb = chosen.get("action", NONE)
    found = surroundings(here, here.scene.text[verb.start : verb.end], before.kind)
    return [ranker.score([kind, *(f"{kind}|{f}" for f in found)]) for kind in KINDS]


def _credit(here: Spot, chosen: Mapping[str, Candidate], before: Before, ranker: Ranker) -> tuple[Credit, float]:
    options = credits(here, before.credit, chosen.get("actor"))
    scores = [ranker.score(credit_features(here, c, before.credit, chosen.get("actor"))) for c in options]
    best, share = _best(scores)
    return options[best], share
