"""Result, requirement or context: what speaks for each, from the cues, words, times and headings around a number."""

from __future__ import annotations

from pipeline.frame.candidates import Spot
from pipeline.frame.wordclasses import kin
from pipeline.language.dates import years

KINDS = ("result", "requirement", "context")
_BACK = 3
_HEADING = 2
# Words of a title that say what a document does: tells, plans, asks, accuses.
_TITLES = (
    "通知",
    "通报",
    "计划",
    "思路",
    "要点",
    "方案",
    "总结",
    "报告",
    "述职",
    "制度",
    "规划",
    "意见",
    "典型问题",
    "讲话",
)


def surroundings(here: Spot, action: str, previous: str) -> list[str]:
    """The features of a number's kind, the same for every kind. `action`: the verb that was chosen for it; `previous`:
    the kind of the number before it."""
    scene, words, at = here.scene, here.words, here.at
    number, syntax, text = scene.numbers[here.number], scene.syntax, scene.text
    clause = scene.clause_of(number.start)
    start, end = scene.sentence(here.sentence)
    own = syntax.cues_in(clause.start, number.start)
    before = syntax.cues_in(start, clause.start)
    behind = syntax.cues_in(number.end, clause.end)
    found = [f"cue:{c.role}" for c in own[-_BACK:]]
    found += [f"cue:{text[c.start : c.end]}" for c in own[-_BACK:]]
    found += [f"cue in sentence:{c.role}" for c in before[-_BACK:]]
    found += [f"cue in sentence:{text[c.start : c.end]}" for c in before[-_BACK:]]
    found += [f"cue behind:{c.role} {text[c.start : c.end]}" for c in behind[:2]]
    if own or before:
        found.append(f"last cue:{(own or before)[-1].role}")
    found += [f"word -{k}:{words[at - k].word}" for k in (1, 2, 3) if at >= k]
    found += [f"word +{k}:{words[at + k].word}" for k in (1, 2, 3) if at + k < len(words)]
    found += [f"kin -{k}:{words[at - k].kin[1]}" for k in (1, 2, 3) if at >= k]
    found += [f"kin +{k}:{words[at + k].kin[1]}" for k in (1, 2, 3) if at + k < len(words)]
    if action:
        found += [f"verb's kin:{name}" for name in kin(action)[1:]]
    found += [f"not far before:{t.word}" for t in words[max(0, at - 12) : at] if t.cls in "dMcLVvWu@"]
    found += [f"measure:{number.kind}", f"unit:{number.unit}", f"bound:{number.bound}", f"verb:{action}"]
    found += [f"verb ends in:{action[-2:]}", f"kind before:{previous}", f"ordinal:{number.ordinal}"]
    genre, role = scene.known.genre, own[-1].role if own else before[-1].role if before else ""
    asks = number.cue is not None and number.cue.asks
    found += [
        f"bound asks:{asks} {genre}",
        f"bound asks:{asks} {role}",
        f"bound:{number.bound} {genre}",
        f"last cue:{role} {genre}",
    ]
    if number.cue is not None:
        found += [f"bound's word:{number.cue.word}", f"bound asks:{number.cue.asks}"]
    found += _times(here, text[start:end])
    return found + _frame(here)


def _times(here: Spot, sentence: str) -> list[str]:
    """How the years that are named stand to the year under review."""
    review = here.scene.known.review_year
    found = []
    for named in years(sentence):
        if review is not None:
            found.append(f"year named:{max(-2, min(2, named.year - review))}")
    return found


def _frame(here: Spot) -> list[str]:
    """What stands above the sentence: genre, the words of the heading, what earlier sentences of the paragraph ask."""
    scene = here.scene
    heading = scene.heading[-24:]
    title = scene.known.title
    found = [f"genre:{scene.known.genre}", f"title:{title[-2:]}"]
    found += [f"title:{word}" for word in _TITLES if word in title]
    found += [f"heading:{heading[i : i + _HEADING]}" for i in range(len(heading) - 1)]
    opening = [
        c
        for c in scene.syntax.cues_in(0, scene.sentence(here.sentence)[0])
        if c.role in ("will", "past", "done", "demand")
    ]
    if opening:
        found.append(f"cue in paragraph:{opening[-1].role}")
        found.append(f"cue in paragraph:{scene.known.genre} {opening[-1].role}")
    return found
