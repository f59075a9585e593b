"""Frames of a passage: slot by slot, number by number, each choice with the candidates it was made from.

The noun is chosen first, then the verb that goes with it, then who acts; then whether it is done, asked for or
background; last whom it credits. What was chosen for a number stands by for the next one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.frame.candidates import SlotCandidate, Spot, actions, actors, objects, spot
from pipeline.frame.credit import NOBODY, Credit, credit_context, credits, of_credit
from pipeline.frame.features import around, of_candidate
from pipeline.frame.kinds import KINDS, surroundings
from pipeline.frame.ranker import Ranker, of_way, shares
from pipeline.frame.scene import Scene

_SPANS = ("object", "action", "actor")


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
    before = FIRST
    for number in range(len(scene.numbers)):
        frame, before = _frame(spot(scene, number), before, rankers, steps)
        found.append(frame)
    return found


def _frame(here: Spot, before: Before, rankers: Mapping[str, Ranker], steps: list[Step] | None) -> tuple[Frame, Before]:
    context = around(here)
    chosen: dict[str, SlotCandidate] = {}
    sure: dict[str, float] = {}
    for slot in _SPANS:
        candidates = listed(slot, here, before, chosen)
        told = shares(slot_scores(slot, here, candidates, context, chosen, rankers[slot]))
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


def slot_scores(
    slot: str,
    here: Spot,
    candidates: Sequence[SlotCandidate],
    context: Sequence[str],
    chosen: Mapping[str, SlotCandidate],
    ranker: Ranker,
) -> list[float]:
    """The candidates' scores; what depends on the way alone is added up once."""
    ways = ranker.in_context({c.way for c in candidates}, context)
    return [ways[c.way] + ranker.score(of_candidate(slot, here, c, chosen)) for c in candidates]


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
