"""How the slots of one number came about: the best candidates with their probabilities, and what spoke for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.config import Config
from pipeline.frame.candidates import SlotCandidate
from pipeline.frame.credit import Credit
from pipeline.frame.decode import Step, frames
from pipeline.frame.ranker import Ranker
from pipeline.frame.scene import Scene
from pipeline.frame.wordclasses import word_classes

_SHOWN = 3
SLOTS_ZH = {"object": "对象", "action": "动作", "actor": "主体", "kind": "性质", "provinces": "归属省份"}


class Reason(NamedTuple):
    """A candidate of a slot: its words, its half-open span in the passage (equal ends: none; for a kind the word and
    for provinces the name that spoke for it), how it was come by, its probability, and the features that spoke most
    for it with their weights."""

    slot: str
    words: str
    start: int
    end: int
    way: str
    share: float
    spoke: tuple[tuple[str, float], ...]


def reasons(scene: Scene, number: int, rankers: Mapping[str, Ranker]) -> Iterator[Reason]:
    """For each slot of a number its best candidates, the likeliest first."""
    steps: list[Step] = []
    names = FeatureNames(scene.config)
    frames(scene, rankers, steps)
    for step in steps:
        if step.number == number:
            order = sorted(range(len(step.shares)), key=lambda i: (-step.shares[i], i))
            for at in order[:_SHOWN]:
                yield _reason(scene, step, at, rankers[step.slot], names)


def _reason(scene: Scene, step: Step, at: int, ranker: Ranker, names: FeatureNames) -> Reason:
    option, share = step.options[at], step.shares[at]
    weights = _spoke(step.features[at], ranker)
    spoke = tuple((names.described(feature), round(weight, 2)) for feature, weight in weights[:_SHOWN])
    if isinstance(option, SlotCandidate):
        words = scene.text[option.start : option.end] or "（空）"
        return Reason(step.slot, words, option.start, option.end, names.way(option.way), share, spoke)
    number = scene.numbers[step.number].start
    if isinstance(option, Credit):
        words = "、".join(option.provinces) or "（空）"
        return Reason(step.slot, words, *_named(scene, option, number), names.way(option.way), share, spoke)
    start, end = _said(scene, (feature.rpartition(":")[2] for feature, _ in weights), number)
    return Reason(step.slot, names.way(option), start, end, "", share, spoke)


def _named(scene: Scene, credit: Credit, number: int) -> tuple[int, int]:
    """The name nearest to the number that lies in a credited province, none where another text gave it."""
    spans = [(a, b) for a, b, province in scene.provinces if province in credit.provinces and credit.source in _HERE]
    return min(spans, key=lambda span: abs(span[0] - number), default=(0, 0))


_HERE = ("sentence", "paragraph")


def _said(scene: Scene, words: Iterable[str], number: int) -> tuple[int, int]:
    """Where the first of these words that the number's sentence holds stands in it, before the number if it can."""
    start, end = scene.sentence(scene.clause_of(number).sentence)
    for word in filter(None, words):
        at = scene.text.rfind(word, start, number)
        at = at if at >= 0 else scene.text.find(word, number, end)
        if at >= 0:
            return at, at + len(word)
    return 0, 0


def _spoke(features: Sequence[str], ranker: Ranker) -> list[tuple[str, float]]:
    weighed = [(f, ranker.weights.get(f, 0.0)) for f in features]
    return sorted((w for w in weighed if w[1] > 0), key=lambda item: (-item[1], item[0]))


# Features whose values are classes of words though their names do not say so.
_OF_CLASSES = ("since", "behind name")


class FeatureNames:
    """What codes of features, of their values and of ways are called: dictionaries/frame/names.csv."""

    def __init__(self, config: Config) -> None:
        rows = config.rows("frame/names.csv", ["of", "code", "name"])
        self._of = {sort: {r["code"]: r["name"] for r in rows if r["of"] == sort} for sort in {r["of"] for r in rows}}

    def way(self, way: str) -> str:
        """How a candidate was come by, or which kind it is."""
        return self._of["way"].get(way.split(" ")[0], way)

    def described(self, feature: str) -> str:
        """A feature in words: what it looks at and what it found there."""
        own = feature.partition("|")[2] if "|" in feature.partition(":")[0] else feature
        named, colon, value = own.partition(":")
        if not colon:
            return self.way(named)
        name = named.rpartition("/")[2]
        return f"{self._of['feature'][name]}“{self._value(name, value)}”"

    def _value(self, name: str, value: str) -> str:
        if "class" in name or (name in _OF_CLASSES and value not in self._of["value"]):
            return "、".join(self._of["class"].get(cls, cls) for cls in value.replace(" ", ""))
        if "from" in name or name == "credit before":
            return self.way(value)
        return " ".join(self._told(part) for part in value.split(" "))

    def _told(self, part: str) -> str:
        return self._of["value"].get(part) or self._of["way"].get(part) or "/".join(_members().get(part, [part]))


@cache
def _members() -> dict[str, list[str]]:
    """Some words of each learnt class, the most frequent first."""
    found: dict[str, list[str]] = {}
    for word, classes in word_classes().items():
        for name in classes:
            if len(members := found.setdefault(name, [])) < _SHOWN:
                members.append(word)
    return found
