"""How the slots of one number came about: the best candidates with their probabilities, and what spoke for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.frame.candidates import Candidate
from pipeline.frame.credit import Credit
from pipeline.frame.decode import Step, frames
from pipeline.frame.ranker import Ranker
from pipeline.frame.scene import Scene

_SHOWN, _SPOKE = 3, 3
SLOTS_ZH = {"object": "对象", "action": "动作", "actor": "主体", "kind": "性质", "provinces": "归属省份"}
_WAYS = {
    "none": "不填", "nobody": "不归属", "behind": "紧随数字之后", "front": "在数字之前", "measure": "量词本身",
    "as": "沿用前一个数字的", "subject": "分句开头", "tail": "前一分句末尾", "respective": "“分别”所列的同序一项",
    "before": "数字之前的动词", "after": "数字之后的动词", "adjective": "形容词", "counted": "被计数的名词本身",
    "inner": "“由”字或使动词之后", "sentence": "前文句首", "near": "离数字最近的地名", "list": "分句开头的地名",
    "earlier": "本句前面分句开头的地名", "actor": "主体里的地名", "all": "本句全部地名", "carried": "沿用前一个数字的",
    "paragraph": "本段前文的地名", "heading": "小标题里的地名", "document": "文档所属省份",
    "named": "文档地名多属的省份",
    "result": "成果", "requirement": "要求", "context": "背景",
}  # fmt: skip
_EDGES = {
    "e": "末二字", "f": "首二字", "l": "末字", "t": "全文", "w": "末词", "ow": "首词", "LW": "左邻", "RW": "右邻",
    "A": "数字后", "B": "数字前", "u": "单位", "g": "文种", "h": "小标题", "n": "全国性字样",
}  # fmt: skip


class Reason(NamedTuple):
    """A candidate of a slot: its words, its half-open span in the passage (equal ends: none), how it was come by, its
    probability, and the features that spoke most for it with their weights."""

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
    frames(scene, rankers, steps)
    for step in steps:
        if step.number == number:
            order = sorted(range(len(step.shares)), key=lambda i: (-step.shares[i], i))
            for at in order[:_SHOWN]:
                yield _reason(scene, step, at, rankers[step.slot])


def _reason(scene: Scene, step: Step, at: int, ranker: Ranker) -> Reason:
    option = step.options[at]
    spoke = _spoke(step.features[at], ranker)
    if isinstance(option, Candidate):
        words = scene.text[option.start : option.end] or "（空）"
        return Reason(step.slot, words, option.start, option.end, _way(option.way), step.shares[at], spoke)
    if isinstance(option, Credit):
        words = "、".join(option.provinces) or "（空）"
        return Reason(step.slot, words, 0, 0, _way(option.way), step.shares[at], spoke)
    return Reason(step.slot, _WAYS[option], 0, 0, "", step.shares[at], spoke)


def _way(way: str) -> str:
    return _WAYS.get(way.split(" ")[0], way)


def _spoke(features: Sequence[str], ranker: Ranker) -> tuple[tuple[str, float], ...]:
    weighed = [(f, ranker.weights.get(f, 0.0)) for f in features]
    strongest = sorted((w for w in weighed if w[1] > 0), key=lambda item: (-item[1], item[0]))[:_SPOKE]
    return tuple((_described(feature), round(weight, 2)) for feature, weight in strongest)


def _described(feature: str) -> str:
    """A feature in words: what it says of the words themselves, else what sort of feature it is, with its own name."""
    own = feature.rpartition("|")[2]
    for name in sorted(_EDGES, key=len, reverse=True):
        told = own[len(name) :]
        if own.startswith(name) and told and all("\u4e00" <= c <= "\u9fff" or c == "%" for c in told):
            return f"{_EDGES[name]}“{told}”"
    sort = "处境" if "|" in feature else next((zh for part, zh in _SORTS if own.startswith(part)), "形状")
    return f"{sort}〔{own}〕"


_SORTS = (
    ("ro", "与对象的相对位置"),
    ("ra", "与动作的相对位置"),
    ("oc", "首尾词类"),
    ("size", "省份个数"),
    ("home", "是否所属省份"),
    ("named", "是否多数地名所在"),
    ("prev", "前一个数字的性质"),
    ("same", "是否与前一个相同"),
)
